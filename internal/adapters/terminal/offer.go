package terminal

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
)

const (
	// offers is how often an event is offered before it is passed over.
	offers = 3
	// heldFirst and heldMost are the shortest and the longest pause between two
	// offers of an event that can't be written down.
	heldFirst = 200 * time.Millisecond
	heldMost  = 30 * time.Second
)

// offer hands an event over until it is taken in, or was refused three times. While
// nothing can be written down it is offered again and again, at growing intervals,
// and what is typed meanwhile waits behind it; a press is let go. What ctx cuts off
// is offered again by the next run.
func (t *Terminal) offer(ctx context.Context, in chat.Intake, e chat.Event) {
	t.unfinished = e
	held := time.Duration(0)
	for tries := 0; tries < offers; {
		err := in.Handle(ctx, e)
		unavailable, hold := errors.AsType[*chat.Unavailable](err)
		switch {
		case err != nil && ctx.Err() != nil:
			return
		case err == nil:
			t.unfinished = nil
			if held > 0 {
				t.page.note("It is written down now.")
			}
			return
		case hold && isPress(e):
			t.unfinished = nil
			t.page.note(unavailable.Say)
			return
		case !hold:
			tries++
			continue
		}
		if held == 0 {
			t.page.note("I can't write anything down right now. I keep this one, and try again until I can.")
		}
		held = min(max(2*held, heldFirst), heldMost)
		select {
		case <-time.After(held):
		case <-ctx.Done():
			return
		}
	}
	t.unfinished = nil
	t.page.note("That went wrong, three times. The log says how.")
}

// isPress reports whether an event is a press of a button, or a form that was filled.
func isPress(e chat.Event) bool {
	switch e.(type) {
	case chat.Pressed, chat.Submitted:
		return true
	}
	return false
}
