package store

import (
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func TestDispatches(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	add := func(state reflection.DispatchState, ready time.Time) reflection.Dispatch {
		x := reflection.Dispatch{Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Later, State: state,
			Ready: ready, Window: at(6), Attempts: 2, Unsure: 1, Tried: at(1), Message: "5"}
		update(t, s, func(tx reflection.Tx) error { return tx.AddDispatch(&x) })
		return x
	}
	uncertain := add(reflection.DispatchUncertain, noon)
	planned := add(reflection.DispatchPlanned, noon.Add(-time.Minute))
	later := add(reflection.DispatchPlanned, noon.Add(time.Microsecond))
	idle := add(reflection.DispatchPlanned, time.Time{})
	sending := add(reflection.DispatchSending, noon)
	sent := add(reflection.DispatchSent, noon)
	dropped := add(reflection.DispatchDropped, noon)
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Dispatch(sending.ID)
		same(t, "dispatch", got, sending, err)
		_, err = tx.Dispatch(999)
		missing(t, "dispatch", err)
		all, err := tx.DispatchesOf(d.ID)
		same(t, "of delivery", all, []reflection.Dispatch{uncertain, planned, later, idle, sending, sent, dropped}, err)
		ready, err := tx.ReadyDispatches("telegram", noon, 10)
		same(t, "ready", ready, []reflection.Dispatch{planned, uncertain}, err)
		ready, err = tx.ReadyDispatches("telegram", noon, 1)
		same(t, "the longest ready", ready, []reflection.Dispatch{planned}, err)
		ready, err = tx.ReadyDispatches("discord", noon, 10)
		same(t, "of another platform", ready, []reflection.Dispatch(nil), err)
		cut, err := tx.InterruptedDispatches()
		same(t, "interrupted", cut, []reflection.Dispatch{sending}, err)
		return nil
	})
	sending.State, sending.Ready, sending.Attempts, sending.Unsure, sending.Message = reflection.DispatchUncertain, time.Time{}, 3, 2, ""
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateDispatch(reflection.Dispatch{ID: 999}))
		return tx.UpdateDispatch(sending)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Dispatch(sending.ID)
		same(t, "updated", got, sending, err)
		cut, err := tx.InterruptedDispatches()
		same(t, "interrupted", cut, []reflection.Dispatch(nil), err)
		return nil
	})
}
