package sealing

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// sealBody seals the body, where there is one.
func (t *tx) sealBody(d *reflection.Dispatch) error {
	if d.Body == nil {
		return nil
	}
	key, err := t.keyFor(d.Identity)
	if err != nil {
		return err
	}
	d.Body = sealPadded(key, place("dispatch", d.ID, "body"), d.Body)
	return nil
}

// openBody opens the body. One that does not open becomes nil, and is logged: it
// must not keep the others from being sent.
func (t *tx) openBody(d *reflection.Dispatch) error {
	if d.Body == nil {
		return nil
	}
	key, err := t.keyFor(d.Identity)
	if err == nil {
		d.Body, err = unsealPadded(key, place("dispatch", d.ID, "body"), d.Body)
	}
	if errors.Is(err, vault.ErrTampered) {
		t.log.Error("the body of a dispatch does not open: the database was changed by something else", "dispatch", d.ID)
		d.Body = nil
		return nil
	}
	return err
}

func (t *tx) AddDispatch(d *reflection.Dispatch) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *d
	added.ID = reflection.DispatchID(id)
	sealed := added
	if err := t.sealBody(&sealed); err != nil {
		return err
	}
	if err := t.raw.AddDispatch(&sealed); err != nil {
		return err
	}
	added.State, added.Attempts, added.Tried = sealed.State, sealed.Attempts, sealed.Tried
	added.Owner, added.Lease = sealed.Owner, sealed.Lease
	*d = added
	return nil
}

func (t *tx) UpdateDispatch(d reflection.Dispatch) error {
	if err := t.sealBody(&d); err != nil {
		return err
	}
	return t.raw.UpdateDispatch(d)
}

func (t *tx) Dispatch(id reflection.DispatchID) (reflection.Dispatch, error) {
	d, err := t.raw.Dispatch(id)
	return openedOne(d, err, t.openBody)
}

func (t *tx) DispatchesOf(d reflection.DeliveryID) ([]reflection.Dispatch, error) {
	all, err := t.raw.DispatchesOf(d)
	return opened(all, err, t.openBody)
}

func (t *tx) ClaimDispatches(c reflection.Claim) ([]reflection.Dispatch, error) {
	all, err := t.raw.ClaimDispatches(c)
	return opened(all, err, t.openBody)
}

func (t *tx) WaitingAnswers(c chat.Chat, limit int) ([]reflection.Dispatch, error) {
	all, err := t.raw.WaitingAnswers(c, limit)
	return opened(all, err, t.openBody)
}

func (t *tx) InterruptedDispatches(p chat.Platform, now time.Time, owner string) ([]reflection.Dispatch, error) {
	all, err := t.raw.InterruptedDispatches(p, now, owner)
	return opened(all, err, t.openBody)
}

func (t *tx) PlannedDispatch(d reflection.DeliveryID, p reflection.Purpose) (reflection.Dispatch, error) {
	found, err := t.raw.PlannedDispatch(d, p)
	return openedOne(found, err, t.openBody)
}

func (t *tx) Published(r reflection.ReplyID) (reflection.Dispatch, error) {
	d, err := t.raw.Published(r)
	return openedOne(d, err, t.openBody)
}
