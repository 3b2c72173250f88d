package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func TestFactsAndAways(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	full := reflection.Fact{Kind: reflection.FactReplied, Person: h.person.ID, Subscription: 5, Delivery: 6, Part: 7,
		Chat: h.identity.Private, Message: "8", At: at(0), Known: at(1), Date: today, Zone: "Europe/Berlin",
		Extra: true, BackOff: true, Shown: true}
	bare := reflection.Fact{Kind: reflection.FactPaused, Person: h.person.ID}
	theirs := reflection.Fact{Person: other.person.ID, At: at(9)}
	early := reflection.Away{Platform: "telegram", From: at(0), To: at(3)}
	late := reflection.Away{Platform: "discord", From: at(1), To: at(2)}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddFact(&full), tx.AddFact(&theirs), tx.AddFact(&bare), tx.AddAway(late), tx.AddAway(early))
	})
	view(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.person.ID)
		same(t, "facts", facts, []reflection.Fact{full, bare}, err)
		facts, err = tx.FactsOf(999)
		same(t, "facts of nobody", len(facts), 0, err)
		away, err := tx.AwaySince(at(1))
		same(t, "away", away, []reflection.Away{early, late}, err)
		away, err = tx.AwaySince(at(2))
		same(t, "away later", away, []reflection.Away{early}, err)
		return nil
	})
}
