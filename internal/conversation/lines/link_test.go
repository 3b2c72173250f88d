package lines

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/schedule"
)

// An address after a question leads to more; one within the sentence is a word of it.
func TestLinks(t *testing.T) {
	in := Bounds{Shortest: 10, Longest: 60, Most: 50, Links: true}
	for text, want := range map[string]string{
		"What did you keep? https://example.org/a":              "What did you keep? > https://example.org/a",
		"1. What did you keep? | https://Example.org/a.png":     "What did you keep? > https://example.org/a.png",
		"What did you keep … https://example.org/a":             "What did you keep … > https://example.org/a",
		"What do you make of https://example.org?":              "What do you make of https://example.org? > ",
		"Why is https://example.org gone?":                      "Why is https://example.org gone? > ",
		"What did you keep? http://example.org/a":               "link",
		"What did you keep? https://127.0.0.1/a":                "link",
		"What did you keep? www.example.org":                    "link",
		"What did you keep? https://ada@example.org/":           "link",
		"Why? https://example.org/a":                            "short",
		"question,link\nWhat did you keep?,https://example.org": "What did you keep? > https://example.org",
		"question,picture\nWhat did you keep?,nonsense":         "link",
		"question,url\nWhat did you keep? https://a.example,":   "What did you keep? https://a.example > ",
	} {
		read, ok := ReadTable(text, nil, in, schedule.Date{Year: 2026, Month: 11, Day: 1})
		if !ok {
			read = Read(text, nil, in)
		}
		got := fmt.Sprint(len(read))
		if len(read) == 1 {
			got = map[Why]string{Fine: read[0].Text + " > " + read[0].More, NoLink: "link", TooShort: "short"}[read[0].Why]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if plain := Read(text, nil, Bounds{Shortest: 1, Longest: 200, Most: 50}); strings.Contains(fmt.Sprint(plain), "NoLink") || plain[0].More != "" {
			t.Errorf("%q where there are no links: %+v", text, plain)
		}
	}
}
