package settings

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Pause stops the questions, for a while or until resumed, or takes days off that are
// to come.
func (f *Flow) Pause(tx reflection.Tx, t *turn.Turn, args string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	list, ok := clock.Breaks(t, args)
	if !ok {
		return nil
	}
	return f.takeBreaks(tx, t, sub, clock, list)
}

// pauseUntil stops the questions from now on: until a date, or, where it is zero, until
// resumed. What is open stays open, and costs nothing if it isn't answered.
func (f *Flow) pauseUntil(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, until schedule.Date) error {
	w := t.Words
	sub.State, sub.PausedUntil = reflection.Paused, until
	sub.BackOff, sub.Unanswered, t.Returned = false, 0, false
	if err := planning.Reschedule(&sub, t.Now); err != nil {
		return err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	if err := together(tx, t, sub); err != nil {
		return err
	}
	if err := planning.AddPause(tx, sub, t.Meta.At); err != nil {
		return err
	}
	text := w.PausedOpen
	if !until.IsZero() {
		text = w.PausedUntil(clock.Day(sub.Next.Date))
	}
	t.UpdateText(text, chat.Action{Label: w.Button.Resume, Ref: chat.Ref{Verb: VerbResume}})
	return nil
}

// Resume ends a pause. On a day off it shows the days off, which can be taken back.
func (f *Flow) Resume(tx reflection.Tx, t *turn.Turn) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	if sub.State != reflection.Paused && schedule.IsOff(sub.DaysOff, clock.Today()) {
		return f.showDaysOff(tx, t, sub, clock, nextQuestion(t, sub, clock))
	}
	if sub.State != reflection.Paused {
		t.Say(t.Words.NotPaused(clock.At(sub.Next.At)))
		return nil
	}
	sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
	if err := planning.Reschedule(&sub, t.Now); err != nil {
		return err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	if err := together(tx, t, sub); err != nil {
		return err
	}
	t.UpdateText(t.Words.Resumed(clock.At(sub.Next.At)))
	return nil
}

// together has the person's other apps pause and go on with a subscription, and have
// its days off. One that can't be written to stays so.
func together(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription) error {
	others, err := planning.Joined(tx, sub)
	if err != nil {
		return err
	}
	for _, s := range others {
		if s.State != reflection.Active && s.State != reflection.Paused {
			continue
		}
		s.State, s.PausedUntil, s.BackOff, s.Unanswered = sub.State, sub.PausedUntil, sub.BackOff, sub.Unanswered
		s.DaysOff = sub.DaysOff
		if err := planning.Reschedule(&s, t.Now); err != nil {
			return err
		}
		if err := tx.UpdateSubscription(s); err != nil {
			return err
		}
	}
	return nil
}
