package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"stillpoint/internal/sealing"
	"stillpoint/internal/vault"
)

// Census counts what a database holds.
type Census struct {
	People        int `json:"people"`
	Replies       int `json:"replies"`
	Subscriptions int `json:"subscriptions"`
	Questions     int `json:"questions"` // asked, in whatever chat
}

// Empty reports whether nobody has ever used the database.
func (c Census) Empty() bool { return c == Census{} }

// Sight is what Look saw of a database.
type Sight struct {
	Path string
	Size int64 // of the file and of its write-ahead log, in bytes
	// Schema is the number of the newest migration that it has had, and Migrated
	// when that was. Known is the newest that this program knows.
	Schema, Known int64
	Migrated      time.Time
	// Clean reports that it was closed, and that nobody has had it open since.
	Clean bool
	// Served are the platforms that it has ever served.
	Served []string
	Census Census
	// Latest is the last moment that it knows anything about; zero for none.
	Latest time.Time
	// Waiting are the dispatches that are to be sent, and Next when the next
	// question is due; zero for none.
	Waiting int
	Next    time.Time
	// Gone and Barred count the chats that the bot can't write to any more, and those
	// in which it lacks a permission.
	Gone, Barred int
	// MasterChanged and DataChanged are when the master key and the data keys were
	// changed last; zero for never. RekeyCut says that a change of data keys was cut off.
	MasterChanged, DataChanged time.Time
	RekeyCut                   bool
	// Forgotten and Exported count what the host did at people's request, the latter for
	// those who are still there; Requested is when that was last, zero for never.
	Forgotten, Exported int
	Requested           time.Time
	// Log reports that there is a write-ahead log beside the file.
	Log bool
	// Server is the version of the server that has the database, and Holder who has it
	// open there; empty for a file, and for nobody.
	Server, Holder string

	check []byte // tells the master key; nil before there was one
}

// What Look may find instead of a database of ours.
var (
	// ErrNoDatabase: there is no file.
	ErrNoDatabase = errors.New("the database does not exist")
	// ErrEmpty: the file has nothing in it, as a copy has that was made of a running
	// database by copying the one file.
	ErrEmpty = errors.New("the database is empty")
)

// Look opens a database only to look at it, whoever else has it open: nothing is
// made, migrated or written. What isn't a complete database of ours, of this schema or
// an older one, is a *Problem: of the kind ErrNoDatabase, ErrEmpty, ErrNewer,
// ErrForeign, ErrNotDatabase, ErrDamaged and others. Sight says then what was seen as
// far as it went.
func Look(ctx context.Context, path string) (seen Sight, err error) {
	path, err = findDatabase(path)
	if err != nil {
		return seen, err
	}
	seen.Path = path
	if seen.Size, err = sizeOf(path); err != nil {
		return seen, err
	}
	seen.Log = stat(path+"-wal") != nil
	db, err := openToLook(path)
	if err != nil {
		return seen, err
	}
	defer db.Close()
	if err := seen.read(ctx, db); err != nil {
		return seen, explain(path, err)
	}
	return seen, nil
}

// Verify looks at a database as Look does, and reads through all of it.
func Verify(ctx context.Context, path string) (Sight, error) {
	seen, err := Look(ctx, path)
	if err != nil {
		return seen, err
	}
	db, err := openToLook(seen.Path)
	if err != nil {
		return seen, err
	}
	defer db.Close()
	return seen, checkWhole(ctx, db, seen.Path)
}

// OpenedBy returns nil if the file holds the master key that the database was sealed
// with, and else a *Problem of the kind ErrKeyMissing, vault.ErrWrongKey or
// vault.ErrMalformed. A database that never had a key is opened by any.
func (s Sight) OpenedBy(keyFile string) error {
	v, _, err := vault.Open(keyFile, false)
	if err == nil && s.check != nil {
		_, err = v.Verify(s.check)
	}
	return explainKey(keyFile, s.check, err)
}

// sizeOf returns the size of a database with its log; ErrNoDatabase and ErrEmpty are
// told here, before SQLite sees the file.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, problem(ErrNoDatabase, path, nil)
	}
	if err != nil {
		return 0, explain(path, err)
	}
	size := info.Size()
	if log, err := os.Stat(path + "-wal"); err == nil {
		size += log.Size()
	}
	if size == 0 {
		return 0, problem(ErrEmpty, path, nil)
	}
	return size, nil
}

