package delivery_test

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// TestNothingLeft: somebody who wants no prompt again is asked nothing, and
// holds up nobody.
func TestNothingLeft(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		ada, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		pack := r.packs.Pack("")
		r.update(func(tx reflection.Tx) error {
			for _, p := range pack.Prompts {
				if err := r.out.Never(tx, ada.id, pack.ID, p.ID); err != nil {
					return err
				}
			}
			return nil
		})
		r.sleepUntil(due.AddDate(0, 0, 2))
		r.wantShown(ada, 0)
		r.wantShown(bob, 3)
		if n := len(r.log.at(slog.LevelWarn)); n != lines(3) {
			t.Errorf("%d warnings for three days without a prompt", n)
		}
		if sub := r.subscription(ada); sub.Next.Date != day0.AddDays(3) {
			t.Errorf("next is %v", sub.Next)
		}
	})
}

// TestPackIsGone: a subscription to a pack that is no more is asked from the
// default one.
func TestPackIsGone(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Pack = "no-such-pack" })
		r.sleepUntil(due.AddDate(0, 0, 1))
		r.wantShown(ada, 2)
		if got, want := r.delivery(ada, day0).Prompt.Pack, r.packs.Pack("").ID; got != want {
			t.Errorf("asked from %q, want %q", got, want)
		}
		if a, b := r.delivery(ada, day0), r.delivery(ada, day0.AddDays(1)); a.Prompt.Prompt == b.Prompt.Prompt {
			t.Errorf("the same prompt twice")
		}
	})
}

// TestSwap: Another gives another prompt, and the one swapped away comes again
// at the end of the round.
func TestSwap(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.sleepUntil(due)
		del := r.delivery(ada, day0)
		old := del.Prompt.Prompt
		r.update(func(tx reflection.Tx) error { return r.out.Swap(tx, &del) })
		if del.Prompt.Prompt == old || del.Swaps != 1 {
			t.Errorf("swapped %q for %q, %d swaps", old, del.Prompt.Prompt, del.Swaps)
		}
		if state := r.choice(ada); state.Asked() != 1 {
			t.Errorf("%d prompts count as asked", state.Asked())
		}
		r.update(func(tx reflection.Tx) error {
			for _, p := range r.packs.Pack("").Prompts {
				if p.ID != del.Prompt.Prompt {
					if err := r.out.Never(tx, ada.id, del.Prompt.Pack, p.ID); err != nil {
						return err
					}
				}
			}
			if err := r.out.Never(tx, ada.id, del.Prompt.Pack, "no-such-prompt"); !errors.Is(err, reflection.ErrNotFound) {
				t.Errorf("never asking an unknown prompt: %v", err)
			}
			if err := r.out.Swap(tx, &del); !errors.Is(err, planning.ErrNothingLeft) {
				t.Errorf("swapping the only prompt: %v, want ErrNothingLeft", err)
			}
			return nil
		})
	})
}
