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
)

var update = flag.Bool("update", false, "write the golden files anew; look at each picture before keeping it")

// The golden pictures are compared by their pixels, not by their bytes, since a
// compressor may change. There are sixteen histories, five pictures of each and
// two grounds; a picture that a history has no days for is none.
func TestGolden(t *testing.T) {
	p := newTestPainter(t)
	for _, s := range someSamples(t) {
		t.Run(s.Name, func(t *testing.T) {
			for theme, ending := range map[Theme]string{Light: "light", Dark: "dark"} {
				text := ""
				for _, picture := range s.Pictures(theme) {
					text += picture.Text + "\n"
					if picture.Sketch != nil {
						goldenPicture(t, p, s.Name+"-"+picture.Name+"-"+ending+".png", *picture.Sketch)
					}
				}
				golden(t, s.Name+".txt", []byte(text), func(got, want []byte) string {
					return cmp.Diff(string(want), string(got))
				})
			}
		})
	}
}

// The cards that people make of their own words, and those beside a year's
// picture.
func TestGoldenCards(t *testing.T) {
	p := newTestPainter(t)
	for theme, ending := range map[Theme]string{Light: "light", Dark: "dark"} {
		cards, err := p.SampleCards(theme)
		if err != nil {
			t.Fatal(err)
		}
		if len(cards) != 8 {
			t.Errorf("%d cards, want 8", len(cards))
		}
		for _, c := range cards {
			goldenPicture(t, p, "card-"+c.Name+"-"+ending+".png", *c.Sketch)
		}
	}
}

func goldenPicture(t *testing.T, p *Painter, name string, s Sketch) {
	t.Helper()
	drawn, err := p.Draw(s)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, name, drawn.PNG, differs)
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
