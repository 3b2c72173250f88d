package store

import (
	"errors"
	"fmt"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// addChannel adds a channel, and its subscription, to a server.
func addChannel(tx reflection.Tx, id, server string) (reflection.Channel, error) {
	sub := reflection.Subscription{
		Chat: chat.Chat{Platform: "discord", ID: id}, Created: noon,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Workdays, Zone: "Europe/Berlin"},
	}
	if err := tx.AddSubscription(&sub); err != nil {
		return reflection.Channel{}, err
	}
	c := reflection.Channel{Subscription: sub.ID, Parent: server, Title: "reflections-" + id, Seed: 1<<64 - 3}
	return c, tx.AddChannel(c)
}

func newChannel(t testing.TB, s *Store, id, server string) (c reflection.Channel) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) (err error) {
		c, err = addChannel(tx, id, server)
		return err
	})
	return c
}

// askedIn adds a delivery that arrived in a channel, days after today.
func askedIn(t testing.TB, s *Store, c reflection.Channel, days int, d reflection.Delivery) reflection.Delivery {
	t.Helper()
	d.Subscription, d.Date = c.Subscription, today.AddDays(days)
	if d.Arrived.IsZero() {
		d.State, d.Arrived, d.Message = reflection.DeliveryArrived, noon.AddDate(0, 0, days), chat.MessageID(fmt.Sprint(1000+days))
	}
	update(t, s, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(c.Subscription)
		d.Chat = sub.Chat
		return errors.Join(err, tx.AddDelivery(&d))
	})
	return d
}

// answered adds a person's answer to a delivery, with one part of words.
func answered(t testing.TB, s *Store, d reflection.Delivery, h home, r reflection.Reply) reflection.Reply {
	t.Helper()
	r.Person, r.Identity, r.Delivery = h.person.ID, h.identity.ID, d.ID
	update(t, s, func(tx reflection.Tx) error {
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		return tx.AddPart(&reflection.Part{Reply: r.ID, Chat: d.Chat, At: at(0), Text: "words"})
	})
	return r
}

// wordless takes the words of all parts of a reply away.
func wordless(t testing.TB, s *Store, r reflection.Reply) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) error {
		parts, err := tx.Parts(r.ID)
		for _, p := range parts {
			p.Deleted = at(9)
			err = errors.Join(err, tx.UpdatePart(p))
		}
		return err
	})
}

func TestChannels(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	one, two := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	elsewhere := newChannel(t, s, "79", "other")
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		same(t, "bare", got, one, err)
		_, err = tx.Channel(h.subscription.ID)
		missing(t, "channel of a private chat", err)
		all, err := tx.ChannelsIn("discord", "server")
		same(t, "in server", all, []reflection.Channel{one, two}, err)
		all, err = tx.ChannelsIn("telegram", "server")
		same(t, "on another platform", all, []reflection.Channel(nil), err)
		return nil
	})
	full := reflection.Channel{
		Subscription: one.Subscription, Parent: "server", Title: "Überlegungen", Locale: "de", Seed: 7, Role: "55",
		Thread: reflection.ThreadLive, NamedOnly: true, Steward: h.identity.ID, Tell: true, Off: true,
	}
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateChannel(reflection.Channel{Subscription: 999}))
		missing(t, "a channel of no subscription", tx.AddChannel(reflection.Channel{Subscription: 999}))
		missing(t, "a channel of a person's subscription", tx.AddChannel(reflection.Channel{Subscription: h.subscription.ID}))
		return tx.UpdateChannel(full)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		same(t, "updated", got, full, err)
		got, err = tx.Channel(elsewhere.Subscription)
		same(t, "untouched", got, elsewhere, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.AddChannel(one) }); err == nil {
		t.Error("one channel was added twice")
	}
	forget(t, s, h)
	full.Steward = 0
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(one.Subscription)
		same(t, "without its steward", got, full, err)
		return nil
	})
}

// forget deletes a person with all that goes with them.
func forget(t testing.TB, s *Store, h home) {
	t.Helper()
	update(t, s, func(rtx reflection.Tx) error {
		return rtx.(*tx).execOne("forget", `DELETE FROM persons WHERE id = ?`, int64(h.person.ID))
	})
}

