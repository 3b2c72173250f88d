package summary

import (
	"golang.org/x/image/font/sfnt"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Dated is a piece of what a person wrote, and when; the date can be none. Asked is
// the question that it answers, where that stands above it.
type Dated struct {
	Date  schedule.Date
	Text  string
	Asked string `json:",omitempty"`
}

// Pair is the first and the last answer to one question, or, where Question is empty,
// to two questions about one theme, each of which its answer names.
type Pair struct {
	Question, Theme string
	First, Last     Dated
}

// MostLines is how many lines of one's own a year's card holds.
const MostLines = 3

// YearCards are the cards beside a year's picture, as far as there is something on
// them: lines that the person chose, the theme that they wrote about most, the first
// and the last answer to a question, and the compass. What can't be set is left out.
func YearCards(in Input, lines []string, pair *Pair) []Sketch {
	f, err := displayed()
	if err != nil {
		return nil // NewPainter says why.
	}
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
	if chosen = legibleLines(f, chosen); len(chosen) > 0 {
		chosen = chosen[:min(len(chosen), MostLines)]
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
		alt := w.Alt.Pair
		if pair.Question == "" {
			alt = w.Alt.PairAbout(w.Theme(pair.Theme))
		}
		if both := legibleLines(f, []Dated{pair.First, pair.Last}); len(both) == 2 {
			question, _ := legible(f, pair.Question)
			add(PairCard, "then-and-now", alt, func(s *Sketch) { s.Lines, s.Question = both, question })
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

// legibleLines returns those of some lines that can be set, as they are set. A
// question above one that can't be is left out.
func legibleLines(f *sfnt.Font, lines []Dated) []Dated {
	var out []Dated
	for _, l := range lines {
		if text, ok := legible(f, l.Text); ok {
			asked, _ := legible(f, l.Asked)
			out = append(out, Dated{l.Date, text, asked})
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
	sh.stack(s.Lines[:min(len(s.Lines), MostLines)], stackTop, w)
	return sh
}

// pair draws two answers, each under its date: below the question that both answer,
// or each below its own.
func (p *Painter) pair(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, portrait, cardScale)
	sh.head(s.Title, w.Sign)
	top := float64(stackTop)
	if s.Question != "" {
		top += sh.asked(s.Question, 13, 3, top+14) + 8
	}
	sh.stack(s.Lines[:min(len(s.Lines), 2)], top, w)
	return sh
}

// asked writes a question small, in so many lines at most, the first baseline at y,
// and returns how high it is. No lines write nothing.
func (s sheet) asked(question string, points float64, most int, y float64) (high float64) {
	step := points * leading
	set := s.measure.set(question, cardRight-cardMargin, float64(most)*step, []float64{points}, leading)
	for i, l := range set.lines {
		s.write(s.text(points), l, cardMargin, y+float64(i)*step, quiet)
	}
	return float64(len(set.lines)) * step
}

// stack sets lines between a height and the foot of a portrait, in rooms of one
// height, with a rule above each but the first.
func (s sheet) stack(lines []Dated, top float64, w words.Summary) {
	if len(lines) == 0 {
		return
	}
	room := (cardFoot - top) / float64(len(lines))
	size := 1 // Never as large as a line by itself.
	tops := make([]float64, len(lines))
	bottom := func(i int) float64 { return top + float64(i+1)*room - stackRoom }
	for i, l := range lines {
		y := top + float64(i)*room
		if i > 0 {
			fill(s.img, s.px(cardMargin), s.px(y), s.px(cardRight), s.px(y)+2, quiet, 1)
		}
		if !l.Date.IsZero() {
			s.write(s.text(12), w.Day(midnight(l.Date)), cardMargin, y+dateLine+6, quiet)
			y += dateLine
		}
		if l.Asked != "" {
			y += s.asked(l.Asked, 12, 4, y+dateLine+6) + 6
		}
		tops[i] = y + stackRoom
		size = max(size, 1+s.fit(l.Text, bottom(i)-tops[i], 1).size)
	}
	for i, l := range lines {
		s.quote(l.Text, tops[i], bottom(i), size)
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
