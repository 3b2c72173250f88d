package discord

import (
	"log/slog"
	"strconv"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// An instant of Discord's that is days off is replaced by our own clock's, said
// once; what it came with is taken in, and shown, as ever.
func TestInstantsDaysOff(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		future := before(time.Now().AddDate(3, 0, 0))
		for i, id := range []string{future, "1234567890"} {
			r.server.Dispatch("MESSAGE_CREATE", map[string]any{
				"id": id, "type": 0, "channel_id": ada.ChannelID(), "content": "words " + strconv.Itoa(i),
				"author": map[string]any{"id": ada.ID(), "username": "ada"}, "timestamp": "+058870-01-01T00:00:00Z",
			})
			r.pass(time.Second)
		}
		r.server.Dispatch("INTERACTION_CREATE", map[string]any{
			"id": before(time.Now().AddDate(3, 0, 1)), "type": 2, "token": "t", "channel_id": ada.ChannelID(), "context": 1,
			"user": map[string]any{"id": ada.ID(), "username": "ada"}, "data": map[string]any{"name": "streak"},
		})
		r.pass(time.Second)
		if n := len(r.in.seen()); n != 3 {
			t.Fatalf("%d events", n)
		}
		for _, e := range r.in.seen() {
			if off := time.Since(e.About().At); off < 0 || off > 5*time.Second {
				t.Errorf("%T at %v", e, e.About().At)
			}
		}
		for _, at := range []string{"+058870-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "yesterday"} {
			r.server.FaultNext(discordtest.Fault{Body: `{"id":"1234567890123456789","timestamp":"` + at + `"}`, Handled: true}, sending)
			sent, err := r.adapter.Send(r.Context(), said(chatOf(ada), "x"))
			if err != nil || sent.Message != "1234567890123456789" || time.Since(sent.At) != 0 {
				t.Errorf("%s: %+v, %v", at, sent, err)
			}
		}
		if n := r.logged.lines("days off"); n != 1 {
			t.Errorf("said %d times", n)
		}
	})
	// What is read from a history may be old, but lies in no future.
	a := &Adapter{log: slog.New(slog.DiscardHandler)}
	long := time.Now().AddDate(-4, 0, 0).UTC()
	if got := a.past(long); !got.Equal(long) {
		t.Errorf("four years ago: %v", got)
	}
	if got := a.past(time.Now().AddDate(0, 0, 3)); got.After(time.Now()) {
		t.Errorf("in three days: %v", got)
	}
}
