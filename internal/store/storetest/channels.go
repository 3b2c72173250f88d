package storetest

import (
	"errors"
	"fmt"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// addChannel adds a channel, and its subscription, to a server.
func AddChannel(tx reflection.Tx, id, server string) (reflection.Channel, error) {
	sub := reflection.Subscription{
		Chat: chat.Chat{Platform: "discord", ID: id}, Created: Noon,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Workdays, Zone: "Europe/Berlin"},
	}
	if err := tx.AddSubscription(&sub); err != nil {
		return reflection.Channel{}, err
	}
	c := reflection.Channel{Subscription: sub.ID, Parent: server, Title: "reflections-" + id, Seed: 1<<64 - 3}
	return c, tx.AddChannel(c)
}

func NewChannel(t testing.TB, s reflection.Store, id, server string) (c reflection.Channel) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) (err error) {
		c, err = AddChannel(tx, id, server)
		return err
	})
	return c
}

// AskedIn adds a delivery that arrived in a channel, days after Today.
func AskedIn(t testing.TB, s reflection.Store, c reflection.Channel, days int, d reflection.Delivery) reflection.Delivery {
	t.Helper()
	d.Subscription, d.Date = c.Subscription, Today.AddDays(days)
	if d.Arrived.IsZero() {
		d.State, d.Arrived, d.Message = reflection.DeliveryArrived, Noon.AddDate(0, 0, days), chat.MessageID(fmt.Sprint(1000+days))
	}
	Update(t, s, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(c.Subscription)
		d.Chat = sub.Chat
		return errors.Join(err, tx.AddDelivery(&d))
	})
	return d
}

// answered adds a person's answer to a delivery, with one part of words.
func Answered(t testing.TB, s reflection.Store, d reflection.Delivery, h Home, r reflection.Reply) reflection.Reply {
	t.Helper()
	r.Person, r.Identity, r.Delivery = h.Person.ID, h.Identity.ID, d.ID
	Update(t, s, func(tx reflection.Tx) error {
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		return tx.AddPart(&reflection.Part{Reply: r.ID, Chat: d.Chat, At: At(0), Text: "words"})
	})
	return r
}

// wordless takes the words of all parts of a reply away.
func Wordless(t testing.TB, s reflection.Store, r reflection.Reply) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) error {
		parts, err := tx.Parts(r.ID)
		for _, p := range parts {
			p.Deleted = At(9)
			err = errors.Join(err, tx.UpdatePart(p))
		}
		return err
	})
}

func testChannels(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	one, two := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "server")
	elsewhere := NewChannel(t, s, "79", "other")
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		Same(t, "bare", got, one, err)
		_, err = tx.Channel(h.Subscription.ID)
		Missing(t, "channel of a private chat", err)
		all, err := tx.ChannelsIn("discord", "server")
		Same(t, "in server", all, []reflection.Channel{one, two}, err)
		all, err = tx.ChannelsIn("telegram", "server")
		Same(t, "on another platform", all, []reflection.Channel(nil), err)
		return nil
	})
	full := reflection.Channel{
		Subscription: one.Subscription, Parent: "server", Title: "Überlegungen", Locale: "de", Seed: 7, Role: "55",
		Thread: reflection.ThreadLive, NamedOnly: true, Installer: h.Identity.ID, Tell: true, Off: true,
		Approval: true, WordList: "one\nтвоё слово",
		Taste:    reflection.Taste{Themes: []string{"dream"}, Essays: []string{"one", "two"}, Light: true},
		Announce: true, Announced: 4, Tag: "tag", Heading: "Frage des Tages", Pin: true, Pinned: 3, PinTried: 5,
	}
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdateChannel(reflection.Channel{Subscription: 999}))
		Missing(t, "a channel of no subscription", tx.AddChannel(reflection.Channel{Subscription: 999}))
		Missing(t, "a channel of a person's subscription", tx.AddChannel(reflection.Channel{Subscription: h.Subscription.ID}))
		return tx.UpdateChannel(full)
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		Same(t, "updated", got, full, err)
		got, err = tx.Channel(elsewhere.Subscription)
		Same(t, "untouched", got, elsewhere, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddChannel(one) }); err == nil {
		t.Error("one channel was added twice")
	}
	forget(t, s, h)
	full.Installer = 0
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		Same(t, "without its installer", got, full, err)
		return nil
	})
}

// TestMoveChannels: a group that becomes another takes along who is stopped in
// it and what waits to be told there.
func testMoveChannels(t *testing.T, open Open) {
	s := open(t)
	h, both := NewHome(t, s, 1), NewHome(t, s, 2)
	one, two := NewChannel(t, s, "77", "old"), NewChannel(t, s, "78", "old")
	other := NewChannel(t, s, "79", "other")
	notice := reflection.Notice{Person: h.Person.ID, Platform: "discord", Parent: "old", Text: "hello", At: At(0)}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Stop("discord", "old", h.Person.ID, reflection.Stop{}), tx.Stop("discord", "old", both.Person.ID, reflection.Stop{}),
			tx.Stop("discord", "new", both.Person.ID, reflection.Stop{}), tx.Stop("telegram", "old", both.Person.ID, reflection.Stop{}), tx.AddNotice(&notice))
	})
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.MoveChannels("discord", "old", "new"), tx.MoveChannels("discord", "new", "new"),
			tx.MoveChannels("discord", "nowhere", "new"))
	})
	one.Parent, two.Parent, notice.Parent = "new", "new", "new"
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.ChannelsIn("discord", "new")
		Same(t, "moved", all, []reflection.Channel{one, two}, err)
		all, err = tx.ChannelsIn("discord", "old")
		Same(t, "left behind", all, []reflection.Channel(nil), err)
		all, err = tx.ChannelsIn("discord", "other")
		Same(t, "of another server", all, []reflection.Channel{other}, err)
		waiting, err := tx.Notices("discord", "new", h.Person.ID)
		Same(t, "notices", waiting, []reflection.Notice{notice}, err)
		for _, c := range []struct {
			p      chat.Platform
			parent string
			h      Home
			want   bool
		}{
			{"discord", "new", h, true}, {"discord", "new", both, true}, {"discord", "old", h, false},
			{"discord", "old", both, false}, {"telegram", "old", both, true}, {"telegram", "new", both, false},
		} {
			got, err := tx.Stopped(c.p, c.parent, c.h.Person.ID)
			Same(t, fmt.Sprint("stopped ", c.p, c.parent, c.h.Person.ID), got, c.want, err)
		}
		return nil
	})
}

func testChannelChoices(t *testing.T, open Open) {
	s := open(t)
	one, two := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "server")
	View(t, s, func(tx reflection.Tx) error {
		state, err := tx.ChannelChoice(one.Subscription, "core")
		Same(t, "at first", state, []byte(nil), err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetChannelChoice(one.Subscription, "core", []byte("old")),
			tx.SetChannelChoice(one.Subscription, "core", []byte("new")), tx.SetChannelChoice(one.Subscription, "", nil),
			tx.SetChannelChoice(two.Subscription, "core", []byte("theirs")))
	})
	View(t, s, func(tx reflection.Tx) error {
		state, err := tx.ChannelChoice(one.Subscription, "core")
		Same(t, "choice", state, []byte("new"), err)
		state, err = tx.ChannelChoice(one.Subscription, "")
		Same(t, "length of an empty choice", len(state), 0, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.SetChannelChoice(999, "", []byte("x")) }); err == nil {
		t.Error("a choice of no channel was stored")
	}
}

// forget deletes a person with all that goes with them.
func forget(t testing.TB, s reflection.Store, h Home) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
}
