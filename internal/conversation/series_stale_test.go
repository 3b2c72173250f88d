package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
)

// TestSeriesStale: buttons of long ago, forged ones, and somebody who isn't asked.
func TestSeriesStale(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		bob := r.platform.Person("bob")
		r.types(bob, "series", "")
		r.wantLast(bob, "/start does it")
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "series", "staying")
		r.presses(p, "Begin")
		first := r.subscription(p).Series
		r.types(p, "series", "starting again")
		r.wantLast(p, "You are in “Staying”.")
		r.forges(p, chat.Ref{Verb: "seriesin", Arg: "starting-again"})
		r.wantLast(p, "You are in “Staying”.")
		if now := r.subscription(p).Series; now != first {
			t.Errorf("another series runs: %d, not %d", now, first)
		}
		r.types(p, "series", "stop")
		r.wantLast(p, "You have left “Staying”.")
		r.forges(p, chat.Ref{Verb: "seriesin", Arg: "no-such-theme"})
		r.wantAlert(p, "from an older message")
		r.forges(p, chat.Ref{Verb: "series", Arg: "no-such-theme"})
		r.wantAlert(p, "from an older message")
		if got := r.subscription(p).Series; got != 0 {
			t.Errorf("series %d runs", got)
		}
	})
}
