package posts

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// pins is what is to be done about the pins of a channel, and what came of it.
type pins struct {
	unpin, pin chat.MessageID // empty for nothing to do

	unpinned, pinned bool
	err              error
}

// none reports whether nothing is to be done.
func (p pins) none() bool { return p.unpin == "" && p.pin == "" }

// wantsPin reports whether a channel's posts are pinned.
func (p target) wantsPin() bool { return p.ch.Pin && !p.ch.Off }

// pins says what an open post's pin needs: that it is pinned, where the channel's posts
// are, and the one before it no more. A forum's posts stand beside each other: there is
// nothing to pin them to.
func (p target) pins(tx reflection.Tx, limits chat.Limits) (want pins, err error) {
	if !limits.Pins || p.del.Chat != p.sub.Chat || p.wantsPin() && p.ch.PinTried == p.del.ID {
		return want, nil
	}
	if before := p.ch.Pinned; before != 0 && (before != p.del.ID || !p.wantsPin()) {
		d, err := tx.Delivery(before)
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return want, err
		}
		if err == nil && d.Chat == p.del.Chat { // Else the group has moved, and its pins are gone.
			want.unpin = d.Message
		}
	}
	if p.wantsPin() && p.ch.Pinned != p.del.ID {
		want.pin = p.del.Message
	}
	return want, nil
}

// make unpins and pins. Without the permission for one there is none for the other.
func (p pins) make(ctx context.Context, s *outbox.Sender, in chat.Chat) pins {
	if p.unpin != "" {
		err := s.Adapter().Pin(ctx, in, p.unpin, false)
		if err != nil && chat.KindOf(err) != chat.Rejected {
			p.err = err
			return p
		}
		p.unpinned = true
	}
	if p.pin != "" {
		p.err = s.Adapter().Pin(ctx, in, p.pin, true)
		p.pinned = p.err == nil
	}
	return p
}

// settlePins notes what came of pinning a post, or that it is given up. Whoever set the
// channel up is told of a missing permission: once, until a post could be pinned again.
func settlePins(tx reflection.Tx, s *outbox.Sender, id reflection.DeliveryID, done pins, fate outbox.Fate, now time.Time) error {
	p, err := targetOf(tx, id)
	if err != nil {
		return err
	}
	failedBefore := p.ch.PinTried != 0 && p.ch.PinTried != p.ch.Pinned
	if done.unpinned {
		p.ch.Pinned = 0
	}
	switch {
	case done.pinned:
		p.ch.Pinned, p.ch.PinTried = id, id
	case done.err == nil:
	case fate == outbox.Waiting || fate == outbox.Moved:
	default:
		s.Log().Warn("a post can't be pinned, or the one before it unpinned", "delivery", id, "err", done.err)
		p.ch.PinTried = id
		if !p.wantsPin() {
			p.ch.Pinned = 0 // It stays, and is nobody's to try again.
		}
		if chat.KindOf(done.err) == chat.NotAllowed && !failedBefore {
			missing := outbox.Missing(done.err)
			err := planning.TellInstaller(tx, p.sub.Chat.Platform, p.ch, p.sub.ID, now, func(w *words.Words) string {
				return w.Community.Pins.Cant(p.ch.Title, missing)
			})
			if err != nil {
				return err
			}
		}
	}
	return tx.UpdateChannel(p.ch)
}

// Repin has the open post of a channel pinned, or unpinned, as the channel is set now.
func Repin(tx reflection.Tx, id reflection.SubscriptionID, now time.Time) error {
	open, err := planning.Open(tx, id)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return updateNow(tx, open, now)
}
