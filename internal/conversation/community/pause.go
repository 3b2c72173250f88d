package community

import (
	"errors"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// The args of buttons that say yes or no, on or off.
const (
	argYes = "yes"
	argNo  = "no"
	argOn  = "on"
	argOff = "off"
)

// argList takes a channel off the list, which switches it off as well.
const argList = "list"

// pause stops a channel's questions, for a while or until resumed.
func (f *Flow) pause(tx reflection.Tx, t *turn.Turn, g target, args string) error {
	if g.ch.Off {
		return f.page(tx, t, g, "")
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return err
	}
	until, _, err := schedule.ParsePause(args, clock.Today()) // Without an end it is the zero date.
	if err != nil {
		t.Unclear = true
		t.Say(pauseRefused(t, err))
		return nil
	}
	g.sub.State, g.sub.PausedUntil = reflection.Paused, until
	g.sub.BackOff, g.sub.Unanswered = false, 0
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	return f.page(tx, t, g, "")
}

// pauseRefused says why the end of a pause isn't taken.
func pauseRefused(t *turn.Turn, err error) string {
	w := t.Words.Community.Hints
	switch {
	case errors.Is(err, schedule.ErrPast):
		return hint(t, w.PausePast)
	case errors.Is(err, schedule.ErrFar):
		return hint(t, w.PauseFar)
	}
	return hint(t, w.PauseWrong)
}

// resume ends a pause. A channel that is off is set up again, and one in which
// something is in the way is looked at first.
func (f *Flow) resume(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.Page
	switch {
	case g.ch.Off:
		return f.switchOn(tx, t, g)
	case g.sub.State == reflection.Barred, g.sub.State == reflection.Gone:
		return f.checkAgain(tx, t, g)
	}
	was := g.sub.State
	g.sub.State, g.sub.PausedUntil = reflection.Active, schedule.Date{}
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return err
	}
	done := w.Resumed(clock.At(g.sub.Next.At))
	if was == reflection.Active {
		done = w.NotPaused(clock.At(g.sub.Next.At))
	}
	t.UpdateText(done, g.button(t.Words.Community.Label.More, verbPage, ""))
	return nil
}

// off switches a channel off, at the second tap, or takes it off the list as well.
// Everything is kept.
func (f *Flow) off(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	state := reflection.Paused
	switch {
	case arg == argList && !g.begun():
		state = reflection.Gone
	case g.ch.Off:
		return f.page(tx, t, g, "")
	case arg == argNo:
		m, err := f.standing(t, g, w.Page.StaysOn)
		if err == nil {
			t.Update(m, 0)
		}
		return err
	case arg != argYes:
		t.UpdateText(w.Page.SureOff(title(t, g.ch)),
			g.button(w.Label.SwitchOff, verbOff, argYes), g.button(w.Label.KeepOn, verbOff, argNo))
		return nil
	}
	g.ch.Off, g.sub.State, g.sub.PausedUntil = true, state, schedule.Date{}
	if err := errors.Join(f.store(tx, t, &g), posts.Repin(tx, g.sub.ID, t.Now)); err != nil {
		return err
	}
	if arg == argList {
		t.UpdateText(w.Which.OffList(title(t, g.ch)))
		return nil
	}
	return f.page(tx, t, g, "")
}

// checkAgain resumes a channel that was given up, if nothing is in the way any more, and
// leads on as the page of the set-up does.
func (f *Flow) checkAgain(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	again := g.button(w.Label.CheckAgain, verbCheck, "")
	switch {
	case g.ch.Off:
		return f.page(tx, t, g, "")
	case muted(t, g):
		lines := append(missing(t, g), w.Page.Barred)
		t.UpdateText(lines[0], again)
		return nil
	case inspected(t, g):
	default:
		if lost(t, g) {
			t.UpdateText(w.Which.Lost(title(t, g.ch)), again, takeOffButton(t, g))
			return nil
		}
		t.UpdateText(unseen(t, g), again)
		return nil
	}
	if g.ch.Pin && g.ch.PinTried != g.ch.Pinned { // It couldn't pin; perhaps it can now.
		g.ch.PinTried = 0
		if err := errors.Join(tx.UpdateChannel(g.ch), posts.Repin(tx, g.sub.ID, t.Now)); err != nil {
			return err
		}
	}
	if g.sub.State == reflection.Barred || g.sub.State == reflection.Gone {
		if err := posts.Resume(tx, g.sub, t.Now); err != nil {
			return err
		}
		var err error
		if g.sub, err = tx.Subscription(g.sub.ID); err != nil {
			return err
		}
	}
	if g.sub.State != reflection.Active || g.sub.Next.At.IsZero() {
		return f.page(tx, t, g, "")
	}
	latest, err := tx.Latest(g.sub.ID)
	if ignoreMissing(err) != nil {
		return err
	}
	works := w.Status.WorksNow
	if err == nil && latest.State == reflection.DeliveryArrived {
		works = w.Status.WorksAgain
	}
	m, err := f.standing(t, g, works(title(t, g.ch)))
	if err != nil {
		return err
	}
	m.Actions = append(kindButtons(t, g), m.Actions...)
	t.Update(m, 0)
	return nil
}
