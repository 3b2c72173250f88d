package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/reflection"
)

// files returns all that is on the disk, the write-ahead log and the shared
// memory included.
func files(t *testing.T, s *Store) []byte {
	t.Helper()
	var all []byte
	for _, pattern := range []string{s.path + "-wal", s.path + "-shm"} {
		text, err := os.ReadFile(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	return append(all, copyOf(t, s.path)...)
}

// TestErasedLeavesNothing looks for the very bytes that were stored, sealed as
// they are.
func TestErasedLeavesNothing(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	deleted, _ := written(t, s, h)
	_, kept := written(t, s, h)
	w := writtenIn(t, s, h)
	var sealed [][]byte
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		sealed, err = many(rtx.(*tx), "sealed", cell[[]byte],
			`SELECT sealed FROM parts UNION ALL SELECT question FROM replies UNION ALL SELECT body FROM dispatches WHERE body IS NOT NULL
			UNION ALL SELECT name FROM replies WHERE name IS NOT NULL UNION ALL SELECT text FROM questions
			UNION ALL SELECT credit FROM questions UNION ALL SELECT more FROM questions UNION ALL SELECT sealed FROM deliveries WHERE sealed IS NOT NULL
			UNION ALL SELECT name FROM board UNION ALL SELECT text FROM notices`)
		return err
	})
	if len(sealed) != 17 {
		t.Fatalf("%d sealed texts, want 17", len(sealed))
	}
	update(t, s, func(tx reflection.Tx) error {
		if err := tx.DeleteReply(deleted.ID); err != nil {
			return err
		}
		kept.Deleted, kept.Text = noon, ""
		if err := tx.UpdatePart(kept); err != nil {
			return err
		}
		r, err := tx.Reply(kept.Reply)
		r.Question = ""
		_, pruned := tx.Prune(noon.Add(time.Second), 99)
		return errors.Join(err, tx.UpdateReply(r), pruned)
	})
	update(t, s, func(tx reflection.Tx) error {
		parts, err := tx.Parts(w.reply.ID)
		for _, p := range parts {
			p.Deleted = noon
			err = errors.Join(err, tx.UpdatePart(p))
		}
		w.reply.Question, w.reply.Name, w.reply.Audience = "", "", reflection.PrivateTo
		w.question.Text, w.question.Credit, w.question.More = "", "", ""
		w.asked.Prompt = reflection.Asked{}
		return errors.Join(err, tx.UpdateReply(w.reply), tx.UpdateQuestion(w.question), tx.UpdateDelivery(w.asked),
			tx.RemoveBoard(w.board.Subscription, h.Person.ID), tx.DeleteNotice(w.notice.ID))
	})
	holds := func() (n int) {
		all := files(t, s)
		for _, blob := range sealed {
			if bytes.Contains(all, blob) {
				n++
			}
		}
		return n
	}
	if holds() == 0 {
		t.Fatal("nothing to erase: this test looks in the wrong place")
	}
	if err := s.Erased(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := holds(); n != 0 {
		t.Errorf("%d deleted texts are still on the disk", n)
	}
	view(t, s, func(tx reflection.Tx) error {
		p, err := tx.Part(kept.ID)
		if p.Text != "" || !p.Deleted.Equal(noon) {
			t.Errorf("part = %+v, want it without words", p)
		}
		return err
	})
}

func TestErasedWaitsForViews(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		h := newHome(t, s, 1)
		done := make(chan error, 1)
		view(t, s, func(tx reflection.Tx) error {
			_, err := tx.Person(h.Person.ID)
			go func() { done <- s.Erased(context.Background()) }()
			// Updates go on meanwhile.
			newHome(t, s, 2)
			select {
			case <-done:
				t.Error("erased while a view was reading the old pages")
			default:
			}
			return err
		})
		if err := <-done; err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Erased(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v, want context.Canceled", err)
		}
	})
}

// TestErasedGivesWayToAnUpdateThatReads: neither may wait for the other for ever.
func TestErasedGivesWayToAnUpdateThatReads(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		h := newHome(t, s, 1)
		done := make(chan error, 1)
		update(t, s, func(reflection.Tx) error {
			go func() { done <- s.Erased(context.Background()) }()
			synctest.Wait() // it holds the readers and waits for the writer
			view(t, s, func(tx reflection.Tx) error { _, err := tx.Person(h.Person.ID); return err })
			return nil
		})
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestErasedComesThroughAfterALongRead: a reader that the store does not know of,
// such as a backup, is waited for.
func TestErasedComesThroughAfterALongRead(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	db, err := sql.Open("sqlite", readerDSN(s.path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	reading, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reading.QueryRow(`SELECT count(*) FROM persons`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	newHome(t, s, 2)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.Erased(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while it is read: err = %v, want the context's", err)
	}
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Erased(t.Context()); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(s.path + "-wal"); err != nil || info.Size() != 0 {
		t.Errorf("the log has %d bytes, %v; want none", info.Size(), err)
	}
}
