package summary

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/words"
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
// pixels of the larger of the two.
func TestMarksDifferInShape(t *testing.T) {
	cells := cutAll(cellSize)
	filled := func(m mark, i int) bool { return cells[m].pix[i] != paper }
	for a := range marks {
		for b := range a {
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
				t.Errorf("marks %d and %d differ in %d pixels of %d and %d", a, b, apart, inA, inB)
			}
		}
	}
}

func TestPicturesAreSmallAndAlwaysTheSame(t *testing.T) {
	p := newTestPainter(t)
	all, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		made, _ := composed(t, p, s, Dark)
		if made.Picture == nil {
			continue
		}
		if n := len(made.Picture.PNG); n > 10_000 {
			t.Errorf("%s has %d bytes, at most 10,000", s.Name, n)
		}
		again, _ := composed(t, newTestPainter(t), s, Dark)
		if !bytes.Equal(made.Picture.PNG, again.Picture.PNG) {
			t.Errorf("%s comes out differently the second time", s.Name)
		}
		img, err := png.Decode(bytes.NewReader(made.Picture.PNG))
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if w, h := img.Bounds().Dx(), img.Bounds().Dy(); w != Width || h > w {
			t.Errorf("%s is %d by %d", s.Name, w, h)
		}
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
		in, err := v.input(Containing(Year, date(2026, 1, 1)))
		if err != nil {
			t.Fatal(err)
		}
		for range 26 {
			in.Compass = append(in.Compass, Point{date(2026, 1, 1).AddDays(14 * len(in.Compass)), 1 + dice.IntN(5)})
		}
		out, err := p.Year(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(out) > 10*1024 {
			t.Errorf("%d bytes, at most 10 KB", len(out))
		}
	}
}

func TestManyMayDrawAtOnce(t *testing.T) {
	p := newTestPainter(t)
	in := *sample(t, "compass").Person
	want, err := p.Year(in)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, err := p.Year(in); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture beside others: %v", err)
			}
		})
	}
	wg.Wait()
}

// The months and the twelve halves fit for every year, month and first day of
// the week: nothing overlaps, nothing leaves the picture.
func TestEveryCalendarFits(t *testing.T) {
	for year := 2020; year < 2048; year++ {
		for month := time.January; month <= time.December; month++ {
			for first := range 7 {
				c := newCalendar(Containing(Month, date(year, month, 1)), time.Weekday(first))
				halves, _ := layOut(c)
				for _, h := range halves {
					end := 0
					for i, b := range h.blocks {
						if h.left[i] < end || h.left[i] < gridLeft {
							t.Fatalf("%d-%d, first day %d: month %d begins at %d, the one before ends at %d", year, month, first, i, h.left[i], end)
						}
						end = h.left[i] + b.columns*cellPitch
					}
					if end-(cellPitch-cellSize) > gridRight {
						t.Fatalf("%d-%d, first day %d: ends at %d of %d", year, month, first, end, gridRight)
					}
				}
			}
		}
	}
}

// Every locale's names fit where they go, and the font has their letters.
func TestNamesFit(t *testing.T) {
	p := newTestPainter(t)
	for _, locale := range []string{"en"} {
		w := words.For(locale).Summary
		for _, name := range w.Months {
			if n := p.label.width(name); n > 4*cellPitch-8 {
				t.Errorf("%s: %q takes %d pixels of a month's %d", locale, name, n, 4*cellPitch)
			}
		}
		for _, name := range append(w.Weekdays[:], w.Stay, w.Go) {
			if n := p.label.width(name); n > labelWidth-4 {
				t.Errorf("%s: %q takes %d pixels of %d", locale, name, n, labelWidth)
			}
		}
		legend := 0
		for _, name := range []string{w.Kept, w.Rested, w.Missed, w.Open, w.NotAsked} {
			legend += cellSize + legendMark + p.label.width(name) + legendItem
		}
		if legend > gridRight-gridLeft {
			t.Errorf("%s: the legend takes %d pixels of %d", locale, legend, gridRight-gridLeft)
		}
		widest := 0
		for m := range 12 {
			first := date(2026, time.Month(m+1), 1)
			span := w.Span(midnight(first), midnight(first.AddMonths(11)))
			widest = max(widest, p.heading.width(span))
			for _, r := range span + w.Count(10_000) {
				if !p.heading.has(r) || !p.label.has(r) {
					t.Errorf("%s: the font has no %q", locale, r)
				}
			}
		}
		if n := widest + p.label.width(w.Count(10_000)) + 20; n > gridRight-margin {
			t.Errorf("%s: the title and the total take %d pixels of %d", locale, n, gridRight-margin)
		}
	}
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

// The card has one square for each reflection, however many there are.
func TestTheCardHasASquareForEach(t *testing.T) {
	p := newTestPainter(t)
	w := words.For("en").Summary
	for _, total := range []int{1, 7, 14, 30, 50, 100, 365, 1000} {
		img := p.card(w, Light, total, date(2026, 3, 3))
		if got := squares(img); got != total {
			t.Errorf("%d squares for %d reflections", got, total)
		}
	}
}

// squares counts the squares in a card's field, by flooding each.
func squares(img *image.Paletted) int {
	pix := bytes.Clone(img.Pix)
	full := func(i int) bool { return i%Width >= fieldLeft && pix[i] != paper }
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
			todo = append(todo, at-1, at+1, at-Width, at+Width)
		}
	}
	return n
}
