package conversation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// owedFor is how long an answer is worth sending.
const owedFor = time.Hour

// owing is an answer that was committed and not yet struck off.
type owing struct {
	id  int64
	out turn.Out
}

// owe writes answers into their transaction, sealed by the identity's key, or
// by the store's own where there is none.
func (c *Core) owe(tx reflection.Tx, id reflection.IdentityID, now time.Time, all []turn.Out) ([]owing, error) {
	var owed []owing
	for _, out := range all {
		body, err := json.Marshal(out)
		if err != nil {
			return nil, fmt.Errorf("writing down an answer: %w", err)
		}
		a := reflection.OwedAnswer{Identity: id, Body: body, At: now}
		if err := tx.Owe(&a); err != nil {
			return nil, err
		}
		owed = append(owed, owing{a.ID, out})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range owed {
		c.sending[o.id] = true
	}
	return owed, nil
}

// landed takes answers off those on their way.
func (c *Core) landed(owed []owing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range owed {
		delete(c.sending, o.id)
	}
}

// pay sends answers in order and strikes off those that are done with. One that
// couldn't be sent keeps those after it waiting, so that their order holds.
func (c *Core) pay(ctx context.Context, owed []owing) {
	defer c.landed(owed)
	var s struck
	gone := false
	for _, o := range owed {
		if gone && o.out.Else != nil {
			o.out.Message = *o.out.Else
		}
		sent, err := c.say(ctx, o.out)
		gone = gone || (err != nil && chat.KindOf(err) == chat.Gone)
		if err != nil && !c.final(ctx, o.out, err) {
			c.owing.Store(true)
			break
		}
		s.done = append(s.done, o.id)
		if err == nil && o.out.Shows != 0 && sent.Message != "" {
			s.shown = append(s.shown, shown{o.out.Message.To, sent.Message, o.out.Shows})
		}
	}
	if len(s.done) == 0 {
		return
	}
	if err := c.strikeOff(ctx, s); err != nil {
		c.owing.Store(true)
		c.log.Error("striking off answers failed; they will be sent again", "err", err)
	}
}

// say does one thing on its platform.
func (c *Core) say(ctx context.Context, out turn.Out) (chat.Sent, error) {
	a := c.adapters[out.Message.To.Platform]
	if a == nil {
		return chat.Sent{}, &chat.SendError{Kind: chat.Gone, Err: errors.New("platform is not served")}
	}
	switch out.Op {
	case turn.Send:
		m := out.Message
		if err := c.delivery.Illustrate(&m, out.Sketch, a.Limits()); err != nil {
			c.log.Error("a picture can't be drawn; the message goes without", "err", err)
		}
		return a.Send(ctx, m)
	case turn.Edit:
		return chat.Sent{Message: out.ID}, a.Edit(ctx, out.ID, out.Message)
	case turn.Delete:
		return chat.Sent{}, a.Delete(ctx, out.Message.To, out.ID)
	case turn.React:
		return chat.Sent{}, a.React(ctx, out.Message.To, out.ID, out.Reaction)
	}
	return chat.Sent{}, fmt.Errorf("unknown operation %d", out.Op)
}

// final decides whether a failed answer is done with. What may yet succeed, and
// what was perhaps seen, is sent again: an answer twice does no harm.
func (c *Core) final(ctx context.Context, out turn.Out, err error) bool {
	kind := chat.KindOf(err)
	log := c.log.With("platform", out.Message.To.Platform, "kind", kind, "err", err)
	switch kind {
	case chat.Gone:
		log.Info("answer not sent: the chat is gone")
		c.gone(ctx, out.Message.To)
		return c.waits(ctx, out.Notice)
	case chat.NotAllowed:
		log.Warn("answer not sent: a permission is missing")
		return true
	case chat.Expired:
		log.Info("answer not sent: it came too late")
		return true
	case chat.Rejected:
		log.Error("answer rejected: a defect in what was sent")
		return true
	default:
		log.Warn("answer not sent yet; it stays owed")
		return false
	}
}

// waits has a notice that could not be told privately wait for its person's next
// doing in the server or group, and reports whether that is settled.
func (c *Core) waits(ctx context.Context, n *reflection.Notice) bool {
	if n == nil {
		return true
	}
	later := *n
	later.Private = false
	err := c.store.Update(context.WithoutCancel(ctx), func(tx reflection.Tx) error { return tx.AddNotice(&later) })
	if err != nil {
		c.log.Error("keeping a notice for later failed; it will be sent again", "err", err)
	}
	return err == nil
}

// gone stops asking in a chat that can't be written to.
func (c *Core) gone(ctx context.Context, in chat.Chat) {
	err := c.store.Update(context.WithoutCancel(ctx), func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionIn(in)
		if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.State != reflection.Active) {
			return nil // A pause outlasts a block.
		}
		if err != nil {
			return err
		}
		return delivery.Halt(tx, sub, reflection.Gone, "", c.delivery.Now())
	})
	if err != nil {
		c.log.Error("stopping a gone chat failed", "err", err)
	}
}

// payOwed sends what is owed and not on its way: after a crash, or after a
// failure that may have passed. What is too old to make sense is struck off.
func (c *Core) payOwed(ctx context.Context) error {
	if !c.owing.Swap(false) {
		return nil
	}
	now := c.delivery.Now()
	var late []int64
	byChat := map[chat.Chat][]owing{}
	err := c.store.View(ctx, func(tx reflection.Tx) error {
		all, err := tx.Owed()
		if err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, a := range all {
			if c.sending[a.ID] {
				continue
			}
			var out turn.Out
			if err := json.Unmarshal(a.Body, &out); err != nil || now.Sub(a.At) > owedFor {
				late = append(late, a.ID)
				continue
			}
			c.sending[a.ID] = true
			byChat[out.Message.To] = append(byChat[out.Message.To], owing{a.ID, out})
		}
		return nil
	})
	if err != nil {
		c.owing.Store(true)
		return fmt.Errorf("what is owed: %w", err)
	}
	for _, owed := range byChat {
		c.pay(ctx, owed)
	}
	if len(late) == 0 {
		return nil
	}
	c.log.Warn("answers came too late to be sent", "n", len(late))
	err = c.store.Update(ctx, func(tx reflection.Tx) error { return tx.Settle(late...) })
	if err != nil {
		c.owing.Store(true)
	}
	return err
}
