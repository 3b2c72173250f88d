package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func TestUnread(t *testing.T) {
	s := openTemp(t)
	n := 0
	// chatWith makes a private chat in which questions arrived and parts were
	// written, as the messages with these ids.
	chatWith := func(change func(*reflection.Subscription), questions []reflection.Delivery, parts ...chat.MessageID) home {
		t.Helper()
		n++
		h := newHome(t, s, n)
		for i, d := range questions {
			newDelivery(t, s, h, i, d)
		}
		update(t, s, func(tx reflection.Tx) error {
			r := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID}
			err := tx.AddReply(&r)
			for _, m := range parts {
				err = errors.Join(err, tx.AddPart(&reflection.Part{Reply: r.ID, Chat: h.identity.Private, Message: m, At: noon, Text: "words"}))
			}
			if change != nil {
				change(&h.subscription)
			}
			return errors.Join(err, tx.UpdateSubscription(h.subscription))
		})
		return h
	}
	state := func(to reflection.SubscriptionState) func(*reflection.Subscription) {
		return func(s *reflection.Subscription) { s.State = to }
	}
	since := noon
	recent, old := arrived(noon, "99"), arrived(noon.Add(-time.Microsecond), "50")
	newer := arrived(noon.Add(time.Hour), "120")

	var want []chat.Gap
	wanted := func(after chat.MessageID, h home) {
		want = append(want, chat.Gap{Chat: h.identity.Private, After: after})
	}
	wanted("99", chatWith(nil, []reflection.Delivery{recent}))
	wanted("100", chatWith(nil, []reflection.Delivery{recent}, "9", "100", "98", ""))
	wanted("99", chatWith(state(reflection.Paused), []reflection.Delivery{recent}, "98", "7"))
	wanted("120", chatWith(nil, []reflection.Delivery{old, newer}, "60"))
	wanted("120", chatWith(nil, []reflection.Delivery{newer, old}, "60"))
	wanted("3", chatWith(nil, []reflection.Delivery{arrived(noon, "")}, "3"))
	chatWith(nil, []reflection.Delivery{old}, "60")
	chatWith(nil, nil, "60")
	chatWith(nil, []reflection.Delivery{arrived(noon, "")})
	chatWith(nil, []reflection.Delivery{{State: reflection.DeliveryUncertain}}, "60")
	chatWith(state(reflection.Gone), []reflection.Delivery{recent})
	chatWith(state(reflection.Barred), []reflection.Delivery{recent})
	askedIn(t, s, newChannel(t, s, "77", "server"), 0, reflection.Delivery{})

	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Unread("telegram", since)
		if len(got) != len(want) {
			t.Errorf("%d chats, want %d: %v", len(got), len(want), got)
		}
		byChat := make(map[chat.Chat]chat.MessageID)
		for _, g := range got {
			byChat[g.Chat] = g.After
		}
		for _, g := range want {
			if after, ok := byChat[g.Chat]; !ok || after != g.After {
				t.Errorf("chat %s: after %q, want %q", g.Chat.ID, after, g.After)
			}
		}
		none, err2 := tx.Unread("discord", since)
		same(t, "where only a channel was asked", none, []chat.Gap(nil), err2)
		return err
	})
}

// TestUnreadOfAMovedChat: message ids of the chat that was left say nothing about
// the new one.
func TestUnreadOfAMovedChat(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	newDelivery(t, s, h, 0, arrived(noon, "99"))
	to := chat.Chat{Platform: "telegram", ID: "moved"}
	update(t, s, func(tx reflection.Tx) error { return tx.MoveSubscription(h.subscription.ID, to) })
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Unread("telegram", noon)
		same(t, "moved", got, []chat.Gap(nil), err)
		return nil
	})
}
