package channel

import (
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// board says whether somebody stands on a channel's board, and puts them there or
// takes them off. Leaving needs no membership.
func (f *Flow) board(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	sub, ch, ok, err := channelOf(tx, reflection.SubscriptionID(id))
	if err != nil {
		return err
	}
	w := t.Words.Channel
	if !ok || sub.Person != 0 {
		t.Alert(w.NotHere)
		return nil
	}
	if arg != argOff && !allowed(t, sub, ch) {
		return nil
	}
	name := turn.Name(t.Meta.Actor.Name)
	on, err := tx.OnBoard(sub.ID, t.Person.ID)
	switch {
	case err != nil:
		return err
	case arg == argOff, arg == "" && on:
		err, on = tx.RemoveBoard(sub.ID, t.Person.ID), false
	case name == "":
		t.Alert(w.NoName)
		return nil
	default:
		err, on = tx.SetBoard(reflection.BoardEntry{Subscription: sub.ID, Person: t.Person.ID, Name: name}), true
	}
	if err != nil {
		return err
	}
	sayBoard(t, id, on)
	return nil
}
