package summary

import (
	"image"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// The layout of the compass's line, in pixels.
const (
	needleWidth = 4
	knotSize    = 14
)

// compass draws the compass line over the months: up is go, down is stay. A tap
// is a knot; the line holds its height until the next one, since nothing is
// known of what lies between. It ends at the last.
func (p *Painter) compass(img *image.Paletted, c calendar, halves [2]half, w words.Summary) {
	for _, h := range halves {
		top, bottom := h.band, h.band+bandHeight
		p.label.draw(img, w.Go, margin, top+p.label.ascent/2, quiet)
		p.label.draw(img, w.Stay, margin, bottom+p.label.ascent/2, quiet)
		for _, y := range []int{top, bottom} {
			fill(img, gridLeft, y, gridRight, y+1, quiet, 1)
		}
		for i := 1; i < len(c.compass); i++ {
			h.hold(img, c.compass[i-1], c.compass[i])
		}
		for _, tap := range c.compass {
			if x, ok := h.over(tap.Date); ok {
				dab(img, p.knot, x-knotSize/2, h.height(tap)-knotSize/2)
			}
		}
	}
}

// hold draws the line from one tap to the next, as far as it lies in this half.
func (h half) hold(img *image.Paletted, from, to Point) {
	last := h.blocks[len(h.blocks)-1].first.AddMonths(1)
	if to.Date.Before(h.blocks[0].first) || !from.Date.Before(last) {
		return
	}
	const side = needleWidth / 2
	left, ok := h.over(from.Date)
	if !ok {
		left = gridLeft
	}
	right, rises := h.over(to.Date)
	if !rises {
		right = gridRight
	}
	y := h.height(from)
	fill(img, left, y-side, right, y+side, needle, strengths)
	if rises {
		low, high := max(y, h.height(to)), min(y, h.height(to))
		fill(img, right-side, high-side, right+side, low+side, needle, strengths)
	}
}

// over is where a date lies across: over the middle of its week.
func (h half) over(d schedule.Date) (x int, ok bool) {
	for i, b := range h.blocks {
		if day := b.first.DaysUntil(d); day >= 0 && day < b.days {
			column, _ := b.at(day)
			return h.left[i] + column*cellPitch + cellSize/2, true
		}
	}
	return 0, false
}

// height is how far down a tap lies.
func (h half) height(p Point) int { return h.band + (5-p.Place)*bandHeight/4 }
