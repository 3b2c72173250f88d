package summaries

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// planError says which subscription's summary could not be planned.
type planError struct {
	id  reflection.SubscriptionID
	err error
}

func (e *planError) Error() string { return fmt.Sprintf("subscription %d: %v", e.id, e.err) }
func (e *planError) Unwrap() error { return e.err }

const (
	// batch is how many summaries are looked at in one reading
	// transaction, and planned in one writing one.
	batch = 200
	// mostATick bounds what one tick plans: more than all platforms let out in
	// a minute, and little enough that the next minute's questions don't wait.
	mostATick = 6000
	// asideFor is how long a summary that can't be planned is left alone.
	asideFor = 10 * time.Minute
)

// Due plans every summary whose hour has come, a batch a transaction:
// a summary that is worth sending becomes a dispatch, any other is passed over.
// Whether a summary is worth sending follows from all that somebody ever did, so that
// is found out on a snapshot, beside whoever is writing.
func (t *Teller) Due(ctx context.Context, now time.Time) error {
	t.out.Kick() // Questions that were planned in this tick don't wait for it.
	for planned := 0; planned < mostATick; {
		n, err := t.planSome(ctx, now)
		if bad, ok := errors.AsType[*planError](err); ok && ctx.Err() == nil {
			if failed := t.setAside(ctx, bad.id, now); failed != nil {
				return fmt.Errorf("planning summaries: %w", errors.Join(err, failed))
			}
			t.log.Error("a summary can't be planned; trying again later", "subscription", bad.id, "err", bad.err)
			continue
		}
		if err != nil {
			return fmt.Errorf("planning summaries: %w", err)
		}
		if n < batch {
			return nil
		}
		planned += n
		t.out.Kick()
	}
	return nil
}

// judgement is what is to become of a subscription's summary.
type judgement struct {
	row reflection.Summaries
	// turn is the one that is due; zero if none is.
	turn summary.Turn
	// worth is the period that is told; zero for none.
	worth summary.Period
}

// planSome plans a batch and returns its size.
func (t *Teller) planSome(ctx context.Context, now time.Time) (n int, err error) {
	var judged []judgement
	err = t.store.View(ctx, func(tx reflection.Tx) error {
		due, err := tx.DueSummaries(now, batch)
		if err != nil {
			return err
		}
		for _, row := range due {
			j, err := t.judge(tx, row, now)
			if err != nil {
				return &planError{row.Subscription, err}
			}
			judged = append(judged, j)
		}
		return ctx.Err()
	})
	if err != nil || len(judged) == 0 {
		return 0, err
	}
	err = t.out.Update(ctx, func(tx reflection.Tx) error {
		for _, j := range judged {
			if err := plan(tx, j, now); err != nil {
				return &planError{j.row.Subscription, err}
			}
		}
		return nil
	})
	return len(judged), err
}

// judge finds out whether a summary is due, and of which period one is worth it:
// of coinciding ones the longest that is.
func (t *Teller) judge(tx reflection.Tx, row reflection.Summaries, now time.Time) (judgement, error) {
	j := judgement{row: row}
	sub, err := tx.Subscription(row.Subscription)
	if err != nil {
		return j, err
	}
	settled, err := settledOf(row)
	if err != nil {
		return j, err
	}
	turn, due, err := summary.Due(prefsOf(row, sub), settled, now, sub.Rule.Zone)
	if err != nil || !due {
		return j, err
	}
	j.turn = turn
	j.worth, err = t.worthTelling(tx, sub, append([]summary.Period{turn.Period}, turn.Merged...), now)
	return j, err
}

// planSummary carries a judgement out, if nothing has changed since it was made:
// otherwise the summary stays due and is judged again.
func plan(tx reflection.Tx, j judgement, now time.Time) error {
	row, err := tx.Summaries(j.row.Subscription)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil // Its person was forgotten meanwhile.
	}
	if err != nil || row != j.row {
		return err
	}
	sub, err := tx.Subscription(row.Subscription)
	if err != nil {
		return err
	}
	if !j.worth.IsZero() {
		_, until, err := prefsOf(row, sub).When(j.worth, sub.Rule.Zone)
		if err != nil {
			return err
		}
		err = tx.AddDispatch(&reflection.Dispatch{
			Subscription: sub.ID, Period: j.worth.String(), Chat: sub.Chat,
			Purpose: reflection.Summarise, Ready: now, Window: until,
		})
		if err != nil && !errors.Is(err, reflection.ErrPlanned) {
			return err
		}
	}
	for _, p := range append([]summary.Period{j.turn.Period}, j.turn.Merged...) {
		pass(&row, p)
	}
	return reschedule(tx, row, sub, now)
}

// setAside lets a summary be due again in a while.
func (t *Teller) setAside(ctx context.Context, id reflection.SubscriptionID, now time.Time) error {
	return t.out.Update(ctx, func(tx reflection.Tx) error {
		row, err := tx.Summaries(id)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		row.Next = now.Add(asideFor)
		return tx.SetSummaries(row)
	})
}
