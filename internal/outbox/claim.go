package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"stillpoint/internal/reflection"
)

// decideError says which dispatch could not be decided on.
type decideError struct {
	id  reflection.DispatchID
	err error
}

func (e *decideError) Error() string { return fmt.Sprintf("dispatch %d: %v", e.id, e.err) }
func (e *decideError) Unwrap() error { return e.err }

// start starts what was handed over, and claims and starts as much as there is
// room for. It reports whether it started or decided on anything.
func (s *Sender) start(ctx context.Context) (any bool) {
	s.claiming.Lock()
	defer s.claiming.Unlock()
	any = s.startHanded(ctx)
	for ctx.Err() == nil {
		jobs, decided, err := s.claim(ctx)
		if err != nil {
			s.tryAgainWhenFreed()
			if ctx.Err() == nil {
				s.log.Log(ctx, levelOf(err), "claiming dispatches failed", "err", err)
			}
			return any
		}
		for _, j := range jobs {
			s.attemptBeside(ctx, j)
		}
		if decided == 0 {
			return any
		}
		any = true
	}
	return any
}

// startHanded starts what was handed over.
func (s *Sender) startHanded(ctx context.Context) bool {
	s.mu.Lock()
	handed := s.handed
	s.handed = nil
	for _, j := range handed {
		s.inFlight[j.Dispatch.ID] = true
	}
	s.mu.Unlock()
	for _, j := range handed {
		go s.attempt(ctx, j)
	}
	return len(handed) > 0
}

// attemptBeside starts a claimed job.
func (s *Sender) attemptBeside(ctx context.Context, j Job) {
	s.begin(j.Dispatch, s.isUrgent(j.Dispatch))
	go s.attempt(ctx, j)
}

func (s *Sender) isUrgent(d reflection.Dispatch) bool { return s.out.kinds[d.Purpose].Urgent }

// claim takes ready dispatches, as many as there is room for, marks them as being
// sent and decides on them. Decided is how many there were, whatever became of
// them. A dispatch that can't be decided on is set aside and the claim made again.
func (s *Sender) claim(ctx context.Context) (jobs []Job, decided int, err error) {
	for {
		jobs, decided, err = s.claimSome(ctx)
		bad, ok := errors.AsType[*decideError](err)
		if !ok || ctx.Err() != nil {
			return jobs, decided, err
		}
		if failed := s.setAside(ctx, bad.id); failed != nil {
			return nil, 0, errors.Join(err, failed)
		}
		s.log.Error("a dispatch can't be sent; trying again later", "dispatch", bad.id, "err", bad.err)
	}
}

// claimSome makes one claim. It looks first whether anything is ready, on a
// snapshot, so that nothing is written where nothing is.
func (s *Sender) claimSome(ctx context.Context) (jobs []Job, decided int, err error) {
	urgent, others := s.room()
	if urgent <= 0 && others <= 0 {
		return nil, 0, nil
	}
	c := reflection.Claim{
		Platform: s.adapter.Platform(), Owner: s.out.owner,
		Now: s.out.clock.now(), Lease: time.Now().UTC().Add(leaseFor),
		Answers: max(urgent, 0), Others: max(others, 0),
	}
	ready := false
	if err := s.out.store.View(ctx, func(tx reflection.Tx) error {
		ready, err = tx.AnyClaimable(c)
		return err
	}); err != nil || !ready {
		return nil, 0, err
	}
	err = s.out.Update(ctx, func(tx reflection.Tx) error {
		jobs = nil
		claimed, err := tx.ClaimDispatches(c)
		if err != nil {
			return err
		}
		decided = len(claimed)
		for _, d := range claimed {
			j, send, err := s.decide(tx, d, c.Now)
			if err != nil {
				return &decideError{d.ID, err}
			}
			if send {
				jobs = append(jobs, j)
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return jobs, decided, nil
}

// errNoKind says that a dispatch has a purpose that nothing sends.
func errNoKind(p reflection.Purpose) error { return fmt.Errorf("nothing sends the purpose %d", int(p)) }

// decide asks the dispatch's kind what becomes of it, as it was before the claim.
func (s *Sender) decide(tx reflection.Tx, claimed reflection.Dispatch, now time.Time) (Job, bool, error) {
	kind := s.out.kinds[claimed.Purpose].Kind
	if kind == nil {
		return Job{}, false, errNoKind(claimed.Purpose)
	}
	j, send, err := kind.Decide(tx, s, unclaimed(claimed), now)
	j.Dispatch = claimed
	return j, send, err
}

// unclaimed is a dispatch as it was before it was claimed.
func unclaimed(d reflection.Dispatch) reflection.Dispatch {
	d.State, d.Owner, d.Lease = reflection.DispatchPlanned, "", time.Time{}
	if d.Unsure > 0 {
		d.State = reflection.DispatchUncertain
	}
	if d.Attempts--; d.Attempts == 0 {
		d.Tried = time.Time{}
	}
	return d
}

// setAside leaves a dispatch alone for a while, or, past its window, for good.
func (s *Sender) setAside(ctx context.Context, id reflection.DispatchID) error {
	return s.out.store.Update(ctx, func(tx reflection.Tx) error {
		d, err := tx.Dispatch(id)
		if err != nil {
			return err
		}
		now := s.out.clock.now()
		d.Ready = now.Add(asideFor)
		if !now.Before(d.Window) {
			d.State, d.Ready = reflection.DispatchDropped, time.Time{}
		}
		return tx.UpdateDispatch(d)
	})
}

// tryAgainWhenFreed has whatever gets a place free wake the sender, as if there had
// been no room.
func (s *Sender) tryAgainWhenFreed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.full = true
}

// levelOf is the level at which an error of the store is logged. Trouble that lasts
// meets every sender again and again: the core logs it, once a minute.
func levelOf(err error) slog.Level {
	if errors.Is(err, reflection.ErrUnavailable) {
		return slog.LevelDebug
	}
	return slog.LevelError
}
