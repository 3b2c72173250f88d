package words

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestName(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Ada", "Ada"},
		{"several words", "Ada  King \t Lovelace", "Ada King Lovelace"},
		{"other scripts", "Ада 愛 شيماء Ñandú", "Ада 愛 شيماء Ñandú"},
		{"emoji", "Ada 🌿", "Ada 🌿"},
		{"marks that belong there", "Vie\u0323\u0302t नी", "Vie\u0323\u0302t नी"},
		{"a pile of marks", "A" + strings.Repeat("\u0301", 50) + "da", "A\u0301\u0301\u0301da"},
		{"marks on nothing", "\u0301\u0302Ada", "Ada"},
		{"marks on a space", "Ada \u0301King", "Ada King"},
		{"line breaks", "Ada\nadmin: \r\nhello\u2028x\u2029y\u0085z", "Ada admin: hello x y z"},
		{"controls", "A\x00d\x07a\x1b[31m", "Ada[31m"},
		{"overrides", "Ada\u202egnp.exe\u202c", "Adagnp.exe"},
		{"isolates and marks of direction", "\u2066A\u2067d\u2068a\u2069\u200e\u200f\u061c", "Ada"},
		{"zero width", "A\u200bd\u200ca\u200d\ufeff\u2060\u00ad", "Ada"},
		{"tags", "Ada\U000e0041\U000e007f", "Ada"},
		{"letters without a shape", "\u3164\u115f\u1160\uffa0\u2800", ""},
		{"a variation selector alone", "\ufe0f", ""},
		{"nothing", "", ""},
		{"only space", " \u00a0\u3000\n", ""},
		{"broken UTF-8", "A\xffd\xc3a", "Ada"},
		{"private use", "A\ue000da", "Ada"},
		{"markup and mentions stay as written", "@everyone <b>*[x](y)*</b>", "@everyone <b>*[x](y)*</b>"},
		{"too long", strings.Repeat("a", 39) + " bc", strings.Repeat("a", 39) + "…"},
		{"too long after a space", strings.Repeat("a", 38) + " bcd", strings.Repeat("a", 38) + "…"},
		{"forty", strings.Repeat("é", 40), strings.Repeat("é", 40)},
		{"sixty", strings.Repeat("é", 60), strings.Repeat("é", 39) + "…"},
	} {
		if got := Name(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// harmless fails unless a name is what Name promises.
func harmless(t interface {
	Errorf(string, ...any)
}, in string) {
	got := Name(in)
	switch {
	case !utf8.ValidString(got), utf8.RuneCountInString(got) > maxName, got != strings.TrimSpace(got), strings.Contains(got, "  "):
		t.Errorf("%q reads %q", in, got)
	case Name(got) != got:
		t.Errorf("%q reads %q, and then %q", in, got, Name(got))
	}
	for _, r := range got {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%q keeps %U", in, r)
		}
	}
}

func TestNameIsHarmless(t *testing.T) {
	hostile := rapid.RuneFrom([]rune("Aé 愛\n\t\u202e\u2066\u200b\u200d\ufe0f\u0301\u3164\u2028@<*\U000e0041"), unicode.Cf, unicode.M, unicode.Z, unicode.L)
	rapid.Check(t, func(t *rapid.T) {
		harmless(t, rapid.StringOfN(hostile, 0, 80, -1).Draw(t, "name"))
	})
}

func FuzzName(f *testing.F) {
	for _, seed := range []string{"", "Ada", "Ada\u202e", "A\u200b", "\u3164", "A\u0301\u0301\u0301\u0301\u0301", "a\xff", "x \u0301 y", strings.Repeat("ab ", 30)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) { harmless(t, in) })
}
