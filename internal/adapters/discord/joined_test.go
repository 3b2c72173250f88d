package discord

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// A server that the bot is added to is told of with its system channel, where it may
// write there. Sessions that begin anew, and outages, are no joining: what is told again
// has the same id. One that it was added to while it was away is told.
func TestJoined(t *testing.T) {
	inBubble(t, func(r *rig) {
		old := r.server.Guild("old")
		r.run()
		if got := r.in.seen(); len(got) != 0 {
			t.Fatalf("a server in which it has long been: %T", got)
		}
		fresh := r.server.Guild("fresh")
		r.pass(time.Second)
		if j := r.in.seen()[0].(chat.Joined); !j.Welcome.IsZero() {
			t.Errorf("without a system channel: %+v", j)
		}
		fresh.Kick()
		r.pass(time.Second)
		hall := fresh.Channel("hall")
		fresh.SystemChannel(hall)
		fresh.Invite()
		r.pass(time.Second)
		all := r.in.seen()
		joined := all[len(all)-1]
		if j, ok := joined.(chat.Joined); !ok || j.Welcome != encoded(hall.ID()) {
			t.Errorf("with one: %+v", joined)
		}
		before := len(r.in.seen())
		fresh.Outage()
		fresh.Restore()
		r.pass(time.Second)
		for _, e := range r.in.seen()[before:] {
			if e.About().ID != joined.About().ID {
				t.Errorf("after an outage: %T %+v", e, e)
			}
		}
		hall.Deny("SEND_MESSAGES")
		old.Kick()
		r.pass(time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		old.Invite()
		r.open()
		r.run()
		r.pass(time.Second)
		ids := map[string]bool{}
		for _, e := range r.in.seen() {
			j, ok := e.(chat.Joined)
			if ids[e.About().ID] = true; !ok || !j.Welcome.IsZero() {
				t.Errorf("after a restart: %T %+v", e, e)
			}
		}
		if delete(ids, joined.About().ID); len(ids) != 1 {
			t.Errorf("added while it was away: %v", ids)
		}
	})
}
