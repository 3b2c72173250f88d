package words

import (
	"os"
	"strings"
	"testing"
)

// TestHeavy: nothing of what must not come back by itself does, in whatever letters
// it is written or whatever stands around it; and what is light isn't kept back.
func TestHeavy(t *testing.T) {
	list, err := os.ReadFile("testdata/heavy_en.txt")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[bool]int{}
	for line := range strings.Lines(string(list)) {
		mark, text, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || mark == "#" {
			continue
		}
		want := mark == "+"
		counts[want]++
		said := []string{text, strings.ToUpper(text), strings.ReplaceAll(text, " ", "\n")}
		if want && len(strings.Fields(text)) > 3 && strings.HasSuffix(text, ".") && text[0] < 0x80 && !strings.Contains(text, "Mutter") && !strings.HasPrefix(text, "Ma ") && !strings.HasPrefix(text, "Ich mag") {
			said = append(said, "It was a day like any other, and I was at work. "+text+" Then I went home and it was the end of it.")
		}
		for _, s := range said {
			if got := english.Returns.Heavy(s); got != want {
				t.Errorf("%q: %v", s, got)
			}
		}
	}
	if counts[true] < 30 || counts[false] < 15 {
		t.Errorf("%d are heavy, %d aren't", counts[true], counts[false])
	}
}

// FuzzHeavy: no text is too much for it.
func FuzzHeavy(f *testing.F) {
	f.Add("we buried it")
	f.Add(strings.Repeat("the and ", 1000))
	f.Add("\xff’\u202e")
	f.Fuzz(func(_ *testing.T, text string) { english.Returns.Heavy(text) })
}
