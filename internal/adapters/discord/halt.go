package discord

import (
	"context"
	"errors"
	"strconv"
	"time"

	"stillpoint/internal/chat"
)

const (
	// mostHeld is how many events are held while the store can't be used. Of what
	// is written in private chats beyond it only the place is kept, and their
	// histories are read afterwards.
	mostHeld = 10_000
	// mostLost is of how many private chats the place is kept. Of more, those are
	// read in which the core says that somebody may have written.
	mostLost = 100_000
	// haltLoggedEvery is how often the log says that the store can't be used.
	haltLoggedEvery = time.Minute
)

// halt is a time in which the core's store can't be used. Nothing but presses is
// offered to the core meanwhile, and one event in each pause to see if it is over.
type halt struct {
	say    string // to whoever waits for an answer
	since  time.Time
	logged time.Time
}

// stop halts the intake because the store can't be used.
func (in *intake) stop(u *chat.Unavailable) {
	in.mu.Lock()
	defer in.mu.Unlock()
	h := in.halt
	if h == nil {
		h = &halt{since: time.Now()}
		in.halt = h
		for _, q := range in.queues {
			in.refuse(q)
		}
		if !in.ended {
			in.work.Go(func() { in.probe(h) })
		}
	}
	h.say = u.Say
	why := error(u)
	in.adapter.unready.store.Store(&why)
	if time.Since(h.logged) >= haltLoggedEvery {
		h.logged = time.Now()
		in.adapter.log.Warn("nothing can be written down; events are held, and presses are told so",
			"since", h.since.UTC().Format(time.TimeOnly), "held", len(in.room), "err", worded(u))
	}
}

// probe offers one held event after each pause, until the core takes one in. Where
// nothing is held, the next event will tell.
func (in *intake) probe(h *halt) {
	for wait := firstWait; pause(in.ctx, wait) == nil; wait = min(2*wait, lastWait) {
		name, q, u, over := in.firstHeld(h)
		switch {
		case over:
			return
		case u == nil:
			in.goOn(h)
			return
		}
		in.after(q, u, in.offer(u))
		in.mu.Lock()
		in.leave(name, q)
		in.start(name, q)
		over = in.halt != h
		in.mu.Unlock()
		if over {
			return
		}
	}
}

// firstHeld takes the event that came first of those that are held, and marks its
// queue as worked on. It reports true once the halt is over.
func (in *intake) firstHeld(h *halt) (name string, first *queue, u *arrival, over bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.halt != h {
		return "", nil, nil, true
	}
	for n, q := range in.queues {
		if q.busy || len(q.waiting) == 0 || in.gap.holds(n, q) {
			continue
		}
		if first == nil || q.waiting[0].at.Before(first.waiting[0].at) {
			name, first = n, q
		}
	}
	if first == nil {
		return "", nil, nil, false
	}
	first.busy = true
	return name, first, first.next(), false
}

// goOn ends a halt: the core has taken in an event. Everything that is held is
// offered, and what wasn't held is read.
func (in *intake) goOn(h *halt) {
	in.mu.Lock()
	if h == nil || in.halt != h {
		in.mu.Unlock()
		return
	}
	in.halt = nil
	in.adapter.unready.store.Store(nil)
	lost, refill := len(in.lost), in.refill
	if lost > 0 {
		in.gap = &gap{} // Until it is known what to read, no private chat goes on.
	}
	for name, q := range in.queues {
		in.start(name, q)
	}
	in.mu.Unlock()
	in.adapter.log.Info("events can be written down again", "after", time.Since(h.since).Round(time.Second), "unheld", lost)
	if lost > 0 && refill != nil {
		refill()
	}
}

// halted returns the halt; nil if there is none.
func (in *intake) halted() *halt {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.halt
}

// usable waits while the store can't be used, so that nothing is read that would
// have to be held. It reports false if ctx ended first.
func (in *intake) usable(ctx context.Context) bool {
	for in.halted() != nil {
		if pause(ctx, firstWait) != nil {
			return false
		}
	}
	return true
}

// refuse tells those whose press waits behind what is held that nothing can be
// written down, and lets the press go. It is called with the lock held.
func (in *intake) refuse(q *queue) {
	if in.halt == nil || in.ended || len(q.waiting) == 0 || q.waiting[0].ix != nil {
		return
	}
	kept := q.waiting[:0]
	for _, u := range q.waiting {
		if u.ix == nil {
			kept = append(kept, u)
			continue
		}
		say := in.halt.say
		in.work.Go(func() {
			_ = guard(in.adapter, func() error { in.tell(u, say); return nil })
			u.done()
		})
	}
	clear(q.waiting[len(kept):])
	q.waiting = kept
}

// tell tells whoever pressed, for their eyes alone, that it can't be written down.
func (in *intake) tell(u *arrival, say string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(in.ctx), ackWithin)
	defer cancel()
	_, failed := in.adapter.answer(ctx, chat.Message{
		To: encoded(u.queue), Blocks: []chat.Block{chat.P(say)}, Seen: chat.AsAlert, Answer: u.ix.handle(),
	})
	if failed != nil {
		in.adapter.log.Warn("somebody wasn't told that nothing can be written down", "err", worded(failed))
	}
	in.adapter.Answered(u.ix.handle())
}

// overflows notes what is written in private where no more is held, and reports
// whether it did.
func (in *intake) overflows(u *arrival) bool {
	if !u.private || u.message == "" {
		return false
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.halt == nil || len(in.room) < in.adapter.mostHeld && len(in.lost) == 0 {
		return false
	}
	if _, noted := in.lost[u.queue]; !noted && len(in.lost) < mostLost {
		in.lost[u.queue] = u.message
	}
	return true
}

// unheld are the private chats in which something wasn't held, each with the last
// message before it.
func (in *intake) unheld() []chat.Gap {
	in.mu.Lock()
	defer in.mu.Unlock()
	var all []chat.Gap
	for c, first := range in.lost {
		if id, err := strconv.ParseUint(first, 10, 64); err == nil {
			all = append(all, chat.Gap{Chat: encoded(c), After: chat.MessageID(strconv.FormatUint(id-1, 10))})
		}
	}
	return all
}

// found forgets what wasn't held, once it has been read. While the store can't be
// used again more may have been written there since, and the end of that has it read.
func (in *intake) found(gaps []chat.Gap) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.halt != nil {
		return
	}
	for _, g := range gaps {
		delete(in.lost, g.Chat.ID)
	}
}

// unavailable returns the core's word that its store can't be used; nil for any
// other error.
func unavailable(err error) *chat.Unavailable {
	u, _ := errors.AsType[*chat.Unavailable](err)
	return u
}
