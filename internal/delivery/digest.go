package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

const (
	// digestBatch is how many summaries are looked at in one reading
	// transaction, and planned in one writing one.
	digestBatch = 200
	// digestsATick bounds what one tick plans: more than all platforms let out in
	// a minute, and little enough that the next minute's questions don't wait.
	digestsATick = 6000
)

// planSummaries plans every summary whose hour has come, a batch a transaction:
// one that is worth sending becomes a dispatch, any other is settled without.
// Whether it is worth sending follows from all that somebody ever did, so that
// is found out on a snapshot, beside whoever is writing.
func (s *Service) planSummaries(ctx context.Context, now time.Time) error {
	s.Kick() // Questions that were planned in this tick don't wait for it.
	for planned := 0; planned < digestsATick; {
		n, err := s.planSomeSummaries(ctx, now)
		if bad, ok := errors.AsType[*planError](err); ok && ctx.Err() == nil {
			if failed := s.setSummaryAside(ctx, bad.id, now); failed != nil {
				return fmt.Errorf("planning summaries: %w", errors.Join(err, failed))
			}
			s.log.Error("a summary can't be planned; trying again later", "subscription", bad.id, "err", bad.err)
			continue
		}
		if err != nil {
			return fmt.Errorf("planning summaries: %w", err)
		}
		if n < digestBatch {
			return nil
		}
		planned += n
		s.Kick()
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

// planSomeSummaries plans a batch and returns its size.
func (s *Service) planSomeSummaries(ctx context.Context, now time.Time) (n int, err error) {
	var batch []judgement
	err = s.store.View(ctx, func(tx reflection.Tx) error {
		due, err := tx.DueSummaries(now, digestBatch)
		if err != nil {
			return err
		}
		for _, row := range due {
			j, err := s.judge(tx, row, now)
			if err != nil {
				return &planError{row.Subscription, err}
			}
			batch = append(batch, j)
		}
		return ctx.Err()
	})
	if err != nil || len(batch) == 0 {
		return 0, err
	}
	err = s.store.Update(ctx, func(tx reflection.Tx) error {
		for _, j := range batch {
			if err := planSummary(tx, j, now); err != nil {
				return &planError{j.row.Subscription, err}
			}
		}
		return nil
	})
	return len(batch), err
}

// judge finds out whether a summary is due, and of which period one is worth it:
// of coinciding ones the longest that is.
func (s *Service) judge(tx reflection.Tx, row reflection.Summaries, now time.Time) (judgement, error) {
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
	j.worth, err = s.worthTelling(tx, sub, append([]summary.Period{turn.Period}, turn.Merged...), now)
	return j, err
}

// planSummary carries a judgement out, if nothing has changed since it was made:
// otherwise the summary stays due and is judged again.
func planSummary(tx reflection.Tx, j judgement, now time.Time) error {
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
		settle(&row, p)
	}
	return reckon(tx, row, sub, now)
}

// setSummaryAside lets a summary be due again in a while.
func (s *Service) setSummaryAside(ctx context.Context, id reflection.SubscriptionID, now time.Time) error {
	return s.store.Update(ctx, func(tx reflection.Tx) error {
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
