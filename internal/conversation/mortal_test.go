package conversation_test

import (
	"context"
	"errors"
	"sync/atomic"

	"stillpoint/internal/reflection"
)

// errDead is what everything answers after a crash.
var errDead = errors.New("the process is dead")

// mortal is a store whose process can die at a chosen step: from then on
// nothing is read or written, as if the power had gone.
type mortal struct {
	reflection.Store
	dead atomic.Bool
	// afterPlanning dies once a delivery was planned and committed.
	afterPlanning atomic.Bool
	// beforeFinishing dies when a sending is to be recorded as sent.
	beforeFinishing atomic.Bool
}

// Update implements reflection.Store.
func (m *mortal) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	if m.dead.Load() {
		return errDead
	}
	var planned bool
	err := m.Store.Update(ctx, func(tx reflection.Tx) error {
		return fn(&mortalTx{Tx: tx, m: m, planned: &planned})
	})
	if err == nil && planned && m.afterPlanning.Swap(false) {
		m.dead.Store(true)
	}
	return err
}

// View implements reflection.Store.
func (m *mortal) View(ctx context.Context, fn func(reflection.Tx) error) error {
	if m.dead.Load() {
		return errDead
	}
	return m.Store.View(ctx, fn)
}

type mortalTx struct {
	reflection.Tx
	m       *mortal
	planned *bool
}

// AddDelivery notes that this transaction plans.
func (t *mortalTx) AddDelivery(d *reflection.Delivery) error {
	*t.planned = true
	return t.Tx.AddDelivery(d)
}

// UpdateDispatch may be the last thing the process does.
func (t *mortalTx) UpdateDispatch(d reflection.Dispatch) error {
	if d.State == reflection.DispatchSent && t.m.beforeFinishing.Swap(false) {
		t.m.dead.Store(true)
	}
	if t.m.dead.Load() {
		return errDead
	}
	return t.Tx.UpdateDispatch(d)
}
