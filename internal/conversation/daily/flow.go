// Package daily holds the flows around the daily question: answering it, and
// everything its buttons do. One flow a file.
//
//	text ──► whose is it? ─┬─ replied to a message ───► that question
//	                       ├─ one that is being sent,
//	                       │  or was perhaps shown ───► that one; it has arrived
//	                       ├─ the open question ──────► that one
//	                       └─ none ───────────────────► a note, if the person says so
package daily

import (
	"errors"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// Flow holds what the daily flows share.
type Flow struct {
	Delivery *delivery.Service
}

// The verbs of this package's buttons, and of what it waits for.
const (
	VerbUndo   = "undo"
	VerbDeeper = "deeper"
	VerbRefile = "refile"
	VerbLateIn = "latein"
	VerbNever  = "never"
	VerbKeep   = "keep"
	VerbLetGo  = "letgo"
	VerbWrite  = "write"
	VerbToday  = "today"
	// VerbInAYear has a reply come back.
	VerbInAYear = "inayear"
	// VerbSummary has a period's key as its argument.
	VerbSummary = "summary"
)

// owned loads the delivery that a button is about. Whoever presses is checked
// anew: ok is false, and the presser told, if it isn't theirs, isn't there, or
// can't have been seen yet.
func owned(tx reflection.Tx, t *turn.Turn, id int64) (d reflection.Delivery, ok bool, err error) {
	d, err = tx.Delivery(reflection.DeliveryID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.Stale)
		return d, false, nil
	case err != nil:
		return d, false, err
	case d.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return d, false, nil
	}
	tried, err := wasTried(tx, d)
	if err == nil && !tried {
		t.Alert(t.Words.Stale)
	}
	return d, tried, err
}

// wasTried reports whether a delivery was ever on its way to its chat.
func wasTried(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	if d.State == reflection.DeliveryArrived || d.State == reflection.DeliveryUncertain {
		return true, nil
	}
	all, err := tx.DispatchesOf(d.ID)
	return slices.ContainsFunc(all, func(s reflection.Dispatch) bool { return !s.Tried.IsZero() }), err
}

// open returns the question that is open for what happened in this turn: one that
// hangs above the open one first. Nothing hangs above the latest that was planned.
// Where accounts are joined, a later one of another app is.
func open(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (reflection.Delivery, error) {
	d, err := openHere(tx, t, m)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return d, err
	}
	all, failed := tx.SubscriptionsOf(t.Person.ID)
	if failed != nil {
		return d, failed
	}
	for _, s := range all {
		if s.Lane == 0 || s.Chat == t.Home {
			continue
		}
		there, failed := tx.OpenAt(s.Chat, t.Meta.At, "")
		switch {
		case errors.Is(failed, reflection.ErrNotFound):
		case failed != nil:
			return d, failed
		case err != nil || there.Date.After(d.Date):
			d, err = there, nil
		}
	}
	return d, err
}

// openHere is open for this chat alone.
func openHere(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (reflection.Delivery, error) {
	c, at := t.Home, t.Meta.At
	d, err := tx.OpenAt(c, at, m)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return d, err
	}
	if err == nil {
		sub, serr := tx.SubscriptionIn(c)
		if serr != nil && !errors.Is(serr, reflection.ErrNotFound) {
			return d, serr
		}
		if serr == nil && !d.Date.Before(sub.LastPlanned) {
			return d, nil
		}
	}
	hanging, herr := tx.Hanging(c, at)
	if errors.Is(herr, reflection.ErrNotFound) {
		return d, err
	}
	return hanging, herr
}

// current returns the open question: the one that a pressed button is about,
// which must still be it, or, for a command, the one there is. ok is false, and
// the person told, if there is none.
func current(tx reflection.Tx, t *turn.Turn, id int64) (d reflection.Delivery, ok bool, err error) {
	if t.Pressed {
		return pressedOpen(tx, t, id)
	}
	d, err = open(tx, t, "")
	if errors.Is(err, reflection.ErrNotFound) {
		t.Say(t.Words.NothingOpen, todayButton(t))
		return d, false, nil
	}
	if err != nil {
		return d, false, err
	}
	d, err = delivery.Shown(tx, d, t.Meta.At, "")
	return d, err == nil, err
}

// pressedOpen loads the delivery under a pressed button and checks that it is
// still the open one. A press under an uncertain question shows that it arrived.
func pressedOpen(tx reflection.Tx, t *turn.Turn, id int64) (reflection.Delivery, bool, error) {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return d, false, err
	}
	if d, err = delivery.Shown(tx, d, t.Meta.At, t.Under); err != nil {
		return d, false, err
	}
	now, err := tx.OpenAt(d.Chat, t.Meta.At, "")
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && now.ID != d.ID) {
		t.Alert(t.Words.QuestionClosed)
		return d, false, nil
	}
	return d, err == nil, err
}
