package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testParts(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	here := h.Identity.Private
	mine := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID}
	theirs := reflection.Reply{Person: other.Person.ID, Identity: other.Identity.ID}
	Update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.AddReply(&mine), tx.AddReply(&theirs)) })
	add := func(p reflection.Part) reflection.Part {
		t.Helper()
		p.Reply, p.Chat = mine.ID, here
		Update(t, s, func(tx reflection.Tx) error { return tx.AddPart(&p) })
		return p
	}
	third := add(reflection.Part{Message: "10", At: At(0), Text: "third"})
	second := add(reflection.Part{Message: "9", At: At(0), Text: "second", Edited: At(1), Deeper: true})
	fourth := add(reflection.Part{At: At(2), Text: ""})
	first := add(reflection.Part{Message: "11", At: At(-1), Text: "ünïcödé\x00\n" + string(make([]byte, 5000))})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Part(second.ID)
		Same(t, "part", got, second, err)
		got, err = tx.PartByMessage(here, "9")
		Same(t, "part by message", got, second, err)
		all, err := tx.Parts(mine.ID)
		Same(t, "parts in order", all, []reflection.Part{first, second, third, fourth}, err)
		all, err = tx.Parts(theirs.ID)
		Same(t, "parts of a reply without", len(all), 0, err)
		_, err = tx.Part(999)
		Missing(t, "part", err)
		_, err = tx.PartByMessage(other.Identity.Private, "9")
		Missing(t, "part in another chat", err)
		_, err = tx.PartByMessage(here, "")
		Missing(t, "part of no message", err)
		return nil
	})
	second.Text, second.Edited = "second, better", At(5)
	third.Reply, third.Identity = theirs.ID, theirs.Identity // filed under a reply that another key seals
	first.Deleted = At(6)                                    // its words go, whatever the text says
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdatePart(reflection.Part{ID: 999, Reply: mine.ID}))
		Missing(t, "a part of no reply", tx.AddPart(&reflection.Part{Reply: 999}))
		return errors.Join(tx.UpdatePart(second), tx.UpdatePart(third), tx.UpdatePart(first))
	})
	first.Text = ""
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.Parts(mine.ID)
		Same(t, "parts", all, []reflection.Part{first, second, fourth}, err)
		all, err = tx.Parts(theirs.ID)
		Same(t, "the part that was filed elsewhere", all, []reflection.Part{third}, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(mine.ID) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Part(second.ID)
		Missing(t, "part of a deleted reply", err)
		return nil
	})
}

func testPartsBetween(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	reply := func(h Home, kind reflection.ReplyKind) reflection.Reply {
		r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: kind, Created: At(0)}
		Update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
		return r
	}
	early, late := reply(h, reflection.Answering), reply(h, reflection.Writing)
	add := func(r reflection.Reply, p reflection.Part) reflection.Part {
		t.Helper()
		p.Reply, p.Chat = r.ID, h.Identity.Private
		Update(t, s, func(tx reflection.Tx) error { return tx.AddPart(&p) })
		return p
	}
	fourth := add(late, reflection.Part{At: At(2), Message: "100", Text: "fourth"})
	add(late, reflection.Part{At: At(3), Text: "at the end, which is out"})
	first := add(early, reflection.Part{At: At(1), Text: "first"})
	add(early, reflection.Part{At: At(0), Text: "too early"})
	third := add(early, reflection.Part{At: At(2), Message: "99", Text: "third"})
	second := add(late, reflection.Part{At: At(2), Message: "9", Text: "second"})
	add(late, reflection.Part{At: At(2), Deleted: At(2)})
	add(reply(h, reflection.Draft), reflection.Part{At: At(2), Text: "not kept"})
	add(reply(other, reflection.Answering), reflection.Part{At: At(2), Text: "theirs"})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.PartsBetween(h.Person.ID, At(1), At(3))
		Same(t, "between", got, []reflection.Part{first, second, third, fourth}, err)
		got, err = tx.PartsBetween(h.Person.ID, At(4), At(5))
		Same(t, "none between", len(got), 0, err)
		return nil
	})
}
