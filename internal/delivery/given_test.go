package delivery

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/reflection"
)

// TestCut: what fits is left whole; what doesn't is cut, the longest first, and shows
// it; and all of it fits then.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var texts [reflection.Evenings]string
		for i := range texts {
			texts[i] = strings.TrimSpace(strings.Repeat(rapid.SampledFrom([]string{"ä", "word ", "🌱\n", "a longer word "}).Draw(t, "of"), rapid.IntRange(0, 900).Draw(t, "times")))
		}
		before := texts
		cut(&texts)
		total, shortest := 0, 1<<30
		for i := range texts {
			n := utf8.RuneCountInString(texts[i])
			total += n
			if texts[i] != before[i] {
				if !strings.HasSuffix(texts[i], " …") || !strings.HasPrefix(before[i], strings.TrimSuffix(texts[i], " …")) {
					t.Fatalf("%q was cut to %q", before[i], texts[i])
				}
				shortest = min(shortest, utf8.RuneCountInString(before[i]))
			}
		}
		if total > givenRunes+2*len(texts) {
			t.Fatalf("%d runes", total)
		}
		for i := range texts {
			if texts[i] == before[i] && utf8.RuneCountInString(texts[i]) > shortest {
				t.Fatalf("a longer one was left whole: %d runes, and one of %d was cut", utf8.RuneCountInString(texts[i]), shortest)
			}
		}
	})
}
