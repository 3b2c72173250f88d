package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func TestNotices(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	c := newChannel(t, s, "77", "server")
	add := func(n reflection.Notice) reflection.Notice {
		t.Helper()
		n.Platform, n.At = "discord", at(0)
		update(t, s, func(tx reflection.Tx) error { return tx.AddNotice(&n) })
		return n
	}
	full := add(reflection.Notice{Person: h.person.ID, Parent: "server", Text: "I can't post in #reflections.", Check: c.Subscription})
	later := add(reflection.Notice{Person: h.person.ID, Parent: "server", Text: "Your question was approved."})
	private := add(reflection.Notice{Person: h.person.ID, Parent: "server", Text: "It was declined.", Private: true})
	private2 := add(reflection.Notice{Person: other.person.ID, Parent: "other", Text: "It was approved.", Private: true})
	add(reflection.Notice{Person: h.person.ID, Parent: "other", Text: "elsewhere"})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Notices("discord", "server", h.person.ID)
		same(t, "waiting", got, []reflection.Notice{full, later}, err)
		got, err = tx.Notices("telegram", "server", h.person.ID)
		same(t, "on another platform", got, []reflection.Notice(nil), err)
		got, err = tx.Notices("discord", "server", other.person.ID)
		same(t, "of somebody else", got, []reflection.Notice(nil), err)
		got, err = tx.PrivateNotices(10)
		same(t, "private", got, []reflection.Notice{private, private2}, err)
		got, err = tx.PrivateNotices(1)
		same(t, "the oldest private", got, []reflection.Notice{private}, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "delete", tx.DeleteNotice(999))
		return errors.Join(tx.DeleteNotice(later.ID), tx.DeleteNotice(private.ID))
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Notices("discord", "server", h.person.ID)
		same(t, "still waiting", got, []reflection.Notice{full}, err)
		got, err = tx.PrivateNotices(10)
		same(t, "still private", got, []reflection.Notice{private2}, err)
		return nil
	})
	forget(t, s, h)
	if n := countRows(t, s, "notices")["notices"]; n != 1 {
		t.Errorf("%d notices, want the other person's alone", n)
	}
}
