package summary

import (
	"fmt"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Sketch is what a picture shows, as data: it is small, it can be written down
// as JSON and drawn later. Line, Lines, Question and By are people's own words, so
// whoever stores a sketch seals it.
type Sketch struct {
	Shows  Shows
	Locale string
	Theme  Theme
	// Name and Alt are the picture's.
	Name, Alt string
	// Title and Facts are what a picture of days says in words.
	Title string   `json:",omitempty"`
	Facts []string `json:",omitempty"`
	// First to Last are the dates of Days, which has a letter for the mark of each.
	First, Last schedule.Date
	Days        string       `json:",omitempty"`
	FirstDay    time.Weekday `json:",omitempty"`
	Compass     []Point      `json:",omitempty"`
	// Plain and Channel say how the legend calls the marks.
	Plain   bool `json:",omitempty"`
	Channel bool `json:",omitempty"`
	// Total is a milestone's.
	Total int `json:",omitempty"`
	// Line is a sentence of the person's own, Question what it answers, By the
	// name that they want on the card.
	Line     string `json:",omitempty"`
	Question string `json:",omitempty"`
	By       string `json:",omitempty"`
	// Lines are several of their own, of a year's cards.
	Lines []Dated `json:",omitempty"`
}

// Shows says which picture a sketch is of.
type Shows int

// The pictures.
const (
	WeekCard Shows = iota + 1
	MonthCalendar
	YearGrid
	MilestoneCard
	OwnCard
	LinesCard
	ThemeCard
	PairCard
	CompassCard
)

// showsOf is the picture of each kind of period.
func showsOf(k Kind) Shows {
	return [...]Shows{Week: WeekCard, Month: MonthCalendar, Year: YearGrid}[k]
}

// sketch writes a calendar down.
func (c calendar) sketch(p Period) *Sketch {
	days := make([]byte, len(c.days))
	for i, m := range c.days {
		days[i] = codes[m]
	}
	return &Sketch{
		Shows: showsOf(p.kind), Name: fileName(p),
		First: c.first, Last: c.last, Days: string(days), FirstDay: c.firstDay,
		Compass: c.compass, Plain: c.plain, Channel: c.channel,
	}
}

// longestSpan is how many days a picture has at most.
const longestSpan = 366

// calendar reads it again. What no calendar writes is taken for a day that shows
// nothing.
func (s Sketch) calendar() calendar {
	last := s.Last
	if s.First.DaysUntil(last) >= longestSpan {
		last = s.First.AddDays(longestSpan - 1)
	}
	c := newCalendar(s.First, last, s.FirstDay)
	c.plain, c.channel = s.Plain, s.Channel
	for i := range min(len(s.Days), len(c.days)) {
		if m := strings.IndexByte(codes, s.Days[i]); m > 0 {
			c.set(c.first.AddDays(i), mark(m))
		}
	}
	for _, p := range s.Compass {
		if p.Place >= 1 && p.Place <= 5 && !p.Date.Before(c.first) && !p.Date.After(c.last) {
			c.compass = append(c.compass, p)
		}
	}
	return c
}

// For returns the sketch as it may be shown in a chat: a person's own words go
// into a private one only. A nil sketch stays nil.
func (s *Sketch) For(to chat.Space) *Sketch {
	if s == nil || to.Private || s.Line+s.Question+s.By == "" && len(s.Lines) == 0 {
		return s
	}
	bare := *s
	bare.Line, bare.Lines, bare.Question, bare.By = "", nil, "", ""
	if s.Shows == WeekCard {
		kept := 0
		if len(s.Facts) > 0 {
			kept = s.calendar().kept()
		}
		bare.Alt = words.For(s.Locale).Summary.Alt.Week(kept, false)
	}
	return &bare
}

// Draw draws a sketch.
func (p *Painter) Draw(s Sketch) (chat.Picture, error) {
	sh := p.lay(s)
	png, err := p.png.encode(sh.img)
	if err != nil {
		return chat.Picture{}, fmt.Errorf("drawing %s: %w", s.Name, err)
	}
	return chat.Picture{Name: s.Name, PNG: png, Alt: s.Alt}, nil
}

// lay draws a sketch onto a sheet. An unknown one is a milestone's card.
func (p *Painter) lay(s Sketch) sheet {
	w := words.For(s.Locale).Summary
	if s.Line != "" {
		// What was written down may be anybody's; the words of a card are set only
		// where the font has them all.
		s.Line, _ = legible(p.font, s.Line)
	}
	s.Lines = legibleLines(p.font, s.Lines)
	switch s.Shows {
	case WeekCard:
		return p.week(s, w)
	case MonthCalendar:
		return p.month(s, w)
	case YearGrid:
		return p.year(s, w)
	case OwnCard:
		return p.own(s, w)
	case LinesCard:
		return p.lines(s, w)
	case ThemeCard:
		return p.theme(s, w)
	case PairCard:
		return p.pair(s, w)
	case CompassCard:
		return p.compassCard(s, w)
	}
	return p.milestone(s, w)
}

// Card draws a milestone: the total, since when, and a dot for each.
func (p *Painter) Card(locale string, theme Theme, total int, first schedule.Date) (chat.Picture, error) {
	return p.Draw(CardSketch(locale, theme, total, first))
}
