package conversation

import (
	"context"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// struck is what is known once answers were sent: which are done with, and
// which messages show which deliveries.
type struck struct {
	done  []int64
	shown []shown
}

// shown says which message shows which delivery.
type shown struct {
	chat     chat.Chat
	message  chat.MessageID
	delivery reflection.DeliveryID
}

// batch is what many turns strike off in one transaction.
type batch struct {
	struck
	over chan struct{} // closed when err is known
	err  error
}

// strikeOff records that answers are done with. Turns that end while the store
// is busy share one transaction: whoever comes first makes it, and takes along
// what the others have added by the time it is their turn to write.
func (c *Core) strikeOff(ctx context.Context, s struck) error {
	c.mu.Lock()
	b := c.striking
	first := b == nil
	if first {
		b = &batch{over: make(chan struct{})}
		c.striking = b
	}
	b.done, b.shown = append(b.done, s.done...), append(b.shown, s.shown...)
	c.mu.Unlock()
	if !first {
		<-b.over
		return b.err
	}
	b.err = c.store.Update(context.WithoutCancel(ctx), func(tx reflection.Tx) error {
		c.closeBatch(b)
		for _, s := range b.shown {
			if err := tx.MapMessage(s.chat, s.message, s.delivery); err != nil {
				return err
			}
		}
		return tx.Settle(b.done...)
	})
	c.closeBatch(b) // It may have failed before it began.
	close(b.over)
	return b.err
}

// closeBatch lets nobody add to the batch any more.
func (c *Core) closeBatch(b *batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.striking == b {
		c.striking = nil
	}
}
