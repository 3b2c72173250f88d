package delivery

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// kindsInWords are the rows of the table in docs/architecture.md.
var kindsInWords = map[string][]reflection.Purpose{
	"question, later, nudge": {reflection.Ask, reflection.Later, reflection.Nudge},
	"summary":                {reflection.Summarise},
	"answer":                 {reflection.Answer},
	"count of a post":        {reflection.Recount},
	"thread's post":          {reflection.Publish},
	"the same, taken back":   {reflection.Retract},
	"what moderators see":    {reflection.Moderate},
}

// actionsInWords are the cells: an action by its name there.
var actionsInWords = map[outbox.Action]string{
	outbox.Drop: "drop", outbox.Forget: "let go", outbox.Stop: "stop asking", outbox.Bar: "stop asking", outbox.Follow: "follow",
	outbox.Wait: "wait", outbox.Retry: "retry", outbox.FindOut: "find out", outbox.Pause: "in an hour",
}

// otherwise is what a kind makes of a chat that is gone, or of a missing permission,
// where it isn't to stop asking.
var otherwise = map[reflection.Purpose]map[outbox.Action]string{
	reflection.Answer:  {outbox.Bar: "let go"},
	reflection.Publish: {outbox.Stop: "let go", outbox.Bar: "let go, tell"},
	reflection.Retract: {outbox.Stop: "in an hour"},
	// Whoever set the channel up is told once; what waits is in the lists.
	reflection.Moderate: {outbox.Stop: "let go, tell", outbox.Bar: "let go, tell"},
}

// TestTheTableInTheDocs: the table of failures in docs/architecture.md is the one in
// the code.
func TestTheTableInTheDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## One outbox\n")
	var table [][]string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "## ") {
			break
		}
		if cells := strings.Split(strings.TrimSpace(line), "|"); strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "|---") {
			cells = cells[1 : len(cells)-1]
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			table = append(table, cells)
		}
	}
	if len(table) != 1+len(kindsInWords) {
		t.Fatalf("%d rows, want a head and %d", len(table), len(kindsInWords))
	}
	head := []string{""}
	for k := range chat.SendKind(len(outbox.Row{})) {
		head = append(head, k.String())
	}
	if !slices.Equal(table[0], head) {
		t.Errorf("the columns are %q, want %q", table[0], head)
	}
	missing := maps.Clone(rules)
	for _, cells := range table[1:] {
		purposes, ok := kindsInWords[cells[0]]
		if !ok || len(cells) != len(head) {
			t.Errorf("row %q: nobody knows it, or it has %d cells", cells[0], len(cells))
			continue
		}
		for _, p := range purposes {
			delete(missing, p)
			for k, action := range rules[p].Send {
				want := actionsInWords[action]
				if other, ok := otherwise[p][action]; ok {
					want = other
				}
				if cells[k+1] != want {
					t.Errorf("%v, %v: the docs say %q, the code %q", p, chat.SendKind(k), cells[k+1], want)
				}
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("the docs say nothing of %v", slices.Collect(maps.Keys(missing)))
	}
}
