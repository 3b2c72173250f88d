package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// attempt makes one attempt at a job in flight, records what came of it, and makes
// its place free.
func (s *Sender) attempt(ctx context.Context, j Job) {
	writing, stop := graceful(ctx, stopGrace)
	defer stop()
	defer s.finish(j.Dispatch)
	if j.Proven && !s.proof.ask(writing, s, j.Dispatch) {
		s.record(ctx, j, func(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
			d.Attempts--
			return s.findOutLater(tx, d, now)
		})
		return
	}
	o := s.make(writing, j)
	switch {
	case works(o.Err):
		s.proof.succeeded()
		s.proof.resolved(j.Dispatch.ID)
	case chat.KindOf(o.Err) == chat.Uncertain && !j.Seek:
		s.proof.doubt(j.Dispatch.ID)
	}
	s.record(ctx, j, func(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
		if ctx.Err() != nil && !j.Seek && chat.KindOf(o.Err) == chat.Unsent {
			// It was the order to stop: the next process sends it at once.
			if d.Attempts--; d.Attempts == 0 {
				d.Tried = time.Time{}
			}
			return s.tryAgain(tx, d, s.out.kinds[d.Purpose], j, o, 0, now)
		}
		return s.resolve(tx, d, j, o, now)
	})
	if s.out.observe != nil {
		s.out.observe(Attempt{
			Platform: s.adapter.Platform(), Purpose: j.Dispatch.Purpose,
			Due: j.Due, Placed: j.Dispatch.Placed, Seek: j.Seek, Err: o.Err,
		})
	}
}

// make carries the job out. A panic is no outcome that anybody knows: the dispatch
// was perhaps shown. The panic's value could hold somebody's words; the stack
// doesn't.
func (s *Sender) make(ctx context.Context, j Job) (o Outcome) {
	defer func() {
		if recover() != nil {
			s.log.Error("panic while sending", "dispatch", j.Dispatch.ID, "purpose", j.Dispatch.Purpose, "stack", string(debug.Stack()))
			o = Outcome{Err: &chat.SendError{Kind: chat.Uncertain, Err: errors.New("panic while sending")}}
		}
	}()
	if j.Within > 0 {
		bounded, stop := context.WithTimeout(ctx, j.Within)
		defer stop()
		ctx = bounded
	}
	kind := s.out.kinds[j.Dispatch.Purpose].Kind
	if !j.Seek {
		return kind.Make(ctx, s, j)
	}
	if seeker, ok := kind.(Seeker); ok {
		return seeker.Seek(ctx, s, j)
	}
	o.Sent, o.Found, o.Err = s.adapter.Find(ctx, j.Message.To, j.Message.Nonce, j.Since)
	return o
}

// record stores what came of a job, even if the order to stop has come since. Only
// this process knows it, so what can't be stored is tried again until it can be, or
// until the process must end; recovery then takes the dispatch for interrupted. What
// fails for another reason than the store is taken for perhaps shown after a minute.
func (s *Sender) record(ctx context.Context, j Job, outcome func(reflection.Tx, reflection.Dispatch, time.Time) error) {
	const longest = 30 * time.Second
	for wait := time.Second; ; wait = min(2*wait, longest) {
		err := s.out.Update(context.WithoutCancel(ctx), func(tx reflection.Tx) error {
			d := j.Dispatch
			if !s.isUrgent(d) { // What may have been changed by others since.
				var err error
				if d, err = tx.Dispatch(d.ID); errors.Is(err, reflection.ErrNotFound) {
					return nil // Its person was forgotten meanwhile.
				} else if err != nil {
					return err
				}
			}
			d.Owner, d.Lease = "", time.Time{}
			return outcome(tx, d, s.out.clock.now())
		})
		if err == nil {
			return
		}
		s.log.Log(ctx, levelOf(err), "recording an attempt failed", "dispatch", j.Dispatch.ID, "err", err)
		if !errors.Is(err, reflection.ErrUnavailable) && wait == longest {
			s.leaveUnsure(ctx, j.Dispatch.ID)
			return
		}
		if !slept(ctx, wait) {
			return
		}
	}
}

// leaveUnsure stores a dispatch whose outcome can't be recorded as perhaps shown. Left
// as being sent it would hold up its chat: its lease is renewed with all the others.
func (s *Sender) leaveUnsure(ctx context.Context, id reflection.DispatchID) {
	err := s.out.Update(context.WithoutCancel(ctx), func(tx reflection.Tx) error {
		d, err := tx.Dispatch(id)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil // Its person was forgotten meanwhile.
		} else if err != nil {
			return err
		}
		d.Unsure++
		return s.findOutLater(tx, d, s.out.clock.now())
	})
	if err != nil {
		s.log.Log(ctx, levelOf(err), "leaving an attempt unsure failed", "dispatch", id, "err", err)
	}
}

