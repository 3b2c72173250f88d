package community

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestReadQuestions(t *testing.T) {
	there := []string{"What did you keep for too long?"}
	long := strings.Repeat("long ", 60) + "?"
	for _, c := range []struct {
		text string
		want []line
	}{
		{"", nil},
		{"\n \n\t\n", nil},
		{"What would you do twice?", []line{{1, "What would you do twice?", fine}}},
		{"- What would you do twice?\r\n2) Who taught you to leave?\r3. Where do you rest?", []line{
			{1, "What would you do twice?", fine}, {2, "Who taught you to leave?", fine}, {3, "Where do you rest?", fine},
		}},
		{"\n\nWhat would   you\tdo twice?\n\nWhy?", []line{{1, "What would you do twice?", fine}, {3, "Why?", tooShort}}},
		{long, []line{{1, strings.TrimSpace(long), tooLong}}},
		{"what did you keep, for too LONG", []line{{1, "what did you keep, for too LONG", twice}}},
		{"Who taught you?\nWho taught you", []line{{1, "Who taught you?", fine}, {2, "Who taught you", twice}}},
		{"1984 was a good year for what?", []line{{1, "1984 was a good year for what?", fine}}},
		{"What \u202eis\u202c hid\u200bden \u2066here\u2069?", []line{{1, "What is hidden here?", fine}}},
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
	for i := range maxQuestions - 1 {
		there = append(there, fmt.Sprintf("Question number %d?", i))
	}
	got := readQuestions("One that fits in?\nOne too many, alas?\nQuestion number 7?", there)
	if got[0].why != fine || got[1].why != full || got[2].why != twice {
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
		if l.number <= last {
			t.Errorf("line %d after line %d of %q", l.number, last, text)
		}
		last = l.number
		if l.why != fine {
			continue
		}
		taken = append(taken, l.text)
		n := utf8.RuneCountInString(l.text)
		hidden := strings.ContainsFunc(l.text, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
		})
		if n < minQuestion || n > maxQuestion || hidden || !utf8.ValidString(l.text) {
			t.Errorf("%q is taken of %q", l.text, text)
		}
	}
	if len(taken) > maxQuestions {
		t.Errorf("%d are taken", len(taken))
	}
	for _, l := range readQuestions(text, taken) {
		if l.why == fine {
			t.Errorf("%q is taken again", l.text)
		}
	}
}
