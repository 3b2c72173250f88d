package community

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/conversation/lines"
)

func TestReadWordList(t *testing.T) {
	for _, c := range []struct {
		text, want string
		ok         bool
	}{
		{"", "", true},
		{" \n\u200b\n", "", true},
		{"one\r\ntwo\u2028three", "one\ntwo\nthree", true},
		{"One\none!\n ONE ", "One", true},
		{"big   boss", "big boss", true},
		{"no body\nnobody\nno-body\n#", "no body\nnobody", true},
		{"slug\nSlug*\nslug *", "slug\nSlug*", true},
		{strings.Repeat("x", maxEntry), strings.Repeat("x", maxEntry), true},
		{strings.Repeat("x", maxEntry+1), "", false},
	} {
		if got, _, ok := readWordList(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q is %q, %v, want %q, %v", c.text, got, ok, c.want, c.ok)
		}
	}
	var many strings.Builder
	for i := range maxEntries + 1 {
		many.WriteString(strings.Repeat("a", i%50+1) + strings.Repeat("b", i/50+1) + "\n")
	}
	if _, _, ok := readWordList(many.String()); ok {
		t.Error("a list of more than it holds is taken")
	}
}

// What can't be an entry is told, by its line.
func TestWordListRefuses(t *testing.T) {
	list, refused, ok := readWordList("boss*\n\n$$$, fine, *ish\n🙂\n* bullet\n \u200b")
	want := []lines.Line{
		{Number: 3, Text: "$$$", Why: lines.NoWord}, {Number: 3, Text: "*ish", Why: lines.AnyBeginning}, {Number: 4, Text: "🙂", Why: lines.NoWord},
	}
	if list != "boss*\nfine\n* bullet" || !ok || !slices.Equal(refused, want) {
		t.Errorf("%q, %v: %+v", list, ok, refused)
	}
}

// Whatever is typed, a list is within its bounds, and reads as itself again.
func FuzzReadWordList(f *testing.F) {
	f.Add("one\ntwo")
	f.Add("\u202eone\r\n\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		list, _, ok := readWordList(text)
		if !ok {
			return
		}
		if entries(list) > maxEntries || !utf8.ValidString(list) {
			t.Fatalf("%d entries", entries(list))
		}
		if again, refused, ok := readWordList(list); !ok || again != list || len(refused) > 0 {
			t.Errorf("%q reads as %q", list, again)
		}
	})
}
