package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"stillpoint/internal/reflection"
)

// TestWhichCodesAreTrouble: each of SQLite's result codes that the machine or
// another process is to blame for has a problem with a way out; the others are not
// the store's trouble.
func TestWhichCodesAreTrouble(t *testing.T) {
	const readOnlyDisk = 778 // "disk I/O error (778)": a write to a disk mounted read-only
	for code, want := range map[int]error{
		sqlite3.SQLITE_BUSY:               ErrBusy,
		sqlite3.SQLITE_BUSY_RECOVERY:      ErrBusy,
		sqlite3.SQLITE_BUSY_SNAPSHOT:      ErrBusy,
		sqlite3.SQLITE_LOCKED:             ErrBusy,
		sqlite3.SQLITE_LOCKED_SHAREDCACHE: ErrBusy,
		sqlite3.SQLITE_PROTOCOL:           ErrBusy,
		sqlite3.SQLITE_FULL:               ErrFull,
		sqlite3.SQLITE_IOERR_SHMSIZE:      ErrFull,
		sqlite3.SQLITE_READONLY:           ErrReadOnly,
		sqlite3.SQLITE_READONLY_DBMOVED:   ErrReadOnly,
		sqlite3.SQLITE_PERM:               ErrReadOnly,
		sqlite3.SQLITE_CANTOPEN:           ErrReadOnly,
		sqlite3.SQLITE_CANTOPEN_ISDIR:     ErrReadOnly,
		sqlite3.SQLITE_IOERR:              ErrDisk,
		sqlite3.SQLITE_IOERR_READ:         ErrDisk,
		sqlite3.SQLITE_IOERR_FSYNC:        ErrDisk,
		readOnlyDisk:                      ErrDisk,
		sqlite3.SQLITE_CORRUPT:            ErrDamaged,
		sqlite3.SQLITE_CORRUPT_INDEX:      ErrDamaged,
		sqlite3.SQLITE_NOTADB:             ErrNotDatabase,
		sqlite3.SQLITE_ERROR:              nil,
		sqlite3.SQLITE_CONSTRAINT:         nil,
		sqlite3.SQLITE_CONSTRAINT_UNIQUE:  nil,
		sqlite3.SQLITE_CONSTRAINT_TRIGGER: nil,
		sqlite3.SQLITE_MISMATCH:           nil,
		sqlite3.SQLITE_MISUSE:             nil,
		sqlite3.SQLITE_INTERRUPT:          nil,
		sqlite3.SQLITE_RANGE:              nil,
		sqlite3.SQLITE_TOOBIG:             nil,
	} {
		if got := kindOfCode(code); got != want {
			t.Errorf("code %d: %v, want %v", code, got, want)
		}
		err := classify("bot.db", fmt.Errorf("step: %w", errNoRow), code)
		if p, told := errors.AsType[*Problem](err); errors.Is(err, reflection.ErrUnavailable) != (want != nil) || told != (want != nil) {
			t.Errorf("code %d: %v, unavailable or a problem, want that %v", code, err, want != nil)
		} else if told && (p.Kind != want || p.Do == "" || !errors.Is(err, errNoRow)) {
			t.Errorf("code %d: %+v, want a way out of %v", code, p, want)
		}
	}
	if err := classify("bot.db", errNoRow, sqlite3.SQLITE_NOMEM); !errors.Is(err, reflection.ErrUnavailable) {
		t.Errorf("no memory: %v, want ErrUnavailable", err)
	}
}

var errNoRow = errors.New("no row")

// TestTheCallersErrorsAreTheCallers: what a function returns is not taken for
// trouble with the store, whatever it looks like.
func TestTheCallersErrorsAreTheCallers(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	for what, fn := range map[string]func(reflection.Tx) error{
		"of the file system": func(reflection.Tx) error { return fmt.Errorf("pack: %w", fs.ErrPermission) },
		"not found":          func(tx reflection.Tx) error { _, err := tx.Person(999); return err },
		"a view's":           func(tx reflection.Tx) error { return ErrWriteInView },
		"refused, and of the file system": func(tx reflection.Tx) error {
			return errors.Join(tx.AddIdentity(&reflection.Identity{Person: h.Person.ID, Account: "1", Private: h.Identity.Private}), fs.ErrPermission)
		},
	} {
		for way, err := range map[string]error{"Update": s.Update(t.Context(), fn), "View": s.View(t.Context(), fn)} {
			if _, told := errors.AsType[*Problem](err); err == nil || told || errors.Is(err, reflection.ErrUnavailable) {
				t.Errorf("%s, %s: err = %v, want the function's own", way, what, err)
			}
		}
	}
}

// TestALockedDatabaseIsUnavailable: while something else holds the lock, every
// Update that comes is told so, none runs, and afterwards all goes on.
func TestALockedDatabaseIsUnavailable(t *testing.T) {
	s := openTemp(t)
	err := s.writer.between(t.Context(), func() {
		if _, err := s.writer.conn.c.ExecContext(t.Context(), "PRAGMA busy_timeout(0)"); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", writerDSN(s.path))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	holding, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			err := s.Update(t.Context(), func(reflection.Tx) error { t.Error("it ran, in no transaction"); return nil })
			p, ok := errors.AsType[*Problem](err)
			if !ok || !errors.Is(err, reflection.ErrUnavailable) || p.Kind != ErrBusy || !strings.Contains(err.Error(), "begin") {
				t.Errorf("err = %v, want a problem of a locked database", err)
			}
		})
	}
	all.Wait()
	if err := holding.Rollback(); err != nil {
		t.Fatal(err)
	}
	newHome(t, s, 1)
	if !exists(t, s, 1) {
		t.Error("nothing can be written once the lock is free")
	}
}

// TestThoseWhoWaitForALockAreToldTogether: whoever waits while another one finds the
// database locked has waited as long, and isn't made to wait as long again. Here the
// lock is free by then, and all the same none of them runs.
func TestThoseWhoWaitForALockAreToldTogether(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		other, err := sql.Open("sqlite", writerDSN(s.path))
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		holding, err := other.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(busyTimeout*time.Millisecond*3/2, func() {
			if err := holding.Rollback(); err != nil {
				t.Error(err)
			}
		})
		crowd(t, s, "PRAGMA cache_spill", func(int) error {
			return s.Update(t.Context(), func(reflection.Tx) error { return nil })
		}, func(err error) bool { return errors.Is(err, ErrBusy) })
	})
}

// TestWhoWaitsIsRefusedTogether: while another program holds the database, those who
// wait for a transaction are refused with the first, and don't each wait as long again.
func TestWhoWaitsIsRefusedTogether(t *testing.T) {
	s := openTemp(t)
	other, err := sql.Open("sqlite", s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	held, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if _, err := held.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	groups, look := 0, s.writer.look
	if err := s.writer.between(t.Context(), func() { s.writer.look = func() error { groups++; return look() } }); err != nil {
		t.Fatal(err)
	}
	const many = 10
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			if err := s.Update(t.Context(), func(reflection.Tx) error { return nil }); !errors.Is(err, ErrBusy) {
				t.Errorf("err = %v, want ErrBusy", err)
			}
		})
	}
	all.Wait()
	if groups > many/2 {
		t.Errorf("%d of %d waited for the lock", groups, many)
	}
}
