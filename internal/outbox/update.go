package outbox

import (
	"context"
	"fmt"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Update runs fn in a writing transaction, as reflection.Store does, and wakes the
// senders of what it enqueued once that is committed. Whatever enqueues dispatches
// goes through here.
func (o *Outbox) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	var w *enqueueing
	err := o.store.Update(ctx, func(tx reflection.Tx) error {
		w = &enqueueing{Tx: tx, out: o, now: o.clock.now(), wake: map[chat.Platform]time.Time{}, waits: map[chat.Chat]bool{}}
		return fn(w)
	})
	if err != nil {
		return err
	}
	w.committed()
	return nil
}

// enqueueing is a transaction that notes which senders are to be woken, and when.
type enqueueing struct {
	reflection.Tx
	out   *Outbox
	now   time.Time
	wake  map[chat.Platform]time.Time
	waits map[chat.Chat]bool // in which something waits, and whether that is urgent
	born  []Job
}

// ChatBusy implements reflection.Tx. Where this process has nothing in flight there,
// and has had no answer wait, the chat is taken for free without asking the store:
// whoever asks may merge what waits, and nothing is lost if they don't.
func (e *enqueueing) ChatBusy(c chat.Chat) (bool, error) {
	s := e.out.senders[c.Platform]
	if s == nil || !s.mayBeBusy(c) {
		return false, nil
	}
	busy, err := e.Tx.ChatBusy(c)
	if err == nil && !busy {
		s.isFree(c)
	}
	return busy, err
}

// AddDispatch implements reflection.Tx. What has no place in its chat's order yet is
// placed after everything that was placed before. An urgent dispatch to a chat in
// which nothing waits or is in flight is stored as in flight, so that it needs no
// claim.
func (e *enqueueing) AddDispatch(d *reflection.Dispatch) error {
	s := e.out.senders[d.Chat.Platform]
	r := e.out.kinds[d.Purpose]
	if d.Placed.IsZero() {
		d.Placed = e.out.places.next(e.now)
	}
	if s == nil {
		return e.Tx.AddDispatch(d) // Of a platform that isn't served now.
	}
	if !r.Urgent || d.State != reflection.DispatchPlanned || !s.hasUrgentRoom(len(e.born)) {
		e.note(*d)
		return e.Tx.AddDispatch(d)
	}
	waiting := *d
	d.State, d.Owner, d.Lease = reflection.DispatchSending, e.out.owner, time.Now().UTC().Add(leaseFor)
	d.Tried, d.Attempts = e.now, d.Attempts+1
	if err := e.Tx.AddDispatch(d); err != nil {
		return err
	}
	if d.State == reflection.DispatchPlanned {
		e.note(*d)
		return nil
	}
	waiting.ID = d.ID
	j, send, err := r.Kind.Decide(e.Tx, s, waiting, e.now)
	if err != nil {
		return fmt.Errorf("deciding on a dispatch that was just enqueued: %w", err)
	}
	if send {
		j.Dispatch = *d
		e.born = append(e.born, j)
	}
	return nil
}

// UpdateDispatch implements reflection.Tx.
func (e *enqueueing) UpdateDispatch(d reflection.Dispatch) error {
	e.note(d)
	return e.Tx.UpdateDispatch(d)
}

// note remembers when a sender has something to do.
func (e *enqueueing) note(d reflection.Dispatch) {
	if d.Ready.IsZero() || (d.State != reflection.DispatchPlanned && d.State != reflection.DispatchUncertain) {
		return
	}
	e.waits[d.Chat] = e.waits[d.Chat] || e.out.kinds[d.Purpose].Urgent
	if at, ok := e.wake[d.Chat.Platform]; !ok || d.Ready.Before(at) {
		e.wake[d.Chat.Platform] = d.Ready
	}
}

// committed hands over what was enqueued as in flight, and wakes the senders.
func (e *enqueueing) committed() {
	for _, j := range e.born {
		e.out.senders[j.Dispatch.Chat.Platform].handOver(j)
	}
	for c, urgent := range e.waits {
		if s := e.out.senders[c.Platform]; s != nil {
			s.expectMore(c, urgent)
		}
	}
	for p, at := range e.wake {
		if s := e.out.senders[p]; s != nil {
			s.wakeAfter(at.Sub(e.now))
		}
	}
}

// places hands out the order of dispatches within their chats. It goes up whatever
// the clock does.
type places struct {
	mu   sync.Mutex
	last time.Time
}

// next returns an instant that is later than any before, at now if it can be. Stores
// keep microseconds.
func (p *places) next(now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	now = now.Truncate(time.Microsecond)
	if !now.After(p.last) {
		now = p.last.Add(time.Microsecond)
	}
	p.last = now
	return now
}
