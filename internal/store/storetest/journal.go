package storetest

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// testJournal: replies and open questions by when they were, either way and no more
// than asked for, and all that is written, each of one person's alone.
func testJournal(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	var replies []reflection.Reply
	var asked []reflection.Delivery
	for _, of := range []Home{h, other} {
		Update(t, s, func(tx reflection.Tx) error {
			if of.Person.ID == h.Person.ID {
				replies, asked = nil, nil
			}
			for i := range 5 {
				r := reflection.Reply{Person: of.Person.ID, Identity: of.Identity.ID, Question: "What?", Created: At(i)}
				if i == 3 {
					r.Kind = reflection.Draft
				}
				if err := tx.AddReply(&r); err != nil {
					return err
				}
				p := reflection.Part{Reply: r.ID, Chat: of.Identity.Private, At: At(i), Text: of.Identity.Account}
				if err := tx.AddPart(&p); err != nil {
					return err
				}
				if i == 4 {
					p.Deleted = At(9)
					if err := tx.UpdatePart(p); err != nil {
						return err
					}
				}
				d := reflection.Delivery{
					Subscription: of.Subscription.ID, Person: of.Person.ID, Chat: of.Identity.Private, Date: Today.AddDays(i),
					Prompt: reflection.Asked{Pack: reflection.OwnPack, Question: "Mine?"}, Arrived: At(i), State: reflection.DeliveryArrived,
				}
				switch i {
				case 2:
					d.Answered = At(3)
				case 3:
					d.Arrived, d.State = time.Time{}, reflection.DeliveryPlanned
				}
				if err := tx.AddDelivery(&d); err != nil {
					return err
				}
				if of.Person.ID == h.Person.ID {
					replies, asked = append(replies, r), append(asked, d)
				}
			}
			return nil
		})
	}
	replies = slices.Delete(replies, 3, 4)
	asked = slices.Delete(asked, 2, 4)
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.RepliesBetween(h.Person.ID, At(1), At(9), false, 2)
		Same(t, "the earliest two", got, replies[1:3], err)
		got, err = tx.RepliesBetween(h.Person.ID, At(0), At(4), true, 9)
		Same(t, "the latest", got, []reflection.Reply{replies[2], replies[1], replies[0]}, err)
		left, err := tx.LeftOpen(h.Person.ID, At(0), At(5), true, 2)
		Same(t, "the latest two left open", left, []reflection.Delivery{asked[2], asked[1]}, err)
		left, err = tx.LeftOpen(h.Person.ID, At(0), At(4), false, 9)
		Same(t, "the earliest left open", left, asked[:2], err)
		parts, err := tx.Written(h.Person.ID)
		Same(t, "how many are written", len(parts), 3, err)
		for _, p := range parts {
			Same(t, "whose it is", p.Text, h.Identity.Account, nil)
		}
		return nil
	})
}
