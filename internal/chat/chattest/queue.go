package chattest

import (
	"context"
	"errors"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// maxOffers is how often an event is offered before it is passed over.
	maxOffers = 3
	// offerAgain is how long a failed event waits for its next offer.
	offerAgain = 10 * time.Millisecond
	// holdFirst is how long an event first waits while the intake is unavailable;
	// the wait doubles up to holdMost.
	holdFirst = 500 * time.Millisecond
	holdMost  = 30 * time.Second
	// catchUpEvery is the time between two reports of being caught up.
	catchUpEvery = 30 * time.Second
)

// intakeQueue holds what waits to be taken in. It outlives Run, as the
// platform outlives the bot.
type intakeQueue struct {
	waiting map[chat.Chat][]*queued
	ready   []chat.Chat // chats with something to offer and nothing on offer
	backlog int         // events that waited when Run began and aren't done
	running bool
	wake    chan struct{}

	handled    []chat.Event
	passedOver []chat.Event
	lost       []chat.Event
}

// queued is an event with how far it has come.
type queued struct {
	event   chat.Event
	waited  bool // it waited when Run began
	offered bool
}

func newIntakeQueue() intakeQueue {
	return intakeQueue{waiting: map[chat.Chat][]*queued{}, wake: make(chan struct{}, 1)}
}

func (q *intakeQueue) kick() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *intakeQueue) add(e chat.Event) {
	c := e.About().Space.Chat
	q.waiting[c] = append(q.waiting[c], &queued{event: e})
	if q.running && len(q.waiting[c]) == 1 {
		q.ready = append(q.ready, c)
	}
	q.kick()
}

// start begins a run: everything is offered from its first offer on, but for
// what the platform no longer keeps.
func (q *intakeQueue) start(keeps time.Duration, now time.Time) {
	q.running, q.ready, q.backlog = true, nil, 0
	for c, events := range q.waiting {
		kept := events[:0]
		for _, e := range events {
			if keeps > 0 && now.Sub(e.event.About().At) > keeps {
				q.lost = append(q.lost, e.event)
				continue
			}
			e.waited, e.offered = true, false
			kept = append(kept, e)
		}
		if q.waiting[c] = kept; len(kept) > 0 {
			q.ready = append(q.ready, c)
			q.backlog += len(kept)
		}
	}
}

// done takes the first event of a chat off the queue.
func (q *intakeQueue) done(c chat.Chat, taken bool) {
	e := q.waiting[c][0]
	if q.waiting[c] = q.waiting[c][1:]; len(q.waiting[c]) > 0 {
		q.ready = append(q.ready, c)
	} else {
		delete(q.waiting, c)
	}
	if e.waited {
		q.backlog--
	}
	if taken {
		q.handled = append(q.handled, e.event)
	} else {
		q.passedOver = append(q.passedOver, e.event)
	}
}

// takenInUntil is the instant up to which everything has been offered.
func (q *intakeQueue) takenInUntil(now time.Time) time.Time {
	for _, events := range q.waiting {
		for _, e := range events {
			if at := e.event.About().At; !e.offered && at.Before(now) {
				now = at
			}
		}
	}
	return now
}

// Run implements chat.Adapter. A second run beside the first is refused.
func (p *Platform) Run(ctx context.Context, in chat.Intake) error {
	p.mu.Lock()
	if p.intake.running {
		p.mu.Unlock()
		return errors.New("chattest: another instance is taking events in")
	}
	p.intake.start(p.limits.Keeps, time.Now())
	p.mu.Unlock()
	p.askForGaps(ctx, in)

	var handling sync.WaitGroup
	defer func() {
		handling.Wait()
		p.mu.Lock()
		p.intake.running = false
		p.mu.Unlock()
	}()
	ticker := time.NewTicker(catchUpEvery)
	defer ticker.Stop()
	free := make(chan struct{}, p.width)
	caughtUp := false
	for {
		if ctx.Err() != nil {
			return nil
		}
		backlog := p.offerReady(ctx, in, free, &handling)
		if !caughtUp && backlog == 0 {
			caughtUp = p.reportCaughtUp(ctx, in)
		}
		select {
		case <-ctx.Done():
		case <-p.intake.wake:
		case <-ticker.C:
			if caughtUp {
				p.reportCaughtUp(ctx, in)
			}
		}
	}
}

// askForGaps asks, where history can be read, for the chats to read. What was
// written there waits in the queue already, so only the answer is checked; one
// that fails is asked for at the next start.
func (p *Platform) askForGaps(ctx context.Context, in chat.Intake) {
	if !p.limits.History {
		return
	}
	gaps, err := in.Gaps(ctx, p.name)
	if err != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, g := range gaps {
		if r := p.room(g.Chat); r == nil || !r.space.Private {
			_ = p.violation("a gap in a chat that isn't a private one of this platform's")
		}
	}
}

// offerReady sets a goroutine to each chat that has something to offer, as far
// as free allows, and returns how much of the backlog is left.
func (p *Platform) offerReady(ctx context.Context, in chat.Intake, free chan struct{}, handling *sync.WaitGroup) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := &p.intake
	for len(q.ready) > 0 {
		select {
		case free <- struct{}{}:
		default:
			return q.backlog
		}
		c := q.ready[0]
		q.ready = q.ready[1:]
		head := q.waiting[c][0]
		head.offered = true
		handling.Go(func() {
			taken, over := p.offer(ctx, in, head.event)
			p.mu.Lock()
			if over {
				p.intake.done(c, taken)
			}
			p.mu.Unlock()
			<-free
			q.kick()
		})
	}
	return q.backlog
}

// reportCaughtUp reports whether the report was taken; otherwise the next one
// is due at the next tick.
func (p *Platform) reportCaughtUp(ctx context.Context, in chat.Intake) bool {
	p.mu.Lock()
	until := p.intake.takenInUntil(time.Now().UTC())
	p.mu.Unlock()
	return in.CaughtUp(ctx, p.name, until) == nil
}

// PassedOver returns the events that failed three times, oldest first.
func (p *Platform) PassedOver() []chat.Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]chat.Event(nil), p.intake.passedOver...)
}

// Lost returns the events that the platform no longer kept, oldest first.
func (p *Platform) Lost() []chat.Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]chat.Event(nil), p.intake.lost...)
}

// Waiting returns how many events are not done with.
func (p *Platform) Waiting() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, events := range p.intake.waiting {
		n += len(events)
	}
	return n
}

// OfferAgain offers the last n handled events once more, in their order, as a
// platform does that never learnt that they were handled.
func (p *Platform) OfferAgain(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.intake.handled
	for _, e := range all[max(0, len(all)-n):] {
		p.intake.add(e)
	}
}
