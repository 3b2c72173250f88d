package store

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func TestSubscriptions(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	channel := reflection.Subscription{
		Chat: chat.Chat{Platform: "discord", ID: "-100:7"}, Pack: "work",
		Rule:  schedule.Rule{At: schedule.TimeOfDay{Hour: 8, Minute: 5}, Days: schedule.Workdays, Zone: "Asia/Kathmandu"},
		State: reflection.Paused, PausedUntil: today.AddDays(3), BackOff: true, Unanswered: 5, LastPlanned: today,
		Next: schedule.Occurrence{Date: today.AddDays(1), At: at(20)}, Nudge: &schedule.TimeOfDay{Hour: 19, Minute: 30}, Created: at(0),
	}
	update(t, s, func(tx reflection.Tx) error { return tx.AddSubscription(&channel) })
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Subscription(channel.ID)
		same(t, "channel", got, channel, err)
		got, err = tx.SubscriptionIn(h.subscription.Chat)
		same(t, "own", got, h.subscription, err)
		all, err := tx.SubscriptionsOf(h.person.ID)
		same(t, "of person", all, []reflection.Subscription{h.subscription}, err)
		_, err = tx.Subscription(999)
		missing(t, "subscription", err)
		_, err = tx.SubscriptionIn(chat.Chat{Platform: "telegram", ID: "-100:7"})
		missing(t, "in another platform's chat", err)
		return nil
	})
	channel.Chat.ID, channel.Nudge, channel.PausedUntil, channel.State = "-200", nil, schedule.Date{}, reflection.Barred
	channel.Next, channel.Rule.Days, channel.Person = schedule.Occurrence{}, schedule.Weekend, h.person.ID
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateSubscription(reflection.Subscription{ID: 999, Rule: channel.Rule}))
		return tx.UpdateSubscription(channel)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Subscription(channel.ID)
		same(t, "updated", got, channel, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.AddSubscription(&reflection.Subscription{Chat: channel.Chat, Rule: channel.Rule})
	}); err == nil {
		t.Error("one chat was subscribed twice")
	}
}

func TestDueSubscriptions(t *testing.T) {
	s := openTemp(t)
	add := func(n int, state reflection.SubscriptionState, next time.Time) (h home) {
		update(t, s, func(tx reflection.Tx) (err error) {
			if h, err = addHome(tx, n); err != nil {
				return err
			}
			h.subscription.State = state
			h.subscription.Next = schedule.Occurrence{Date: today, At: next}
			return tx.UpdateSubscription(h.subscription)
		})
		return h
	}
	view(t, s, func(tx reflection.Tx) error {
		next, err := tx.NextDue()
		same(t, "next of none", next, time.Time{}, err)
		return nil
	})
	now := noon
	second := add(1, reflection.Active, now)
	first := add(2, reflection.Paused, now.Add(-time.Hour))
	add(3, reflection.Active, now.Add(time.Microsecond))
	add(4, reflection.Gone, now.Add(-2*time.Hour))
	add(5, reflection.Barred, now.Add(-2*time.Hour))
	add(6, reflection.Active, time.Time{})
	view(t, s, func(tx reflection.Tx) error {
		due, err := tx.DueSubscriptions(now, 10)
		same(t, "due", due, []reflection.Subscription{first.subscription, second.subscription}, err)
		due, err = tx.DueSubscriptions(now, 1)
		same(t, "the longest due", due, []reflection.Subscription{first.subscription}, err)
		due, err = tx.DueSubscriptions(now.Add(-2*time.Hour), 10)
		same(t, "due earlier", due, []reflection.Subscription(nil), err)
		next, err := tx.NextDue()
		same(t, "next", next, now.Add(-time.Hour), err)
		return nil
	})
}
