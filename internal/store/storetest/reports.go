package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testReports(t *testing.T, open Open) {
	s := open(t)
	author, member, another := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3)
	here, elsewhere := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "other")
	reply := Answered(t, s, AskedIn(t, s, here, 0, reflection.Delivery{}), author, reflection.Reply{})
	there := Answered(t, s, AskedIn(t, s, elsewhere, 0, reflection.Delivery{}), author, reflection.Reply{})
	note := reflection.Reply{Person: author.Person.ID, Identity: author.Identity.ID, Kind: reflection.Note}
	Update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&note) })

	first := reflection.Report{Reply: reply.ID, By: member.Person.ID, At: At(0)}
	second := reflection.Report{Reply: reply.ID, By: another.Person.ID, At: At(1)}
	third := reflection.Report{Reply: there.ID, By: member.Person.ID, At: At(2)}
	add := func(r *reflection.Report) (again bool) {
		t.Helper()
		Update(t, s, func(tx reflection.Tx) (err error) { again, err = tx.AddReport(r); return err })
		return again
	}
	for _, r := range []*reflection.Report{&first, &second, &third} {
		if add(r) || r.ID == 0 {
			t.Errorf("report %+v: reported before, or no id", r)
		}
	}
	twice := reflection.Report{Reply: reply.ID, By: member.Person.ID, At: At(5)}
	if !add(&twice) || twice.ID != 0 {
		t.Errorf("reporting again: %+v, want nothing added", twice)
	}
	Update(t, s, func(tx reflection.Tx) error {
		for what, id := range map[string]reflection.ReplyID{"no reply": 999, "a note": note.ID} {
			_, err := tx.AddReport(&reflection.Report{Reply: id, By: member.Person.ID})
			Missing(t, "a report of "+what, err)
		}
		Missing(t, "update", tx.UpdateReport(reflection.Report{ID: 999}))
		return nil
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Report(first.ID)
		Same(t, "report", got, first, err)
		_, err = tx.Report(999)
		Missing(t, "report", err)
		open, err := tx.Reports("discord", "server")
		Same(t, "open", open, []reflection.Report{first, second}, err)
		open, err = tx.Reports("telegram", "server")
		Same(t, "open on another platform", open, []reflection.Report(nil), err)
		return nil
	})
	first.State, third.State = reflection.ReportHid, reflection.ReportLeft
	Update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.UpdateReport(first), tx.UpdateReport(third)) })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Report(first.ID)
		Same(t, "settled", got, first, err)
		open, err := tx.Reports("discord", "server")
		Same(t, "still open", open, []reflection.Report{second}, err)
		open, err = tx.Reports("discord", "other")
		Same(t, "none open", open, []reflection.Report(nil), err)
		return nil
	})
	forget(t, s, another)
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(there.ID) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Report(second.ID)
		Missing(t, "a forgotten member's report", err)
		_, err = tx.Report(third.ID)
		Missing(t, "a report of what was deleted", err)
		return nil
	})
}

func testStops(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Stop("discord", "server", h.Person.ID, reflection.Stop{At: At(3)}), tx.Stop("discord", "server", h.Person.ID, reflection.Stop{}))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Stopped("discord", "server", h.Person.ID)
		Same(t, "stopped", got, true, err)
		got, err = tx.Stopped("discord", "other", h.Person.ID)
		Same(t, "elsewhere", got, false, err)
		got, err = tx.Stopped("discord", "server", other.Person.ID)
		Same(t, "somebody else", got, false, err)
		return nil
	})
	var listed []reflection.Stop
	View(t, s, func(tx reflection.Tx) (err error) {
		listed, err = tx.Stops("discord", "server")
		if len(listed) != 1 || listed[0].Name <= 0 || !listed[0].At.Equal(At(3)) {
			t.Errorf("listed %+v", listed)
		}
		elsewhere, err2 := tx.Stops("discord", "other")
		Same(t, "listed elsewhere", len(elsewhere), 0, err2)
		return err
	})
	Update(t, s, func(tx reflection.Tx) error {
		_, err := tx.Unstop("discord", "other", listed[0].Name)
		Missing(t, "from elsewhere", err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		who, err := tx.Unstop("discord", "server", listed[0].Name)
		Same(t, "who shares again", who, h.Person.ID, err)
		got, err := tx.Stopped("discord", "server", h.Person.ID)
		Same(t, "shares again", got, false, err)
		return tx.Stop("discord", "server", h.Person.ID, reflection.Stop{})
	})
	forget(t, s, h)
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Stopped("discord", "server", h.Person.ID)
		Same(t, "a forgotten person", got, false, err)
		return nil
	})
}
