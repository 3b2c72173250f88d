package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func TestReplies(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	answer := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Delivery: d.ID, Kind: reflection.Answering,
		Audience: reflection.Anonymous, Question: "Was bleibt? 🌱", Created: at(0)}
	note := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Kind: reflection.Draft}
	theirs := reflection.Reply{Person: other.person.ID, Identity: other.identity.ID, Delivery: d.ID, Created: at(0)}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddReply(&note), tx.AddReply(&answer), tx.AddReply(&theirs))
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Reply(answer.ID)
		same(t, "answer", got, answer, err)
		got, err = tx.Reply(note.ID)
		same(t, "note", got, note, err)
		got, err = tx.AnswerTo(d.ID, h.person.ID)
		same(t, "answer to", got, answer, err)
		_, err = tx.Reply(999)
		missing(t, "reply", err)
		_, err = tx.AnswerTo(d.ID, 999)
		missing(t, "answer of nobody", err)
		return nil
	})
	answer.Kind, answer.Audience, answer.Question, answer.Delivery = reflection.Note, reflection.Shared, "", 0
	note.Kind, note.Question, note.Delivery, note.Created = reflection.Answering, "Asked later?", d.ID, at(4)
	update(t, s, func(tx reflection.Tx) error {
		stolen := theirs
		stolen.Identity = h.identity.ID
		missing(t, "update with another identity", tx.UpdateReply(stolen))
		missing(t, "update", tx.UpdateReply(reflection.Reply{ID: 999}))
		missing(t, "delete", tx.DeleteReply(999))
		return errors.Join(tx.UpdateReply(answer), tx.UpdateReply(note))
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Reply(answer.ID)
		same(t, "updated answer", got, answer, err)
		got, err = tx.AnswerTo(d.ID, h.person.ID)
		same(t, "the note that became the answer", got, note, err)
		return nil
	})
}

func TestSharedReplies(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	r := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Audience: reflection.Shared, Shared: at(1), Name: "Ada 🌱", Hidden: true}
	update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
	check := func(what string) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Reply(r.ID)
			same(t, what, got, r, err)
			return nil
		})
	}
	check("shared")
	r.Question, r.Hidden, r.Shared = "Why?", false, at(2)
	update(t, s, func(tx reflection.Tx) error { return tx.UpdateReply(r) })
	check("shared again")
	r.Audience, r.Name, r.Shared = reflection.PrivateTo, "", time.Time{}
	update(t, s, func(tx reflection.Tx) error { return tx.UpdateReply(r) })
	check("taken back")
}

func TestRepliesOf(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	add := func(h home, r reflection.Reply) reflection.Reply {
		t.Helper()
		r.Person, r.Identity = h.person.ID, h.identity.ID
		update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
		return r
	}
	third := add(h, reflection.Reply{Kind: reflection.Note, Created: at(2)})
	first := add(h, reflection.Reply{Question: "Why?", Created: at(0)})
	second := add(h, reflection.Reply{Kind: reflection.Writing, Created: at(1), Audience: reflection.Shared, Name: "Ada"})
	add(h, reflection.Reply{Kind: reflection.Draft, Created: at(1)})
	add(other, reflection.Reply{Created: at(1)})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.RepliesOf(h.person.ID)
		same(t, "replies", got, []reflection.Reply{first, second, third}, err)
		got, err = tx.RepliesOf(999)
		same(t, "replies of nobody", len(got), 0, err)
		return nil
	})
}
