package summary

import "stillpoint/internal/words"

// Width is how wide every picture is, in pixels: about twice what a phone
// shows, so that it is crisp there.
const Width = 900

// Painter draws pictures. One is enough for the whole program: many may use it
// at once, and it holds on to letters and buffers only.
type Painter struct {
	heading, label, number *letters
	cells                  [marks]stencil
	knot                   stencil
	png                    encoder
}

// The heights of the text, in pixels: half of it on a phone.
const (
	headingSize = 32
	labelSize   = 20
	numberSize  = 132
)

// NewPainter opens the fonts and cuts the marks.
func NewPainter() (*Painter, error) {
	p := &Painter{cells: cutAll(cellSize), knot: cut(disc(0.5, 0.5, 0.5), knotSize, needle)}
	for _, face := range []struct {
		letters **letters
		ttf     []byte
		size    float64
	}{
		{&p.heading, medium, headingSize},
		{&p.label, regular, labelSize},
		{&p.number, medium, numberSize},
	} {
		opened, err := newLetters(face.ttf, face.size)
		if err != nil {
			return nil, err
		}
		*face.letters = opened
	}
	return p, nil
}

// Year draws the twelve months that end with the input's period.
func (p *Painter) Year(in Input) ([]byte, error) {
	return p.paint(in.calendar(), in.Theme, in.words().Summary)
}

// paint draws a calendar as a PNG.
func (p *Painter) paint(c calendar, theme Theme, w words.Summary) ([]byte, error) {
	return p.png.encode(p.year(c, theme, w))
}
