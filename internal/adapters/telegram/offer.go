package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"stillpoint/internal/chat"
)

// offerAgain are the pauses before an event that failed is offered again. After
// the last offer it is passed over.
var offerAgain = [...]time.Duration{250 * time.Millisecond, 2 * time.Second}

// offer hands one update to the core and reports whether it is done with:
// handled, of no use to the core, or passed over. It isn't if Run ended first.
// While the store can't be used, the event keeps its place and is offered again
// for as long as that takes; a press is told so, and done.
func (in *intake) offer(q *queue, u *arrival) bool {
	a := in.adapter
	press := u.press()
	if press != "" {
		a.callbacks.begin(press, spinFor, a.release)
	}
	e, err := in.event(q, u)
	if err != nil || e == nil {
		a.callbacks.end(press, a.release)
		return err != nil || in.ctx.Err() == nil // What was asked for on its way may be missing.
	}
	for try := 0; ; {
		probe := false
		if press == "" {
			if cause, _ := in.hold.state(); cause != nil && !q.held {
				in.heldBack(q, cause.Say)
			}
			if probe, err = in.hold.pass(in.ctx); err != nil {
				return false
			}
		}
		err = in.hand(q, e)
		stopped := err != nil && in.ctx.Err() != nil
		if stopped {
			in.hold.note(probe, true, context.Canceled)
			a.callbacks.end(press, a.release)
			return false
		}
		held, unavailable := in.hold.note(probe, press != "", err)
		switch {
		case err == nil:
			return true
		case unavailable && press != "":
			a.tell(in.ctx, press, held.Say)
			return true
		case unavailable:
			in.heldBack(q, held.Say)
			continue
		case try == len(offerAgain):
			a.log.Error("an event failed three times; it is passed over", "update", u.ID, "event", kindOf(e), "err", err)
			a.callbacks.end(press, a.release)
			return true
		}
		a.log.Warn("an event failed; it is offered again", "update", u.ID, "event", kindOf(e), "err", err)
		if pause(in.ctx, offerAgain[try]) != nil {
			a.callbacks.end(press, a.release)
			return false
		}
		try++
	}
}

// event makes an event of an arrival; a panic on the way is an error.
func (in *intake) event(q *queue, u *arrival) (e chat.Event, err error) {
	err = guard(in.adapter.log, func() error {
		e = in.adapter.event(in.ctx, &u.update, u.at)
		if t, ok := e.(chat.Text); ok && u.Message.Album != "" {
			e = in.wholeAlbum(q, u, t)
		}
		return nil
	})
	return e, err
}

// hand makes one offer.
func (in *intake) hand(q *queue, e chat.Event) error {
	stop := in.adapter.typing(in.ctx, e)
	defer stop()
	in.inFlight(q, true)
	defer in.inFlight(q, false)
	return guard(in.adapter.log, func() error { return in.to.Handle(in.ctx, e) })
}

func kindOf(e chat.Event) string { return fmt.Sprintf("%T", e) }

var errPanic = errors.New("panic")

// guard makes an error of a panic. An update that brought the bot down would
// come again at every start. The panic's value could hold somebody's words; the
// stack doesn't.
func guard(log *slog.Logger, f func() error) (err error) {
	defer func() {
		if recover() != nil {
			log.Error("panic in the adapter", "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return f()
}

// recovered is deferred where something is sent: it makes an error of a panic.
// What was asked for wasn't sent then; a panic inside a request is the request's.
func (a *Adapter) recovered(err *error) {
	if recover() != nil {
		a.log.Error("panic while sending", "stack", string(debug.Stack()))
		*err = &chat.SendError{Kind: chat.Rejected, Err: errPanic}
	}
}
