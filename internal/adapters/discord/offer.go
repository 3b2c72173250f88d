package discord

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

// offer hands one event to the core, three times at most. It reports true if the
// event is to be held, because the core's store can't be used: that is counted
// against no event. A press isn't held; whoever pressed is told.
func (in *intake) offer(u *arrival) (held bool) {
	a := in.adapter
	var e chat.Event
	err := guard(a, func() error {
		e = u.event(in.ctx)
		return nil
	})
	if err != nil || e == nil {
		in.letGo(u)
		return false
	}
	for try := 0; ; try++ {
		before := in.halted()
		err := guard(a, func() error { return in.to.Handle(in.ctx, e) })
		if err == nil {
			in.goOn(before)
			return false
		}
		if in.ctx.Err() != nil {
			in.giveUp(u)
			return false
		}
		if store := unavailable(err); store != nil {
			if u.ix == nil {
				in.stop(store)
				return true
			}
			in.tell(u, store.Say) // Nothing of it is left to be offered again, so it halts nothing.
			return false
		}
		in.goOn(before)
		if try == len(offerAgain) {
			a.log.Error("an event failed three times; it is passed over", "event", fmt.Sprintf("%T", e), "id", e.About().ID, "err", worded(err))
			in.letGo(u)
			return false
		}
		a.log.Warn("an event failed; it is offered again", "event", fmt.Sprintf("%T", e), "id", e.About().ID, "err", worded(err))
		if pause(in.ctx, offerAgain[try]) != nil {
			in.giveUp(u)
			return false
		}
	}
}

// giveUp leaves an event undone because Run ends: whoever goes on from here is told it
// again.
func (in *intake) giveUp(u *arrival) {
	if in.adapter.options.Keeper == nil || u.sequence == 0 {
		in.letGo(u)
		return
	}
	if u.ix != nil {
		in.adapter.abandon(u.ix)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.leaveUndone(u)
}

// leaveUndone notes an event that nobody handles. It is called with the lock held.
func (in *intake) leaveUndone(u *arrival) {
	if first := in.left[u.shard]; u.sequence > 0 && (first == 0 || u.sequence < first) {
		in.left[u.shard] = u.sequence
	}
}

// letGo ends the interaction of an event that nobody will answer.
func (in *intake) letGo(u *arrival) {
	if u.ix != nil {
		in.adapter.Answered(u.ix.handle())
	}
}

var errPanic = errors.New("a panic, which the log tells of")

// guard makes an error of a panic. The panic's value could hold somebody's words;
// the stack doesn't.
func guard(a *Adapter, f func() error) (err error) {
	defer func() {
		if recover() != nil {
			a.log.Error("panic", "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return f()
}

// worded is an error as the log tells it: never empty.
func worded(err error) error {
	if err == nil || err.Error() == "" {
		return fmt.Errorf("an error of type %T that says nothing", err)
	}
	return err
}
