package summary

import (
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Channel is what a community channel's summary is made of: counts, and nothing
// that anybody wrote.
type Channel struct {
	Locale string
	Period Period
	Today  schedule.Date
	// People and Replies are how many answered in the period, and how often.
	People, Replies int
	// Run is the channel's run, as streak.ChannelRun counts it.
	Run int
	// Days are the dates on which the channel was asked, in any order.
	Days     []ChannelDay
	FirstDay time.Weekday
	Theme    Theme
}

// ChannelDay is one question of a channel.
type ChannelDay struct {
	Date     schedule.Date
	Answered bool
}

// leastPeople is how many must have answered for counts to name nobody.
const leastPeople = 3

// Worth reports whether the summary is to be sent: not below three people.
func (c Channel) Worth() bool { return c.People >= leastPeople && c.Replies >= c.People }

// Words makes the channel's summary without the picture. Below three people it
// has no counts.
func (c Channel) Words() Summary {
	w := words.For(c.Locale).Summary
	first, last := midnight(c.Period.First()), midnight(c.Period.Last())
	s := Summary{Title: w.WeekTitle(first, last)}
	switch c.Period.kind {
	case Month:
		s.Title = w.MonthTitle(first)
	case Year:
		s.Title = w.YearTitle(first)
	}
	if !c.Worth() {
		s.Lines = []string{w.ChannelTooFew}
		return s
	}
	current := Input{Period: c.Period, Today: c.Today}.current()
	s.Lines = []string{w.Channel(name(w, c.Period, current), c.People, c.Replies)}
	if c.Run >= leastChannelRun && current {
		s.Lines = append(s.Lines, w.ChannelRun(c.Run))
	}
	s.Alt = c.calendar().alt(w.Alt, w)
	return s
}

// leastChannelRun is the shortest run that is said.
const leastChannelRun = 2

// ComposeChannel makes a channel's summary. Below three people it has neither
// counts nor a picture.
func (p *Painter) ComposeChannel(c Channel) (Summary, error) {
	s := c.Words()
	if !c.Worth() {
		return s, nil
	}
	png, err := p.paint(c.calendar(), c.Theme, words.For(c.Locale).Summary)
	if err != nil {
		return Summary{}, fmt.Errorf("the picture of a channel's %s: %w", c.Period, err)
	}
	s.Picture = &chat.Picture{Name: fileName(c.Period), PNG: png, Alt: s.Alt}
	return s, nil
}
