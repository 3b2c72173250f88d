package summaries

import (
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// GatherChannel is what a channel's summary of a period is made of, as of an
// instant: counts, and the names of those who chose to be named.
func GatherChannel(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel, p summary.Period, now time.Time) (summary.Channel, error) {
	c := summary.Channel{Locale: ch.Locale, Period: p, FirstDay: summary.FirstDay(ch.Locale)}
	var err error
	if c.Today, err = planning.LocalDate(now, sub.Rule.Zone); err != nil {
		return c, err
	}
	if c.People, c.Replies, err = tx.People(sub.ID, p.First(), p.Last()); err != nil {
		return c, err
	}
	if p.Kind() == summary.Week && c.Worth() { // Else words were taken away since it was settled.
		f, err := planning.Figures(tx, sub.ID, p.First())
		if err != nil {
			return c, err
		}
		c.People, c.Replies, c.CameBack = f.People, f.Answers, f.CameBack
	}
	first, last := summary.Months(p)
	asked, err := tx.AskedDays(sub.ID, first, later(last, c.Today.AddDays(1)))
	if err != nil {
		return c, err
	}
	for _, d := range asked {
		if !d.Delivery.Date.After(last) {
			c.Days = append(c.Days, summary.ChannelDay{Date: d.Delivery.Date, Replies: d.Answered})
		}
	}
	if c.Run, err = channelRun(tx, sub.ID, asked, first); err != nil {
		return c, err
	}
	board, err := tx.Board(sub.ID, p.First(), p.Last())
	if err != nil {
		return c, err
	}
	for i, b := range board {
		s := summary.Standing{Name: b.Name, Answered: b.Answered}
		if i < summary.BoardLines {
			if s.Account, err = planning.AccountOn(tx, sub.Chat.Platform, b.Person); err != nil {
				return c, err
			}
		}
		c.Board = append(c.Board, s)
	}
	tellApart(c.Board[:min(len(c.Board), summary.BoardLines)])
	return c, nil
}

// tellApart gives each of some names that look alike the end of its account's number.
func tellApart(board []summary.Standing) {
	alike := make([]bool, len(board))
	for i := range board {
		for j := range board[:i] {
			if words.Alike(board[i].Name, board[j].Name) {
				alike[i], alike[j] = true, true
			}
		}
	}
	for i, found := range alike {
		if found {
			board[i].Name = words.ToldApart(board[i].Name, board[i].Account)
		}
	}
}

// channelRun counts a channel's run from the questions that arrived from a date
// on, and looks further back while all of them were answered.
func channelRun(tx reflection.Tx, id reflection.SubscriptionID, asked []reflection.AskedDay, from schedule.Date) (int, error) {
	for {
		questions := ChannelQuestions(asked)
		run := streak.ChannelRun(questions)
		if run == 0 || run < len(questions)-1 {
			return run, nil
		}
		before, err := tx.AskedDays(id, from.AddMonths(-12), from.AddDays(-1))
		if err != nil || len(before) == 0 {
			return run, err
		}
		asked, from = append(before, asked...), from.AddMonths(-12)
	}
}

// ChannelQuestions are what arrived in a channel, up to the latest, as the rules
// of runs take it: the latest is open.
func ChannelQuestions(asked []reflection.AskedDay) []streak.ChannelQuestion {
	out := make([]streak.ChannelQuestion, len(asked))
	for i, d := range asked {
		out[i] = streak.ChannelQuestion{Delivery: d.Delivery.ID, Open: i == len(asked)-1, Answered: d.Answered > 0}
	}
	return out
}

// channelWorth returns the first of some periods in which enough people answered
// that counts name nobody; the zero Period if there is none.
func channelWorth(tx reflection.Tx, sub reflection.Subscription, periods []summary.Period) (summary.Period, error) {
	for _, p := range periods {
		people, replies, err := tx.People(sub.ID, p.First(), p.Last())
		if err != nil {
			return summary.Period{}, err
		}
		if (summary.Channel{People: people, Replies: replies}).Worth() {
			return p, nil
		}
	}
	return summary.Period{}, nil
}

// later returns the later of two dates.
func later(a, b schedule.Date) schedule.Date {
	if b.After(a) {
		return b
	}
	return a
}
