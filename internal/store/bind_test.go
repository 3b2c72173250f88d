package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
	"stillpoint/internal/vault"
)

// TestBindingGoesOnWhereItWasCutOff: a start that ends in the middle of binding an
// older version's rows leaves what can be read, and the next one goes on.
func TestBindingGoesOnWhereItWasCutOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	buildFirst(t, path)
	for cut := range 4 {
		raw(t, path, `PRAGMA user_version`) // nothing holds the file
		ctx, cancel := context.WithCancel(t.Context())
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		// As the version before left it, but for what a cut-off start had bound.
		unbind(t, s, cut)
		keys, err := sealing.OpenKeys(path+".key", sealing.Kept{Check: oldCheck(t, path), Own: own(t, s)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		steps := 0
		cutOff := cutting{engine{s}, func() {
			if steps++; steps > cut {
				cancel()
			}
		}}
		err = sealing.Bind(ctx, cutOff, &keys, slog.New(slog.DiscardHandler), func([]byte) error { return nil })
		if cut < 3 && !errors.Is(err, context.Canceled) {
			t.Errorf("cut off at %d: err = %v, want context.Canceled", cut, err)
		}
		if err := sealing.Bind(t.Context(), engine{s}, &keys, slog.New(slog.DiscardHandler), func([]byte) error { return nil }); err != nil {
			t.Errorf("cut off at %d, then: %v", cut, err)
		}
		view(t, s, func(tx reflection.Tx) error {
			r, err := tx.Reply(40)
			if err != nil || r.Question != "What?" {
				t.Errorf("cut off at %d: %+v, %v", cut, r, err)
			}
			p, err := tx.Part(50)
			if err != nil || p.Text != "a badge" {
				t.Errorf("cut off at %d: %+v, %v", cut, p, err)
			}
			return nil
		})
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		cancel()
	}
}

// cutting calls a function before each Update.
type cutting struct {
	reflection.Store
	before func()
}

func (c cutting) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	c.before()
	return c.Store.Update(ctx, fn)
}

// oldCheck returns the check value of the oldest format.
func oldCheck(t *testing.T, path string) []byte {
	t.Helper()
	v, _, err := vault.Open(path+".key", false)
	if err != nil {
		t.Fatal(err)
	}
	return v.Check(vault.Oldest)
}

// own returns the store's own key, wrapped.
func own(t *testing.T, s *Store) (key []byte) {
	t.Helper()
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		key, err = one(rtx.(*tx), "own key", cell[[]byte], `SELECT value FROM settings WHERE name = 'key'`)
		return err
	})
	return key
}

// unbind puts rows back as the version before left them: all of them, or, for 1,
// all but the identities, and so on.
func unbind(t *testing.T, s *Store, from int) {
	t.Helper()
	v, _, err := vault.Open(s.path+".key", false)
	if err != nil {
		t.Fatal(err)
	}
	update(t, engine{s}, func(rtx reflection.Tx) error {
		t := rtx.(*tx)
		wrapped, err := t.IdentityKey(11)
		if err != nil {
			return err
		}
		key, err := v.Key(11, func() ([]byte, error) { return wrapped, nil })
		if err != nil {
			return err
		}
		if from < 1 {
			_, err = t.exec("unbind", `UPDATE identities SET seal = NULL, account = '42', chat = '42'`)
		}
		if from < 2 && err == nil {
			_, err = t.exec("unbind", `UPDATE replies SET seal = NULL`)
		}
		if err == nil {
			_, err = t.exec("unbind", `UPDATE parts SET sealed = ? WHERE id = 50`, key.Seal("part/50", []byte("a badge")))
		}
		return err
	})
}

// TestNobodyPassesOffAnUnboundRow: once all is bound, a row as the older version
// left it is refused, and so is a database that says it is an older one's.
func TestNobodyPassesOffAnUnboundRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	buildFirst(t, path)
	s := openAt(t, path)
	unbind(t, s, 0)
	for what, read := range map[string]func(reflection.Tx) error{
		"identity": func(tx reflection.Tx) error { _, err := tx.IdentityOf(11); return err },
		"reply":    func(tx reflection.Tx) error { _, err := tx.Reply(40); return err },
		"part":     func(tx reflection.Tx) error { _, err := tx.Part(50); return err },
		"parts":    func(tx reflection.Tx) error { _, err := tx.Parts(40); return err },
	} {
		if err := s.View(t.Context(), read); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("%s: err = %v, want ErrTampered", what, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+uriPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	other := filepath.Join(t.TempDir(), "other.db")
	buildFirst(t, other)
	if _, err := db.Exec(`UPDATE settings SET value = ? WHERE name = 'check'`, oldCheck(t, other)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("an older check value of another key: err = %v, want ErrWrongKey", err)
	}
}

// TestTitlesLeaveTheClear: what an older version stored of a group's title is
// sealed when rows are bound, and gone from the files.
func TestTitlesLeaveTheClear(t *testing.T) {
	const title = "a-group-for-people-who-miss-sachertorte"
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	update(t, engine{s}, func(rtx reflection.Tx) error {
		return rtx.(*tx).execOne("unseal", `UPDATE channels SET title = ?, sealed_title = NULL`, title)
	})
	if !bytes.Contains(files(t, s), []byte(title)) {
		t.Fatal("the title is not in the files: this test looks in the wrong place")
	}
	keys, err := sealing.OpenKeys(s.path+".key", sealing.Kept{Check: oldCheck(t, s.path), Own: own(t, s)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := sealing.Bind(t.Context(), engine{s}, &keys, slog.New(slog.DiscardHandler), func([]byte) error { return nil }); err != nil {
		t.Fatal(err)
	}
	c.Title = title
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(c.Subscription)
		same(t, "channel", got, c, err)
		return nil
	})
	if bytes.Contains(files(t, s), []byte(title)) {
		t.Error("the title is still in the files")
	}
	update(t, engine{s}, func(rtx reflection.Tx) error {
		return rtx.(*tx).execOne("tamper", `UPDATE channels SET sealed_title = zeroblob(99)`)
	})
	c.Title = ""
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Channel(c.Subscription)
		same(t, "a channel whose title doesn't open", got, c, err)
		return nil
	})
}
