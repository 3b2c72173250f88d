package storetest

import (
	"errors"
	"slices"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// testReassignInChannels: what two people did in channels is one's where their accounts
// are joined, and each one's own again where they part; what was done meanwhile is of
// whom its account is then.
func testReassignInChannels(t *testing.T, open Open) {
	s := open(t)
	a, b := NewHome(t, s, 1), newHomeOn(t, s, "discord", "2")
	rooms := map[chat.Platform]reflection.Channel{
		a.Identity.Private.Platform: newChannelOn(t, s, a.Identity.Private.Platform), "discord": newChannelOn(t, s, "discord"),
	}
	day := 0
	// does has somebody do all that there is to do in their platform's channel.
	does := func(h Home, as reflection.PersonID, to reflection.Reply) (r reflection.Reply) {
		t.Helper()
		day++
		on := h.Identity.Private.Platform
		d := AskedIn(t, s, rooms[on], day, reflection.Delivery{Prompt: reflection.Asked{Question: "Why?"}})
		h.Person.ID = as
		audience := reflection.Anonymous
		if h.Identity.ID == a.Identity.ID {
			audience = reflection.Shared
		}
		r = Answered(t, s, d, h, reflection.Reply{Question: "Why?", Created: At(day), Audience: audience, Shared: At(day)})
		Update(t, s, func(tx reflection.Tx) error {
			parts, err := tx.Parts(r.ID)
			if err != nil {
				return err
			}
			q := reflection.OwnQuestion{Subscription: rooms[on].Subscription, Author: as, Text: "Which desk?", Created: Noon}
			n := reflection.Notice{Person: as, Platform: on, Parent: "server", Text: "It was approved.", At: Noon}
			err = errors.Join(tx.AddQuestion(&q), tx.AddNotice(&n), tx.Stop(on, "server", as, reflection.Stop{}),
				tx.SetBoard(reflection.BoardEntry{Subscription: rooms[on].Subscription, Person: as, Name: h.Identity.Account}),
				tx.AddFact(&reflection.Fact{Kind: reflection.FactReplied, Person: as, Subscription: d.Subscription, Delivery: d.ID,
					Part: parts[0].ID, Chat: h.Identity.Private, Message: "7", At: At(day), Date: d.Date, Zone: "UTC"}))
			if err != nil || to.ID == 0 {
				return err
			}
			_, err = tx.AddReport(&reflection.Report{Reply: to.ID, By: as, At: Noon})
			return err
		})
		return r
	}
	has := func(what string, id reflection.PersonID, stands, reported int, replies ...reflection.Reply) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			all, err := tx.RepliesOf(id)
			Same(t, what+": how many replies", len(all), len(replies), err)
			n, err := tx.CountReplies(id)
			Same(t, what+": how many are counted", n, len(replies), err)
			facts, err := tx.FactsOf(id)
			Same(t, what+": how many facts", len(facts), len(replies), err)
			if !slices.IsSortedFunc(facts, func(x, y reflection.Fact) int { return x.At.Compare(y.At) }) {
				t.Errorf("%s: the facts are not in their order", what)
			}
			later := facts[:0:0]
			if len(facts) > 0 {
				after, err := tx.FactsAfter(id, facts[0].ID)
				if err != nil {
					return err
				}
				for _, f := range after {
					later = append(later, f.Fact)
				}
				Same(t, what+": the facts after the first", later, facts[1:], nil)
			}
			for i, want := range replies {
				want.Person = id
				Same(t, what+": a reply", all[i], want, nil)
				parts, err := tx.Parts(want.ID)
				Same(t, what+": its words", parts[0].Text, "words", err)
				Same(t, what+": the account of its words", parts[0].Identity, want.Identity, nil)
				Same(t, what+": the part of its fact", facts[i].Part, parts[0].ID, nil)
				Same(t, what+": whose fact", facts[i].Person, id, nil)
				answer, err := tx.AnswerTo(want.Delivery, id)
				Same(t, what+": the answer to it", answer.ID, want.ID, err)
			}
			boards, err := tx.BoardsOf(id)
			Same(t, what+": boards", len(boards), stands, err)
			stops, err := tx.StopsOf(id)
			Same(t, what+": stops", len(stops), stands, err)
			questions, err := tx.QuestionsBy(id)
			Same(t, what+": questions", len(questions), len(replies), err)
			notices, err := tx.NoticesTo(id)
			Same(t, what+": notices", len(notices), len(replies), err)
			reports, err := tx.ReportsBy(id)
			Same(t, what+": reports", len(reports), reported, err)
			for _, e := range boards {
				lines, err := tx.Board(e.Subscription, Today, Today.AddDays(9))
				if err != nil || len(lines) != 1 || lines[0].Person != id || lines[0].Name != e.Name || lines[0].Answered == 0 {
					t.Errorf("%s: on the board %+v, %v", what, lines, err)
				}
			}
			return nil
		})
	}
	reassigned := func(to reflection.PersonID) {
		t.Helper()
		Update(t, s, func(tx reflection.Tx) error { return tx.Reassign(b.Identity.ID, to) })
	}
	none := reflection.Reply{}
	a1, b1 := does(a, a.Person.ID, none), does(b, b.Person.ID, none)
	has("before", a.Person.ID, 1, 0, a1)
	reassigned(a.Person.ID)
	has("joined", a.Person.ID, 2, 0, a1, b1)
	has("the one before", b.Person.ID, 0, 0)
	b2 := does(b, a.Person.ID, a1)
	a2 := does(a, a.Person.ID, b1)
	has("joined for a while", a.Person.ID, 2, 2, a1, b1, b2, a2)
	Update(t, s, func(tx reflection.Tx) error {
		for _, r := range []*reflection.Reply{&b1, &b2} { // It can be changed where it stands now.
			r.Person, r.Name = a.Person.ID, "Ada"
			if err := tx.UpdateReply(*r); err != nil {
				return err
			}
		}
		return nil
	})
	reassigned(b.Person.ID)
	has("parted, who stays", a.Person.ID, 1, 1, a1, a2)
	has("parted, who goes", b.Person.ID, 1, 1, b1, b2)
	reassigned(a.Person.ID)
	has("joined again", a.Person.ID, 2, 2, a1, b1, b2, a2)
	Update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(a.Person.ID) })
	View(t, s, func(tx reflection.Tx) error {
		for _, r := range []reflection.Reply{a1, a2, b1, b2} {
			_, err := tx.Reply(r.ID)
			Missing(t, "a reply of who is forgotten", err)
		}
		return nil
	})
}

// newHomeOn is a NewHome on a platform.
func newHomeOn(t testing.TB, s reflection.Store, on chat.Platform, account string) (h Home) {
	t.Helper()
	private := chat.Chat{Platform: on, ID: "private-" + account}
	Update(t, s, func(tx reflection.Tx) error {
		h.Person = reflection.Person{Locale: "en", Seed: 9, Created: Noon}
		if err := tx.AddPerson(&h.Person); err != nil {
			return err
		}
		h.Identity = reflection.Identity{Person: h.Person.ID, Account: account, Private: private}
		return tx.AddIdentity(&h.Identity)
	})
	return h
}

// newChannelOn is a NewChannel on a platform.
func newChannelOn(t testing.TB, s reflection.Store, on chat.Platform) reflection.Channel {
	t.Helper()
	c := NewChannel(t, s, "room-"+string(on), "server")
	Update(t, s, func(tx reflection.Tx) error {
		return tx.MoveSubscription(c.Subscription, chat.Chat{Platform: on, ID: "room-" + string(on)})
	})
	return c
}
