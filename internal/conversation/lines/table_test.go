package lines

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/schedule"
)

// Tables as programs for tables and forms write them, with each row that can't be read.
func TestReadTable(t *testing.T) {
	today := schedule.Date{Year: 2026, Month: 11, Day: 23}
	in := Bounds{Shortest: 10, Longest: 60, Most: 5}
	for name, c := range map[string]struct{ text, want string }{
		"of questions alone": {"question\nWhat did you keep?\n\nWhat did you lend?", "2 fine What did you keep? | 4 fine What did you lend?"},
		"with commas": {
			"question,date,author\nWhat did you keep?,2026-12-24,Ada\n\"Who, then, stayed?\",24 Dec,\nWhat did you lend?,1999-01-01,Bo\nshort,,\n,,Ada\nWhat did you KEEP?,,",
			"2 fine What did you keep? 2026-12-24 Ada | 3 fine Who, then, stayed? 2026-12-24 | 4 date What did you lend? Bo | 5 short short | 6 row Ada | 7 twice What did you KEEP?",
		},
		"with semicolons": {"Date;Question\r\n;What did you keep?\r\nnever;What did you lend?", "2 fine What did you keep? | 3 date What did you lend?"},
		"with tabs":       {"Author\tQuestion\nAda\tWhat did you keep?", "2 fine What did you keep? Ada"},
		"of a form": {
			"Timestamp,Your name,What is your question?\n11/20/2026 9:00:00,Ada,\"What did you\nkeep for years?\"\n11/21/2026 9:00:00,,What did you lend?",
			"2 fine What did you keep for years? Ada | 4 fine What did you lend?",
		},
		"full": {
			"question\nWhat is the one?\nWhat is the two?\nWhat is the three?\nWhat is the four?\nWhat is the five?\nWhat is the six?",
			"2 fine What is the one? | 3 fine What is the two? | 4 fine What is the three? | 5 fine What is the four? | 6 fine What is the five? | 7 full What is the six?",
		},
		"a link alone beside the question":    {"Which question,link\nWhat did you keep?,https://example.org/a", "2 fine What did you keep?"},
		"a stray quote":                       {"question,author\n\"What did you keep?,Ada\nWhat did you lend?,Bo", "2 fine What did you keep?,Ada What did you lend?,Bo"},
		"no table":                            {"What did you keep?\nWhat did you lend, and why?", "none"},
		"questions with a comma and the word": {"What question, asked in time, would have helped?\nWhen did you leave early, and why?", "none"},
		"a name of two columns":               {"Question,Notes\nWhat did you keep?,nothing", "2 fine What did you keep?"},
		"one line":                            {"question,date", "none"},
	} {
		got := "none"
		if read, ok := ReadTable(c.text, nil, in, today); ok {
			var all []string
			for _, l := range read {
				why := map[Why]string{Fine: "fine", TooShort: "short", TooLong: "long", Twice: "twice", Full: "full", NoDate: "date", NoRow: "row"}[l.Why]
				on := ""
				if !l.On.IsZero() && l.Why == Fine {
					on = l.On.String()
				}
				all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%d %s %s %s %s", l.Number, why, l.Text, on, l.Author)), " "))
			}
			got = strings.Join(all, " | ")
		}
		if got != c.want {
			t.Errorf("%s:\n%s, want\n%s", name, got, c.want)
		}
	}
}
