package answers

import (
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// Answers enqueues answers, and is the outbox's kind of them.
type Answers struct {
	illustrate func(*chat.Message, *summary.Sketch, chat.Limits) error
	attach     Attach
	pending    pending
}

// Attach writes a file and puts it to a message, or puts the message in its place
// there if the file is larger than the platform takes.
type Attach func(context.Context, *chat.Message, File, chat.Limits) error

// New returns the kind. Illustrate draws a sketch into a message.
func New(illustrate func(*chat.Message, *summary.Sketch, chat.Limits) error, attach Attach) *Answers {
	return &Answers{illustrate: illustrate, attach: attach, pending: newPending()}
}

// Enqueue writes answers into the transaction of what they answer, sealed by the
// identity's key, or by the store's own where there is none. They go out in order.
// The transaction must be the outbox's.
func (a *Answers) Enqueue(tx reflection.Tx, id reflection.IdentityID, now time.Time, all []Answer) error {
	for _, answer := range all {
		if err := a.enqueue(tx, reflection.Dispatch{Identity: id}, answer, now); err != nil {
			return err
		}
	}
	return nil
}

func (a *Answers) enqueue(tx reflection.Tx, d reflection.Dispatch, answer Answer, now time.Time) error {
	merged, err := merge(tx, d, answer, now)
	if err != nil || merged {
		return err
	}
	if d.Body, err = answer.body(); err != nil {
		return err
	}
	d.Chat, d.Purpose, d.Ready, d.Window = answer.Message.To, reflection.Answer, now, answer.Until
	if d.Window.IsZero() {
		d.Window = now.Add(worthFor)
	}
	if err := tx.AddDispatch(&d); err != nil {
		return err
	}
	a.pending.add(answer.Message.Answer, d.ID)
	return nil
}

// Restart forgets which answers to the event with this handle were enqueued: its
// transaction begins again, or came to nothing.
func (a *Answers) Restart(handle string) { a.pending.restart(handle) }

// Awaited reports whether something is yet to be sent in answer to the event with
// this handle.
func (a *Answers) Awaited(handle string) bool { return a.pending.awaited(handle) }
