package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func TestReports(t *testing.T) {
	s := openTemp(t)
	author, member, another := newHome(t, s, 1), newHome(t, s, 2), newHome(t, s, 3)
	here, elsewhere := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "other")
	reply := answered(t, s, askedIn(t, s, here, 0, reflection.Delivery{}), author, reflection.Reply{})
	there := answered(t, s, askedIn(t, s, elsewhere, 0, reflection.Delivery{}), author, reflection.Reply{})
	note := reflection.Reply{Person: author.person.ID, Identity: author.identity.ID, Kind: reflection.Note}
	update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&note) })

	first := reflection.Report{Reply: reply.ID, By: member.person.ID, At: at(0)}
	second := reflection.Report{Reply: reply.ID, By: another.person.ID, At: at(1)}
	third := reflection.Report{Reply: there.ID, By: member.person.ID, At: at(2)}
	add := func(r *reflection.Report) (again bool) {
		t.Helper()
		update(t, s, func(tx reflection.Tx) (err error) { again, err = tx.AddReport(r); return err })
		return again
	}
	for _, r := range []*reflection.Report{&first, &second, &third} {
		if add(r) || r.ID == 0 {
			t.Errorf("report %+v: reported before, or no id", r)
		}
	}
	twice := reflection.Report{Reply: reply.ID, By: member.person.ID, At: at(5)}
	if !add(&twice) || twice.ID != 0 {
		t.Errorf("reporting again: %+v, want nothing added", twice)
	}
	update(t, s, func(tx reflection.Tx) error {
		for what, id := range map[string]reflection.ReplyID{"no reply": 999, "a note": note.ID} {
			_, err := tx.AddReport(&reflection.Report{Reply: id, By: member.person.ID})
			missing(t, "a report of "+what, err)
		}
		missing(t, "update", tx.UpdateReport(reflection.Report{ID: 999}))
		return nil
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Report(first.ID)
		same(t, "report", got, first, err)
		_, err = tx.Report(999)
		missing(t, "report", err)
		open, err := tx.Reports("discord", "server")
		same(t, "open", open, []reflection.Report{first, second}, err)
		open, err = tx.Reports("telegram", "server")
		same(t, "open on another platform", open, []reflection.Report(nil), err)
		return nil
	})
	first.State, third.State = reflection.ReportHid, reflection.ReportLeft
	update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.UpdateReport(first), tx.UpdateReport(third)) })
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Report(first.ID)
		same(t, "settled", got, first, err)
		open, err := tx.Reports("discord", "server")
		same(t, "still open", open, []reflection.Report{second}, err)
		open, err = tx.Reports("discord", "other")
		same(t, "none open", open, []reflection.Report(nil), err)
		return nil
	})
	forget(t, s, another)
	update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(there.ID) })
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Report(second.ID)
		missing(t, "a forgotten member's report", err)
		_, err = tx.Report(third.ID)
		missing(t, "a report of what was deleted", err)
		return nil
	})
}

func TestStops(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Stop("discord", "server", h.person.ID), tx.Stop("discord", "server", h.person.ID))
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Stopped("discord", "server", h.person.ID)
		same(t, "stopped", got, true, err)
		got, err = tx.Stopped("discord", "other", h.person.ID)
		same(t, "elsewhere", got, false, err)
		got, err = tx.Stopped("discord", "server", other.person.ID)
		same(t, "somebody else", got, false, err)
		return nil
	})
	forget(t, s, h)
	if n := countRows(t, s, "stops")["stops"]; n != 0 {
		t.Errorf("%d stops of a forgotten person", n)
	}
}
