package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testFactsAndAways(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	full := reflection.Fact{Kind: reflection.FactReplied, Person: h.Person.ID, Subscription: 5, Delivery: 6, Part: 7,
		Chat: h.Identity.Private, Message: "8", At: At(0), Known: At(1), Date: Today, Zone: "Europe/Berlin",
		Extra: true, BackOff: true, Shown: true}
	bare := reflection.Fact{Kind: reflection.FactPaused, Person: h.Person.ID}
	theirs := reflection.Fact{Person: other.Person.ID, At: At(9)}
	early := reflection.Away{Platform: "telegram", From: At(0), To: At(3)}
	begun := reflection.Away{Platform: "telegram", From: At(0), To: At(1)} // early goes on from it
	late := reflection.Away{Platform: "discord", From: At(1), To: At(2)}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.AddFact(&full), tx.AddFact(&theirs), tx.AddFact(&bare), tx.AddAway(late), tx.AddAway(begun), tx.AddAway(early), tx.AddAway(begun))
	})
	View(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.Person.ID)
		Same(t, "facts", facts, []reflection.Fact{full, bare}, err)
		facts, err = tx.FactsOf(999)
		Same(t, "facts of nobody", len(facts), 0, err)
		away, err := tx.AwaySince(At(1))
		Same(t, "away", away, []reflection.Away{early, late}, err)
		away, err = tx.AwaySince(At(2))
		Same(t, "away later", away, []reflection.Away{early}, err)
		return nil
	})
}
