package delivery_test

import (
	"context"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// TestSettled: what a person does while a question is on its way to them waits
// until it is known to have arrived, but not for long; nobody else waits.
func TestSettled(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		for _, c := range []struct {
			what        string
			delay       time.Duration
			chat        chat.Chat
			least, most time.Duration
		}{
			{"nothing is on its way", 0, ada.Chat(), 0, 0},
			{"a question is", 3 * time.Second, ada.Chat(), 2 * time.Second, 3 * time.Second},
			{"to somebody else", 3 * time.Second, chat.Chat{Platform: r.platform.Platform(), ID: "eve"}, 0, 0},
			{"it takes too long", time.Minute, ada.Chat(), 10 * time.Second, 10 * time.Second},
		} {
			r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &chattest.Fault{Delay: c.delay} })
			r.sleepUntil(r.subscription(ada).Next.At.Add(500 * time.Millisecond))
			began := time.Now()
			r.out.Settled(context.Background(), c.chat)
			if took := time.Since(began); took < c.least || took > c.most {
				t.Errorf("%s: it waited %v", c.what, took)
			}
			r.sleepUntil(time.Now().Add(2 * time.Minute))
		}
	})
}

// TestHold: while something is being answered in a chat, no question goes out
// there; it does once the answer was sent. Nobody else waits.
func TestHold(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		release := r.out.Hold(ada.Chat())
		again := r.out.Hold(ada.Chat())
		r.sleepUntil(due.Add(5 * time.Minute))
		r.wantShown(ada, 0)
		r.wantShown(bob, 1)
		again()
		r.out.Kick()
		r.sleepUntil(due.Add(6 * time.Minute))
		r.wantShown(ada, 0)
		release()
		r.out.Kick()
		r.sleepUntil(due.Add(7 * time.Minute))
		r.wantShown(ada, 1)
	})
}
