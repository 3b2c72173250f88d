package store

import (
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres/postgrestest"
)

func TestMain(m *testing.M) {
	if runAsChild() {
		return
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		postgrestest.Stop()
		os.Exit(code)
	}))
}

// openTemp opens a store in a folder of its own and closes it with the test.
func openTemp(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "bot.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestIDsAreNeverUsedTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	var last int64
	for round := range 3 {
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			// An answer that was sent leaves no row behind that could tell the number.
			a := reflection.Dispatch{Purpose: reflection.Answer, Body: []byte("x"), Placed: noon}
			addDispatches(t, s, &a)
			update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(a.ID) })
			if int64(a.ID) <= last {
				t.Fatalf("round %d: id %d after %d", round, a.ID, last)
			}
			last = int64(a.ID)
		}
		if round == 1 && last > 100 {
			t.Errorf("a clean stop wasted ids: %d", last)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	s := openTemp(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	nothing := func(reflection.Tx) error { t.Error("a transaction ran"); return nil }
	for what, err := range map[string]error{
		"Update": s.Update(t.Context(), nothing),
		"View":   s.View(t.Context(), nothing),
		"Erased": s.Erased(t.Context()),
	} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%s: err = %v, want ErrClosed", what, err)
		}
	}
}

// TestStoreInABubble: with the store opened inside, virtual time passes, so
// nothing in it may block on what the bubble does not know of.
func TestStoreInABubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		var ran atomic.Int32
		for i := range 10 {
			go func() {
				time.Sleep(time.Duration(i%3) * time.Hour)
				if err := s.Update(t.Context(), func(tx reflection.Tx) error { _, err := addHome(tx, i); return err }); err != nil {
					t.Error(err)
				}
				ran.Add(1)
			}()
		}
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := ran.Load(); n != 10 {
			t.Errorf("%d of 10 updates ran", n)
		}
		view(t, s, func(tx reflection.Tx) error {
			_, err := tx.IdentityIn(chat.Chat{Platform: "telegram", ID: "9"})
			return err
		})
		if err := s.Erased(t.Context()); err != nil {
			t.Error(err)
		}
		if passed := time.Since(began); passed != 24*time.Hour {
			t.Errorf("%v passed, want 24h: the store itself waited", passed)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
