package summary

import (
	"fmt"
	"image"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Sketch is what a picture shows, as data: it is small, it can be written down
// as JSON and drawn later, and it holds nothing that anybody wrote. It is the
// year of a summary, or a milestone's card.
type Sketch struct {
	Locale string
	Theme  Theme
	// Name and Alt are the picture's.
	Name, Alt string
	// First to Last are the dates of Days, which has a digit for the mark of each.
	First, Last schedule.Date
	Days        string       `json:",omitempty"`
	FirstDay    time.Weekday `json:",omitempty"`
	Compass     []Point      `json:",omitempty"`
	Total       int          `json:",omitempty"`
	Quiet       bool         `json:",omitempty"`
	Channel     bool         `json:",omitempty"`
}

// CardSketch is a milestone's card: the total, since when, and a square for each.
func CardSketch(locale string, theme Theme, total int, first schedule.Date) Sketch {
	return Sketch{
		Locale: locale, Theme: theme, Name: "stillpoint-milestone.png",
		Alt: words.For(locale).Summary.Alt.Card(total), First: first, Total: total,
	}
}

// isCard reports whether the sketch is a milestone's card: it has no days.
func (s Sketch) isCard() bool { return s.Last.IsZero() }

// sketch writes a calendar down.
func (c calendar) sketch(locale string, theme Theme, name, alt string) *Sketch {
	days := make([]byte, len(c.days))
	for i, m := range c.days {
		days[i] = byte('0' + m)
	}
	return &Sketch{
		Locale: locale, Theme: theme, Name: name, Alt: alt,
		First: c.first, Last: c.last, Days: string(days), FirstDay: c.firstDay,
		Compass: c.compass, Total: c.total, Quiet: c.quiet, Channel: c.channel,
	}
}

// calendar reads it again. What no calendar writes is taken for a day that was
// not asked.
func (s Sketch) calendar() calendar {
	c := newCalendar(Containing(Month, s.Last), s.FirstDay)
	c.compass, c.total, c.quiet, c.channel = s.Compass, s.Total, s.Quiet, s.Channel
	for i := range min(len(s.Days), len(c.days)) {
		if m := mark(s.Days[i]) - '0'; m > notAsked && m < marks {
			c.set(c.first.AddDays(i), m)
		}
	}
	return c
}

// Draw draws a sketch.
func (p *Painter) Draw(s Sketch) (chat.Picture, error) {
	w := words.For(s.Locale).Summary
	var img *image.Paletted
	if s.isCard() {
		img = p.card(w, s.Theme, s.Total, s.First)
	} else {
		img = p.year(s.calendar(), s.Theme, w)
	}
	png, err := p.png.encode(img)
	if err != nil {
		return chat.Picture{}, fmt.Errorf("drawing %s: %w", s.Name, err)
	}
	return chat.Picture{Name: s.Name, PNG: png, Alt: s.Alt}, nil
}
