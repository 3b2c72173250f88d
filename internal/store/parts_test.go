package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

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

func TestPartsBetween(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	reply := func(h home, kind reflection.ReplyKind) reflection.Reply {
		r := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Kind: kind, Created: at(0)}
		update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
		return r
	}
	early, late := reply(h, reflection.Answering), reply(h, reflection.Writing)
	add := func(r reflection.Reply, p reflection.Part) reflection.Part {
		t.Helper()
		p.Reply, p.Chat = r.ID, h.identity.Private
		update(t, s, func(tx reflection.Tx) error { return tx.AddPart(&p) })
		return p
	}
	fourth := add(late, reflection.Part{At: at(2), Message: "100", Text: "fourth"})
	add(late, reflection.Part{At: at(3), Text: "at the end, which is out"})
	first := add(early, reflection.Part{At: at(1), Text: "first"})
	add(early, reflection.Part{At: at(0), Text: "too early"})
	third := add(early, reflection.Part{At: at(2), Message: "99", Text: "third"})
	second := add(late, reflection.Part{At: at(2), Message: "9", Text: "second"})
	add(late, reflection.Part{At: at(2), Deleted: at(2)})
	add(reply(h, reflection.Draft), reflection.Part{At: at(2), Text: "not kept"})
	add(reply(other, reflection.Answering), reflection.Part{At: at(2), Text: "theirs"})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.PartsBetween(h.person.ID, at(1), at(3))
		same(t, "between", got, []reflection.Part{first, second, third, fourth}, err)
		got, err = tx.PartsBetween(h.person.ID, at(4), at(5))
		same(t, "none between", len(got), 0, err)
		return nil
	})
}