// TestMoveChannels: a group that becomes another takes along who is stopped in
// it and what waits to be told there.
func TestMoveChannels(t *testing.T) {
	s := openTemp(t)
	h, both := newHome(t, s, 1), newHome(t, s, 2)
	one, two := newChannel(t, s, "77", "old"), newChannel(t, s, "78", "old")
	other := newChannel(t, s, "79", "other")
	notice := reflection.Notice{Person: h.person.ID, Platform: "discord", Parent: "old", Text: "hello", At: at(0)}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Stop("discord", "old", h.person.ID), tx.Stop("discord", "old", both.person.ID),
			tx.Stop("discord", "new", both.person.ID), tx.Stop("telegram", "old", both.person.ID), tx.AddNotice(&notice))
	})
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.MoveChannels("discord", "old", "new"), tx.MoveChannels("discord", "new", "new"),
			tx.MoveChannels("discord", "nowhere", "new"))
	})
	one.Parent, two.Parent, notice.Parent = "new", "new", "new"
	view(t, s, func(tx reflection.Tx) error {
		all, err := tx.ChannelsIn("discord", "new")
		same(t, "moved", all, []reflection.Channel{one, two}, err)
		all, err = tx.ChannelsIn("discord", "old")
		same(t, "left behind", all, []reflection.Channel(nil), err)
		all, err = tx.ChannelsIn("discord", "other")
		same(t, "of another server", all, []reflection.Channel{other}, err)
		waiting, err := tx.Notices("discord", "new", h.person.ID)
		same(t, "notices", waiting, []reflection.Notice{notice}, err)
		for _, c := range []struct {
			p      chat.Platform
			parent string
			h      home
			want   bool
		}{
			{"discord", "new", h, true}, {"discord", "new", both, true}, {"discord", "old", h, false},
			{"discord", "old", both, false}, {"telegram", "old", both, true}, {"telegram", "new", both, false},
		} {
			got, err := tx.Stopped(c.p, c.parent, c.h.person.ID)
			same(t, fmt.Sprint("stopped ", c.p, c.parent, c.h.person.ID), got, c.want, err)
		}
		return nil
	})
}

func TestChannelChoices(t *testing.T) {
	s := openTemp(t)
	one, two := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	view(t, s, func(tx reflection.Tx) error {
		state, err := tx.ChannelChoice(one.Subscription, "core")
		same(t, "at first", state, []byte(nil), err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetChannelChoice(one.Subscription, "core", []byte("old")),
			tx.SetChannelChoice(one.Subscription, "core", []byte("new")), tx.SetChannelChoice(one.Subscription, "", nil),
			tx.SetChannelChoice(two.Subscription, "core", []byte("theirs")))
	})
	view(t, s, func(tx reflection.Tx) error {
		state, err := tx.ChannelChoice(one.Subscription, "core")
		same(t, "choice", state, []byte("new"), err)
		state, err = tx.ChannelChoice(one.Subscription, "")
		same(t, "length of an empty choice", len(state), 0, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.SetChannelChoice(999, "", []byte("x")) }); err == nil {
		t.Error("a choice of no channel was stored")
	}
}

// channelTables are the tables of what belongs to a channel.
var channelTables = []string{"channels", "channel_choices", "questions", "reports", "board", "notices", "summaries", "dispatches"}

// TestAChannelsThingsGoWithIt: and nothing of another's.
func TestAChannelsThingsGoWithIt(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	gone, stays := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	for _, c := range []reflection.Channel{gone, stays} {
		d := askedIn(t, s, c, 0, reflection.Delivery{})
		r := answered(t, s, d, h, reflection.Reply{Audience: reflection.Shared, Shared: at(1), Name: "Ada"})
		update(t, s, func(tx reflection.Tx) error {
			_, err := tx.AddReport(&reflection.Report{Reply: r.ID, By: h.person.ID, At: at(1)})
			return errors.Join(err,
				tx.SetChannelChoice(c.Subscription, "", []byte("state")),
				tx.AddQuestion(&reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?"}),
				tx.SetBoard(reflection.BoardEntry{Subscription: c.Subscription, Person: h.person.ID, Name: "Ada"}),
				tx.AddNotice(&reflection.Notice{Person: h.person.ID, Text: "I can't post.", Check: c.Subscription}),
				tx.SetSummaries(reflection.Summaries{Subscription: c.Subscription, Next: noon}),
				tx.AddDispatch(&reflection.Dispatch{Subscription: c.Subscription, Period: "2026-W47", Purpose: reflection.Summarise}),
				tx.AddDispatch(&reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Publish, Reply: r.ID}))
		})
	}
	before := countRows(t, s, channelTables...)
	update(t, s, func(rtx reflection.Tx) error {
		return rtx.(*tx).execOne("delete", `DELETE FROM subscriptions WHERE id = ?`, int64(gone.Subscription))
	})
	for table, n := range countRows(t, s, channelTables...) {
		if n == 0 || n*2 != before[table] {
			t.Errorf("%s: %d rows, then %d; want half, the other channel's", table, before[table], n)
		}
	}
	view(t, s, func(tx reflection.Tx) error {
		all, err := tx.RepliesOf(h.person.ID)
		same(t, "what the person keeps", len(all), 2, err)
		return nil
	})
}

func countRows(t testing.TB, s *Store, tables ...string) map[string]int {
	t.Helper()
	rows := make(map[string]int)
	view(t, s, func(rtx reflection.Tx) error {
		for _, table := range tables {
			n, err := one(rtx.(*tx), table, cell[int], `SELECT count(*) FROM `+table)
			if err != nil {
				return err
			}
			rows[table] = n
		}
		return nil
	})
	return rows
}
