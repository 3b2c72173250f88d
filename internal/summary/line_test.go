package summary

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"One. Two! Three", []string{"One.", "Two!", "Three"}},
		{"He said “no.” Then he went.", []string{"He said “no.”", "Then he went."}},
		{"Dr. Weber left. J. Smith stayed.", []string{"Dr. Weber left.", "J. Smith stayed."}},
		{"It cost 3.5 hours, e.g. Monday.", []string{"It cost 3.5 hours, e.g. Monday."}},
		{"well... maybe not", []string{"well... maybe not"}},
		{"So did I. Then rain.", []string{"So did I.", "Then rain."}},
		{"a line\nand  another\r\n\n", []string{"a line", "and another"}},
		{"我走了。他留下。", []string{"我走了。", "他留下。"}},
		{"  ", nil},
	} {
		if got := sentences(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestLineTakesOnlyWhatCanStandAlone(t *testing.T) {
	for _, s := range []string{
		"Too short.",
		"What would you have done in my place?",
		"Is that so? Is that really what you want of me?",
		"/pause until the third of January please",
		"Read https://example.com/a-page about quitting.",
		"I told @sam that I would leave in the spring.",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"It reads backwards \u202e from here on.",
		strings.Repeat("A sentence that goes on and on ", 6),
	} {
		if got := Line([]string{s}, "2026-W47"); got != "" {
			t.Errorf("%q is quoted as %q", s, got)
		}
	}
	const whole = "Sunday evening used to start at noon."
	if got := Line([]string{"Why? " + whole + " Ok."}, "2026-W47"); got != whole {
		t.Errorf("got %q, want %q", got, whole)
	}
}

func TestLineChangesWithThePeriodOnly(t *testing.T) {
	parts := []string{
		"The first of them was about money. The second never came up.",
		"I keep the badge in a drawer. Nobody at home has asked about it.",
		"We walked along the river until the lamps came on",
	}
	seen := make(map[string]bool)
	for _, seed := range []string{"2026-W47", "2026-W48", "2026-W49", "2026-W50", "2026-11", "2026-12", "2026"} {
		line := Line(parts, seed)
		turned := slices.Clone(parts)
		slices.Reverse(turned)
		if again := Line(turned, seed); again != line {
			t.Errorf("%s: %q, then %q", seed, line, again)
		}
		seen[line] = true
	}
	if len(seen) < 2 {
		t.Errorf("always the same line: %v", seen)
	}
}

func TestLineIsAlwaysAWholePieceOfWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.StringOf(rapid.SampledFrom([]rune("aA bB.?!…\n“” 。j3@")))).Draw(t, "parts")
		checkLine(t, parts)
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"Sunday evening used to start at noon.", "Dr. A. said: “No.” (Twice.) And left it at that…", "\xff\xfe", "one\ntwo", "?。！"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkLine(t, []string{s}) })
}

func checkLine(t interface{ Fatalf(string, ...any) }, parts []string) {
	line := Line(parts, "2026-W47")
	if line == "" {
		return
	}
	if n := utf8.RuneCountInString(line); n < 20 || n > 140 || strings.ContainsAny(line, "?\n") || !utf8.ValidString(line) {
		t.Fatalf("%q", line)
	}
	for _, p := range parts {
		if strings.Contains(strings.Join(strings.Fields(p), " "), line) {
			return
		}
	}
	t.Fatalf("%q was not written", line)
}
