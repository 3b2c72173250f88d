package summary

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// luminance is that of WCAG 2, section "relative luminance".
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if c := contrast(color.Black, color.White); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %.2f:1, which is 21:1", c)
	}
	for theme, name := range map[Theme]string{Light: "light", Dark: "dark"} {
		p := theme.palette()
		if len(p) != 16 {
			t.Errorf("%s: %d colours, want 16", name, len(p))
		}
		for paint := range paints {
			least := 3.0
			if paint == ink || paint == quiet {
				least = 4.5 // text
			}
			if c := contrast(p[paint.shade(strengths)], p[paper]); c < least {
				t.Errorf("%s: paint %d has %.2f:1, want %.1f:1", name, paint, c, least)
			}
		}
	}
}

// Without its colour, every mark differs from every other in a good part of the
// pixels of the larger of the two, at every size at which marks are drawn.
func TestMarksDifferInShape(t *testing.T) {
	for _, size := range []int{20, 30, 60, 96} {
		var cells [marks]stencil
		for m := range marks {
			cells[m] = cut(shapes[m], size, paintOf[m])
		}
		filled := func(m mark, i int) bool { return cells[m].pix[i] != paper }
		for a := notAsked; a < marks; a++ {
			for b := notAsked; b < a; b++ {
				apart, inA, inB := 0, 0, 0
				for i := range cells[a].pix {
					if filled(a, i) != filled(b, i) {
						apart++
					}
					if filled(a, i) {
						inA++
					}
					if filled(b, i) {
						inB++
					}
				}
				if inA == 0 || inB == 0 || apart*4 < max(inA, inB) {
					t.Errorf("at %d pixels marks %d and %d differ in %d pixels of %d and %d", size, a, b, apart, inA, inB)
				}
			}
		}
	}
}

// Every picture is 300 points wide at its scale, and no text in it is smaller
// than eleven of them.
func TestSmallestText(t *testing.T) {
	p := newTestPainter(t)
	for f, l := range p.letters {
		if got := l.size / f.scale; got < LeastText-0.01 {
			t.Errorf("a face has %.1f points", got)
		}
		if wide := p.sheet(Light, 10, f.scale).img.Rect.Dx(); wide != int(across*f.scale) {
			t.Errorf("a picture with this face is %d pixels wide", wide)
		}
	}
	// What is measured is what is seen: a capital is as high as its face says.
	label := p.letters[face{false, LeastText, calendarScale}]
	img := image.NewPaletted(image.Rect(0, 0, 200, 100), Light.palette())
	label.draw(img, "H", 20, 80, ink)
	top := slices.IndexFunc(img.Pix, func(c uint8) bool { return c != paper }) / img.Stride
	if high := 80 - top; math.Abs(float64(high-label.ascent)) > 1 || float64(high)/calendarScale < LeastText*0.6 {
		t.Errorf("a capital letter is %d pixels high, its face says %d", high, label.ascent)
	}
}

func TestPicturesAreSmallAndAlwaysTheSame(t *testing.T) {
	p := newTestPainter(t)
	other := newTestPainter(t)
	for _, s := range someSamples(t) {
		for _, picture := range s.Pictures(Dark) {
			if picture.Sketch == nil {
				continue
			}
			name := s.Name + "-" + picture.Name
			drawn, err := p.Draw(*picture.Sketch)
			if err != nil {
				t.Fatal(err)
			}
			most := 14 << 10
			if picture.Sketch.Shows == WeekCard || picture.Sketch.Shows == MilestoneCard {
				most = 60 << 10
			}
			if n := len(drawn.PNG); n > most {
				t.Errorf("%s has %d bytes, at most %d", name, n, most)
			}
			again, err := other.Draw(*picture.Sketch)
			if err != nil || !bytes.Equal(drawn.PNG, again.PNG) {
				t.Errorf("%s comes out differently the second time: %v", name, err)
			}
			checkFormat(t, name, picture.Sketch.Shows, drawn.PNG)
		}
	}
}

