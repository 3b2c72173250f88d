package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/delivery/exports"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/outbox"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Service is everything that is delivered: the outbox with its kinds, and what
// fills it. Make one with New, and let Run send.
type Service struct {
	*outbox.Outbox
	*planning.Planner
	*summaries.Teller
	Answers *answers.Answers
	Exports *exports.Exports

	store reflection.Store
	tick  sync.Mutex // one Tick at a time
}

// New returns a service that sends through the adapters, which should be paced.
func New(store reflection.Store, packs *prompts.Library, log *slog.Logger, adapters ...chat.Adapter) *Service {
	s := &Service{store: store, Teller: summaries.New(store, packs, log)}
	s.Exports = exports.New(store, s.Teller, func() time.Time { return s.Outbox.Now() })
	s.Answers = answers.New(s.Teller.Illustrate, s.Exports.Attach)
	asks := &question{}
	kinds := map[reflection.Purpose]outbox.Registration{
		reflection.Ask:       {Kind: asks},
		reflection.Later:     {Kind: asks},
		reflection.Nudge:     {Kind: asks},
		reflection.Summarise: {Kind: s.Teller},
		reflection.Recount:   {Kind: posts.Recounting{}},
		reflection.Publish:   {Kind: posts.Publishing{}},
		reflection.Retract:   {Kind: posts.Retracting{}},
		reflection.Answer:    {Kind: s.Answers, Urgent: true},
		reflection.Moderate:  {Kind: moderation.Showing{}},
	}
	for purpose, r := range kinds {
		r.Rules = rules[purpose]
		kinds[purpose] = r
	}
	s.Outbox = outbox.New(store, log, kinds, adapters...)
	s.Planner = planning.New(s.Outbox, packs, log)
	asks.planner = s.Planner
	s.Teller.Use(s.Outbox)
	return s
}

// Tick plans what is due at now and wakes the senders; it sends nothing itself. It
// may be called again for the same instant, or for an earlier one, to no effect. An
// error says that not everything could be planned; what was is sent all the same.
func (s *Service) Tick(ctx context.Context, now time.Time) error {
	s.tick.Lock()
	defer s.tick.Unlock()
	if err := s.Outbox.Tick(ctx, now); err != nil {
		return err
	}
	questions, digests, err := s.waiting(ctx, now)
	if err != nil {
		return err
	}
	if questions {
		err = s.Planner.Due(ctx, now)
	}
	if digests {
		err = errors.Join(err, s.Teller.Due(ctx, now))
	}
	return err
}

// waiting looks whether there is anything for a tick to write, so that an idle one
// costs a read and no more.
func (s *Service) waiting(ctx context.Context, now time.Time) (questions, digests bool, err error) {
	err = s.store.View(ctx, func(tx reflection.Tx) error {
		subs, err := tx.DueSubscriptions(now, 1)
		if err != nil {
			return err
		}
		due, err := tx.DueSummaries(now, 1)
		questions, digests = len(subs) > 0, len(due) > 0
		return err
	})
	if err != nil {
		return false, false, fmt.Errorf("looking for what is due: %w", err)
	}
	return questions, digests, nil
}
