package telegram

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// While Telegram is slow to say what it knows of a chat, not each event there waits
// anew: an answer that took long is believed for a while, and where none came none
// is sought for a while. Other chats are asked about all the same.
func TestSlowLookUps(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, g, other := r.server.User("ada"), r.server.Supergroup("walkers"), r.server.Supergroup("readers")
		ada.In(g).Write("hello")
		ask := func(g *telegramtest.Group) (time.Duration, error) {
			began := time.Now()
			_, err := r.adapter.Member(r.Context(), place{chat: g.ID()}.encoded(), strconv.FormatInt(ada.ID(), 10))
			return time.Since(began), err
		}
		asked := func() int { return len(r.server.Requests("getChatMember")) }

		for range 3 { // A quick answer is asked for each time.
			if _, err := ask(g); err != nil {
				r.Fatal(err)
			}
		}
		if asked() != 3 {
			r.Errorf("asked %d times of 3", asked())
		}
		r.server.FaultNext(telegramtest.Fault{Delay: time.Second}, "getChatMember")
		for range 3 {
			if _, err := ask(g); err != nil {
				r.Fatal(err)
			}
		}
		if asked() != 4 {
			r.Errorf("after a slow answer, asked %d times more", asked()-3)
		}
		r.pass(believedFor * time.Second)
		r.server.FaultNext(telegramtest.Fault{Delay: time.Hour}, "getChatMember")
		if took, err := ask(g); err == nil || took != lookupWithin {
			r.Errorf("no answer: %v after %v", err, took)
		}
		took, err := ask(g)
		if failed, ok := errors.AsType[*chat.SendError](err); !ok || failed.Kind != chat.Unsent || took != 0 {
			r.Errorf("right after it: %v after %v", err, took)
		}
		if _, err := ask(other); err != nil {
			r.Errorf("of another chat: %v", err)
		}
		r.pass(longestBelief)
		if _, err := ask(g); err != nil || asked() != 7 {
			r.Errorf("later: %v, asked %d times", err, asked())
		}
	})
}
