package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// What a page of what was asked holds, and how far back it looks for that: past the
// first, as far as there is anything.
const (
	askedPage     = 7
	askedLookBack = 60 // days
)

// asked shows what was asked in a channel, the latest first, with how many answered
// each. It says nothing that a post doesn't say; a button leads to what was shared.
func (f *Flow) asked(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	sub, ch, ok, err := channelOf(tx, reflection.SubscriptionID(id))
	if err != nil {
		return err
	}
	if !ok {
		t.Alert(t.Words.Channel.NotHere)
		return nil
	}
	if !allowed(t, sub, ch) {
		return nil
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	to := clock.Today().AddDays(1) // One may be ahead of this clock.
	if arg != "" {
		if err := to.UnmarshalText([]byte(arg)); err != nil {
			t.Alert(t.Words.Stale)
			return nil
		}
		to = to.AddDays(-1)
	}
	days, more, err := askedUntil(tx, sub.ID, to)
	if err != nil {
		return err
	}
	w := t.Words.Community.Next
	name := turn.Name(ch.Title)
	if name == "" {
		name = t.Words.Community.Page.Untitled
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.AskedHead(name))}}
	if len(days) == 0 {
		m.Blocks = []chat.Block{chat.P(w.AskedNone)}
	}
	for i, day := range days {
		m.Blocks = append(m.Blocks, chat.P(w.AskedLine(i+1, clock.Day(day.Delivery.Date), day.Answered, cut(day.Delivery.Prompt.Question, askedRoom))))
		m.Actions = append(m.Actions, chat.Action{
			Label: w.Read(i + 1), Ref: chat.Ref{Verb: posts.VerbOthers, ID: int64(day.Delivery.ID)}, Follow: chat.Private,
		})
	}
	if more {
		last := days[len(days)-1].Delivery.Date
		m.Actions = append(m.Actions, chat.Action{Label: w.Earlier, Ref: chat.Ref{Verb: posts.VerbAsked, ID: id, Arg: last.String()}})
	}
	if arg == "" {
		t.Show(m, 0)
	} else {
		t.Update(m, 0)
	}
	return nil
}

// askedRoom is how much of a question a line shows, in runes.
const askedRoom = 160

// askedUntil returns what was asked up to a date, the latest first, and whether there
// was anything before.
func askedUntil(tx reflection.Tx, id reflection.SubscriptionID, to schedule.Date) (page []reflection.AskedDay, more bool, err error) {
	all, err := tx.AskedDays(id, to.AddDays(-askedLookBack), to)
	if err == nil && len(all) <= askedPage {
		all, err = tx.AskedDays(id, schedule.Date{Year: 1, Month: 1, Day: 1}, to)
	}
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return nil, false, err
	}
	for i := len(all) - 1; i >= 0 && len(page) < askedPage; i-- {
		page = append(page, all[i])
	}
	return page, len(all) > len(page), nil
}
