package terminal

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for text, want := range map[string][]string{
		"":                          {""},
		"short":                     {"short"},
		"one two three four five":   {"one two three", "four five"},
		"two\n\nlines":              {"two", "", "lines"},
		"  spaces   between  ":      {"spaces between"},
		"averyveryverylongwordhere": {"averyveryverylon", "gwordhere"},
		"你好世界你好世界你好":                {"你好世界你好世界", "你好"},
		"ten words 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧":                                                  {"ten words 👩‍👩‍👧 👩‍👩‍👧", "👩‍👩‍👧"},
		"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 end x": {"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 end x"},
	} {
		if got := wrap(text, 16); !slices.Equal(got, want) {
			t.Errorf("%q wraps to %q, want %q", text, got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "你": 2, "ｱ": 1, "！": 2, "🙂": 2, "👍🏽": 2, "👩‍👩‍👧": 2, "❤️": 2, "✓": 1,
	} {
		if got := columnsOf(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}

// No line is too wide, and no word is lost or moved.
func TestWrapKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := visible(rapid.String().Draw(t, "text"))
		columns := rapid.IntRange(0, 90).Draw(t, "columns")
		lines := wrap(text, columns)
		for _, l := range lines {
			if n := columnsOf(l); n > max(columns, leastWidth) && len(signs(l)) > 1 {
				t.Errorf("%d columns, at most %d: %q", n, columns, l)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, "")), squeeze(text); got != want {
			t.Errorf("reads %q, want %q", got, want)
		}
	})
}

// Nothing that anybody wrote steers the terminal.
func FuzzVisible(f *testing.F) {
	for _, s := range []string{
		"plain", "\x1b[2J\x1b[31mred", "a\rb", "bell\a", "\u009b31m", "\u202etxet", "\xff\xfe", "tab\there", "two\nlines", "\x1b]0;title\x07", "del\x7f",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := visible(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, r := range got {
			if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
				t.Errorf("%q has %U in it", got, r)
			}
		}
	})
}
