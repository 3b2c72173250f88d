package words

import (
	"os"
	"strings"
	"testing"
)

// TestCare: what is in the list is told apart, in whatever letters it comes; and
// there is more in it that mustn't match than must.
func TestCare(t *testing.T) {
	list, err := os.ReadFile("testdata/care_en.txt")
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
		for _, said := range []string{text, strings.ToUpper(text), "Today was long.\n" + strings.ReplaceAll(text, " ", "  ") + "\nThat's all."} {
			if got := english.Care.Speaks(said); got != want {
				t.Errorf("%q: %v", said, got)
			}
		}
	}
	if counts[true] < 15 || counts[false] <= counts[true] {
		t.Errorf("%d match, %d don't", counts[true], counts[false])
	}
}

// FuzzCare: no text is too much for it.
func FuzzCare(f *testing.F) {
	f.Add("I want to die")
	f.Add(strings.Repeat("i want to ", 1000))
	f.Add("\xff’\u202e")
	f.Fuzz(func(_ *testing.T, text string) { english.Care.Speaks(text) })
}
