package delivery

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// job is a claimed dispatch on its way out.
type job struct {
	dispatch reflection.Dispatch
	message  chat.Message
	// seek says to look for it in the history, from since on, before anything
	// is sent.
	seek  bool
	since time.Time
	// within bounds a repetition that the platform's nonce makes harmless; zero
	// for no bound.
	within time.Duration
	// target is the message that is edited or removed; empty for none, or while it
	// isn't known.
	target chat.MessageID
	// counted is how many answers an edited post says there are.
	counted int
	// under is where the thread hangs that the message goes to, where To doesn't
	// say.
	under under
	// told is the end of the outage that the message tells of; zero for none.
	told time.Time
}

// ClaimTx is what deciding on a ready dispatch reads and writes.
type ClaimTx interface {
	OutageTx
	Delivery(reflection.DeliveryID) (reflection.Delivery, error)
	OpenAt(chat.Chat, time.Time, chat.MessageID) (reflection.Delivery, error)
	DropTx
}

// claimError says which dispatch could not be decided on.
type claimError struct {
	id  reflection.DispatchID
	err error
}

func (e *claimError) Error() string { return fmt.Sprintf("dispatch %d: %v", e.id, e.err) }
func (e *claimError) Unwrap() error { return e.err }

// claim takes at most free ready dispatches and marks those to be sent as
// sending. More says that others may be ready besides. A dispatch that can't be
// decided on is set aside and the claim made again.
func (l *line) claim(ctx context.Context, free int) (jobs []job, more bool, err error) {
	for {
		jobs, more, err = l.claimSome(ctx, free)
		bad, ok := errors.AsType[*claimError](err)
		if !ok || ctx.Err() != nil {
			return jobs, more, err
		}
		if failed := l.setAside(ctx, bad.id); failed != nil {
			return nil, false, errors.Join(err, failed)
		}
		l.service.log.Error("a dispatch can't be sent; trying again later", "dispatch", bad.id, "err", bad.err)
	}
}

func (l *line) claimSome(ctx context.Context, free int) (jobs []job, more bool, err error) {
	decided := 0
	err = l.service.store.Update(ctx, func(tx reflection.Tx) error {
		now := l.service.clock.now()
		ready, err := tx.ReadyDispatches(l.adapter.Platform(), now, free)
		if err != nil {
			return err
		}
		for _, d := range ready {
			if !l.takeOff(d) {
				continue
			}
			decided++
			j, send, err := l.decide(tx, d, now)
			if send {
				jobs = append(jobs, j)
				continue
			}
			l.land(d.ID)
			if err != nil {
				return &claimError{d.ID, err}
			}
		}
		more = len(ready) == free && decided > 0
		return nil
	})
	if err != nil {
		for _, j := range jobs {
			l.land(j.dispatch.ID)
		}
		return nil, false, err
	}
	return jobs, more, nil
}

// setAside leaves a dispatch alone for a while, or, past its window, for good.
func (l *line) setAside(ctx context.Context, id reflection.DispatchID) error {
	return l.service.store.Update(ctx, func(tx reflection.Tx) error {
		d, err := tx.Dispatch(id)
		if err != nil {
			return err
		}
		now := l.service.clock.now()
		d.Ready = now.Add(asideFor)
		if !now.Before(d.Window) {
			d.State, d.Ready = reflection.DispatchDropped, time.Time{}
		}
		if err := tx.UpdateDispatch(d); err != nil || d.Purpose != reflection.Publish {
			return err
		}
		return advance(tx, d, now)
	})
}

// Nonce is what marks every attempt at a dispatch as the same message, by
// which it is found in a chat's history.
func Nonce(id reflection.DispatchID) string {
	return "sp" + strconv.FormatInt(int64(id), 36)
}
