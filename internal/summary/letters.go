package summary

import (
	_ "embed"
	"fmt"
	"image"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The fonts are two cuts of Literata, for small sizes and for large ones; the
// folder says how they were made. They have the letters of Latin, Greek and
// Cyrillic.
var (
	//go:embed type/text.ttf
	textFont []byte
	//go:embed type/display.ttf
	displayFont []byte
)

// openFont reads a font.
func openFont(ttf []byte) (*sfnt.Font, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	return f, nil
}

// letters draws text in one face. Many may use it at once.
type letters struct {
	size   float64 // pixels
	ascent int     // pixels from the top of a capital letter to the baseline

	mu     sync.Mutex
	face   font.Face
	glyphs map[rune]glyph
}

// mostGlyphs is how many letters a face keeps at once: more than our own words
// have, and few enough for what people write in many alphabets to take no memory
// to speak of.
const mostGlyphs = 160

// glyph is one letter: its strengths of paint, row by row, where they lie
// relative to the pen on the baseline, and how far it moves the pen.
type glyph struct {
	at       image.Rectangle
	strength []uint8
	advance  fixed.Int26_6
}

// newLetters opens a face of a font at a height in pixels.
func newLetters(f *sfnt.Font, size float64) (*letters, error) {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("open the font at %g pixels: %w", size, err)
	}
	return &letters{
		size:   size,
		ascent: face.Metrics().CapHeight.Round(),
		face:   face,
		glyphs: make(map[rune]glyph),
	}, nil
}

// glyph returns a letter, rasterised if it isn't kept. l.mu is held.
func (l *letters) glyph(r rune) glyph {
	if g, ok := l.glyphs[r]; ok {
		return g
	}
	if len(l.glyphs) >= mostGlyphs {
		clear(l.glyphs)
	}
	at, mask, from, advance, ok := l.face.Glyph(fixed.Point26_6{}, r)
	g := glyph{at: at, advance: advance}
	if alpha, isAlpha := mask.(*image.Alpha); ok && isAlpha {
		g.strength = make([]uint8, 0, at.Dx()*at.Dy())
		for y := range at.Dy() {
			row := alpha.Pix[alpha.PixOffset(from.X, from.Y+y):]
			for _, a := range row[:at.Dx()] {
				g.strength = append(g.strength, uint8((int(a)*strengths+0x7f)/0xff))
			}
		}
	}
	l.glyphs[r] = g
	return g
}

// width is how many pixels a text takes.
func (l *letters) width(s string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	var pen fixed.Int26_6
	before := rune(-1)
	for _, r := range s {
		if before >= 0 {
			pen += l.face.Kern(before, r)
		}
		advance, _ := l.face.GlyphAdvance(r)
		pen += advance
		before = r
	}
	return pen.Ceil()
}

// draw writes a text with its baseline at y, from x on, and returns where it
// ends. What doesn't lie within the picture is left out, letter by letter.
func (l *letters) draw(img *image.Paletted, s string, x, y int, p paint) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	pen := fixed.I(x)
	before := rune(-1)
	for _, r := range s {
		if before >= 0 {
			pen += l.face.Kern(before, r)
		}
		g := l.glyph(r)
		if box := g.at.Add(image.Pt(pen.Round(), y)); box.In(img.Rect) {
			g.paint(img, box, p)
		}
		pen += g.advance
		before = r
	}
	return pen.Ceil()
}

// paint lays a letter into its box. Where letters touch, the stronger shows.
func (g glyph) paint(img *image.Paletted, box image.Rectangle, p paint) {
	width := box.Dx()
	for y := range box.Dy() {
		row := img.Pix[img.PixOffset(box.Min.X, box.Min.Y+y):]
		for x, strength := range g.strength[y*width : (y+1)*width] {
			if strength > 0 {
				row[x] = max(row[x], p.shade(int(strength)))
			}
		}
	}
}

// drawEnd writes a text that ends at x.
func (l *letters) drawEnd(img *image.Paletted, s string, x, y int, p paint) {
	l.draw(img, s, x-l.width(s), y, p)
}
