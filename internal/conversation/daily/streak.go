package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/summary"
)

// Streak tells the counts in words, with a button that shows the month up to
// yesterday. It never shows a zero.
func (f *Flow) Streak(tx reflection.Tx, t *turn.Turn) error {
	w := t.Words
	if t.Person.Quiet {
		t.Say(w.Streak.Hidden)
		return nil
	}
	sub, err := ownSubscription(tx, t)
	if err != nil {
		return err
	}
	today, err := summaries.Today(tx, t.Person.ID, sub, t.Now)
	if err != nil {
		return err
	}
	in, err := f.Delivery.Gather(tx, t.Person, sub, summary.Containing(summary.Month, today.AddDays(-1)), t.Now)
	if err != nil {
		return err
	}
	h := in.History
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
	if sub.ID == 0 {
		inChannels, err := channelRuns(tx, t, h, today)
		if err != nil {
			return err
		}
		blocks = append(blocks, inChannels...)
	}
	if sub.ID != 0 {
		down, err := f.outage(tx, t, sub.ID)
		if err != nil {
			return err
		}
		if down != "" {
			blocks = append(blocks, chat.P(down))
		}
	}
	open, err := f.openLine(tx, t)
	if err != nil {
		return err
	}
	if open != "" {
		blocks = append(blocks, chat.P(open))
	}
	m := chat.Message{Blocks: blocks}
	if summary.Words(in).Sketch != nil {
		m.Actions = []chat.Action{{
			Label: w.Summary.ShowMonth, Ref: chat.Ref{Verb: VerbSummary, Arg: in.Period.String()}, Follow: chat.Private,
		}}
	}
	t.Show(m, 0)
	return nil
}

// lookBack is how many months of a channel's questions a person's run there is
// counted from.
const lookBack = 12

// channelRuns says of each channel in which somebody answers how many of its
// questions in a row they have answered, from two on.
func channelRuns(tx reflection.Tx, t *turn.Turn, h streak.History, today schedule.Date) ([]chat.Block, error) {
	facts, err := tx.FactsOf(t.Person.ID)
	if err != nil {
		return nil, err
	}
	var out []chat.Block
	seen := map[reflection.SubscriptionID]bool{}
	for _, fact := range facts {
		if fact.Kind != reflection.FactReplied || fact.Subscription == 0 || seen[fact.Subscription] {
			continue
		}
		seen[fact.Subscription] = true
		ch, err := tx.Channel(fact.Subscription)
		if errors.Is(err, reflection.ErrNotFound) {
			continue // It is no channel's, or the channel is no more.
		}
		if err != nil {
			return nil, err
		}
		asked, err := tx.AskedDays(fact.Subscription, today.AddMonths(-lookBack), today.AddDays(1))
		if err != nil {
			return nil, err
		}
		if run := h.ChannelRun(summaries.ChannelQuestions(asked)); (streak.History{Run: run}).ShowRun() {
			out = append(out, chat.P(t.Words.Summary.InChannel(ch.Title, run)))
		}
	}
	return out, nil
}

// openLine says until when today's question is open, if it is unanswered.
func (f *Flow) openLine(tx reflection.Tx, t *turn.Turn) (string, error) {
	sub, err := t.Subscription(tx)
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
