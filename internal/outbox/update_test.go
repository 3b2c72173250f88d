package outbox_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestWhatIsNotCommittedIsNotSent: of a transaction that came to nothing nothing is
// sent, whether its function failed or its commit did.
func TestWhatIsNotCommittedIsNotSent(t *testing.T) {
	refusal := errors.New("no")
	add := func(tx reflection.Tx, to chat.Chat) error {
		now := time.Now().UTC()
		return tx.AddDispatch(&reflection.Dispatch{
			Purpose: reflection.Answer, Chat: to, Body: []byte("never said"), Ready: now, Window: now.Add(time.Hour),
		})
	}
	var f *failing
	prepare := func(r *rig) {
		r.wrap = func(s reflection.Store) reflection.Store { f = &failing{Store: s}; return f }
	}
	inBubble(t, chattest.LikeTelegram(), prepare, func(r *rig) {
		ada := r.person("ada")
		err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
			return errors.Join(add(tx, ada.Chat()), refusal)
		})
		if !errors.Is(err, refusal) {
			t.Errorf("err = %v, want the function's own", err)
		}
		f.failing(func(int) error { return errNoCommit })
		err = r.out.Update(context.Background(), func(tx reflection.Tx) error { return add(tx, ada.Chat()) })
		if !errors.Is(err, errNoCommit) {
			t.Errorf("err = %v, want that nothing was committed", err)
		}
		f.failing(nil)
		synctest.Wait()
		r.pass(time.Minute)
		r.wantShown(ada.Chat())
		r.enqueue(ada.Chat(), "said")
		synctest.Wait()
		r.wantShown(ada.Chat(), "said")
	})
}
