package community

import (
	"errors"
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// stopsShown is how many of those who were stopped a list shows.
const stopsShown = 8

// stopped lists who can't share in the server or group, the longest stopped first, by
// the day and the question over which that was; it names nobody.
func (f *Flow) stopped(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	w := t.Words.Community.Reports
	all, err := tx.Stops(g.sub.Chat.Platform, g.ch.Parent)
	if err != nil {
		return err
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	m := chat.Message{}
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	if len(all) == 0 {
		m.Blocks = append(m.Blocks, chat.P(w.NobodyStopped))
	} else {
		m.Blocks = append(m.Blocks, chat.P(w.StoppedHead(len(all))))
	}
	for i, s := range all[:min(len(all), stopsShown)] {
		day, question := "", ""
		if !s.At.IsZero() {
			day = clock.DayOf(s.At)
		}
		if d, err := tx.Delivery(s.Delivery); err == nil {
			question = d.Prompt.Question
		} else if ignoreMissing(err) != nil {
			return err
		}
		m.Blocks = append(m.Blocks, chat.P(w.StoppedLine(i+1, day, question)))
		m.Actions = append(m.Actions, g.button(w.LetShare(i+1), verbUnstop, strconv.FormatInt(s.Name, 36)))
	}
	m.Actions = append(m.Actions, g.button(t.Words.Community.Label.Back, verbReports, ""))
	t.Update(m, 0)
	return nil
}

// unstop lets somebody share again, and tells them.
func (f *Flow) unstop(tx reflection.Tx, t *turn.Turn, g target, name string) error {
	w := t.Words.Community.Reports
	n, err := strconv.ParseInt(name, 36, 64)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	person, err := tx.Unstop(g.sub.Chat.Platform, g.ch.Parent, n)
	if errors.Is(err, reflection.ErrNotFound) {
		return f.stopped(tx, t, g, w.Settled)
	}
	if err != nil {
		return err
	}
	if err := f.tellStopped(tx, t, g, person); err != nil {
		return err
	}
	return f.stopped(tx, t, g, w.SharesAgain)
}

// tellStopped leaves a notice for somebody who can share again: privately, if they
// have a private chat with the bot on this platform.
func (f *Flow) tellStopped(tx reflection.Tx, t *turn.Turn, g target, person reflection.PersonID) error {
	all, err := tx.Identities(person)
	if err != nil {
		return ignoreMissing(err)
	}
	private := false
	for _, id := range all {
		private = private || id.Private.Platform == g.sub.Chat.Platform && id.Private.ID != ""
	}
	return f.notify(tx, t, g, person, private, canShareAgain)
}
