package summary

import (
	"fmt"
	"image"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// Pictures are laid out in points of a phone that shows them 300 points wide, as
// a chat's bubble does. A calendar has two and a half pixels to the point, and a
// card more, since it may be shown larger elsewhere.
const (
	across        = 300
	calendarScale = 2.5
	cardScale     = 3.6
)

// LeastText is the smallest size that text in a picture has, in those points.
const LeastText = 11

// face is a font at a size in points and a scale.
type face struct {
	display       bool
	points, scale float64
}

// faces are all that are used. Those for what people write are lineSizes.
func faces() []face {
	out := []face{
		{false, 11, calendarScale}, {false, 12, calendarScale}, {true, 20, calendarScale}, {true, 27, calendarScale},
		{false, 11, cardScale}, {false, 12, cardScale}, {false, 13, cardScale}, {true, 16, cardScale},
		{true, 38, cardScale},
	}
	for _, points := range lineSizes {
		out = append(out, face{true, points, cardScale})
	}
	return out
}

// lineSizes are the sizes of a person's own line on a card, the largest first.
var lineSizes = []float64{34, 30, 26, 23, 20, 18, 15.5, 13.5, 12}

// Painter draws pictures. One is enough for the whole program: many may use it
// at once, and it holds on to letters, marks and buffers only.
type Painter struct {
	font    *sfnt.Font
	letters map[face]*letters
	measure *measure
	png     encoder

	mu    sync.Mutex
	cells map[stamped]stencil
}

// stamped is a mark at a size.
type stamped struct {
	mark mark
	size int
}

// NewPainter opens the fonts.
func NewPainter() (*Painter, error) {
	p := &Painter{letters: make(map[face]*letters), cells: make(map[stamped]stencil)}
	text, err := openFont(textFont)
	if err != nil {
		return nil, err
	}
	if p.font, err = displayed(); err != nil {
		return nil, err
	}
	for _, f := range faces() {
		font := text
		if f.display {
			font = p.font
		}
		if p.letters[f], err = newLetters(font, f.points*f.scale); err != nil {
			return nil, err
		}
	}
	if p.measure, err = newMeasure(p.font); err != nil {
		return nil, fmt.Errorf("prepare to set lines: %w", err)
	}
	return p, nil
}

// cell returns a mark's stencil at a size. There are as many sizes as layouts
// have, so all of them are kept.
func (p *Painter) cell(m mark, size int) stencil {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := stamped{m, size}
	s, ok := p.cells[key]
	if !ok {
		s = cut(shapes[m], size, paintOf[m])
		p.cells[key] = s
	}
	return s
}

// sheet is a picture in the making. Its measures are points.
type sheet struct {
	*Painter
	img   *image.Paletted
	scale float64
}

// sheet begins a picture so many points high.
func (p *Painter) sheet(theme Theme, height, scale float64) sheet {
	s := sheet{Painter: p, scale: scale}
	s.img = image.NewPaletted(image.Rect(0, 0, s.px(across), s.px(height)), theme.palette())
	return s
}

// px is points in pixels: an even number of them, since two pixels share a byte
// of the PNG and on even ones every mark is the same bytes wherever it is.
func (s sheet) px(points float64) int { return int(points*s.scale+0.5) &^ 1 }

// text and display are the faces of a size.
func (s sheet) text(points float64) *letters    { return s.letters[face{false, points, s.scale}] }
func (s sheet) display(points float64) *letters { return s.letters[face{true, points, s.scale}] }

// write writes a text with its baseline at y.
func (s sheet) write(l *letters, text string, x, y float64, p paint) {
	l.draw(s.img, text, s.px(x), s.px(y), p)
}

// writeEnd writes a text that ends at x.
func (s sheet) writeEnd(l *letters, text string, x, y float64, p paint) {
	l.drawEnd(s.img, text, s.px(x), s.px(y), p)
}

// writeMiddle writes a text around x.
func (s sheet) writeMiddle(l *letters, text string, x, y float64, p paint) {
	l.draw(s.img, text, (s.px(x)-l.width(text)/2)&^1, s.px(y), p)
}

// mark stamps a mark of a size with its upper left corner at x, y.
func (s sheet) mark(m mark, size, x, y float64) {
	stamp(s.img, s.cell(m, s.px(size)), s.px(x), s.px(y))
}

// wide is how many points a text takes.
func (s sheet) wide(l *letters, text string) float64 { return float64(l.width(text)) / s.scale }
