package chattest

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
)

// offer hands an event over until it is taken in, or was refused three times. While
// the intake is unavailable the event is offered at growing intervals, and nothing
// is counted against it; a press is let go, and its presser told. It is not over if
// ctx ended first: then the event is kept for the next run.
func (p *Platform) offer(ctx context.Context, in chat.Intake, e chat.Event) (taken, over bool) {
	hold := holdFirst
	for n := 1; ; n++ {
		err := in.Handle(ctx, e)
		wait := offerAgain
		unavailable, held := errors.AsType[*chat.Unavailable](err)
		switch {
		case err == nil:
			return true, true
		case ctx.Err() != nil:
			return false, false
		case held && isPress(e):
			p.tell(e, unavailable.Say)
			return true, true
		case held:
			n--
			wait, hold = hold, min(2*hold, holdMost)
		case n == maxOffers:
			return false, true
		}
		select {
		case <-ctx.Done():
			return false, false
		case <-time.After(wait):
		}
	}
}

// tell shows a line to whoever an event is from, for their eyes alone.
func (p *Platform) tell(e chat.Event, say string) {
	m := e.About()
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.room(m.Space.Chat)
	if r == nil {
		return
	}
	p.put(r, &message{Shown: Shown{At: p.now(), Text: say, Seen: chat.AsAlert}, readers: m.Actor.Account})
}

// isPress reports whether somebody waits for an answer to an event, at once.
func isPress(e chat.Event) bool {
	switch e.(type) {
	case chat.Pressed, chat.Submitted:
		return true
	}
	return false
}
