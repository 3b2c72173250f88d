package telegram

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"stillpoint/internal/chat"
)

// offerAgain are the pauses before an event that failed is offered again. After
// the last offer it is passed over.
var offerAgain = [...]time.Duration{250 * time.Millisecond, 2 * time.Second}

// offer hands one update to the core and reports whether it is done with:
// handled, of no use to the core, or passed over. It isn't if Run ended first.
func (in *intake) offer(u *arrival) bool {
	a := in.adapter
	if u.Callback != nil && u.Callback.ID != "" {
		a.callbacks.open(u.Callback.ID)
		defer a.release(in.ctx, u.Callback.ID)
	}
	var e chat.Event
	err := guard(a, func() error {
		e = a.event(in.ctx, &u.update, u.at)
		return nil
	})
	switch {
	case err != nil, e == nil && in.ctx.Err() == nil:
		return true
	case in.ctx.Err() != nil:
		return false // What was asked for on its way may be missing.
	}
	stop := a.typing(in.ctx, e)
	defer stop()
	for try := 0; ; try++ {
		err := guard(a, func() error { return in.to.Handle(in.ctx, e) })
		switch {
		case err == nil:
			return true
		case in.ctx.Err() != nil:
			return false
		case try == len(offerAgain):
			a.log.Error("an event failed three times; it is passed over", "update", u.ID, "event", kindOf(e), "err", err)
			return true
		}
		a.log.Warn("an event failed; it is offered again", "update", u.ID, "event", kindOf(e), "err", err)
		if pause(in.ctx, offerAgain[try]) != nil {
			return false
		}
	}
}

func kindOf(e chat.Event) string { return fmt.Sprintf("%T", e) }

var errPanic = errors.New("panic while handling an update")

// guard makes an error of a panic. An update that brought the bot down would
// come again at every start. The panic's value could hold somebody's words; the
// stack doesn't.
func guard(a *Adapter, f func() error) (err error) {
	defer func() {
		if recover() != nil {
			a.log.Error("panic while handling an update", "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return f()
}
