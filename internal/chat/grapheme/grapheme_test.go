package grapheme

import (
	"testing"
	"unicode/utf8"
)

func TestBreakable(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int // the bytes inside it at which it may be cut
	}{
		{"letters", "abc", []int{1, 2}},
		{"an accent", "e\u0301a", []int{3}},
		{"a family", "👩\u200d👩\u200d👧x", []int{18}},
		{"a skin tone", "👍🏽!", []int{8}},
		{"two flags", "🇩🇪🇫🇷", []int{8}},
		{"a keycap", "1\ufe0f\u20e32", []int{7}},
		{"the end of a line", "a\r\nb", []int{1, 3}},
	} {
		var got []int
		for i := 1; i < len(c.text); i++ {
			if utf8.RuneStart(c.text[i]) && Breakable(c.text, i) {
				got = append(got, i)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
	if !Breakable("ab", 0) || !Breakable("ab", 2) {
		t.Error("a text can't be cut at its ends")
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "e\u0301": 1, "漢字": 4, "👍🏽": 2} {
		if got := Columns(text); got != want {
			t.Errorf("%q: %d columns, want %d", text, got, want)
		}
	}
}
