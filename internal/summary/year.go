package summary

import (
	"image"

	"stillpoint/internal/words"
)

// The layout of the year, in pixels. Six months lie side by side, as columns of
// weeks, and six below them; no six months have more than 32 columns.
//
//	title                                    total
//	                 ── go ── compass ── stay ──        one band a half, if there is a compass
//	Mon   Jul    Aug    Sep    Oct    Nov    Dec
//	…     ▪▪▪▪▪  ▪▪▪▪▪  ▪▪▪▪▪▪ ▪▪▪▪▪  ▪▪▪▪▪  ▪▪▪▪▪
//	legend
const (
	margin      = 24
	labelWidth  = 52
	cellSize    = 20
	cellPitch   = 24
	gridLeft    = margin + labelWidth
	gridRight   = Width - margin
	titleHeight = 84
	monthHeight = 32
	gridHeight  = 7*cellPitch - (cellPitch - cellSize)
	halfGap     = 30
	bandHeight  = 48
	bandAbove   = 10
	bandGap     = 20
	legendGap   = 74
	legendItem  = 34 // between two items of the legend
	legendMark  = 10 // between a mark and its word
)

// half is one half of the year on the picture: six months and where they are.
type half struct {
	blocks []block
	left   []int // of each block
	band   int   // the top of the compass's band; only if it has one
	top    int   // the top of the grid
}

// year draws a calendar.
func (p *Painter) year(c calendar, theme Theme, w words.Summary) *image.Paletted {
	halves, height := layOut(c)
	img := image.NewPaletted(image.Rect(0, 0, Width, height), theme.palette())

	baseline := margin + 12 + p.heading.ascent
	p.heading.draw(img, c.title(w), margin, baseline, ink)
	if c.total > 0 {
		p.label.drawEnd(img, w.Count(c.total), gridRight, baseline, quiet)
	}
	for _, h := range halves {
		p.weekdays(img, h, c, w)
		for i, b := range h.blocks {
			p.month(img, c, b, h.left[i], h.top, w)
		}
	}
	if len(c.compass) > 0 {
		p.compass(img, c, halves, w)
	}
	p.legend(img, c, height-margin-6, w)
	return img
}

// layOut says where the two halves lie, and how high the picture is.
func layOut(c calendar) ([2]half, int) {
	var halves [2]half
	blocks := c.blocks()
	y := titleHeight
	for i := range halves {
		h := half{blocks: blocks[6*i : 6*i+6]}
		columns := 0
		for _, b := range h.blocks {
			columns += b.columns
		}
		// Whatever width is left goes between the months.
		free := gridRight - gridLeft - columns*cellPitch + (cellPitch - cellSize)
		x := gridLeft
		for n, b := range h.blocks {
			// Two pixels share a byte of the PNG: on even ones every mark is the
			// same bytes wherever it is, which halves the file.
			h.left = append(h.left, x&^1)
			x += b.columns*cellPitch + free*(n+1)/5 - free*n/5
		}
		if len(c.compass) > 0 {
			h.band = y + bandAbove
			y = h.band + bandHeight + bandGap
		}
		h.top = y + monthHeight
		y = h.top + gridHeight + halfGap
		halves[i] = h
	}
	return halves, y - halfGap + legendGap
}

// weekdays names every other row.
func (p *Painter) weekdays(img *image.Paletted, h half, c calendar, w words.Summary) {
	for row := 0; row < 7; row += 2 {
		name := w.Weekdays[(int(c.firstDay)+row)%7]
		p.label.draw(img, name, margin, h.top+row*cellPitch+(cellSize+p.label.ascent)/2, quiet)
	}
}

// month draws one month below its name.
func (p *Painter) month(img *image.Paletted, c calendar, b block, left, top int, w words.Summary) {
	p.label.draw(img, w.Months[b.first.Month-1], left, top-12, ink)
	for day := range b.days {
		column, row := b.at(day)
		stamp(img, p.cells[c.mark(b, day)], left+column*cellPitch, top+row*cellPitch)
	}
}

// legend explains the marks in one line.
func (p *Painter) legend(img *image.Paletted, c calendar, bottom int, w words.Summary) {
	x := gridLeft
	for _, m := range c.legend() {
		stamp(img, p.cells[m], x, bottom-cellSize)
		x = p.label.draw(img, c.label(w, m), x+cellSize+legendMark, bottom-(cellSize-p.label.ascent)/2, ink)
		x += legendItem
	}
}
