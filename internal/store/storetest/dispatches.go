package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func testDispatches(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	add := func(state reflection.DispatchState, ready time.Time) reflection.Dispatch {
		x := reflection.Dispatch{Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Later, State: state,
			Ready: ready, Window: At(6), Attempts: 2, Unsure: 1, Tried: At(1), Message: "5"}
		Update(t, s, func(tx reflection.Tx) error { return tx.AddDispatch(&x) })
		return x
	}
	uncertain := add(reflection.DispatchUncertain, Noon)
	planned := add(reflection.DispatchPlanned, Noon.Add(-time.Minute))
	later := add(reflection.DispatchPlanned, Noon.Add(time.Microsecond))
	idle := add(reflection.DispatchPlanned, time.Time{})
	sending := add(reflection.DispatchSending, Noon)
	sent := add(reflection.DispatchSent, Noon)
	dropped := add(reflection.DispatchDropped, Noon)
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Dispatch(sending.ID)
		Same(t, "dispatch", got, sending, err)
		_, err = tx.Dispatch(999)
		Missing(t, "dispatch", err)
		all, err := tx.DispatchesOf(d.ID)
		Same(t, "of delivery", all, []reflection.Dispatch{uncertain, planned, later, idle, sending, sent, dropped}, err)
		cut, err := tx.InterruptedDispatches("telegram", Noon, "me")
		Same(t, "interrupted", cut, []reflection.Dispatch{sending}, err)
		return nil
	})
	sending.State, sending.Ready, sending.Attempts, sending.Unsure, sending.Message = reflection.DispatchUncertain, time.Time{}, 3, 2, ""
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdateDispatch(reflection.Dispatch{ID: 999}))
		return tx.UpdateDispatch(sending)
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Dispatch(sending.ID)
		Same(t, "updated", got, sending, err)
		cut, err := tx.InterruptedDispatches("telegram", Noon, "me")
		Same(t, "interrupted", cut, []reflection.Dispatch(nil), err)
		return nil
	})
}

func testASummaryIsPlannedOnce(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	add := func(h Home, period string) (reflection.Dispatch, error) {
		d := reflection.Dispatch{Subscription: h.Subscription.ID, Period: period, Chat: h.Subscription.Chat,
			Purpose: reflection.Summarise, Ready: Noon, Window: At(72)}
		err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddDispatch(&d) })
		return d, err
	}
	week, err := add(h, "2026-W47")
	View(t, s, func(tx reflection.Tx) error {
		got, err2 := tx.Dispatch(week.ID)
		Same(t, "summary", got, week, errors.Join(err, err2))
		return nil
	})
	if again, err := add(h, "2026-W47"); !errors.Is(err, reflection.ErrPlanned) || again.ID != 0 {
		t.Errorf("again: err = %v, id %d; want ErrPlanned and none", err, again.ID)
	}
	week.State, week.Ready, week.Message = reflection.DispatchSent, time.Time{}, "7"
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDispatch(week) })
	if _, err := add(h, "2026-W47"); !errors.Is(err, reflection.ErrPlanned) {
		t.Errorf("again, once it is sent: err = %v, want ErrPlanned", err)
	}
	for what, f := range map[string]func() (reflection.Dispatch, error){
		"another period":       func() (reflection.Dispatch, error) { return add(h, "2026-11") },
		"another subscription": func() (reflection.Dispatch, error) { return add(other, "2026-W47") },
	} {
		if d, err := f(); err != nil || d.ID == 0 {
			t.Errorf("%s: %v, id %d", what, err, d.ID)
		}
	}
	asked := NewDelivery(t, s, h, 0, reflection.Delivery{})
	for what, d := range map[string]reflection.Dispatch{
		"a summary of nobody":        {Purpose: reflection.Summarise, Period: "2026-W47"},
		"a question of a period":     {Delivery: asked.ID, Subscription: h.Subscription.ID, Period: "2026-W48"},
		"a question of no delivery":  {Purpose: reflection.Ask},
		"a summary of a delivery":    {Purpose: reflection.Summarise, Subscription: h.Subscription.ID, Period: "2026-W48", Delivery: asked.ID},
		"a summary of no one's chat": {Purpose: reflection.Summarise, Subscription: 999, Period: "2026-W47"},
	} {
		if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddDispatch(&d) }); err == nil {
			t.Errorf("%s was planned", what)
		}
	}
}

func testPlannedAndPublished(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d, other := NewDelivery(t, s, h, 0, reflection.Delivery{}), NewDelivery(t, s, h, 1, reflection.Delivery{})
	add := func(x reflection.Dispatch) reflection.Dispatch {
		x.Chat = d.Chat
		Update(t, s, func(tx reflection.Tx) error { return tx.AddDispatch(&x) })
		return x
	}
	add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Recount, State: reflection.DispatchSent})
	recount := add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Recount, Ready: Noon})
	add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Nudge})
	add(reflection.Dispatch{Delivery: other.ID, Purpose: reflection.Later})
	add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Publish, Reply: 7, State: reflection.DispatchSent, Message: "5"})
	// It was taken back, and shared again since.
	add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Retract, Reply: 7, State: reflection.DispatchSent})
	published := add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Publish, Reply: 7, State: reflection.DispatchSending})
	add(reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Retract, Reply: 8})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.PlannedDispatch(d.ID, reflection.Recount)
		Same(t, "planned", got, recount, err)
		got, err = tx.Published(7)
		Same(t, "published", got, published, err)
		_, err = tx.Published(8)
		Missing(t, "published: only taken back", err)
		for _, p := range []reflection.Purpose{reflection.Ask, reflection.Later, reflection.Publish} {
			_, err = tx.PlannedDispatch(d.ID, p)
			Missing(t, "planned: "+p.String(), err)
		}
		return nil
	})
}
