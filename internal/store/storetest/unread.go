package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func testUnread(t *testing.T, open Open) {
	s := open(t)
	n := 0
	// chatWith makes a private chat in which questions arrived and parts were
	// written, as the messages with these ids.
	chatWith := func(change func(*reflection.Subscription), questions []reflection.Delivery, parts ...chat.MessageID) Home {
		t.Helper()
		n++
		h := NewHome(t, s, n)
		for i, d := range questions {
			NewDelivery(t, s, h, i, d)
		}
		Update(t, s, func(tx reflection.Tx) error {
			r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID}
			err := tx.AddReply(&r)
			for _, m := range parts {
				err = errors.Join(err, tx.AddPart(&reflection.Part{Reply: r.ID, Chat: h.Identity.Private, Message: m, At: Noon, Text: "words"}))
			}
			if change != nil {
				change(&h.Subscription)
			}
			return errors.Join(err, tx.UpdateSubscription(h.Subscription))
		})
		return h
	}
	state := func(to reflection.SubscriptionState) func(*reflection.Subscription) {
		return func(s *reflection.Subscription) { s.State = to }
	}
	since := Noon
	recent, old := Arrived(Noon, "99"), Arrived(Noon.Add(-time.Microsecond), "50")
	newer := Arrived(Noon.Add(time.Hour), "120")

	var want []chat.Gap
	wanted := func(after chat.MessageID, h Home) {
		want = append(want, chat.Gap{Chat: h.Identity.Private, After: after})
	}
	wanted("99", chatWith(nil, []reflection.Delivery{recent}))
	wanted("100", chatWith(nil, []reflection.Delivery{recent}, "9", "100", "98", ""))
	wanted("99", chatWith(state(reflection.Paused), []reflection.Delivery{recent}, "98", "7"))
	wanted("120", chatWith(nil, []reflection.Delivery{old, newer}, "60"))
	wanted("120", chatWith(nil, []reflection.Delivery{newer, old}, "60"))
	wanted("3", chatWith(nil, []reflection.Delivery{Arrived(Noon, "")}, "3"))
	// None has arrived yet: what is known, or since when the chat is subscribed.
	wanted("60", chatWith(nil, nil, "60"))
	wanted("60", chatWith(nil, []reflection.Delivery{{State: reflection.DeliveryUncertain}}, "60"))
	newcomer := chatWith(nil, nil)
	want = append(want, chat.Gap{Chat: newcomer.Identity.Private, Since: Noon})
	chatWith(nil, []reflection.Delivery{old}, "60")
	chatWith(nil, []reflection.Delivery{Arrived(Noon, "")})
	chatWith(state(reflection.Gone), nil, "60")
	chatWith(state(reflection.Gone), []reflection.Delivery{recent})
	chatWith(state(reflection.Barred), []reflection.Delivery{recent})
	AskedIn(t, s, NewChannel(t, s, "77", "server"), 0, reflection.Delivery{})

	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Unread("telegram", since)
		if len(got) != len(want) {
			t.Errorf("%d chats, want %d: %v", len(got), len(want), got)
		}
		byChat := make(map[chat.Chat]chat.Gap)
		for _, g := range got {
			byChat[g.Chat] = g
		}
		for _, g := range want {
			if there := byChat[g.Chat]; there.After != g.After || !there.Since.Equal(g.Since) {
				t.Errorf("chat %s: %+v, want %+v", g.Chat.ID, there, g)
			}
		}
		if len(got) > 1 && got[0].After != "120" {
			t.Errorf("the first is %+v, want one of those with the latest question", got[0])
		}
		later, err1 := tx.Unread("telegram", Noon.Add(time.Microsecond))
		if err1 != nil || len(later) != 2 {
			t.Errorf("of later: %v, %v, want the two with a question of an hour later", later, err1)
		}
		none, err2 := tx.Unread("discord", since)
		Same(t, "where only a channel was asked", none, []chat.Gap(nil), err2)
		return err
	})
}

// TestUnreadOfAMovedChat: message ids of the chat that was left say nothing about
// the new one.
func testUnreadOfAMovedChat(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	NewDelivery(t, s, h, 0, Arrived(Noon, "99"))
	to := chat.Chat{Platform: "telegram", ID: "moved"}
	Update(t, s, func(tx reflection.Tx) error { return tx.MoveSubscription(h.Subscription.ID, to) })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Unread("telegram", Noon)
		Same(t, "moved", got, []chat.Gap(nil), err)
		return nil
	})
}
