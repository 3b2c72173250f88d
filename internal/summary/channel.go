package summary

import (
	"strings"
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
	// CameBack is how many of the people had answered in the weeks before.
	CameBack int
	// Run is the channel's run, as streak.ChannelRun counts it.
	Run int
	// Days are the dates on which the channel was asked, in any order.
	Days []ChannelDay
	// Board are the members who chose to be named and answered, the most first.
	Board    []Standing
	FirstDay time.Weekday
	Theme    Theme
}

// ChannelDay is one question of a channel.
type ChannelDay struct {
	Date schedule.Date
	// Replies is how many people answered it.
	Replies int
}

// Standing is a member on a channel's board.
type Standing struct {
	// Name is what they call themselves: their own words.
	Name string
	// Account is the account that it is the name of; empty where it isn't known.
	Account string
	// Answered is how many of the period's questions they answered.
	Answered int
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
	s.Lines = []string{w.Channel(name(w, c.Period, c.Today), c.People, c.Replies)}
	if _, told := c.Told(); told && c.CameBack > 0 && c.Period.kind == Week {
		s.Lines = append(s.Lines, w.ChannelCameBack(c.CameBack, c.People))
	}
	if c.Run >= leastChannelRun && current {
		s.Lines = append(s.Lines, w.ChannelRun(c.Run))
	}
	s.Board = c.board(w)
	s.Sketch = c.calendar().sketch(c.Period)
	s.Sketch.Locale, s.Sketch.Theme = c.Locale, c.Theme
	s.Sketch.Title = heading(w, c.Period)
	s.Sketch.Facts = []string{w.FactReplies(c.Replies), w.FactPeople(c.People)}
	if c.Run >= leastChannelRun && current {
		s.Sketch.Facts = append(s.Sketch.Facts, w.FactRun(c.Run))
	}
	s.Alt = w.Alt.Channel(c.Period.kind == Week, heading(w, c.Period))
	s.Sketch.Alt = s.Alt
	return s
}

// calendar marks the dates that were answered, each the larger the more answered
// it. Others are alike, whether they were asked or not.
func (c Channel) calendar() calendar {
	cal := newCalendar(c.Period.First(), c.Period.Last(), c.FirstDay)
	cal.channel, cal.plain = true, true
	replies := make(map[schedule.Date]int)
	var first schedule.Date
	for _, d := range c.Days {
		if first.IsZero() || d.Date.Before(first) {
			first = d.Date
		}
		if d.Replies > 0 && c.Period.Has(d.Date) {
			replies[d.Date] += d.Replies
		}
	}
	if !first.IsZero() {
		cal.lived(first, c.Today.AddDays(-1))
	}
	size := ranked(replies)
	for d := range replies {
		cal.set(d, size(d))
	}
	return cal
}

// BoardLines is how many members are named: enough for a board that is read, and
// few enough to stand under a picture.
const BoardLines = 10

// board is a line for each of the first members, after one that says what it is.
func (c Channel) board(w words.Summary) []chat.Block {
	if len(c.Board) == 0 {
		return nil
	}
	lines := []chat.Block{chat.P(w.OnTheBoard)}
	for _, s := range c.Board[:min(len(c.Board), BoardLines)] {
		// A line break in a name would make a line of its own.
		lines = append(lines, chat.Block{
			Kind: chat.Item, Text: w.BoardLine(strings.Join(strings.Fields(s.Name), " "), s.Answered), Account: s.Account,
		})
	}
	if more := len(c.Board) - BoardLines; more > 0 {
		lines = append(lines, chat.Block{Kind: chat.Item, Text: w.BoardMore(more)})
	}
	return lines
}

// leastChannelRun is the shortest run that is said.
const leastChannelRun = 2

// ComposeChannel makes a channel's summary. Below three people it has neither
// counts nor a picture.
func (p *Painter) ComposeChannel(c Channel) (Summary, error) { return p.drawn(c.Words()) }
