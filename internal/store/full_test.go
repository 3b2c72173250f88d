package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"stillpoint/internal/reflection"
)

func TestAFullDiskIsNamedAndSurvived(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	limit := func(pages int) {
		t.Helper()
		var now int
		err := s.writer.between(t.Context(), func() {
			row := s.writer.conn.c.QueryRowContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", pages))
			if err := row.Scan(&now); err != nil {
				t.Error(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var stored []reflection.Reply
	fill := func() error {
		return s.Update(t.Context(), func(tx reflection.Tx) error {
			r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Question: strings.Repeat("long ", 2000)}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			stored = append(stored, r)
			return nil
		})
	}
	limit(1) // as many as there are
	var err error
	for range 100 {
		if err = fill(); err != nil {
			break
		}
	}
	p, ok := errors.AsType[*Problem](err)
	if !ok || !errors.Is(err, ErrFull) || !errors.Is(err, reflection.ErrUnavailable) || p.Path != s.path {
		t.Fatalf("err = %v, want ErrFull about %s", err, s.path)
	}
	// What failed is not there, even if the caller doesn't look at the error.
	err = s.Update(t.Context(), func(tx reflection.Tx) error {
		tx.AddReply(&reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Question: strings.Repeat("long ", 2000)})
		tx.AddFact(&reflection.Fact{Person: h.Person.ID})
		return nil
	})
	if !errors.Is(err, ErrFull) || !errors.Is(err, reflection.ErrUnavailable) {
		t.Errorf("an error that was passed over: err = %v, want ErrFull, and the store unavailable", err)
	}
	view(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.Person.ID)
		if len(facts) != 0 {
			t.Error("what came after the failure was written")
		}
		for _, r := range stored {
			if _, err := tx.Reply(r.ID); err != nil {
				t.Errorf("a confirmed reply is gone: %v", err)
			}
		}
		return err
	})
	limit(1 << 20)
	if err := fill(); err != nil {
		t.Errorf("once there is room again: %v", err)
	}
}

// TestAFullDiskFailsEveryoneWhoWaits: an Update that waits behind one that fills the
// disk is run or refused, but never left waiting.
func TestAFullDiskFailsEveryoneWhoWaits(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		h := newHome(t, s, 1)
		crowd(t, s, "PRAGMA max_page_count = 1", func(int) error {
			return s.Update(t.Context(), func(tx reflection.Tx) error {
				return tx.AddReply(&reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Question: strings.Repeat("long ", 5000)})
			})
		}, func(err error) bool { return errors.Is(err, ErrFull) && errors.Is(err, reflection.ErrUnavailable) })
	})
}

// crowd has many do something at the same moment, after a pragma is set on the
// connection that writes, and wants each to come to an error that is as it must be.
func crowd(t *testing.T, s *Store, pragma string, do func(int) error, fails func(error) bool) {
	t.Helper()
	const many = 3 * maxGroup
	held, release := make(chan struct{}), make(chan struct{})
	go s.writer.between(t.Context(), func() {
		if _, err := s.writer.conn.c.ExecContext(context.Background(), pragma); err != nil {
			t.Error(err)
		}
		close(held)
		<-release
	})
	<-held
	errs := make(chan error, many)
	for i := range many {
		go func() { errs <- do(i) }()
	}
	synctest.Wait() // all wait for the writer
	close(release)
	for range many {
		if err := <-errs; !fails(err) {
			t.Errorf("err = %v", err)
		}
	}
}