// slept sleeps and reports whether ctx let it.
func slept(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// resolve is the one place in which it is settled what follows from an outcome.
func (s *Sender) resolve(tx reflection.Tx, d reflection.Dispatch, j Job, o Outcome, now time.Time) error {
	r := s.out.kinds[d.Purpose]
	end := func(fate Fate) error {
		return r.Kind.Resolve(tx, s, d, Result{Job: j, Outcome: o, Fate: fate}, now)
	}
	switch {
	case o.Err == nil && j.Seek && !o.Found:
		return end(NotFound)
	case o.Err == nil:
		return end(Sent)
	}
	rules := r.Rules.Send
	if j.Seek {
		rules = r.Rules.Seek
		d.Attempts-- // Looking for it was no attempt at sending it.
	}
	kind := chat.KindOf(o.Err)
	action := rules.on(kind)
	log := s.log.With("dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose, "kind", kind, "err", o.Err)
	switch action {
	case Stop:
		log.Info("the chat is gone")
		return end(Gone)
	case Bar:
		log.Warn("a permission is missing")
		return end(Barred)
	case Follow:
		log.Info("the chat has moved")
		return end(Moved)
	case Forget:
		log.Info("what it was about is no longer there")
		return end(Dropped)
	case Drop:
		log.Error("rejected: a defect in what was sent")
		return end(Dropped)
	}
	switch action {
	case Wait:
		wait := waitOf(o.Err)
		log.Debug("told to slow down", "wait", wait) // The pace in front says long waits.
		if !j.Seek {
			d.Attempts--
		}
		return s.tryAgain(tx, d, r, j, o, wait, now)
	case Pause:
		log.Warn("not done; trying again later", "wait", pauseFor)
		return s.tryAgain(tx, d, r, j, o, pauseFor, now)
	case Retry:
		wait := Backoff(d.Attempts)
		log.Warn("not done; trying again", "attempts", d.Attempts, "wait", wait)
		return s.tryAgain(tx, d, r, j, o, wait, now)
	default:
		if !j.Seek {
			d.Unsure++
		}
		log.Warn("perhaps done; finding out", "unsure", d.Unsure)
		if err := s.findOutLater(tx, d, now); err != nil {
			return err
		}
		return r.Kind.Resolve(tx, s, d, Result{Job: j, Outcome: o, Fate: Waiting}, now)
	}
}

// pauseFor is how long something waits that a person must put right first.
const pauseFor = time.Hour

// tryAgain stores a dispatch to be tried again after a wait, at the latest at the
// end of its window, where its kind lets it go. What may have been shown by an
// earlier attempt stays uncertain.
func (s *Sender) tryAgain(tx reflection.Tx, d reflection.Dispatch, r Registration, j Job, o Outcome, wait time.Duration, now time.Time) error {
	if err := Again(tx, d, wait, now); err != nil {
		return err
	}
	return r.Kind.Resolve(tx, s, d, Result{Job: j, Outcome: o, Fate: Waiting}, now)
}

// Again stores a dispatch to be tried again after a wait, at the latest at the end
// of its window. What may have been shown by an earlier attempt stays uncertain.
func Again(tx reflection.Tx, d reflection.Dispatch, wait time.Duration, now time.Time) error {
	d.State, d.Ready = reflection.DispatchPlanned, now.Add(wait)
	if d.Unsure > 0 {
		d.State = reflection.DispatchUncertain
	} else if d.Window.Before(d.Ready) {
		d.Ready = d.Window
	}
	return tx.UpdateDispatch(d)
}

// Finish stores a dispatch with nothing more to do.
func Finish(tx reflection.Tx, d reflection.Dispatch, state reflection.DispatchState) error {
	d.State, d.Ready = state, time.Time{}
	return tx.UpdateDispatch(d)
}

// Backoff is how long to wait after the n-th failed attempt: five seconds doubling
// to five minutes, a quarter more or less.
func Backoff(n int) time.Duration {
	return jitter(min(5*time.Second<<min(max(n-1, 0), 6), 5*time.Minute))
}

// jitter varies a wait by a quarter either way.
func jitter(d time.Duration) time.Duration { return d*3/4 + rand.N(d/2) }

// waitOf returns how long a throttled attempt must wait, at least a second.
func waitOf(err error) time.Duration {
	if se, ok := errors.AsType[*chat.SendError](err); ok {
		return max(se.Wait, time.Second)
	}
	return time.Second
}

// MovedTo returns where the chat of a failed attempt went.
func MovedTo(err error) (chat.Chat, error) {
	se, ok := errors.AsType[*chat.SendError](err)
	if !ok || se.MovedTo.IsZero() {
		return chat.Chat{}, fmt.Errorf("no new id: %w", err)
	}
	return se.MovedTo, nil
}

// graceful returns a context that ends a while after ctx does.
func graceful(ctx context.Context, grace time.Duration) (context.Context, func()) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		t := time.NewTimer(grace)
		defer t.Stop()
		select {
		case <-t.C:
			cancel()
		case <-out.Done():
		}
	})
	return out, func() { stop(); cancel() }
}

// Unshown puts a dispatch that was sought, and surely never shown, back in the queue.
func Unshown(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
	d.State, d.Ready, d.Unsure = reflection.DispatchPlanned, now, 0
	return tx.UpdateDispatch(d)
}

// Missing returns the permission that a failure names, as the platform does.
func Missing(err error) string {
	if se, ok := errors.AsType[*chat.SendError](err); ok {
		return se.Missing
	}
	return ""
}
