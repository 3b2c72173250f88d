package daily

import (
	"errors"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// newlyArrived is how long after a question's arrival a text may still have been
// meant for the one before.
const newlyArrived = 10 * time.Minute

// privateSaid is how many of the first acknowledgements say who can read it.
const privateSaid = 3

// acknowledge says in one short line that the words were kept.
func (f *Flow) acknowledge(tx reflection.Tx, t *turn.Turn, d reflection.Delivery, part reflection.Part, first bool, how filing) error {
	w := t.Words
	var line []string
	var card *summary.Sketch
	milestone := t.Person.Milestone
	switch {
	case how.named:
		line = append(line, w.KeptWith(short(d.Prompt.Question)))
		mended, err := f.mended(tx, t, d, first)
		if err != nil {
			return err
		}
		if mended != "" {
			line = append(line, mended)
		}
	case !first:
		line = append(line, w.Kept)
	default:
		var err error
		if line, card, err = f.counts(tx, t, d); err != nil {
			return err
		}
	}
	down := how.down
	if down == "" {
		var err error
		if down, err = f.outage(tx, t, d.Subscription); err != nil {
			return err
		}
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(strings.Join(line, " "))}}
	if down != "" {
		m.Blocks = append(m.Blocks, chat.P(down))
	}
	if d.Prompt.FollowUp != "" && !how.deeper {
		m.Actions = append(m.Actions, chat.Action{Label: w.GoDeeper, Ref: chat.Ref{Verb: VerbDeeper, ID: int64(d.ID)}, Follow: chat.Private})
	}
	m.Actions = append(m.Actions, chat.Action{Label: w.Undo, Ref: chat.Ref{Verb: VerbUndo, ID: int64(part.ID)}})
	if first && !how.named && t.Meta.At.Sub(d.Arrived) <= newlyArrived {
		switch _, err := tx.Before(d); {
		case err == nil:
			m.Actions = append(m.Actions, chat.Action{Label: w.ForTheLast, Ref: chat.Ref{Verb: VerbRefile, ID: int64(part.ID)}})
		case !errors.Is(err, reflection.ErrNotFound):
			return err
		}
	}
	m.Actions = append(m.Actions, inAYearButton(w, part.Reply))
	if milestone < compassAt && t.Person.Milestone >= compassAt { // A milestone is reached once.
		m.Blocks = append(m.Blocks, chat.P(w.Compass.Offer))
		m.Actions = append(m.Actions, chat.Action{Label: w.Compass.Begin, Ref: chat.Ref{Verb: delivery.VerbCompass}, Follow: chat.Private})
	}
	t.ShowDrawn(m, card, d.ID)
	return nil
}

// compassAt is the milestone at which everybody is offered a compass.
const compassAt = 7

// mended says what an answer that came after its question had closed did for its day;
// "" for nothing.
func (f *Flow) mended(tx reflection.Tx, t *turn.Turn, d reflection.Delivery, first bool) (string, error) {
	if !first || t.Person.Quiet {
		return "", nil
	}
	s, err := count(tx, t, d.ID)
	if err != nil {
		return "", err
	}
	switch mended, gaveBack := delivery.Mended(s, d.ID); {
	case gaveBack:
		return t.Words.MendedRest, nil
	case mended:
		return t.Words.Mended, nil
	}
	return "", nil
}

// explains reports whether something about rest days is said for the first time, and
// remembers that it is said.
func explains(tx reflection.Tx, t *turn.Turn, what reflection.Explained) (bool, error) {
	if t.Person.Explained&what != 0 {
		return false, nil
	}
	t.Person.Explained |= what
	return true, tx.UpdatePerson(t.Person)
}

