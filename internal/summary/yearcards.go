package summary

import (
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Dated is a piece of what a person wrote, and when; the date can be none.
type Dated struct {
	Date schedule.Date
	Text string
}

// Pair is a question that was answered twice: the first and the last answer to it
// or to one like it.
type Pair struct {
	Question    string
	First, Last Dated
}

// mostLines is how many lines of one's own a year's card holds.
const mostLines = 3

// YearCards are the cards beside a year's picture, as far as there is something on
// them: lines that the person chose, the theme that they wrote about most, a
// question answered twice, and the compass. What can't be set is left out.
func (p *Painter) YearCards(in Input, lines []string, pair *Pair) []Sketch {
	w := in.words().Summary
	year := midnight(in.Period.first)
	begun := Sketch{Locale: in.Locale, Theme: in.Theme, Title: heading(w, in.Period), First: in.Period.First(), Last: in.Period.Last()}
	var out []Sketch
	add := func(shows Shows, name, alt string, fill func(*Sketch)) {
		s := begun
		s.Shows, s.Name, s.Alt = shows, "stillpoint-"+in.Period.String()+"-"+name+".png", alt
		fill(&s)
		out = append(out, s)
	}
	var chosen []Dated
	for _, line := range lines {
		chosen = append(chosen, Dated{Text: line})
	}
	if chosen = p.legibleLines(chosen); len(chosen) > 0 {
		chosen = chosen[:min(len(chosen), mostLines)]
		add(LinesCard, "lines", w.Alt.Lines(len(chosen)), func(s *Sketch) { s.Lines = chosen })
	}
	if t := in.tally(); t.theme != "" {
		add(ThemeCard, "theme", w.Alt.Theme(year, w.Theme(t.theme)), func(s *Sketch) {
			s.Line = w.Theme(t.theme)
			if !in.Quiet && t.words >= leastWords {
				s.Facts = []string{w.FactTheme(t.topWords, t.words)}
			}
		})
	}
	if pair != nil {
		if both := p.legibleLines([]Dated{pair.First, pair.Last}); len(both) == 2 {
			question, _ := legible(p.font, pair.Question)
			add(PairCard, "then-and-now", w.Alt.Pair, func(s *Sketch) { s.Lines, s.Question = both, question })
		}
	}
	if c := in.calendar(); len(c.compass) > 1 {
		from, to := c.compass[0].Place, c.compass[len(c.compass)-1].Place
		add(CompassCard, "compass", w.Alt.CompassCard(w.Alt.Compass(w.Places[from-1], w.Places[to-1])), func(s *Sketch) {
			s.Compass = c.compass
		})
	}
	return out
}

// legibleLines returns those of some lines that can be set, as they are set.
func (p *Painter) legibleLines(lines []Dated) []Dated {
	var out []Dated
	for _, l := range lines {
		if text, ok := legible(p.font, l.Text); ok {
			out = append(out, Dated{l.Date, text})
		}
	}
	return out
}

// The layout of these cards, in points.
const (
	portrait  = 375
	cardFoot  = portrait - 14
	stackTop  = 44
	dateLine  = 18
	stackRoom = 10 // above and below a line
)

// lines draws lines of one's own below each other, all in one size.
func (p *Painter) lines(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, portrait, cardScale)
	sh.head(s.Title, w.Sign)
	sh.stack(s.Lines[:min(len(s.Lines), mostLines)], stackTop, w)
	return sh
}

// pair draws a question and two answers to it, each under its date.
func (p *Painter) pair(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, portrait, cardScale)
	sh.head(s.Title, w.Sign)
	top := float64(stackTop)
	if s.Question != "" {
		question := sh.measure.set(s.Question, cardRight-cardMargin, 3*17, []float64{13}, leading)
		for i, l := range question.lines {
			sh.write(sh.text(13), l, cardMargin, top+14+float64(i)*17, quiet)
		}
		top += float64(len(question.lines))*17 + 8
	}
	sh.stack(s.Lines[:min(len(s.Lines), 2)], top, w)
	return sh
}

// stack sets lines between a height and the foot of a portrait, in rooms of one
// height, with a rule above each but the first.
func (s sheet) stack(lines []Dated, top float64, w words.Summary) {
	if len(lines) == 0 {
		return
	}
	room := (cardFoot - top) / float64(len(lines))
	size := 1 // Never as large as a line by itself.
	for _, l := range lines {
		high := room - 2*stackRoom
		if !l.Date.IsZero() {
			high -= dateLine
		}
		size = max(size, 1+s.fit(l.Text, high, 1).size)
	}
	for i, l := range lines {
		y := top + float64(i)*room
		if i > 0 {
			fill(s.img, s.px(cardMargin), s.px(y), s.px(cardRight), s.px(y)+2, quiet, 1)
		}
		if !l.Date.IsZero() {
			s.write(s.text(12), w.Day(midnight(l.Date)), cardMargin, y+dateLine+6, quiet)
			y += dateLine
		}
		s.quote(l.Text, y+stackRoom, top+float64(i+1)*room-stackRoom, size)
	}
}

// theme draws the theme that a year was about most.
func (p *Painter) theme(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, cardHeight, cardScale)
	sh.head(s.Title, w.Sign)
	sh.write(sh.text(13), w.MostAboutCard, cardMargin, 100, quiet)
	sh.quote(s.Line, 108, 200, 0)
	if len(s.Facts) > 0 {
		sh.write(sh.text(13), s.Facts[0], cardMargin, 226, quiet)
	}
	return sh
}

// compassCard draws the compass's year by itself.
func (p *Painter) compassCard(s Sketch, w words.Summary) sheet {
	const top, high = 90.0, 130.0
	sh := p.sheet(s.Theme, cardHeight, cardScale)
	sh.head(s.Title, w.Sign)
	c := s.calendar()
	sh.compass(c, c.first, c.last, cardMargin, top, high, w)
	placed, _ := sh.legend([]entry{{label: w.CompassMark}}, cardMargin, cardRight)
	sh.explain(placed, cardHeight-cardMargin-legendMark)
	label := sh.text(11)
	left := cardMargin + max(sh.wide(label, w.Go), sh.wide(label, w.Stay)) + endApart + knotSize
	for quarter := range 4 {
		at := c.first.AddMonths(3 * quarter)
		x := left + (cardRight-left-knotSize)*float64(c.first.DaysUntil(at))/float64(max(len(c.days)-1, 1))
		sh.write(label, w.Months[at.Month-1], x, top+high+24, quiet)
	}
	return sh
}
