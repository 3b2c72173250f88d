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
	channel.Nudge, channel.PausedUntil, channel.State = nil, schedule.Date{}, reflection.Barred
	channel.Next, channel.Rule.Days = schedule.Occurrence{}, schedule.Weekend
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateSubscription(reflection.Subscription{ID: 999, Rule: channel.Rule}))
		other := channel // whose it is, and its chat, stay
		other.Person, other.Chat, other.Created = h.person.ID, chat.Chat{Platform: "telegram", ID: "9"}, at(99)
		return tx.UpdateSubscription(other)
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

// TestUpdateSubscriptionInEveryState: whether the state changes or not, all else
// is stored.
func TestUpdateSubscriptionInEveryState(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	states := []reflection.SubscriptionState{reflection.Active, reflection.Paused, reflection.Gone, reflection.Barred}
	for _, from := range states {
		for _, to := range states {
			for _, state := range []reflection.SubscriptionState{from, to} {
				h.subscription.State = state
				h.subscription.Unanswered++
				update(t, s, func(tx reflection.Tx) error { return tx.UpdateSubscription(h.subscription) })
				view(t, s, func(tx reflection.Tx) error {
					got, err := tx.Subscription(h.subscription.ID)
					same(t, from.String()+" to "+to.String(), got, h.subscription, err)
					return nil
				})
			}
		}
	}
}

func TestMoveSubscription(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	from := h.subscription.Chat
	h.subscription.Chat = chat.Chat{Platform: "telegram", ID: "-1001"}
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "move", tx.MoveSubscription(999, from))
		return tx.MoveSubscription(h.subscription.ID, h.subscription.Chat)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.SubscriptionIn(h.subscription.Chat)
		same(t, "moved", got, h.subscription, err)
		_, err = tx.SubscriptionIn(from)
		missing(t, "in the chat that it left", err)
		return nil
	})
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.MoveSubscription(h.subscription.ID, other.subscription.Chat)
	})
	if err == nil {
		t.Error("two subscriptions came to one chat")
	}
}
