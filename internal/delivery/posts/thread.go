package posts

import (
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// haltedWait is how long what has to do with a thread waits while the channel, or
// the thread, can't be written to.
const haltedWait = time.Hour

// under says where a thread hangs, for one that isn't known yet.
type under struct {
	channel chat.Chat
	post    chat.MessageID
	title   string
}

func (p target) under() under {
	return under{p.del.Chat, p.del.Message, threadTitle(p.del.Prompt.Question)}
}

// thread returns the question's thread if it is known, else no chat.
func (p target) thread() chat.Chat {
	if isBroken(p.del.Thread) {
		return chat.Chat{}
	}
	return p.del.Thread
}

// open returns the thread that a job is for, opening it where there is none.
func (u under) open(ctx context.Context, s *outbox.Sender, known chat.Chat) (chat.Chat, error) {
	if !known.IsZero() {
		return known, nil
	}
	return s.Adapter().Thread(ctx, u.channel, u.post, u.title)
}

// noteThread remembers the thread that a job went to.
func noteThread(tx reflection.Tx, p *target, thread chat.Chat) error {
	if thread.IsZero() || p.del.Thread == thread {
		return nil
	}
	p.del.Thread = thread
	return tx.UpdateDelivery(p.del)
}
