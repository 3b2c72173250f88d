package telegram

import (
	"slices"
	"testing"

	"stillpoint/internal/chat"
)

// A bot pins as an administrator with that right, without notifying anybody, and unpins
// what it pinned by its id.
func TestPin(t *testing.T) {
	inBubble(t, func(r *rig) {
		g, ada := r.server.Supergroup("walkers"), r.server.User("ada")
		at := place{chat: g.ID()}.encoded()
		refused := func(name string) {
			t.Helper()
			s, err := r.adapter.Inspect(r.Context(), at, chat.Need{Pin: true})
			if err != nil || s.Mute || !slices.Equal(s.Missing, []string{pinMessages}) || s.Where != inAdmins {
				t.Errorf("%s: standing %+v, %v", name, s, err)
			}
		}
		sent, err := r.adapter.Send(r.Context(), chat.Message{To: at, Blocks: []chat.Block{chat.P("today's question")}})
		if err != nil {
			t.Fatal(err)
		}
		refused("a member")
		err = r.adapter.Pin(r.Context(), at, sent.Message, true)
		if failed, ok := err.(*chat.SendError); !ok || failed.Kind != chat.NotAllowed || failed.Missing != pinMessages {
			t.Errorf("a member pins: %v", err)
		}
		g.PromoteWithout(ada, "can_pin_messages")
		refused("an administrator without the right")
		g.Promote(ada)
		if s, err := r.adapter.Inspect(r.Context(), at, chat.Need{Pin: true}); err != nil || len(s.Missing) > 0 {
			t.Errorf("standing %+v, %v", s, err)
		}
		for _, pinned := range []bool{true, true, false, false} {
			if err := r.adapter.Pin(r.Context(), at, sent.Message, pinned); err != nil {
				t.Errorf("pinned %v: %v", pinned, err)
			}
			if got := len(g.Pinned()); (got == 1) != pinned {
				t.Errorf("%d are pinned", got)
			}
		}
		for _, q := range r.server.Requests("pinChatMessage") {
			if q.Params["disable_notification"] != true {
				t.Errorf("everybody is notified: %v", q.Params)
			}
		}
	})
}
