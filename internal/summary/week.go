package summary

import "stillpoint/internal/words"

// The layout of a week's card, in points: at the top what it is and whose sign,
// below the person's line or a fact that stands for it, then a mark a day, and
// the legend at the bottom.
const (
	cardHeight = 300
	cardMargin = 20
	cardRight  = across - cardMargin
	cardHead   = 29 // the first baseline
	lineTop    = 46
	weekMark   = 27
	weekPitch  = 37.2
)

// week draws a week's card.
func (p *Painter) week(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, cardHeight, cardScale)
	c := s.calendar()
	sh.head(s.Title, w.Sign)

	entries, lines := sh.legend(c.legend(w), cardMargin, cardRight)
	y := float64(cardHeight-cardMargin) - float64(lines)*legendLine + 5
	sh.explain(entries, y)
	if first, last, ok := c.drawn(); ok {
		y -= 18
		name := sh.text(legendText)
		marksTop := y - 15 - weekMark
		x := float64(cardMargin)
		for d := first; !d.After(last); d = d.AddDays(1) {
			sh.mark(c.at(d), weekMark, x, marksTop)
			sh.writeMiddle(name, w.Weekdays[d.Weekday()], x+weekMark/2, y, quiet)
			x += weekPitch
		}
		y = marksTop
	}
	sh.hero(s, y-12)
	return sh
}

// head writes what a card is about and, where there is room, the sign of the bot.
func (s sheet) head(title, sign string) {
	small := s.text(12)
	s.write(small, title, cardMargin, cardHead, quiet)
	if s.wide(small, title)+factApart+s.wide(small, sign) <= cardRight-cardMargin {
		s.writeEnd(small, sign, cardRight, cardHead, quiet)
	}
}

// hero fills the room above a height: with the line and the facts below it in
// one row, or else with the first fact, large.
func (s sheet) hero(sk Sketch, bottom float64) {
	facts := sk.Facts
	line := sk.Line
	if line != "" {
		if len(facts) > 0 {
			s.write(s.text(13), joined(facts), cardMargin, bottom-6, ink)
			bottom -= 27
		}
		s.quote(line, lineTop, bottom, 0)
		return
	}
	if len(facts) == 0 {
		return
	}
	middle := (lineTop + bottom) / 2
	big := s.display(38)
	if s.wide(big, facts[0]) > cardRight-cardMargin {
		big = s.display(26)
	}
	s.write(big, facts[0], cardMargin, middle+8, ink)
	if len(facts) > 1 {
		s.write(s.text(13), joined(facts[1:]), cardMargin, middle+34, quiet)
	}
}

// leading is the room from one line of text to the next, by its size.
const leading = 1.32

// quote sets a text between two heights, as large as it fits, in their middle. The
// largest size that it may have is an index into lineSizes.
func (s sheet) quote(text string, top, bottom float64, from int) {
	height := float64(s.px(bottom - top))
	set := s.fit(text, bottom-top, from)
	face := s.display(lineSizes[from:][set.size])
	step := face.size * leading
	used := step*float64(len(set.lines)-1) + float64(face.ascent)
	y := float64(s.px(top)) + (height-used)/2 + float64(face.ascent)
	for i, l := range set.lines {
		face.draw(s.img, l, s.px(cardMargin), int(y+step*float64(i)), ink)
	}
}

// fit finds how a text is set in a height.
func (s sheet) fit(text string, high float64, from int) setting {
	sizes := make([]float64, 0, len(lineSizes))
	for _, points := range lineSizes[from:] {
		sizes = append(sizes, points*s.scale)
	}
	return s.measure.set(text, float64(s.px(cardRight-cardMargin)), float64(s.px(high)), sizes, leading)
}

// joined puts facts beside each other.
func joined(facts []string) string {
	out := ""
	for i, f := range facts {
		if i > 0 {
			out += " · "
		}
		out += f
	}
	return out
}
