package store

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
)

// TestOtherDataKeys: a change of data keys that is cut off leaves a database that can be
// used, and goes on where it was; afterwards all that was written reads as it did, and
// no key, nor anything that one sealed, is in the file as it was.
func TestOtherDataKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, s, 1)
	for n := range 30 { // more than one transaction's
		newHome(t, s, 2+n)
	}
	r, p := written(t, s, h)
	w := writtenIn(t, s, h)
	update(t, s, func(tx reflection.Tx) error {
		return tx.AddFact(&reflection.Fact{Kind: reflection.FactReplied, Person: h.Person.ID, Subscription: w.board.Subscription,
			Delivery: w.asked.ID, Part: p.ID, Chat: w.asked.Chat, At: noon, Date: today, Zone: "UTC"})
	})
	facts := factsOf(t, s, h.Person.ID)
	before := sealedWithDataKeys(t, s)

	calls := 0
	cut := errors.New("cut off")
	err = sealing.RekeyData(t.Context(), engine{s}, s.keys, 0, s.log, func(raw reflection.Raw, last reflection.IdentityID) error {
		if calls++; calls == 3 {
			return cut
		}
		return raw.(*tx).set(dataUpTo, int64(last))
	})
	if !errors.Is(err, cut) {
		t.Errorf("cut off: err = %v", err)
	}
	reads := func(s *Store) {
		t.Helper()
		w.readsAsWritten(t, s)
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Reply(r.ID)
			same(t, "reply", got, r, err)
			part, err := tx.Part(p.ID)
			same(t, "part", part, p, err)
			return nil
		})
		same(t, "facts", factsOf(t, s, h.Person.ID), facts, nil)
	}
	reads(s)
	if seen, err := Look(t.Context(), s.path); !seen.RekeyCut || err != nil {
		t.Errorf("unfinished = %v, %v", seen.RekeyCut, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if went, err := RekeyData(t.Context(), Options{Path: path}); !went || err != nil {
		t.Errorf("went on: %v, %v", went, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, sealed := range before {
		if bytes.Contains(text, sealed) {
			t.Errorf("%d of %d is in the file as it was sealed", i, len(before))
		}
	}
	if s, err = Open(t.Context(), Options{Path: path}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	reads(s)
	if seen, err := Look(t.Context(), s.path); seen.DataChanged.IsZero() || seen.RekeyCut || err != nil {
		t.Errorf("recorded: %v, %v, %v", seen.DataChanged, seen.RekeyCut, err)
	}
}

func factsOf(t *testing.T, s *Store, p reflection.PersonID) (all []reflection.Fact) {
	t.Helper()
	view(t, s, func(tx reflection.Tx) (err error) { all, err = tx.FactsOf(p); return err })
	return all
}

// sealedWithDataKeys is everything that an identity's key sealed, and those keys.
func sealedWithDataKeys(t *testing.T, s *Store) (all [][]byte) {
	t.Helper()
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		all, err = many(rtx.(*tx), "sealed", cell[[]byte], `SELECT key FROM identities
			UNION ALL SELECT seal FROM identities WHERE platform <> 'persona'
			UNION ALL SELECT seal FROM replies UNION ALL SELECT question FROM replies WHERE question IS NOT NULL
			UNION ALL SELECT name FROM replies WHERE name IS NOT NULL
			UNION ALL SELECT sealed FROM parts UNION ALL SELECT header FROM parts WHERE header IS NOT NULL
			UNION ALL SELECT sealed FROM facts WHERE sealed IS NOT NULL
			UNION ALL SELECT body FROM dispatches WHERE identity IS NOT NULL`)
		return err
	})
	if len(all) < 70 {
		t.Fatalf("only %d sealed things", len(all))
	}
	return all
}

// TestCopiesAreRemoved: when they are old enough and the database is sound, and nothing
// else of the folder.
func TestCopiesAreRemoved(t *testing.T) {
	s := openTemp(t)
	other := s.path + ".before-lunch"
	for _, name := range []string{s.path + ".before-5", s.path + ".before-60", other} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-25 * time.Hour)
	for _, name := range []string{s.path + ".before-5", other} {
		if err := os.Chtimes(name, yesterday, yesterday); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RemoveCopies(t.Context(), time.Now().Add(-24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.path + ".before-5"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old copy: %v", err)
	}
	for _, name := range []string{s.path + ".before-60", other} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.RemoveCopies(ended, time.Now().Add(time.Hour)); err == nil {
		t.Error("a copy was removed though the database wasn't looked through")
	}
}

// TestExposedIsTold: at each start, of the key and of the database.
func TestExposedIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	for _, exposed := range []bool{false, true} {
		var logged bytes.Buffer
		s, err := Open(t.Context(), Options{Path: path, Log: slog.New(slog.NewTextHandler(&logged, nil))})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(logged.String(), "other accounts of this machine"); n != map[bool]int{true: 2}[exposed] {
			t.Errorf("exposed %v: told %d times: %s", exposed, n, logged.String())
		}
		for _, name := range []string{path, path + ".key"} {
			if err := os.Chmod(name, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