// counts is what a first part is told of the streak: gladness after a miss, the
// rest day it gives back, those that were spent, a milestone and a rest day it
// brings, or else the run and the recent count; and nothing if counts are hidden. The first few times it
// says who can read it. A milestone that it remarks on has a card.
func (f *Flow) counts(tx reflection.Tx, t *turn.Turn, d reflection.Delivery) (line []string, card *summary.Sketch, err error) {
	w := t.Words
	standing, err := count(tx, t, d.ID)
	if err != nil {
		return nil, nil, err
	}
	h, facts := standing.History, standing.Facts
	milestone, reached := streak.NextMilestonePassed(t.Person.Milestone, h.Total)
	if reached {
		t.Person.Milestone = milestone
		if err := tx.UpdatePerson(t.Person); err != nil {
			return nil, nil, err
		}
	}
	now, own := h.Of(d.ID)
	line = []string{w.Kept}
	if h.Total <= privateSaid {
		line = []string{w.OnlyYou}
	}
	if t.Person.Quiet {
		return line, card, nil
	}
	if own && gaveBack(facts, now) {
		return append(line, w.GaveBack), nil, nil
	}
	if own && now.Outcome == streak.Kept && h.AfterMiss() && h.Total > privateSaid {
		return []string{w.BackAgain(h.Total)}, nil, nil
	}
	earns := own && earned(h, now)
	if own {
		left := h.RestDays
		if earns {
			left = -1 // The next sentence says it.
		}
		today, err := planning.LocalDate(t.Now, d.Zone)
		if err != nil {
			return nil, nil, err
		}
		if days := covered(w, h, facts, now, today); len(days) > 0 {
			line = append(line, w.RestedDays(days, left))
			if first, err := explains(tx, t, reflection.ExplainedSpending); err != nil {
				return nil, nil, err
			} else if first {
				line = append(line, w.RestComes)
			}
		}
	}
	if h.Total <= privateSaid {
		return line, card, nil
	}
	remarked := reached && milestone == h.Total
	if remarked {
		line = append(line, w.Milestone(h.Total))
		sketch := summary.CardSketch(t.Person.Locale, summary.ThemeOf(t.Person.Dark), h.Total, h.FirstAnswer())
		card = &sketch
	}
	if earns {
		line = append(line, w.RestEarned(h.RestDays))
		if first, err := explains(tx, t, reflection.ExplainedEarning); err != nil {
			return nil, nil, err
		} else if first {
			line = append(line, w.RestIs)
		}
	}
	if remarked || earns {
		return line, card, nil
	}
	if run, recent, of := shownCounts(h); run > 0 || of > 0 {
		line = append(line, w.KeptRun(run, recent, of))
	}
	return line, card, nil
}

// gaveBack reports whether a kept occasion had a rest day spent on it by Not
// today, which is free again.
func gaveBack(facts []reflection.Fact, o streak.Occasion) bool {
	return o.Outcome == streak.Kept && o.Why == streak.NotOptional && o.RestDays > 0 && saidNotToday(facts, o)
}

// earned reports whether the latest occasion, being kept, brought a rest day.
func earned(h streak.History, now streak.Occasion) bool {
	return now.Outcome == streak.Kept && h.RestDays > now.RestDays && now.Date == h.Occasions[len(h.Occasions)-1].Date
}

// saidNotToday reports whether the person pressed Not today on an occasion.
func saidNotToday(facts []reflection.Fact, o streak.Occasion) bool {
	return slices.ContainsFunc(facts, func(f reflection.Fact) bool {
		return f.Kind == reflection.FactRested && slices.Contains(o.Deliveries, f.Delivery)
	})
}

// shownCounts returns the counts that are shown, zero for those that aren't.
// "9 of the last 9" says nothing beside "9 in a row".
func shownCounts(h streak.History) (run, kept, of int) {
	if h.ShowRun() {
		run = h.Run
	}
	if k, o, ok := h.Recent(); ok && k < o {
		kept, of = k, o
	}
	return run, kept, of
}

// covered returns, in words as of today, the dates on which a rest day was spent by
// itself since the person last answered: those right before an occasion, the earliest
// first. Somebody who pressed Not today knows.
func covered(w *words.Words, h streak.History, facts []reflection.Fact, now streak.Occasion, today schedule.Date) (days []string) {
	noon := func(d schedule.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }
	at := slices.IndexFunc(h.Occasions, func(o streak.Occasion) bool { return o.Date == now.Date })
	for i := at - 1; i >= 0; i-- {
		before := h.Occasions[i]
		if before.Outcome != streak.Rested && before.Outcome != streak.Optional {
			break
		}
		if before.Outcome == streak.Rested && !saidNotToday(facts, before) {
			days = append(days, w.Day(noon(before.Date), noon(today)))
		}
	}
	slices.Reverse(days)
	return days
}

// outage is the line on an outage that the person has not been told of yet.
func (f *Flow) outage(tx reflection.Tx, t *turn.Turn, id reflection.SubscriptionID) (string, error) {
	sub, err := tx.Subscription(id)
	if err != nil {
		return "", err
	}
	line, told, err := delivery.Outage(tx, t.Person, sub, t.Now, t.Limits)
	if err != nil || line == "" {
		return "", err
	}
	t.Person.Told = told
	return line, tx.UpdatePerson(t.Person)
}
