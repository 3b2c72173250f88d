package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func testReplies(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	answer := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Delivery: d.ID, Kind: reflection.Answering,
		Audience: reflection.Anonymous, Question: "Was bleibt? 🌱", Created: At(0)}
	note := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: reflection.Draft}
	theirs := reflection.Reply{Person: other.Person.ID, Identity: other.Identity.ID, Delivery: d.ID, Created: At(0)}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddReply(&note), tx.AddReply(&answer), tx.AddReply(&theirs))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Reply(answer.ID)
		Same(t, "answer", got, answer, err)
		got, err = tx.Reply(note.ID)
		Same(t, "note", got, note, err)
		got, err = tx.AnswerTo(d.ID, h.Person.ID)
		Same(t, "answer to", got, answer, err)
		_, err = tx.Reply(999)
		Missing(t, "reply", err)
		_, err = tx.AnswerTo(d.ID, 999)
		Missing(t, "answer of nobody", err)
		return nil
	})
	answer.Kind, answer.Audience, answer.Question, answer.Delivery = reflection.Note, reflection.Shared, "", 0
	note.Kind, note.Question, note.Delivery, note.Created = reflection.Answering, "Asked later?", d.ID, At(4)
	Update(t, s, func(tx reflection.Tx) error {
		stolen := theirs
		stolen.Identity = h.Identity.ID
		Missing(t, "update with another identity", tx.UpdateReply(stolen))
		Missing(t, "update", tx.UpdateReply(reflection.Reply{ID: 999}))
		Missing(t, "delete", tx.DeleteReply(999))
		return errors.Join(tx.UpdateReply(answer), tx.UpdateReply(note))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Reply(answer.ID)
		Same(t, "updated answer", got, answer, err)
		got, err = tx.AnswerTo(d.ID, h.Person.ID)
		Same(t, "the note that became the answer", got, note, err)
		return nil
	})
}

func testSharedReplies(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Audience: reflection.Shared, Shared: At(1), Name: "Ada 🌱", Hidden: true}
	Update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
	check := func(what string) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Reply(r.ID)
			Same(t, what, got, r, err)
			return nil
		})
	}
	check("shared")
	r.Question, r.Hidden, r.Shared = "Why?", false, At(2)
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateReply(r) })
	check("shared again")
	r.Audience, r.Name, r.Shared = reflection.PrivateTo, "", time.Time{}
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateReply(r) })
	check("taken back")
}

func testRepliesOf(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	add := func(h Home, r reflection.Reply) reflection.Reply {
		t.Helper()
		r.Person, r.Identity = h.Person.ID, h.Identity.ID
		Update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
		return r
	}
	third := add(h, reflection.Reply{Kind: reflection.Note, Created: At(2)})
	first := add(h, reflection.Reply{Question: "Why?", Created: At(0)})
	second := add(h, reflection.Reply{Kind: reflection.Writing, Created: At(1), Audience: reflection.Shared, Name: "Ada"})
	add(h, reflection.Reply{Kind: reflection.Draft, Created: At(1)})
	add(other, reflection.Reply{Created: At(1)})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.RepliesOf(h.Person.ID)
		Same(t, "replies", got, []reflection.Reply{first, second, third}, err)
		got, err = tx.RepliesOf(999)
		Same(t, "replies of nobody", len(got), 0, err)
		return nil
	})
}
