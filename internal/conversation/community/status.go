package community

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// ahead is how many of the next occurrences the doctor tells.
const ahead = 5

// status is the doctor: what stands in the way, how the last question went, when
// the next ones come, and what waits for an admin.
func (f *Flow) status(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	lines, err := f.lines(t, g)
	if err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{{Kind: chat.Heading, Text: title(t, g.ch)}}}
	say := func(lines ...string) {
		for _, line := range lines {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
	}
	say(lines...)
	switch {
	case !inspected(t, g):
		say(unseen(t, g))
	case len(missing(t, g)) == 0:
		say(w.Status.Fine)
	}
	if !g.ch.Off {
		say(kindLines(t, g)...)
	}
	if g.sub.Rule.Zone != "" {
		for _, of := range []func(reflection.Tx, *turn.Turn, target) ([]string, error){f.last, f.missed, f.next, f.left} {
			lines, err := of(tx, t, g)
			if err != nil {
				return err
			}
			say(lines...)
		}
		if clock, err := t.In(g.sub.Rule.Zone); err == nil {
			say(offLines(t, clock, g)...)
		}
	}
	if alone(t) { // That somebody was reported, or handed something in, isn't for all.
		waiting, err := f.waiting(tx, t, g)
		if err != nil {
			return err
		}
		say(waiting)
	}
	if g.com.Stuck {
		say(t.Words.Moderation.Stuck(shownIn(t, g.com)))
	}
	stopped := g.sub.State == reflection.Barred || g.sub.State == reflection.Gone
	switch {
	case stopped || len(missing(t, g)) > 0:
		m.Actions = append(m.Actions, g.button(w.Label.CheckAgain, verbCheck, ""))
	case !inspected(t, g):
		m.Actions = append(m.Actions, g.button(w.Label.CheckAgain, verbStatus, ""))
	}
	if g.ch.Off || lost(t, g) {
		m.Actions = append(m.Actions, takeOffButton(t, g))
	}
	m.Actions = append(m.Actions, f.aloneButton(t, g, w.Label.Preview, verbShow))
	if g.sub.Rule.Zone != "" && !g.ch.Off {
		m.Actions = append(m.Actions, f.aloneButton(t, g, w.Next.Ahead, verbAhead))
		now, err := postable(tx, t, g)
		if err != nil {
			return err
		}
		if now {
			m.Actions = append(m.Actions, g.button(w.Next.PostNow, verbNow, ""))
		}
	}
	m.Actions = append(m.Actions, f.aloneButton(t, g, w.Figures.Figures, verbFigures), f.askedButton(t, g), backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// last tells how the last question went.
func (f *Flow) last(tx reflection.Tx, t *turn.Turn, g target) ([]string, error) {
	w := t.Words.Community.Status
	d, err := tx.Latest(g.sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return []string{w.LastNone}, nil
	}
	if err != nil {
		return nil, err
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return nil, err
	}
	due := clock.At(d.Due)
	switch d.State {
	case reflection.DeliveryPlanned:
		return []string{w.LastPlanned(due)}, nil
	case reflection.DeliveryUncertain:
		return []string{w.LastUncertain(due)}, nil
	case reflection.DeliveryDropped:
		_, missing, err := refusedWhen(tx, d)
		return []string{w.LastDropped(due) + lacked(t, missing)}, err
	case reflection.DeliveryArrived:
	}
	n, err := tx.Answered(d.ID)
	line := w.LastArrived(clock.At(d.Arrived)) + " " + w.Answered(n)
	if d.Counted != n {
		line += " " + w.Counted(d.Counted)
	}
	return []string{line}, err
}

// next tells when the next questions come, by the channel's clock and by UTC, if
// nobody answers or changes anything meanwhile.
func (f *Flow) next(_ reflection.Tx, t *turn.Turn, g target) ([]string, error) {
	w := t.Words.Community.Status
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return nil, err
	}
	if g.sub.Next.At.IsZero() {
		return []string{w.NextNone}, nil
	}
	lines := []string{w.NextHead}
	for sub := g.sub; len(lines) <= ahead && !sub.Next.At.IsZero(); {
		at := sub.Next.At
		lines = append(lines, w.NextLine(clock.At(at), at.UTC().Format("2006-01-02 15:04")))
		sub.LastPlanned, sub.State = sub.Next.Date, reflection.Active
		if err := planning.Reschedule(&sub, at); err != nil {
			return nil, err
		}
	}
	return []string{strings.Join(lines, "\n")}, nil
}

// left counts what can be asked before anything comes again.
func (f *Flow) left(tx reflection.Tx, t *turn.Turn, g target) ([]string, error) {
	w := t.Words.Community.Status
	n, err := f.Delivery.LeftInRound(tx, g.sub, g.ch)
	if err != nil {
		return nil, err
	}
	own, err := tx.Questions(g.sub.ID, reflection.Approved)
	if err != nil {
		return nil, err
	}
	waiting := 0
	for _, q := range own {
		if q.Asked == 0 {
			waiting++
		}
	}
	line := w.Left(n)
	if waiting > 0 {
		line += " " + w.Own(waiting)
	}
	return []string{line}, nil
}

// waiting counts what waits for an admin.
func (f *Flow) waiting(tx reflection.Tx, t *turn.Turn, g target) (string, error) {
	suggested, err := tx.Questions(g.sub.ID, reflection.Suggested)
	if err != nil {
		return "", err
	}
	reports, err := f.open(tx, g)
	if err != nil {
		return "", err
	}
	submitted, err := f.submitted(tx, g)
	return t.Words.Community.Status.Waiting(len(suggested), len(reports), len(submitted)), err
}
