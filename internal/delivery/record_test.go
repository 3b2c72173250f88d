package delivery_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestRecordingFails: when the store can't take what became of a sending, the
// question is still shown once: it is tried again while the process knows, and
// found out by the platform's means when it doesn't.
func TestRecordingFails(t *testing.T) {
	for name, c := range map[string]struct {
		like  chattest.Option
		fails int
		shown int
	}{
		"for a moment":           {chattest.LikeTelegram(), 3, 1},
		"for longer, nonce":      {chattest.LikeDiscord(), 12, 1},
		"for longer, no history": {chattest.LikeTelegram(), 8, 2},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				failing := &failingStore{Store: r.store}
				r.stop()
				r.asStore = func(s reflection.Store) reflection.Store { failing.Store = s; return failing }
				r.start()
				r.platform.Script(func(op chattest.Op, _ chat.Message) *chattest.Fault {
					if op == chattest.OpSend && len(r.platform.Requests()) == 0 {
						failing.fail(c.fails)
					}
					return nil
				})
				r.sleepUntil(due.Add(time.Hour))
				r.wantShown(ada, c.shown)
				if got := r.delivery(ada, day0); got.State != reflection.DeliveryArrived {
					t.Errorf("delivery in state %d\n%s", got.State, r.log)
				}
			}, c.like)
		})
	}
}

// failingStore is a store whose next updates fail.
type failingStore struct {
	reflection.Store
	left atomic.Int32 // updates to fail
}

var errDisk = errors.New("the disk is full")

func (s *failingStore) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	if s.left.Add(-1) >= 0 {
		return errDisk
	}
	return s.Store.Update(ctx, fn)
}

func (s *failingStore) fail(n int) { s.left.Store(int32(n)) }
