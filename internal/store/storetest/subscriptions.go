package storetest

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func testSubscriptions(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	channel := reflection.Subscription{
		Chat: chat.Chat{Platform: "discord", ID: "-100:7"}, Pack: "work",
		Rule:  schedule.Rule{At: schedule.TimeOfDay{Hour: 8, Minute: 5}, Days: schedule.Workdays, Zone: "Asia/Kathmandu"},
		State: reflection.Paused, PausedUntil: Today.AddDays(3), BackOff: true, Unanswered: 5, LastPlanned: Today,
		Next: schedule.Occurrence{Date: Today.AddDays(1), At: At(20)}, Nudge: &schedule.TimeOfDay{Hour: 19, Minute: 30}, Created: At(0),
		Holidays: "np",
		DaysOff:  []schedule.DaysOff{{First: Today.AddDays(2), Last: Today.AddDays(2)}, {First: Today.AddDays(40), Last: Today.AddDays(47)}},
	}
	Update(t, s, func(tx reflection.Tx) error { return tx.AddSubscription(&channel) })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Subscription(channel.ID)
		Same(t, "channel", got, channel, err)
		got, err = tx.SubscriptionIn(h.Subscription.Chat)
		Same(t, "own", got, h.Subscription, err)
		all, err := tx.SubscriptionsOf(h.Person.ID)
		Same(t, "of person", all, []reflection.Subscription{h.Subscription}, err)
		_, err = tx.Subscription(999)
		Missing(t, "subscription", err)
		_, err = tx.SubscriptionIn(chat.Chat{Platform: "telegram", ID: "-100:7"})
		Missing(t, "in another platform's chat", err)
		return nil
	})
	channel.Holidays = "pt"
	channel.Nudge, channel.PausedUntil, channel.State = nil, schedule.Date{}, reflection.Barred
	channel.Next, channel.Rule.Days = schedule.Occurrence{}, schedule.Weekend
	channel.DaysOff = channel.DaysOff[1:]
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdateSubscription(reflection.Subscription{ID: 999, Rule: channel.Rule}))
		other := channel // whose it is, and its chat, stay
		other.Person, other.Chat, other.Created = h.Person.ID, chat.Chat{Platform: "telegram", ID: "9"}, At(99)
		return tx.UpdateSubscription(other)
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Subscription(channel.ID)
		Same(t, "updated", got, channel, err)
		return nil
	})
	channel.DaysOff = nil
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateSubscription(channel) })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Subscription(channel.ID)
		Same(t, "without days off", got, channel, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.AddSubscription(&reflection.Subscription{Chat: channel.Chat, Rule: channel.Rule})
	}); err == nil {
		t.Error("one chat was subscribed twice")
	}
}

func testDueSubscriptions(t *testing.T, open Open) {
	s := open(t)
	add := func(n int, state reflection.SubscriptionState, next time.Time) (h Home) {
		Update(t, s, func(tx reflection.Tx) (err error) {
			if h, err = AddHome(tx, n); err != nil {
				return err
			}
			h.Subscription.State = state
			h.Subscription.Next = schedule.Occurrence{Date: Today, At: next}
			return tx.UpdateSubscription(h.Subscription)
		})
		return h
	}
	View(t, s, func(tx reflection.Tx) error {
		next, err := tx.NextDue()
		Same(t, "next of none", next, time.Time{}, err)
		return nil
	})
	now := Noon
	second := add(1, reflection.Active, now)
	first := add(2, reflection.Paused, now.Add(-time.Hour))
	add(3, reflection.Active, now.Add(time.Microsecond))
	add(4, reflection.Gone, now.Add(-2*time.Hour))
	add(5, reflection.Barred, now.Add(-2*time.Hour))
	add(6, reflection.Active, time.Time{})
	View(t, s, func(tx reflection.Tx) error {
		due, err := tx.DueSubscriptions(now, 10)
		Same(t, "due", due, []reflection.Subscription{first.Subscription, second.Subscription}, err)
		due, err = tx.DueSubscriptions(now, 1)
		Same(t, "the longest due", due, []reflection.Subscription{first.Subscription}, err)
		due, err = tx.DueSubscriptions(now.Add(-2*time.Hour), 10)
		Same(t, "due earlier", due, []reflection.Subscription(nil), err)
		next, err := tx.NextDue()
		Same(t, "next", next, now.Add(-time.Hour), err)
		return nil
	})
}

// TestUpdateSubscriptionInEveryState: whether the state changes or not, all else
// is stored.
func testUpdateSubscriptionInEveryState(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	states := []reflection.SubscriptionState{reflection.Active, reflection.Paused, reflection.Gone, reflection.Barred}
	for _, from := range states {
		for _, to := range states {
			for _, state := range []reflection.SubscriptionState{from, to} {
				h.Subscription.State = state
				h.Subscription.Unanswered++
				Update(t, s, func(tx reflection.Tx) error { return tx.UpdateSubscription(h.Subscription) })
				View(t, s, func(tx reflection.Tx) error {
					got, err := tx.Subscription(h.Subscription.ID)
					Same(t, from.String()+" to "+to.String(), got, h.Subscription, err)
					return nil
				})
			}
		}
	}
}

func testMoveSubscription(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	from := h.Subscription.Chat
	h.Subscription.Chat = chat.Chat{Platform: "telegram", ID: "-1001"}
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "move", tx.MoveSubscription(999, from))
		return tx.MoveSubscription(h.Subscription.ID, h.Subscription.Chat)
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.SubscriptionIn(h.Subscription.Chat)
		Same(t, "moved", got, h.Subscription, err)
		_, err = tx.SubscriptionIn(from)
		Missing(t, "in the chat that it left", err)
		return nil
	})
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.MoveSubscription(h.Subscription.ID, other.Subscription.Chat)
	})
	if err == nil {
		t.Error("two subscriptions came to one chat")
	}
}
