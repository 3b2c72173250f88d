package summary

// The layout of the legend, in points.
const (
	legendText  = 11
	legendMark  = 10
	legendAfter = 5  // from a mark to its word
	legendApart = 14 // from one entry to the next
	legendLine  = 16
)

// placed is an entry of the legend and where it stands.
type placed struct {
	entry
	line int
	x    float64
}

// legend places entries between two edges, a new line where one is full, and says
// how many lines they take.
func (s sheet) legend(entries []entry, left, right float64) ([]placed, int) {
	var out []placed
	line, x := 0, left
	for _, e := range entries {
		wide := float64(max(len(e.marks), 1))*(legendMark+legendAfter) + s.wide(s.text(legendText), e.label)
		if x > left && x+wide > right {
			line, x = line+1, left
		}
		out = append(out, placed{e, line, x})
		x += wide + legendApart
	}
	if len(out) == 0 {
		return nil, 0
	}
	return out, line + 1
}

// explain draws placed entries below a height.
func (s sheet) explain(entries []placed, top float64) {
	label := s.text(legendText)
	for _, e := range entries {
		y := top + float64(e.line)*legendLine
		x := e.x
		for _, m := range e.marks {
			s.mark(m, legendMark, x, y)
			x += legendMark + legendAfter
		}
		if len(e.marks) == 0 {
			s.knot(x+legendMark/2, y+legendMark/2)
			x += legendMark + legendAfter
		}
		baseline := s.px(y) + (s.px(legendMark)+label.ascent)/2
		label.draw(s.img, e.label, s.px(x), baseline, ink)
	}
}
