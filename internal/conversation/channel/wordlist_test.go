package channel

import (
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/conversation/lines"
)

func TestListed(t *testing.T) {
	for _, c := range []struct {
		list, text string
		want       bool
	}{
		{"", "anything", false},
		{"\n\n", "anything", false},
		{"boss", "My BOSS!", true},
		{"boss", "bossy", false},
		{"Boß", "the boss", true},
		{"big boss", "a big, bad boss", false},
		{"big boss", "a big\nboss", true},
		{"big boss", "biG—bo\u200bss", true},
		{"café", "cafe\u0301s and cafe", true},
		{"one\ntwo", "number two", true},
		{"#", "a # b", false},
		{"твоё", "ТВОЕ", true},
		{"slug", "two slugs", false},
		{"slug*", "two SLÜGS", true},
		{"slug*", "a slug", true},
		{"slug*", "beslugged", false},
		{"big* boss", "my bigger boss", true},
		{"big* boss", "my bigger bosses", false},
		{"big boss*", "my big bosses", true},
		{"big boss*", "so big\nbosses", true},
		{"f*ck", "f*ck it", true},
		{"f*ck", "flock", false},
		{"d***", "do it", false},
		{"slug *", "slugs", false},
		{"*", "anything", false},
	} {
		if got := listed(c.list, c.text); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.list, c.text, got, c.want)
		}
	}
}

// Whatever somebody types, an entry that stands in it is found however it is
// capitalised, and an empty list finds nothing.
func FuzzListed(f *testing.F) {
	f.Add("boss", "the boss")
	f.Add("Ünlü", "ǅ \u0130")
	f.Fuzz(func(t *testing.T, list, text string) {
		if listed("", text) {
			t.Error("an empty list finds something")
		}
		words := lines.PlainWords(text)
		if len(words) == 0 || !utf8.ValidString(text) {
			return
		}
		if !listed(words[0], text) || !listed(words[0][:1]+"*", words[0]) && words[0][0] < utf8.RuneSelf || !listed(list+"\n"+strings.Join(words, " "), text) {
			t.Errorf("%q isn't found in %q", words, text)
		}
	})
}
