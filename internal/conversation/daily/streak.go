package daily

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// StreakTx is what telling the streak reads.
type StreakTx interface {
	HistoryTx
	SubscriptionIn(chat.Chat) (reflection.Subscription, error)
	OpenAt(chat.Chat, time.Time, chat.MessageID) (reflection.Delivery, error)
}

// Streak tells the counts in words. It never shows a zero.
func (f *Flow) Streak(tx StreakTx, t *turn.Turn) error {
	w := t.Words
	if t.Person.Quiet {
		t.Say(w.Streak.Hidden)
		return nil
	}
	h, err := History(tx, t)
	if err != nil {
		return err
	}
	if h.Total == 0 {
		t.Say(w.Streak.None)
		return nil
	}
	blocks := []chat.Block{chat.P(w.Streak.Total(h.Total))}
	run, kept, of := shownCounts(h)
	if run > 0 {
		blocks = append(blocks, chat.P(w.Run(run, h.Best)))
	}
	if of > 0 {
		blocks = append(blocks, chat.P(w.Recent(kept, of)))
	}
	if h.RestDays > 0 {
		blocks = append(blocks, chat.P(w.RestDays(h.RestDays)))
	}
	open, err := f.openLine(tx, t)
	if err != nil {
		return err
	}
	if open != "" {
		blocks = append(blocks, chat.P(open))
	}
	t.Show(chat.Message{Blocks: blocks}, 0)
	return nil
}

// openLine says until when today's question is open, if it is unanswered.
func (f *Flow) openLine(tx StreakTx, t *turn.Turn) (string, error) {
	sub, err := tx.SubscriptionIn(t.Meta.Space.Chat)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.Next.At.IsZero()) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	d, err := tx.OpenAt(sub.Chat, t.Meta.At, "")
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && !d.Answered.IsZero()) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return "", err
	}
	return t.Words.Open(clock.At(sub.Next.At)), nil
}
