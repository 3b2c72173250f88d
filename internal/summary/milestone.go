package summary

import (
	"math"

	"stillpoint/internal/words"
)

// The layout of a milestone's card, in points: a dot for each reflection, laid
// out as the seeds of a sunflower are, and the number below them.
const (
	seedsMiddle = 112
	seedsRadius = 84
	numberLine  = 252
	sinceLine   = 276
)

// milestone draws a milestone's card.
func (p *Painter) milestone(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, cardHeight, cardScale)
	sh.seeds(s.Total)
	number, noun := w.CardNumber(s.Total), w.CardNoun(s.Total)
	large, small := sh.display(38), sh.display(16)
	wide := sh.wide(large, number) + 8 + sh.wide(small, noun)
	left := (across - wide) / 2
	sh.write(large, number, left, numberLine, ink)
	sh.write(small, noun, left+wide-sh.wide(small, noun), numberLine, ink)
	sh.writeMiddle(sh.text(12), w.DotForEach(s.Total, midnight(s.First)), across/2, sinceLine, quiet)
	return sh
}

// goldenAngle turns each seed away from the one before, so that no two lie in
// one direction.
var goldenAngle = math.Pi * (3 - math.Sqrt(5))

// seedShare is how much of the room between seeds a dot takes: so little that no
// two dots touch.
const seedShare = 0.72

// seeds draws as many dots as there are reflections. A seed's distance from the
// middle grows with the root of its number, so they lie equally dense.
func (s sheet) seeds(total int) {
	total = max(total, 1)
	apart := min(seedsRadius/math.Sqrt(float64(total)), seedsRadius*0.62)
	size := s.px(max(apart*seedShare*1.6, 2/s.scale))
	dot := cut(disc(0.5, 0.5, 0.5), size, keeping)
	for n := range total {
		r := apart * math.Sqrt(float64(n))
		if total > 1 {
			r = apart * math.Sqrt(float64(n)+0.5)
		}
		angle := float64(n) * goldenAngle
		x := s.px(across/2+r*math.Cos(angle)) - size/2
		y := s.px(seedsMiddle+r*math.Sin(angle)) - size/2
		dab(s.img, dot, x, y)
	}
}
