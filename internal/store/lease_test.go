package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres/postgrestest"
)

// TestADatabaseIsHeldByOne: a second opening is refused, or waits; it begins when the
// first one ends, or when nothing is heard of that any more, which then can write
// nothing.
func TestADatabaseIsHeldByOne(t *testing.T) {
	address, key := postgrestest.Shared(t).Database(t), filepath.Join(t.TempDir(), "key")
	o := Options{Path: address, KeyFile: key, Lease: time.Second}
	first, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), o); !errors.Is(err, ErrInUse) {
		t.Errorf("a second opening: err = %v, want ErrInUse", err)
	}
	wait := func(o Options) (opened chan *Store) {
		o.Wait, opened = true, make(chan *Store)
		go func() {
			s, err := Open(t.Context(), o)
			if err != nil {
				t.Error(err)
			}
			opened <- s
		}()
		return opened
	}
	waiting := wait(o)
	h := newHome(t, first, 1)
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	second := <-waiting

	// It goes silent: what it does stops, and its connections stay.
	close(second.lease.stop)
	<-second.lease.ended
	third := <-wait(o)
	if first, second, third := first.lease.number, second.lease.number, third.lease.number; second != first+1 || third != second+1 {
		t.Errorf("the numbers are %d, %d, %d, want each the next", first, second, third)
	}
	rename := func(to string) func(reflection.Tx) error {
		return func(tx reflection.Tx) error {
			p, err := tx.Person(h.Person.ID)
			p.Locale = to
			return errors.Join(err, tx.UpdatePerson(p))
		}
	}
	for range 2 {
		if err := second.Update(t.Context(), rename("stale")); !errors.Is(err, ErrTaken) || !errors.Is(err, reflection.ErrUnavailable) {
			t.Errorf("the one before: err = %v, want ErrTaken and ErrUnavailable", err)
		}
	}
	if !errors.Is(second.Lasting(), ErrTaken) {
		t.Errorf("it lasts: %v", second.Lasting())
	}
	update(t, third, rename("de"))
	view(t, third, func(tx reflection.Tx) error {
		p, err := tx.Person(h.Person.ID)
		if p.Locale != "de" {
			t.Errorf("the locale is %q", p.Locale)
		}
		return err
	})
	second.lease.stop = make(chan struct{}) // so that it can be closed
	if err := errors.Join(second.Close(), third.Close()); err != nil {
		t.Error(err)
	}
}

// TestTheOneTakenOverLearnsOfIt: without writing, by renewing.
func TestTheOneTakenOverLearnsOfIt(t *testing.T) {
	s := openAddressWith(t, Options{Path: postgrestest.Shared(t).Database(t), KeyFile: filepath.Join(t.TempDir(), "key"), Lease: 30 * time.Millisecond})
	if _, err := s.side.ExecContext(t.Context(), `UPDATE lease_numbers SET number = number + 1`); err != nil {
		t.Fatal(err)
	}
	<-s.Taken()
	if err := s.Update(t.Context(), func(reflection.Tx) error { t.Error("a transaction ran"); return nil }); !errors.Is(err, ErrTaken) {
		t.Errorf("err = %v, want ErrTaken", err)
	}
}

// TestAnAddressIsNeverRepeated: what is wrong with one is told without its password.
func TestAnAddressIsNeverRepeated(t *testing.T) {
	for _, address := range []string{
		"postgres://bot:s3cret@localhost:notaport/x",
		"postgres://bot:s3cret%@localhost/x",
		"postgres://bot:s3cret@127.0.0.1:1/x?sslmode=s3cret",
		"postgresql://bot:s3cret@127.0.0.1:1/x",
		"postgres:///x?user=bot&password=s3cret&host=/nowhere/s3cre",
	} {
		_, err := Open(t.Context(), Options{Path: address, KeyFile: filepath.Join(t.TempDir(), "key")})
		p, told := errors.AsType[*Problem](err)
		if !told || p.Do == "" {
			t.Errorf("%s: err = %v, want a Problem that says what to do", address, err)
			continue
		}
		if text := err.Error() + p.Do + fmt.Sprintf("%+v", p.Cause); strings.Contains(text, "s3cret") {
			t.Errorf("told: %s", text)
		}
	}
}
