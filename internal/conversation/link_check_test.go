package conversation_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// check holds what must be true of them at any time.
func (p *pair) check(t *testing.T) {
	t.Helper()
	p.r.view(func(tx reflection.Tx) error {
		people := []reflection.PersonID{p.person(tx, 0), p.person(tx, 1)}
		if p.joined != (people[0] == people[1]) {
			t.Errorf("%s: joined %v, persons %v", p.name, p.joined, people)
		}
		journal := map[string]reflection.PersonID{}
		histories := map[reflection.PersonID]streak.History{}
		asked := map[schedule.Date][]reflection.Delivery{}
		for _, id := range slices.Compact(slices.Clone(people)) {
			all, err := tx.RepliesOf(id)
			if err != nil {
				return err
			}
			for _, r := range all {
				parts, err := tx.Parts(r.ID)
				if err != nil {
					return err
				}
				for _, part := range parts {
					if journal[part.Text] != 0 {
						t.Errorf("%s: %q is there twice", p.name, part.Text)
					}
					journal[part.Text] = id
				}
			}
			facts, err := tx.FactsOf(id)
			if err != nil {
				return err
			}
			histories[id] = streak.Count(facts, nil, time.Now())
			if err := p.sameOnFromCheckpoint(t, tx, id, histories[id]); err != nil {
				return err
			}
			subs, err := tx.SubscriptionsOf(id)
			if err != nil {
				return err
			}
			for _, s := range subs {
				days, err := tx.AskedDays(s.ID, schedule.Date{Year: 2026, Month: 1, Day: 1}, schedule.Date{Year: 2027, Month: 1, Day: 1})
				if err != nil {
					return err
				}
				for _, d := range days {
					asked[d.Delivery.Date] = append(asked[d.Delivery.Date], d.Delivery)
				}
			}
		}
		for text, app := range p.wrote {
			if journal[text] != people[app] {
				t.Errorf("%s: %q is in the journal of %d, want %d", p.name, text, journal[text], people[app])
			}
		}
		answers := map[reflection.PersonID]map[reflection.DeliveryID]bool{}
		for text, id := range p.answered {
			d, err := tx.Delivery(id)
			if err != nil {
				return err
			}
			h := histories[d.Person]
			if o, ok := h.On(d.Date); !ok || o.Outcome != streak.Kept {
				t.Errorf("%s: %q was written to the open question of %v, which is %v, %v", p.name, text, d.Date, o.Outcome, ok)
			}
			if answers[d.Person] == nil {
				answers[d.Person] = map[reflection.DeliveryID]bool{}
			}
			answers[d.Person][id] = true
		}
		for id, h := range histories {
			if h.Total != len(answers[id]) {
				t.Errorf("%s: %d answers, want %d", p.name, h.Total, len(answers[id]))
			}
			p.runs(t, h)
		}
		p.oneADay(t, asked)
		return nil
	})
}

// runs counts the run, the best, and the rest days as the rules say, from how the
// dates came out, one after the other.
func (p *pair) runs(t *testing.T, h streak.History) {
	t.Helper()
	run, best, kept, rest := 0, 0, 0, 1
	for _, o := range h.Occasions {
		switch o.Outcome {
		case streak.Kept:
			run, kept = run+1, kept+1
			if kept%7 == 0 {
				rest = min(rest+1, 3)
			}
		case streak.Missed:
			run = 0
			if rest > 0 {
				t.Errorf("%s: %v is missed, with %d rest days in hand", p.name, o.Date, rest)
			}
		case streak.Rested:
			rest--
		case streak.Open, streak.Optional:
		}
		best = max(best, run)
	}
	if h.Run != run || h.Best != best || h.RestDays != rest {
		t.Errorf("%s: run %d, best %d, rest days %d; want %d, %d, %d", p.name, h.Run, h.Best, h.RestDays, run, best, rest)
	}
}

// oneADay fails if, while they were joined, anything was asked on a date on which
// something else was.
func (p *pair) oneADay(t *testing.T, asked map[schedule.Date][]reflection.Delivery) {
	t.Helper()
	for date, all := range asked {
		for _, d := range all {
			if !slices.ContainsFunc(p.spans, func(s [2]time.Time) bool {
				return d.Due.After(s[0]) && (s[1].IsZero() || d.Due.Before(s[1]))
			}) {
				continue
			}
			for _, e := range all {
				if e.Prompt != d.Prompt && !e.Due.After(d.Due) {
					t.Errorf("%s: on %v, %q was asked at %v, and then %q at %v", p.name, date, e.Prompt.Question, e.Due, d.Prompt.Question, d.Due)
				}
			}
		}
	}
}

// sameOnFromCheckpoint compares with a count that goes on from the stored checkpoint.
func (p *pair) sameOnFromCheckpoint(t *testing.T, tx reflection.Tx, id reflection.PersonID, want streak.History) error {
	stored, err := tx.Checkpoint(id)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	c, err := streak.ReadCheckpoint(stored.State)
	if err != nil {
		return err
	}
	since, err := tx.FactsAfter(id, c.Mark())
	if err != nil {
		return err
	}
	s, ok := streak.Resume(c, since, nil, time.Now())
	if !ok {
		return nil
	}
	if s.Run != want.Run || s.Best != want.Best || s.Total != want.Total || s.RestDays != want.RestDays {
		t.Errorf("%s: from the checkpoint %+v", p.name, cmp.Diff(want, s.History, cmpopts.IgnoreUnexported(streak.History{})))
	}
	return nil
}