// openToLook opens a database so that SQLite makes no file beside it where it isn't
// open: one without a log is taken as it is.
func openToLook(path string) (*sql.DB, error) {
	further := []string{"mode=ro"}
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		further = append(further, "immutable=1")
	}
	db, err := sql.Open("sqlite", dsn(path, backupPragmas, further...))
	if err != nil {
		return nil, fmt.Errorf("look at database: %w", err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// read fills in all that is told of the database.
func (s *Sight) read(ctx context.Context, db *sql.DB) error {
	var tables, app int
	if err := db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'),
		application_id FROM pragma_application_id`).Scan(&tables, &app); err != nil {
		return fmt.Errorf("look at database: %w", err)
	}
	switch {
	case tables == 0 && app == 0:
		return problem(ErrEmpty, s.Path, nil)
	case app != applicationID:
		return problem(ErrForeign, s.Path, nil)
	}
	if err := s.readSchema(ctx, db); err != nil {
		return err
	}
	return errors.Join(s.readRows(ctx, db), s.readRequests(ctx, db))
}

func (s *Sight) readSchema(ctx context.Context, db *sql.DB) error {
	known, err := schema()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if s.Known, err = newest(known); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	var at sql.NullString
	if err := db.QueryRowContext(ctx, `SELECT version_id, tstamp FROM goose_db_version WHERE is_applied ORDER BY version_id DESC LIMIT 1`).Scan(&s.Schema, &at); err != nil {
		return fmt.Errorf("look at schema: %w", err)
	}
	for _, layout := range []string{time.DateTime, time.RFC3339} {
		if t, err := time.Parse(layout, at.String); err == nil {
			s.Migrated = t
		}
	}
	if s.Schema > s.Known {
		return problem(ErrNewer, s.Path, fmt.Errorf("its schema is number %d, this program knows %d", s.Schema, s.Known))
	}
	return nil
}

// readRows counts. The queries are of tables and columns that every schema has, in words
// that every engine knows.
func (s *Sight) readRows(ctx context.Context, db *sql.DB) error {
	row := db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM persons WHERE id < ?), (SELECT count(*) FROM replies WHERE kind <> 3),
		(SELECT count(*) FROM subscriptions), (SELECT count(*) FROM deliveries),
		(SELECT max(until) FROM taken_in), (SELECT max(at) FROM events),
		(SELECT count(*) FROM subscriptions WHERE state = 2), (SELECT count(*) FROM subscriptions WHERE state = 3),
		(SELECT count(*) FROM dispatches WHERE state IN (0, 1, 2) AND ready IS NOT NULL),
		(SELECT min(next_due_at) FROM subscriptions WHERE next_due_at IS NOT NULL AND state IN (0, 1))`, int64(sealing.FirstPersona))
	var taken, event, next sql.NullInt64
	if err := row.Scan(&s.Census.People, &s.Census.Replies, &s.Census.Subscriptions, &s.Census.Questions,
		&taken, &event, &s.Gone, &s.Barred, &s.Waiting, &next); err != nil {
		return fmt.Errorf("look at database: %w", err)
	}
	s.Latest, s.Next = instantOrZero(taken), instantOrZero(next)
	if at := instantOrZero(event); at.After(s.Latest) {
		s.Latest = at
	}
	if err := s.readSettings(ctx, db); err != nil {
		return fmt.Errorf("look at settings: %w", err)
	}
	served, err := db.QueryContext(ctx, `SELECT platform FROM served ORDER BY platform`)
	if err != nil {
		return fmt.Errorf("look at platforms: %w", err)
	}
	defer served.Close()
	for served.Next() {
		var p string
		if err := served.Scan(&p); err != nil {
			return fmt.Errorf("look at platforms: %w", err)
		}
		s.Served = append(s.Served, p)
	}
	return served.Err()
}

// readSettings reads what the store keeps about itself.
func (s *Sight) readSettings(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `SELECT name, value FROM settings`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var value sql.RawBytes
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		number := func() (n sql.NullInt64) {
			_, err := fmt.Sscan(string(value), &n.Int64)
			n.Valid = err == nil
			return n
		}
		switch name {
		case "check":
			s.check = append([]byte(nil), value...)
		case "clean":
			s.Clean = string(value) == "1"
		case masterChanged:
			s.MasterChanged = instantOrZero(number())
		case dataChanged:
			s.DataChanged = instantOrZero(number())
		case dataUpTo:
			s.RekeyCut = number().Int64 != 0
		}
	}
	return rows.Err()
}

func instantOrZero(micros sql.NullInt64) time.Time {
	if !micros.Valid {
		return time.Time{}
	}
	return time.UnixMicro(micros.Int64).UTC()
}

// InUse reports whether a process has the database open, as far as this account can
// tell. It makes nothing.
func InUse(path string) bool {
	path, err := findDatabase(path)
	if err != nil {
		return false
	}
	f, err := os.OpenFile(filepath.Clean(path+".lock"), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	if err := lockFile(f); err != nil {
		return errors.Is(err, errHeld)
	}
	return unlockFile(f) != nil
}
