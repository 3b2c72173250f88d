package delivery_test

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestCrash cuts the process off at each moment of a sending.
func TestCrash(t *testing.T) {
	for name, like := range map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()} {
		t.Run(name, func(t *testing.T) {
			t.Run("between planning and sending", func(t *testing.T) {
				inBubble(t, evening, func(r *rig) {
					ada := r.ada()
					r.stop()
					r.startClosed() // Planned, and nothing goes out.
					r.sleepUntil(due.Add(5 * time.Minute))
					if got := r.delivery(ada, day0); got.State != reflection.DeliveryPlanned || got.ID == 0 {
						t.Fatalf("delivery %d in state %d", got.ID, got.State)
					}
					r.crash()
					r.start()
					wantOnce(r, ada, 1, 1)
				}, like)
			})
			for moment, h := range map[string]holding{
				"after marking, before the write": heldBefore, "after the write, before finishing": heldAfter,
			} {
				for _, away := range []time.Duration{time.Second, time.Minute, 3 * time.Minute, 2 * time.Hour} {
					t.Run(fmt.Sprintf("%s, away for %v", moment, away), func(t *testing.T) {
						inBubble(t, evening, func(r *rig) {
							ada := r.ada()
							c := wired(r)
							c.holdNext(h)
							r.sleepUntil(due.Add(10 * time.Second))
							if d := r.dispatch(r.delivery(ada, day0), reflection.Ask); d.State != reflection.DispatchSending {
								t.Fatalf("dispatch in state %d", d.State)
							}
							r.kill(c)
							time.Sleep(away)
							r.start()
							most := 1
							if h == heldAfter && r.platform.Limits().NonceWindow == 0 {
								most = 2 // It was cut after it was written.
							}
							wantOnce(r, ada, 1, most)
						}, like)
					})
				}
			}
			t.Run("after finishing", func(t *testing.T) {
				inBubble(t, evening, func(r *rig) {
					ada := r.ada()
					r.sleepUntil(due.Add(time.Second))
					r.crash()
					r.start()
					wantOnce(r, ada, 1, 1)
				}, like)
			})
		})
	}
}

// TestCrashWithAWrongClock: our clock was hours ahead when the process was cut
// off, and is right when it starts again; the platform has forgotten the nonce
// meanwhile, and its history still tells.
func TestCrashWithAWrongClock(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		c := wired(r)
		r.tickEvery(0)
		c.holdNext(heldAfter)
		r.tickAt(due.Add(4 * time.Hour))
		r.kill(c)
		time.Sleep(time.Hour)
		r.start()
		for range 10 {
			r.tickAt(time.Now().UTC())
			time.Sleep(time.Minute)
		}
		wantOnce(r, ada, 1, 1)
	}, chattest.LikeDiscord())
}

// wantOnce fails unless day0's question was shown between least and most times
// and is known to have arrived, a while later.
func wantOnce(r *rig, ada someone, least, most int) {
	r.t.Helper()
	if r.tick > 0 {
		r.sleepUntil(time.Now().Add(30 * time.Minute))
	}
	del := r.delivery(ada, day0)
	if n := len(r.platform.Shown(ada.Chat())); n < least || n > most {
		r.t.Errorf("%d messages shown, want %d to %d\n%s", n, least, most, r.log)
	}
	if d := r.dispatch(del, reflection.Ask); del.State != reflection.DeliveryArrived || d.State != reflection.DispatchSent {
		r.t.Errorf("delivery in state %d, dispatch in %d", del.State, d.State)
	}
	if n := len(r.facts(ada, reflection.FactAsked)); n != 1 {
		r.t.Errorf("%d facts of asking", n)
	}
}
