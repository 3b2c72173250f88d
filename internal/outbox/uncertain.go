package outbox

import (
	"context"
	"errors"
	"strconv"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// The margins of finding out what became of a message.
const (
	// nonceMargin is how long before the platform forgets a nonce a repetition must
	// have got there.
	nonceMargin = 10 * time.Second
	// seekBefore is how far before its first attempt a message is looked for: the
	// platform's clock and ours may differ. The nonce is unique, so looking further
	// does no harm.
	seekBefore = 15 * time.Minute
	// mostUnsure is how many attempts of one dispatch may end uncertain where the
	// platform offers no way to find out.
	mostUnsure = 2
)

// Nonce is what marks every attempt at a dispatch as the same message, by which it
// is found in a chat's history.
func Nonce(id reflection.DispatchID) string {
	return "sp" + strconv.FormatInt(int64(id), 36)
}

// FindOut decides on a dispatch that was perhaps shown. The platform's nonce makes
// a repetition harmless, which begin makes; past it the history tells, where seek
// says what is looked for; where there is neither, it is sent once more, and never
// twice more. A dispatch that isn't wanted any more is sought, but not repeated.
// Nothing of it was shown before it was due.
func (s *Sender) FindOut(tx reflection.Tx, d reflection.Dispatch, seek Job, due time.Time, wanted bool, begin func() (Job, bool, error), now time.Time) (Job, bool, error) {
	limits := s.adapter.Limits()
	passed, known := now.Sub(d.Tried), limits.NonceWindow-nonceMargin
	switch {
	case wanted && 0 <= passed && passed < known:
		j, send, err := begin()
		j.Within = known - passed
		return j, send, err
	case limits.History:
		seek.Seek, seek.Since = true, Sought(d, due, now)
		return seek, true, nil
	case wanted && d.Unsure < mostUnsure:
		j, send, err := begin()
		j.Proven = true
		return j, send, err
	}
	s.log.Warn("given up: perhaps shown, and there is no way to find out", "dispatch", d.ID, "purpose", d.Purpose, "wanted", wanted)
	d.Ready = time.Time{}
	return Job{}, false, tx.UpdateDispatch(d)
}

// Sought is the instant from which on a dispatch's message is looked for. Where the
// clock was set back since it was tried, it is when the dispatch was due.
func Sought(d reflection.Dispatch, due, now time.Time) time.Time {
	since := d.Tried
	if now.Before(since) {
		since = due
	}
	return since.Add(-seekBefore)
}

// findOutLater stores a dispatch as perhaps shown, to be found out about after as
// long again as has passed, between five seconds and five minutes.
func (s *Sender) findOutLater(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
	wait := jitter(min(max(now.Sub(d.Tried), 5*time.Second), 5*time.Minute))
	d.State, d.Ready = reflection.DispatchUncertain, now.Add(wait)
	return tx.UpdateDispatch(d)
}

// resolveInterrupted tells the kind of a dispatch that it was perhaps shown. What the
// kind can't work with must hold up nobody: it is set aside when it is claimed.
func (s *Sender) resolveInterrupted(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
	kind := s.out.kinds[d.Purpose].Kind
	if kind == nil {
		return errNoKind(d.Purpose)
	}
	r := Result{Fate: Waiting, Outcome: Outcome{Err: &chat.SendError{Kind: chat.Uncertain}}}
	return kind.Resolve(tx, s, d, r, now)
}

// recoverInterrupted takes dispatches that are marked as being sent, though nobody
// alive is sending them, for perhaps shown: a crash cut them off, or their outcome
// could not be recorded.
func (s *Sender) recoverInterrupted(ctx context.Context) error {
	interrupted := func(tx reflection.Tx) (cut []reflection.Dispatch, err error) {
		all, err := tx.InterruptedDispatches(s.adapter.Platform(), time.Now().UTC(), s.out.owner)
		for _, d := range all {
			if !s.isInFlight(d.ID) {
				cut = append(cut, d)
			}
		}
		return cut, err
	}
	some := false
	err := s.out.store.View(ctx, func(tx reflection.Tx) error {
		cut, err := interrupted(tx)
		some = len(cut) > 0
		return err
	})
	if err != nil || !some {
		return err
	}
	var found []reflection.Dispatch
	err = s.out.Update(ctx, func(tx reflection.Tx) error {
		if found, err = interrupted(tx); err != nil {
			return err
		}
		now := s.out.clock.now()
		for _, d := range found {
			d.Owner, d.Lease, d.Unsure = "", time.Time{}, d.Unsure+1
			d.State, d.Ready = reflection.DispatchUncertain, now
			if err := tx.UpdateDispatch(d); err != nil {
				return err
			}
			if err := s.resolveInterrupted(tx, d, now); errors.Is(err, reflection.ErrUnavailable) || ctx.Err() != nil {
				return err
			} else if err != nil {
				s.log.Error("taking up an interrupted sending failed", "dispatch", d.ID, "err", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range found {
		s.log.Info("a sending was interrupted", "dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose)
	}
	return nil
}
