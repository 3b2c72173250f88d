package planning

import (
	"errors"
	"fmt"
	"slices"

	"stillpoint/internal/reflection"
)

// evening picks what comes next in the subscription's series: an evening, or after
// the last the message that gives them back. With that, the series has come to its
// end. It has as well if nothing was written that could be given back, or the pack
// has it no more: then ok is false, and the daily questions go on.
func (p *Planner) evening(tx reflection.Tx, by chooser, sub *reflection.Subscription) (a reflection.Asked, c choice, ok bool, err error) {
	s, err := tx.Series(sub.Series)
	if err != nil {
		return a, c, false, err
	}
	pack := p.packs.Pack(s.Pack)
	theme, known := pack.SeriesByID(s.Theme)
	number := s.Next()
	if number == reflection.GivenBack {
		sub.Series = 0
		if known, err = anyWritten(tx, s, sub.Person); err != nil {
			return a, c, false, err
		}
	}
	if !known || pack.ID != s.Pack || number > reflection.GivenBack {
		sub.Series = 0
		return a, c, false, nil
	}
	a = reflection.Asked{Pack: reflection.SeriesPack, Prompt: fmt.Sprintf("%s-%d", s.Theme, number), Question: by.words.Series.Changed}
	if number < reflection.GivenBack {
		a.Question = theme.Evenings[number-1].Question
	}
	return a, choice{by: by, series: s.ID, evening: number}, true, nil
}

// anyWritten reports whether anything that a person wrote on the evenings of a series
// is left.
func anyWritten(tx reflection.Tx, s reflection.Series, p reflection.PersonID) (bool, error) {
	for _, e := range s.Evenings {
		reply, err := tx.AnswerTo(e.Delivery, p)
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return false, err
		}
		parts, err := tx.Parts(reply.ID)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(parts, func(p reflection.Part) bool { return p.Text != "" }) {
			return true, nil
		}
	}
	return false, nil
}

// unplay takes back that a delivery, which was never shown, was an evening: that
// evening comes another time. A later one that was planned meanwhile stays, and the
// series goes on after it.
func unplay(tx reflection.Tx, d reflection.Delivery) error {
	s, err := tx.SeriesOf(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	number := s.Numbered(d.ID)
	if err := tx.RemoveEvening(d.ID); err != nil || number != reflection.GivenBack {
		return err
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil || sub.Series != 0 {
		return err
	}
	sub.Series = s.ID
	return tx.UpdateSubscription(sub)
}

// replay makes a delivery again the evening that it was planned as. If the series
// has ended, it is the question that it was, and no evening.
func replay(tx reflection.Tx, sub reflection.Subscription, d reflection.Delivery) error {
	if d.Prompt.Pack != reflection.SeriesPack || sub.Series == 0 {
		return nil
	}
	s, err := tx.Series(sub.Series)
	if err != nil {
		return err
	}
	number := s.Next()
	if d.Prompt.Prompt != fmt.Sprintf("%s-%d", s.Theme, number) {
		return nil
	}
	if number == reflection.GivenBack {
		sub.Series = 0
		if err := tx.UpdateSubscription(sub); err != nil {
			return err
		}
	}
	return tx.AddEvening(s.ID, reflection.Evening{Number: number, Delivery: d.ID})
}
