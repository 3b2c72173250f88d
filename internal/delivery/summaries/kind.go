package summaries

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// Decide settles what becomes of a ready summary. When it may go out is worked out
// anew, since its person may have travelled, or moved it. What it says is gathered
// in the attempt, outside this transaction.
func (t *Teller) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	r, err := readySummary(tx, d)
	if err != nil {
		return j, false, err
	}
	j.Message = chat.Message{To: d.Chat, Nonce: outbox.Nonce(d.ID)}
	begin := func() (outbox.Job, bool, error) { return j, true, settleTold(tx, r.sub, d.Period) }
	switch {
	case d.State == reflection.DispatchUncertain:
		return s.FindOut(tx, d, j, r.at, r.wanted(now) && d.Chat == r.sub.Chat, begin, now)
	case r.off || !now.Before(r.until):
		return j, false, drop(tx, s, d)
	}
	d.Window = r.until
	switch wait, err := r.waits(tx, now); {
	case err != nil:
		return j, false, err
	case wait.After(now):
		d.Ready = wait
		return j, false, tx.UpdateDispatch(d)
	case d.Chat != r.sub.Chat:
		d.Chat, d.Ready = r.sub.Chat, now // It waits behind what is in flight there.
		return j, false, tx.UpdateDispatch(d)
	}
	return begin()
}

// Make gathers a summary on a snapshot, draws it, and sends it.
func (t *Teller) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) outbox.Outcome {
	m, err := t.message(ctx, j.Dispatch, s.Limits())
	switch {
	case errors.Is(err, errNothingToTell):
		return outbox.Outcome{Err: &chat.SendError{Kind: chat.Expired, Err: err}}
	case err != nil:
		return outbox.Outcome{Err: &chat.SendError{Kind: chat.Unsent, Err: err}}
	}
	sent, err := s.Adapter().Send(ctx, m)
	return outbox.Outcome{Sent: sent, Err: err}
}

// Resolve records what came of a summary. A summary that a chat refuses is kept for
// as long as its window is open: the chat may be written to again by then.
func (t *Teller) Resolve(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	switch r.Fate {
	case outbox.Sent:
		d.Message = r.Outcome.Sent.Message
		return outbox.Finish(tx, d, reflection.DispatchSent)
	case outbox.NotFound:
		return outbox.Unshown(tx, d, now)
	case outbox.Waiting:
		return nil
	case outbox.Gone:
		return halt(tx, d, reflection.Gone, r.Outcome.Err, now)
	case outbox.Barred:
		return halt(tx, d, reflection.Barred, r.Outcome.Err, now)
	case outbox.Moved:
		return moved(tx, s, d, r.Outcome.Err, now)
	default:
		return drop(tx, s, d)
	}
}

// drop lets a summary go.
func drop(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch) error {
	s.Log().Info("summary dropped", "dispatch", d.ID, "period", d.Period)
	return outbox.Finish(tx, d, reflection.DispatchDropped)
}

// halt stops asking in a chat that refused a summary, which is kept. A pause
// outlasts a block.
func halt(tx reflection.Tx, d reflection.Dispatch, state reflection.SubscriptionState, cause error, now time.Time) error {
	d.State, d.Ready = reflection.DispatchPlanned, earlier(now.Add(heldFor), d.Window)
	if d.Unsure > 0 {
		d.State = reflection.DispatchUncertain
	}
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil || sub.State != reflection.Active {
		return err
	}
	return planning.Halt(tx, sub, state, outbox.Missing(cause), now)
}

// moved follows a chat to its new id, with whatever is open there and still to be
// sent.
func moved(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, cause error, now time.Time) error {
	to, err := outbox.MovedTo(cause)
	if err != nil || to == d.Chat {
		s.Log().Error("chat moved without saying where", "dispatch", d.ID, "err", cause)
		return drop(tx, s, d)
	}
	switch other, err := tx.SubscriptionIn(to); {
	case err == nil && other.ID != d.Subscription:
		return halt(tx, d, reflection.Gone, cause, now) // The new chat is asked already.
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	if err := planning.Move(tx, d.Subscription, to); err != nil {
		return err
	}
	d.Chat = to
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = outbox.Backoff(d.Attempts)
	}
	return outbox.Again(tx, d, wait, now)
}
