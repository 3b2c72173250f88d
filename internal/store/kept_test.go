package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/store/postgres/postgrestest"
	"stillpoint/internal/vault"
)

// TestWhatIsKeptForTheNext: the next process reads what the one before kept, and when that
// one ended; one that was taken over can keep nothing.
func TestWhatIsKeptForTheNext(t *testing.T) {
	o := Options{Path: postgrestest.Shared(t).Database(t), KeyFile: filepath.Join(t.TempDir(), "key"), Lease: time.Second, Wait: true}
	first := openAddressWith(t, o)
	if !first.Before().IsZero() {
		t.Errorf("there was one before the first: %v", first.Before())
	}
	if v, err := first.Kept(t.Context(), "it"); v != nil || err != nil {
		t.Errorf("kept %q, %v before anything was", v, err)
	}
	for _, v := range []string{"one", "two"} {
		if err := first.Keep(t.Context(), "it", []byte(v)); err != nil {
			t.Fatal(err)
		}
	}
	close(first.lease.stop) // It goes silent.
	<-first.lease.ended
	second, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := second.Kept(t.Context(), "it"); string(v) != "two" || err != nil {
		t.Errorf("kept %q, %v", v, err)
	}
	if ago := time.Since(second.Before()); ago < 0 || ago > time.Minute {
		t.Errorf("the one before ended %v ago", ago)
	}
	if err := first.Keep(t.Context(), "it", []byte("stale")); !errors.Is(err, ErrTaken) {
		t.Errorf("err = %v, want ErrTaken", err)
	}
	first.lease.stop = make(chan struct{}) // so that it can be closed
	if err := second.Close(); err != nil {
		t.Error(err)
	}
}

// TestWhoStandsByIsRefusedAtOnce where it could never take over: its key is another.
func TestWhoStandsByIsRefusedAtOnce(t *testing.T) {
	o := Options{Path: postgrestest.Shared(t).Database(t), KeyFile: filepath.Join(t.TempDir(), "key")}
	openAddressWith(t, o)
	other := filepath.Join(t.TempDir(), "key")
	if s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "other.db"), KeyFile: other}); err != nil || s.Close() != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]error{filepath.Join(t.TempDir(), "none"): ErrKeyMissing, other: vault.ErrWrongKey} {
		if _, err := Open(t.Context(), Options{Path: o.Path, KeyFile: key, Wait: true}); !errors.Is(err, want) {
			t.Errorf("err = %v, want %v", err, want)
		}
	}
}