// checkFormat holds a picture against the format of its sort.
func checkFormat(t *testing.T, name string, shows Shows, out []byte) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	width, height := img.Bounds().Dx(), img.Bounds().Dy()
	fits := map[Shows]bool{
		WeekCard:      width == 1080 && height == 1080,
		MilestoneCard: width == 1080 && height == 1080,
		MonthCalendar: width == 750 && height <= 1000,
		YearGrid:      width == 750 && height == 938, // 4:5, to an even number
	}
	if !fits[shows] {
		t.Errorf("%s is %d by %d", name, width, height)
	}
}

// Even a year without any pattern, with a tap every two weeks, is small.
func TestAnUnrulyYearIsSmall(t *testing.T) {
	p := newTestPainter(t)
	dice := rand.New(rand.NewPCG(1, 2))
	for _, share := range []float64{0.9, 0.75, 0.5} {
		v := inventFrom(date(2026, 1, 1), "Europe/Berlin")
		for range 364 {
			if dice.Float64() < share {
				v.days("k")
			} else {
				v.days(".")
			}
		}
		in, err := v.input(Containing(Year, date(2026, 1, 1)), date(2026, 12, 31))
		if err != nil {
			t.Fatal(err)
		}
		for range 26 {
			in.Compass = append(in.Compass, Point{date(2026, 1, 1).AddDays(14 * len(in.Compass)), 1 + dice.IntN(5)})
		}
		out, err := p.Draw(*Words(in).Sketch)
		if err != nil {
			t.Fatal(err)
		}
		if len(out.PNG) > 14<<10 {
			t.Errorf("%d bytes, at most 14 KB", len(out.PNG))
		}
	}
}

func TestManyMayDrawAtOnce(t *testing.T) {
	p := newTestPainter(t)
	sketch := *Words(sample(t, "off-the-schedule").Week).Sketch
	want, err := p.Draw(sketch)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, err := p.Draw(sketch); err != nil || !bytes.Equal(got.PNG, want.PNG) {
				t.Errorf("another picture beside others: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestPNGReadsAsItWasDrawn(t *testing.T) {
	var e encoder
	for _, size := range []image.Point{{1, 1}, {2, 3}, {7, 5}, {900, 40}} {
		img := image.NewPaletted(image.Rectangle{Max: size}, Light.palette())
		for i := range img.Pix {
			img.Pix[i] = uint8(i * 7 % 16)
		}
		out, err := e.encode(img)
		if err != nil {
			t.Fatal(err)
		}
		read, err := png.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatalf("%v: %v", size, err)
		}
		got, ok := read.(*image.Paletted)
		if !ok || got.Rect != img.Rect || !bytes.Equal(got.Pix, img.Pix) {
			t.Errorf("%v reads differently", size)
		}
		for i, c := range img.Palette {
			if got.Palette[i] != c {
				t.Errorf("colour %d reads as %v, drawn as %v", i, got.Palette[i], c)
			}
		}
	}
	if _, err := e.encode(image.NewPaletted(image.Rect(0, 0, 1, 1), make(color.Palette, 17))); err == nil {
		t.Error("17 colours pass")
	}
	if _, err := e.encode(image.NewPaletted(image.Rect(0, 0, 1, 1), nil)); err == nil {
		t.Error("no colour passes")
	}
}

// The card has one dot for each reflection, however many there are.
func TestTheCardHasADotForEach(t *testing.T) {
	p := newTestPainter(t)
	for _, total := range []int{1, 7, 14, 30, 50, 100, 365, 1000, 2000} {
		img := p.lay(CardSketch("en", Light, total, date(2026, 3, 3))).img
		if got := dots(img); got != total {
			t.Errorf("%d dots for %d reflections", got, total)
		}
	}
}

// dots counts the dots of a card, by flooding each.
func dots(img *image.Paletted) int {
	pix := bytes.Clone(img.Pix)
	full := func(i int) bool {
		return pix[i] >= keeping.shade(1) && pix[i] <= keeping.shade(strengths)
	}
	n := 0
	for i := range pix {
		if !full(i) {
			continue
		}
		n++
		for todo := []int{i}; len(todo) > 0; {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if at < 0 || at >= len(pix) || !full(at) {
				continue
			}
			pix[at] = paper
			todo = append(todo, at-1, at+1, at-img.Stride, at+img.Stride)
		}
	}
	return n
}
