package lines_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/portable"
	"stillpoint/internal/schedule"
)

var today = schedule.Date{Year: 2026, Month: 6, Day: 1}

// A list that is written as a table is the same list when it is read again, whatever
// stands in it; and no cell of the table is a formula.
func TestTableComesBack(t *testing.T) {
	in := lines.Bounds{Shortest: 1, Longest: 300, Most: 200}
	words := rapid.OneOf(rapid.StringN(0, 60, 240), rapid.StringMatching(`['=+\-@\t";,0-9.) ]{0,8}[a-z'", ;]{0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		var texts []string
		for _, l := range lines.Read(strings.Join(rapid.SliceOfN(words, 0, 20).Draw(t, "questions"), "\n"), nil, in) {
			if l.Why == lines.Fine {
				texts = append(texts, l.Text)
			}
		}
		rows := make([]portable.OwnRow, len(texts))
		for i, text := range texts {
			rows[i] = portable.OwnRow{Question: text, Author: rapid.SampledFrom([]string{"", "Ada", "=cmd|' /C calc'!A0", "'quoted'", "+1"}).Draw(t, "author")}
			if rapid.Bool().Draw(t, "dated") {
				rows[i].On = today.AddDays(rapid.IntRange(0, 300).Draw(t, "days")).String()
			}
		}
		var file strings.Builder
		if err := portable.WriteQuestions(&file, rows); err != nil {
			t.Fatal(err)
		}
		read, ok := lines.ReadTable(file.String(), nil, in, today)
		if !ok && len(rows) > 0 || len(read) != len(rows) {
			t.Fatalf("read %d of %d, %v:\n%s", len(read), len(rows), ok, file.String())
		}
		for i, l := range read {
			on := ""
			if !l.On.IsZero() {
				on = l.On.String()
			}
			if l.Why != lines.Fine || l.Text != rows[i].Question || l.Author != rows[i].Author || on != rows[i].On {
				t.Fatalf("%+v, want %+v\n%s", l, rows[i], file.String())
			}
		}
		for line := range strings.Lines(file.String()) {
			for cell := range strings.SplitSeq(line, ",") {
				if cell = strings.Trim(cell, "\"\ufeff\r\n"); cell != "" && strings.ContainsRune("=+@", rune(cell[0])) && !strings.Contains(line, `"`) {
					t.Fatalf("a formula: %q", cell)
				}
			}
		}
	})
}
