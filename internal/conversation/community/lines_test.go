package community

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/conversation/lines"
)

func TestReadQuestions(t *testing.T) {
	there := []string{"What did you keep for too long?"}
	long := strings.Repeat("long ", 60) + "?"
	for _, c := range []struct {
		text string
		want []lines.Line
	}{
		{"", nil},
		{"\n \n\t\n", nil},
		{"What would you do twice?", []lines.Line{{Number: 1, Text: "What would you do twice?", Why: lines.Fine}}},
		{"- What would you do twice?\r\n2) Who taught you to leave?\r3. Where do you rest?", []lines.Line{
			{Number: 1, Text: "What would you do twice?", Why: lines.Fine}, {Number: 2, Text: "Who taught you to leave?", Why: lines.Fine}, {Number: 3, Text: "Where do you rest?", Why: lines.Fine},
		}},
		{"\n\nWhat would   you\tdo twice?\n\nWhy?", []lines.Line{{Number: 1, Text: "What would you do twice?", Why: lines.Fine}, {Number: 3, Text: "Why?", Why: lines.TooShort}}},
		{long, []lines.Line{{Number: 1, Text: strings.TrimSpace(long), Why: lines.TooLong}}},
		{"what did you keep, for too LONG", []lines.Line{{Number: 1, Text: "what did you keep, for too LONG", Why: lines.Twice}}},
		{"Who taught you?\nWho taught you", []lines.Line{{Number: 1, Text: "Who taught you?", Why: lines.Fine}, {Number: 2, Text: "Who taught you", Why: lines.Twice}}},
		{"1984 was a good year for what?", []lines.Line{{Number: 1, Text: "1984 was a good year for what?", Why: lines.Fine}}},
		{"What \u202eis\u202c hid\u200bden \u2066here\u2069?", []lines.Line{{Number: 1, Text: "What is hidden here?", Why: lines.Fine}}},
	} {
		got := readQuestions(c.text, there)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q\n gives %+v\n want  %+v", c.text, got, c.want)
		}
	}
}

// A channel holds so many questions, and no more are taken.
func TestAFullChannel(t *testing.T) {
	var there []string
	for i := range bounds.Most - 1 {
		there = append(there, fmt.Sprintf("Question number %d?", i))
	}
	got := readQuestions("One that fits in?\nOne too many, alas?\nQuestion number 7?", there)
	if got[0].Why != lines.Fine || got[1].Why != lines.Full || got[2].Why != lines.Twice {
		t.Errorf("%+v", got)
	}
}

// Whatever is given: what is taken is one visible line within the bounds, and
// giving all of it again adds nothing.
func TestQuestionsAreTakenOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-z\x{202e}\x{200b} ?\-*]{0,40}\n){0,20}`).Draw(t, "text")
		checkLines(t, text)
	})
}

func FuzzReadQuestions(f *testing.F) {
	for _, s := range []string{"", "a\nb", "- What?\n- What?", "1. \u202e\u2066x", strings.Repeat("x", 400), "\xff\xfe", "\u200d\u200c\u200d", "\r\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLines(t, text) })
}

func checkLines(t interface {
	Errorf(format string, args ...any)
}, text string) {
	var taken []string
	last := 0
	for _, l := range readQuestions(text, nil) {
		if l.Number <= last {
			t.Errorf("line %d after line %d of %q", l.Number, last, text)
		}
		last = l.Number
		if l.Why != lines.Fine {
			continue
		}
		taken = append(taken, l.Text)
		n := utf8.RuneCountInString(l.Text)
		hidden := strings.ContainsFunc(l.Text, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
		})
		if n < bounds.Shortest || n > bounds.Longest || hidden || !utf8.ValidString(l.Text) {
			t.Errorf("%q is taken of %q", l.Text, text)
		}
	}
	if len(taken) > bounds.Most {
		t.Errorf("%d are taken", len(taken))
	}
	for _, l := range readQuestions(text, taken) {
		if l.Why == lines.Fine {
			t.Errorf("%q is taken again", l.Text)
		}
	}
}
