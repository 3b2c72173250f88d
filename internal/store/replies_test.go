package store

import (
	"errors"
	"testing"

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

func TestParts(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	here := h.identity.Private
	mine := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID}
	theirs := reflection.Reply{Person: other.person.ID, Identity: other.identity.ID}
	update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.AddReply(&mine), tx.AddReply(&theirs)) })
	add := func(p reflection.Part) reflection.Part {
		t.Helper()
		p.Reply, p.Chat = mine.ID, here
		update(t, s, func(tx reflection.Tx) error { return tx.AddPart(&p) })
		return p
	}
	third := add(reflection.Part{Message: "10", At: at(0), Text: "third"})
	second := add(reflection.Part{Message: "9", At: at(0), Text: "second", Edited: at(1), Deeper: true})
	fourth := add(reflection.Part{At: at(2), Text: ""})
	first := add(reflection.Part{Message: "11", At: at(-1), Text: "ünïcödé\x00\n" + string(make([]byte, 5000))})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Part(second.ID)
		same(t, "part", got, second, err)
		got, err = tx.PartByMessage(here, "9")
		same(t, "part by message", got, second, err)
		all, err := tx.Parts(mine.ID)
		same(t, "parts in order", all, []reflection.Part{first, second, third, fourth}, err)
		all, err = tx.Parts(theirs.ID)
		same(t, "parts of a reply without", len(all), 0, err)
		_, err = tx.Part(999)
		missing(t, "part", err)
		_, err = tx.PartByMessage(other.identity.Private, "9")
		missing(t, "part in another chat", err)
		_, err = tx.PartByMessage(here, "")
		missing(t, "part of no message", err)
		return nil
	})
	second.Text, second.Edited = "second, better", at(5)
	third.Reply = theirs.ID // filed under a reply that another key seals
	first.Deleted = at(6)   // its words go, whatever the text says
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdatePart(reflection.Part{ID: 999, Reply: mine.ID}))
		missing(t, "a part of no reply", tx.AddPart(&reflection.Part{Reply: 999}))
		return errors.Join(tx.UpdatePart(second), tx.UpdatePart(third), tx.UpdatePart(first))
	})
	first.Text = ""
	view(t, s, func(tx reflection.Tx) error {
		all, err := tx.Parts(mine.ID)
		same(t, "parts", all, []reflection.Part{first, second, fourth}, err)
		all, err = tx.Parts(theirs.ID)
		same(t, "the part that was filed elsewhere", all, []reflection.Part{third}, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(mine.ID) })
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Part(second.ID)
		missing(t, "part of a deleted reply", err)
		return nil
	})
}
