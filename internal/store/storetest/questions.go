package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func testQuestions(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	c, other := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "server")
	full := reflection.OwnQuestion{Subscription: c.Subscription, Author: h.Person.ID, Text: "Was bleibt? 🌱", Credit: "Ada", Named: true, More: "https://example.org/a",
		State: reflection.Approved, Tell: true, Asked: 12, Created: At(0)}
	bare := reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?", State: reflection.Approved}
	suggested := reflection.OwnQuestion{Subscription: c.Subscription, Text: "Who?"}
	theirs := reflection.OwnQuestion{Subscription: other.Subscription, Text: "Where?", State: reflection.Approved}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddQuestion(&full), tx.AddQuestion(&bare), tx.AddQuestion(&suggested), tx.AddQuestion(&theirs))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Question(full.ID)
		Same(t, "full", got, full, err)
		got, err = tx.Question(bare.ID)
		Same(t, "bare", got, bare, err)
		_, err = tx.Question(999)
		Missing(t, "question", err)
		for state, want := range map[reflection.QuestionState][]reflection.OwnQuestion{
			reflection.Suggested: {suggested}, reflection.Approved: {full, bare}, reflection.Declined: nil, reflection.Removed: nil,
		} {
			all, err := tx.Questions(c.Subscription, state)
			Same(t, "questions", all, want, err)
		}
		got, err = tx.NextQuestion(c.Subscription, Today)
		Same(t, "next: not asked yet", got, bare, err)
		return nil
	})
	bare.Asked, bare.Position, bare.On = 13, 7, Today
	suggested.State, suggested.Text, suggested.Credit, suggested.Tell = reflection.Declined, "Who else?", "Bo", true
	full.Credit, full.Named, full.More, full.Text = "", false, "", "Was bleibt dir?"
	bare.More = "https://example.org/b"
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdateQuestion(reflection.OwnQuestion{ID: 999}))
		return errors.Join(tx.UpdateQuestion(bare), tx.UpdateQuestion(suggested), tx.UpdateQuestion(full))
	})
	View(t, s, func(tx reflection.Tx) error {
		for _, want := range []reflection.OwnQuestion{bare, suggested, full, theirs} {
			got, err := tx.Question(want.ID)
			Same(t, "updated", got, want, err)
		}
		_, err := tx.NextQuestion(c.Subscription, Today)
		Missing(t, "next of none", err)
		return nil
	})
	forget(t, s, h)
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Question(full.ID)
		Missing(t, "a forgotten author's question", err)
		return nil
	})
}

// TestNextQuestionIsTheOldest: whatever was approved first.
func testNextQuestionIsTheOldest(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	var all [3]reflection.OwnQuestion
	Update(t, s, func(tx reflection.Tx) (err error) {
		for i := range all {
			all[i] = reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?"}
			err = errors.Join(err, tx.AddQuestion(&all[i]))
		}
		return err
	})
	for _, i := range []int{2, 0, 1} {
		all[i].State = reflection.Approved
		Update(t, s, func(tx reflection.Tx) error { return tx.UpdateQuestion(all[i]) })
	}
	for i := range all {
		Update(t, s, func(tx reflection.Tx) error {
			next, err := tx.NextQuestion(c.Subscription, Today)
			Same(t, "next", next, all[i], err)
			next.Asked = 5
			return tx.UpdateQuestion(next)
		})
	}
}

// testQuestionsByOrder: one whose date has come goes first, the earliest of them; the
// others by the order that was chosen; and one whose date hasn't come waits.
func testQuestionsByOrder(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	add := func(text string, position int64, on schedule.Date) {
		Update(t, s, func(tx reflection.Tx) error {
			return tx.AddQuestion(&reflection.OwnQuestion{
				Subscription: c.Subscription, Text: text, State: reflection.Approved, Position: position, On: on,
			})
		})
	}
	add("second", 0, schedule.Date{})
	add("first", -1, schedule.Date{})
	add("later", -9, Today.AddDays(1))
	add("today", 5, Today)
	add("missed", 9, Today.AddDays(-3))
	for _, want := range []string{"missed", "today", "first", "second", ""} {
		Update(t, s, func(tx reflection.Tx) error {
			next, err := tx.NextQuestion(c.Subscription, Today)
			if want == "" {
				Missing(t, "one whose date hasn't come", err)
				return nil
			}
			if err != nil || next.Text != want {
				t.Errorf("next is %q, %v, want %q", next.Text, err, want)
				return err
			}
			next.Asked = 5
			return tx.UpdateQuestion(next)
		})
	}
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.Questions(c.Subscription, reflection.Approved)
		var texts []string
		for _, q := range all {
			texts = append(texts, q.Text)
		}
		Same(t, "by their order", texts, []string{"later", "first", "second", "today", "missed"}, err)
		return nil
	})
}
