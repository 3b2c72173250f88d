package journal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		looked, text string
		want         bool
	}{
		{"badge", "I keep the badge in a drawer.", true},
		{"BADGES", "I keep the badge in a drawer.", true},
		{"badge", "Two badges.", true},
		{"bad", "Two badges.", false},
		{"adge", "Two badges.", false},
		{"quit", "Quitting is hard", true},
		{"quitting", "I quit. She quits.", true},
		{"story", "stories, stories", true},
		{"stories", "that old story", true},
		{"asked", "Nobody asks", true},
		{"ask", "a mask, a flask, asking", true},
		{"ask", "a mask, a flask", false},
		{"class", "both classes", true},
		{"write", "I was writing", true},
		{"mother's", "my mother", true},
		{"mother", "my mother’s house", true},
		{"don’t", "I don't know", true},
		{"cafe", "Im CAFÉ", true},
		{"Café", "cafe\u0301", true},
		{"strasse", "Die Straße", true},
		{"Ёлка", "ёлка", true},
		{"ΟΔΟΣ", "οδος", true},
		{"愛", "愛 です", true},
		{"2024", "in 2024 it was", true},
		{"left home", "Home is what I left.", true},
		{"left home", "I left.", false},
		{"!!", "!!", false},
	} {
		p := patternOf(c.looked)
		held, at := p.in(c.text)
		if got := len(p) > 0 && held == p.all(); got != c.want {
			t.Errorf("%q in %q: %v (%v)", c.looked, c.text, got, p)
		}
		if at < 0 || at > len(c.text) {
			t.Errorf("%q in %q at %d", c.looked, c.text, at)
		}
	}
}

// Every word of a text is found in it, however it is written, and what is shown around
// it is whole runes.
func TestWordsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aeéßœ's bdgS ’\n愛\u0301")), 0, 300, -1).Draw(t, "text")
		words := strings.FieldsFunc(text, func(r rune) bool { return !inWord(r) && r != '\u0301' && r != '’' })
		for _, word := range words {
			p := patternOf(strings.ToUpper(word))
			if len(p) == 0 || strings.ContainsAny(word, "'’") {
				continue
			}
			held, at := p.in(text)
			if held != p.all() {
				t.Fatalf("%q isn't found in %q: %v in %q", word, text, p, plain(text))
			}
			if shown := around(text, at); !utf8.ValidString(shown) {
				t.Fatalf("around %d of %q: %q", at, text, shown)
			}
		}
	})
}
