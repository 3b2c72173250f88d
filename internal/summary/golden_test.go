package summary

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
)

var update = flag.Bool("update", false, "write the golden files anew; look at each picture before keeping it")

// The golden pictures are compared by their pixels, not by their bytes, since a
// compressor may change.
func TestGolden(t *testing.T) {
	p := newTestPainter(t)
	all, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			for theme, ending := range map[Theme]string{Light: "light", Dark: "dark"} {
				made, blocks := composed(t, p, s, theme)
				text := made.Message(chat.Space{Private: s.Person != nil}).Text() + "\n\nAlt: " + made.Alt + "\n\n" + blocks
				golden(t, s.Name+".txt", []byte(text), func(got, want []byte) string {
					return cmp.Diff(string(want), string(got))
				})
				if made.Picture != nil {
					golden(t, s.Name+"-"+ending+".png", made.Picture.PNG, differs)
				}
			}
		})
	}
	for _, total := range []int{1, 50, 365, 1000} {
		card, err := p.Card("en", Dark, total, date(2026, 3, 3))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, map[int]string{1: "card-1", 50: "card-50", 365: "card-365", 1000: "card-1000"}[total]+".png", card.PNG, differs)
	}
}

// composed makes a sample's summary, and its blocks.
func composed(t testing.TB, p *Painter, s Sample, theme Theme) (Summary, string) {
	t.Helper()
	var made Summary
	var err error
	var blocks string
	if s.Channel != nil {
		c := *s.Channel
		c.Theme = theme
		made, err = p.ComposeChannel(c)
		blocks = c.Blocks()
	} else {
		in := *s.Person
		in.Theme = theme
		made, err = p.Compose(in)
		blocks = Blocks(in)
	}
	if err != nil {
		t.Fatal(err)
	}
	return made, blocks
}

func golden(t *testing.T, name string, got []byte, diff func(got, want []byte) string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff(got, want); d != "" {
		t.Errorf("%s is not as it was (go test -update writes it anew):\n%s", name, d)
	}
}

// differs says how two PNGs differ in what they show.
func differs(got, want []byte) string {
	a, errA := png.Decode(bytes.NewReader(got))
	b, errB := png.Decode(bytes.NewReader(want))
	if errA != nil || errB != nil {
		return "it can't be read"
	}
	x, okX := a.(*image.Paletted)
	y, okY := b.(*image.Paletted)
	switch {
	case !okX || !okY:
		return "it has no palette"
	case x.Rect != y.Rect:
		return "it has another size"
	case !slices.Equal(x.Palette, y.Palette):
		return "it has other colours"
	case !bytes.Equal(x.Pix, y.Pix):
		return "it has other pixels"
	}
	return ""
}
