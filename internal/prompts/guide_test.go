package prompts

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestTheGuideIsRight reads docs/writing-prompts.md and checks what it shows: its
// examples make a pack without a problem, and its figures are the ones in force.
func TestTheGuideIsRight(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "writing-prompts.md"))
	if err != nil {
		t.Fatal(err)
	}
	guide := string(text)
	var blocks []string
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(guide, -1) {
		blocks = append(blocks, block[1])
	}
	if len(blocks) != 5 {
		t.Fatalf("the guide has %d examples in YAML, want 5", len(blocks))
	}
	reports, err := Check(fstest.MapFS{
		"the-bench/pack.yaml":       {Data: []byte(blocks[0])},
		"the-bench/sitting.yaml":    {Data: []byte(blocks[1] + "\n" + blocks[3])},
		"the-bench/getting-up.yaml": {Data: []byte(blocks[4])},
		"the-bench/series.yaml":     {Data: []byte(blocks[2])},
	}, Operators())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines(append(reports[0].Problems, reports[0].Warnings...)) {
		t.Error(line)
	}
	for _, f := range Forms() {
		if !strings.Contains(guide, fmt.Sprintf("| `%s` |", f)) {
			t.Errorf("the guide doesn't explain the form %q", f)
		}
	}
	for _, figure := range []string{
		fmt.Sprintf("at most %d characters", MaxRunes),
		fmt.Sprintf("at or under %.2f", SimilarityBound),
		fmt.Sprintf("from %d prompts on", sharesFrom),
		fmt.Sprintf("likeness above %.2f", MeaningBound),
		fmt.Sprintf("at least %.0f in 100 on the subject, and %.0f in 100 of each section", 100*minSubjectShare, 100*minSectionShare),
		fmt.Sprintf("at most %.0f in 100 tender", 100*maxTenderShare),
		fmt.Sprintf("at least %d of each depth", minFirstWeeks),
		fmt.Sprintf("no first word above %.0f in 100", 100*maxOpeningShare),
		fmt.Sprintf("above %.0f in 100. The built-in pack also names work in at least %d prompts", 100*maxLeadInShare, BuiltIn().NamingWork),
		fmt.Sprintf("(%d characters at most), the `id` has at most %d", maxLabelRunes, maxSeriesID),
		fmt.Sprintf("%.0f in 100 tagged `%s`", 100*maxEmployedShare, employedTag),
	} {
		if !strings.Contains(guide, figure) {
			t.Errorf("the guide doesn't say %q", figure)
		}
	}
}
