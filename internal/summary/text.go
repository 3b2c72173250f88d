package summary

import (
	"fmt"
	"image"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// letters draws text in one face. Its glyphs are kept as strengths of paint, so
// that each is rasterised once; only our own words are drawn, so there are never
// more of them than our vocabularies have letters. Many may use it at once.
type letters struct {
	ascent int // pixels from the top of a capital letter to the baseline

	mu     sync.Mutex
	face   font.Face
	glyphs map[rune]glyph
}

// glyph is one letter: its strengths of paint, row by row, where they lie
// relative to the pen on the baseline, and how far it moves the pen.
type glyph struct {
	at       image.Rectangle
	strength []uint8
	advance  fixed.Int26_6
}

// newLetters opens a face of a font at a height in pixels.
func newLetters(ttf []byte, size float64) (*letters, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("parse the font: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("open the font at %g pixels: %w", size, err)
	}
	return &letters{
		ascent: face.Metrics().CapHeight.Round(),
		face:   face,
		glyphs: make(map[rune]glyph),
	}, nil
}

// The fonts in the binary: Go Regular and Go Medium, which have the letters of
// Latin, Greek and Cyrillic.
var (
	regular = goregular.TTF
	medium  = gomedium.TTF
)

// has reports whether the font has a letter.
func (l *letters) has(r rune) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.face.GlyphAdvance(r)
	return ok
}

// glyph returns a letter, rasterised the first time it is asked for.
func (l *letters) glyph(r rune) glyph {
	l.mu.Lock()
	defer l.mu.Unlock()
	if g, ok := l.glyphs[r]; ok {
		return g
	}
	at, mask, from, advance, ok := l.face.Glyph(fixed.Point26_6{}, r)
	g := glyph{at: at, advance: advance}
	if ok {
		g.strength = make([]uint8, 0, at.Dx()*at.Dy())
		for y := range at.Dy() {
			for x := range at.Dx() {
				_, _, _, alpha := mask.At(from.X+x, from.Y+y).RGBA()
				g.strength = append(g.strength, uint8((alpha*strengths+0x7fff)/0xffff))
			}
		}
	}
	l.glyphs[r] = g
	return g
}

// width is how many pixels a text takes.
func (l *letters) width(s string) int {
	var pen fixed.Int26_6
	for _, r := range s {
		pen += l.glyph(r).advance
	}
	return pen.Ceil()
}

// draw writes a text with its baseline at y, from x on, and returns where it
// ends. Letters that don't lie within the picture are left out.
func (l *letters) draw(img *image.Paletted, s string, x, y int, p paint) int {
	pen := fixed.I(x)
	for _, r := range s {
		g := l.glyph(r)
		box := g.at.Add(image.Pt(pen.Round(), y))
		if box.In(img.Rect) {
			for i, strength := range g.strength {
				if strength > 0 {
					img.Pix[img.PixOffset(box.Min.X+i%box.Dx(), box.Min.Y+i/box.Dx())] = p.shade(int(strength))
				}
			}
		}
		pen += g.advance
	}
	return pen.Ceil()
}

// drawEnd writes a text that ends at x.
func (l *letters) drawEnd(img *image.Paletted, s string, x, y int, p paint) {
	l.draw(img, s, x-l.width(s), y, p)
}
