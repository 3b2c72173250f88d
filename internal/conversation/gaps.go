package conversation

import (
	"context"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// unreadFor is how far back a question, or a request for words, may have been
// answered unheard.
const unreadFor = 8 * 24 * time.Hour

// Gaps implements chat.Intake. What the bot asked for last, such as a place or an
// hour, comes before open questions: its answer is the next thing that somebody
// writes. A chat that is in both is there once.
func (c *Core) Gaps(ctx context.Context, p chat.Platform) (gaps []chat.Gap, err error) {
	since := c.delivery.Now().Add(-unreadFor)
	err = c.store.View(ctx, func(tx reflection.Tx) error {
		awaiting, err := tx.LatestAwaiting(p, since)
		if err != nil {
			return err
		}
		unread, err := tx.Unread(p, since)
		gaps = joined(awaiting, unread)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("chats with something unheard: %w", err)
	}
	return gaps, nil
}

// joined are the chats that wait for an answer, and then those with something
// unread, each once. Where a message is known, it says more than the instant of a
// request: what was said before it has been heard.
func joined(awaiting []reflection.Awaiting, unread []chat.Gap) []chat.Gap {
	known := make(map[chat.Chat]chat.Gap, len(unread))
	for _, g := range unread {
		known[g.Chat] = g
	}
	gaps := make([]chat.Gap, 0, len(awaiting)+len(unread))
	first := make(map[chat.Chat]bool, len(awaiting))
	for _, a := range awaiting {
		g, ok := known[a.Chat]
		if !ok {
			g = chat.Gap{Chat: a.Chat, Since: a.Until.Add(-turn.Ownership)}
		}
		first[a.Chat] = true
		gaps = append(gaps, g)
	}
	for _, g := range unread {
		if !first[g.Chat] {
			gaps = append(gaps, g)
		}
	}
	return gaps
}
