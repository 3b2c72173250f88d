package discord

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// Pins have a permission of their own, by its own name: managing messages isn't it.
// Nobody is notified, nothing of the bot's own is heard, and what is gone is unpinned.
func TestPin(t *testing.T) {
	inBubble(t, func(r *rig) {
		room := r.server.Guild("garden").Channel("talk")
		to := encoded(room.ID())
		r.run()
		post := r.send(said(to, "today's question"))
		room.Allow("MANAGE_MESSAGES")
		s, err := r.adapter.Inspect(r.Context(), to, chat.Need{Pin: true})
		if err != nil || !slices.Equal(s.Missing, []string{"Pin Messages"}) || s.Mute {
			t.Errorf("standing %+v, %v", s, err)
		}
		err = r.adapter.Pin(r.Context(), to, post.Message, true)
		if failed, ok := err.(*chat.SendError); !ok || failed.Kind != chat.NotAllowed || failed.Missing != "Pin Messages" {
			t.Errorf("without the permission: %v", err)
		}
		room.Allow("PIN_MESSAGES")
		if s, err = r.adapter.Inspect(r.Context(), to, chat.Need{Pin: true}); err != nil || len(s.Missing) > 0 {
			t.Errorf("standing %+v, %v", s, err)
		}
		for range 2 {
			if err := r.adapter.Pin(r.Context(), to, post.Message, true); err != nil {
				t.Error(err)
			}
		}
		if got := room.Pinned(); len(got) != 1 || len(room.Messages()) != 2 || len(r.server.Pings()) != 0 {
			t.Errorf("pinned %q among %d, notified %v", got, len(room.Messages()), r.server.Pings())
		}
		for range 2 {
			if err := r.adapter.Pin(r.Context(), to, post.Message, false); err != nil {
				t.Error(err)
			}
		}
		if err := r.adapter.Delete(r.Context(), to, post.Message); err != nil {
			t.Fatal(err)
		}
		if err := r.adapter.Pin(r.Context(), to, post.Message, false); err != nil {
			t.Errorf("unpinning what is gone: %v", err)
		}
		if err := r.adapter.Pin(r.Context(), to, post.Message, true); chat.KindOf(err) != chat.Rejected {
			t.Errorf("pinning what is gone: %v", err)
		}
		for range 250 {
			if err = r.adapter.Pin(r.Context(), to, r.send(said(to, "x")).Message, true); err != nil {
				t.Fatal(err)
			}
		}
		err = r.adapter.Pin(r.Context(), to, r.send(said(to, "x")).Message, true)
		if failed, ok := err.(*chat.SendError); !ok || failed.Kind != chat.NotAllowed || !strings.Contains(failed.Missing, "room") {
			t.Errorf("the 251st: %v", err)
		}
	})
}
