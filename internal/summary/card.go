package summary

import (
	"image"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// The layout of a milestone's card, in pixels: the number on the left, and a
// field of as many small squares on the right.
const (
	cardHeight = 320
	fieldLeft  = 460
	fieldTop   = 48
	largest    = 56 // from one square to the next
	smallest   = 2
)

// Card draws a milestone: the total, since when, and a square for each.
func (p *Painter) Card(locale string, theme Theme, total int, first schedule.Date) (chat.Picture, error) {
	return p.Draw(CardSketch(locale, theme, total, first))
}

func (p *Painter) card(w words.Summary, theme Theme, total int, first schedule.Date) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, Width, cardHeight), theme.palette())
	number, what := w.CardNumber(total), w.CardNoun(total)
	y := fieldTop + p.number.ascent
	p.number.draw(img, number, margin+14, y, ink)
	y += 30 + p.heading.ascent
	p.heading.draw(img, what, margin+20, y, ink)
	p.label.draw(img, w.Since(midnight(first)), margin+20, y+24+p.label.ascent, quiet)
	field(img, total)
	return img
}

// field draws as many squares as there are reflections, as large as they fit.
func field(img *image.Paletted, total int) {
	wide, high := Width-margin-14-fieldLeft, cardHeight-2*fieldTop
	pitch := largest
	for pitch > smallest && (wide/pitch)*(high/pitch) < total {
		pitch--
	}
	columns, rows := wide/pitch, high/pitch
	size := max(pitch*4/5, 1)
	s := cut(shapes[kept], size, keeping)
	for i := range min(total, columns*rows) {
		stamp(img, s, fieldLeft+i%columns*pitch, fieldTop+i/columns*pitch)
	}
}
