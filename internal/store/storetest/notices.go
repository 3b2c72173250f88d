package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testNotices(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	c := NewChannel(t, s, "77", "server")
	add := func(n reflection.Notice) reflection.Notice {
		t.Helper()
		n.Platform, n.At = "discord", At(0)
		Update(t, s, func(tx reflection.Tx) error { return tx.AddNotice(&n) })
		return n
	}
	full := add(reflection.Notice{Person: h.Person.ID, Parent: "server", Text: "I can't post in #reflections.", Check: c.Subscription, Quiet: true})
	later := add(reflection.Notice{Person: h.Person.ID, Parent: "server", Text: "Your question was approved."})
	private := add(reflection.Notice{Person: h.Person.ID, Parent: "server", Text: "It was declined.", Private: true})
	private2 := add(reflection.Notice{Person: other.Person.ID, Parent: "other", Text: "It was approved.", Private: true})
	add(reflection.Notice{Person: h.Person.ID, Parent: "other", Text: "elsewhere"})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Notices("discord", "server", h.Person.ID)
		Same(t, "waiting", got, []reflection.Notice{full, later}, err)
		got, err = tx.Notices("telegram", "server", h.Person.ID)
		Same(t, "on another platform", got, []reflection.Notice(nil), err)
		got, err = tx.Notices("discord", "server", other.Person.ID)
		Same(t, "of somebody else", got, []reflection.Notice(nil), err)
		got, err = tx.PrivateNotices(10)
		Same(t, "private", got, []reflection.Notice{private, private2}, err)
		got, err = tx.PrivateNotices(1)
		Same(t, "the oldest private", got, []reflection.Notice{private}, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "delete", tx.DeleteNotice(999))
		return errors.Join(tx.DeleteNotice(later.ID), tx.DeleteNotice(private.ID))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Notices("discord", "server", h.Person.ID)
		Same(t, "still waiting", got, []reflection.Notice{full}, err)
		got, err = tx.PrivateNotices(10)
		Same(t, "still private", got, []reflection.Notice{private2}, err)
		return nil
	})
	forget(t, s, h)
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Notices("discord", "server", h.Person.ID)
		Same(t, "of a forgotten person", got, []reflection.Notice(nil), err)
		got, err = tx.PrivateNotices(10)
		Same(t, "private, of the other person", got, []reflection.Notice{private2}, err)
		return nil
	})
}
