package chattest

import (
	"context"
	"errors"

	"stillpoint/internal/chat"
)

// pinRight is what the bot needs to pin, as the platform names it.
const pinRight = "Pin Messages"

// NoPins takes the right to pin from the bot in the channel, or gives it back; the
// bot isn't told.
func (c *Channel) NoPins(on bool) *Channel {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].unpinned = on
	return c
}

// Pinned returns the messages that are pinned in the channel, oldest first.
func (c *Channel) Pinned() (all []Shown) {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	for _, m := range c.p.rooms[c.chat].messages {
		if m.Pinned && !m.Deleted {
			all = append(all, m.Shown)
		}
	}
	return all
}

// Pin implements chat.Adapter.
func (p *Platform) Pin(ctx context.Context, c chat.Chat, id chat.MessageID, pinned bool) error {
	p.tb.Helper()
	return p.do(ctx, OpPin, chat.Message{To: c}, func() *chat.SendError {
		r, failed := p.writable(c)
		switch {
		case !p.limits.Pins:
			return &chat.SendError{Kind: chat.Rejected, Err: errors.New("nothing can be pinned here")}
		case failed != nil:
			return failed
		case r.unpinned || r.over != nil && r.over.unpinned:
			return &chat.SendError{Kind: chat.NotAllowed, Missing: pinRight, Err: errors.New("missing permissions")}
		}
		shown, failed := p.own(r, id, "pin")
		switch {
		case failed != nil:
			return failed
		case shown.Deleted && pinned:
			return &chat.SendError{Kind: chat.Rejected, Err: errMessageGone}
		}
		shown.Pinned = pinned
		return nil
	})
}
