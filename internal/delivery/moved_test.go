package delivery_test

import (
	"log/slog"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestMoved: a chat with a new id is followed at once, with all that is open
// and all that is still to come.
func TestMoved(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Nudge = &schedule.TimeOfDay{Hour: 20} })
		r.sleepUntil(due)
		old, moved := ada.Chat(), r.platform.Person("moved").Opened().Chat()
		r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
			if m.To != old {
				return nil
			}
			return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Moved, MovedTo: moved}}
		})
		r.sleepUntil(due.Add(23 * time.Hour)) // the nudge for the first question
		if n := len(r.platform.Shown(moved)); n != 1 {
			t.Fatalf("%d messages in the new chat, want the nudge", n)
		}
		del := r.delivery(ada, day0)
		if sub := r.subscription(ada); sub.Chat != moved || del.Chat != moved || r.dispatch(del, reflection.Nudge).Chat != moved {
			t.Errorf("subscription in %v, delivery in %v", sub.Chat, del.Chat)
		}
		r.view(func(tx reflection.Tx) error {
			open, err := tx.OpenAt(moved, time.Now(), "")
			if err == nil && open.ID != del.ID {
				t.Errorf("delivery %d is open in the new chat, want %d", open.ID, del.ID)
			}
			return err
		})
		r.sleepUntil(due.AddDate(0, 0, 1))
		if n := len(r.platform.Shown(moved)); n != 2 {
			t.Errorf("%d messages in the new chat after the next question, want 2", n)
		}
		if n := len(r.log.at(slog.LevelError)); n != 0 {
			t.Errorf("errors:\n%s", r.log)
		}
	})
}

// TestMovedNowhere: a platform that moves a chat nowhere, round and round, or
// to one that is asked already, neither loops nor writes to anybody twice.
func TestMovedNowhere(t *testing.T) {
	cases := map[string]struct {
		to   func(r *rig, m chat.Message) chat.Chat
		most int // requests in a day
		sub  reflection.SubscriptionState
	}{
		"nowhere":      {func(*rig, chat.Message) chat.Chat { return chat.Chat{} }, 1, reflection.Active},
		"to itself":    {func(_ *rig, m chat.Message) chat.Chat { return m.To }, 1, reflection.Active},
		"to and fro":   {toAndFro, 120, reflection.Active},
		"to one asked": {func(r *rig, _ chat.Message) chat.Chat { return r.platform.Person("bob").Chat() }, 2, reflection.Gone},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				bob := r.subscribe(r.platform.Person("bob"), berlin, "21:30")
				r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
					if m.To == bob.Chat() {
						return nil
					}
					return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Moved, MovedTo: c.to(r, m)}}
				})
				r.sleepUntil(due.Add(20 * time.Hour))
				if n := len(r.platform.Requests()); n > c.most+1 {
					t.Errorf("%d requests", n)
				}
				if got := r.subscription(ada).State; got != c.sub {
					t.Errorf("subscription is %v, want %v", got, c.sub)
				}
				r.wantShown(bob, 1)
				if got := r.delivery(ada, day0).State; got != reflection.DeliveryDropped {
					t.Errorf("delivery in state %d", got)
				}
			})
		})
	}
}

func toAndFro(_ *rig, m chat.Message) chat.Chat {
	if m.To.ID == "@ada" {
		return chat.Chat{Platform: m.To.Platform, ID: "@ada2"}
	}
	return chat.Chat{Platform: m.To.Platform, ID: "@ada"}
}
