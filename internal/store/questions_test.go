package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func TestQuestions(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	c, other := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	full := reflection.OwnQuestion{Subscription: c.Subscription, Author: h.person.ID, Text: "Was bleibt? 🌱", Credit: "Ada",
		State: reflection.Approved, Tell: true, Asked: 12, Created: at(0)}
	bare := reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?", State: reflection.Approved}
	suggested := reflection.OwnQuestion{Subscription: c.Subscription, Text: "Who?"}
	theirs := reflection.OwnQuestion{Subscription: other.Subscription, Text: "Where?", State: reflection.Approved}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddQuestion(&full), tx.AddQuestion(&bare), tx.AddQuestion(&suggested), tx.AddQuestion(&theirs))
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Question(full.ID)
		same(t, "full", got, full, err)
		got, err = tx.Question(bare.ID)
		same(t, "bare", got, bare, err)
		_, err = tx.Question(999)
		missing(t, "question", err)
		for state, want := range map[reflection.QuestionState][]reflection.OwnQuestion{
			reflection.Suggested: {suggested}, reflection.Approved: {full, bare}, reflection.Declined: nil, reflection.Removed: nil,
		} {
			all, err := tx.Questions(c.Subscription, state)
			same(t, "questions", all, want, err)
		}
		got, err = tx.NextQuestion(c.Subscription)
		same(t, "next: not asked yet", got, bare, err)
		return nil
	})
	bare.Asked = 13
	suggested.State, suggested.Text, suggested.Credit, suggested.Tell = reflection.Declined, "Who else?", "Bo", true
	full.Credit, full.Text = "", "Was bleibt dir?"
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateQuestion(reflection.OwnQuestion{ID: 999}))
		return errors.Join(tx.UpdateQuestion(bare), tx.UpdateQuestion(suggested), tx.UpdateQuestion(full))
	})
	view(t, s, func(tx reflection.Tx) error {
		for _, want := range []reflection.OwnQuestion{bare, suggested, full, theirs} {
			got, err := tx.Question(want.ID)
			same(t, "updated", got, want, err)
		}
		_, err := tx.NextQuestion(c.Subscription)
		missing(t, "next of none", err)
		return nil
	})
	forget(t, s, h)
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Question(full.ID)
		missing(t, "a forgotten author's question", err)
		return nil
	})
}

// TestNextQuestionIsTheOldest: whatever was approved first.
func TestNextQuestionIsTheOldest(t *testing.T) {
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	var all [3]reflection.OwnQuestion
	update(t, s, func(tx reflection.Tx) (err error) {
		for i := range all {
			all[i] = reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?"}
			err = errors.Join(err, tx.AddQuestion(&all[i]))
		}
		return err
	})
	for _, i := range []int{2, 0, 1} {
		all[i].State = reflection.Approved
		update(t, s, func(tx reflection.Tx) error { return tx.UpdateQuestion(all[i]) })
	}
	for i := range all {
		update(t, s, func(tx reflection.Tx) error {
			next, err := tx.NextQuestion(c.Subscription)
			same(t, "next", next, all[i], err)
			next.Asked = 5
			return tx.UpdateQuestion(next)
		})
	}
}
