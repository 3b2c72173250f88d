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

// testJournalOfChannels: an answer to a channel's question stands among a person's
// other replies, at the instant at which it was begun, and goes with them.
func testJournalOfChannels(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	channel := NewChannel(t, s, "77", "server")
	asked := AskedIn(t, s, channel, 0, reflection.Delivery{})
	var own [2]reflection.Reply
	Update(t, s, func(tx reflection.Tx) error {
		for i := range own {
			own[i] = reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Question: "What?", Created: At(2 * i)}
			if err := tx.AddReply(&own[i]); err != nil {
				return err
			}
			if err := tx.AddPart(&reflection.Part{Reply: own[i].ID, Chat: h.Identity.Private, At: At(2 * i), Text: "mine"}); err != nil {
				return err
			}
		}
		return nil
	})
	there := Answered(t, s, asked, h, reflection.Reply{Created: At(1)})
	Answered(t, s, asked, other, reflection.Reply{Created: At(1)})
	ids := func(all []reflection.Reply) (ids []reflection.ReplyID) {
		for _, r := range all {
			ids = append(ids, r.ID)
		}
		return ids
	}
	View(t, s, func(tx reflection.Tx) error {
		for _, c := range []struct {
			from, to time.Time
			latest   bool
			limit    int
			want     []reflection.ReplyID
		}{
			{At(0), At(9), false, 9, []reflection.ReplyID{own[0].ID, there.ID, own[1].ID}},
			{At(0), At(9), true, 2, []reflection.ReplyID{own[1].ID, there.ID}},
			{At(0), At(9), false, 1, []reflection.ReplyID{own[0].ID}},
			{At(1), At(2), true, 9, []reflection.ReplyID{there.ID}},
			{At(2), At(9), false, 9, []reflection.ReplyID{own[1].ID}},
			{At(0), At(1), false, 9, []reflection.ReplyID{own[0].ID}},
		} {
			all, err := tx.RepliesBetween(h.Person.ID, c.from, c.to, c.latest, c.limit)
			Same(t, "replies", ids(all), c.want, err)
			for _, r := range all {
				if r.Person != h.Person.ID || r.Identity != h.Identity.ID {
					t.Errorf("%+v is somebody else's", r)
				}
			}
		}
		parts, err := tx.Written(h.Person.ID)
		var texts []string
		for _, p := range parts {
			texts = append(texts, p.Text)
			Same(t, "the account", p.Identity, h.Identity.ID, nil)
		}
		slices.Sort(texts)
		Same(t, "what is written", texts, []string{"mine", "mine", "words"}, err)
		people, err := tx.PeopleAfter(0, 9)
		Same(t, "people", len(people), 2, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Reply(there.ID)
		Missing(t, "an answer of who is gone", err)
		people, err := tx.PeopleAfter(0, 9)
		Same(t, "people left", len(people), 1, err)
		return nil
	})
}
