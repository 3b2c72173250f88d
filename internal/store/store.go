package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
	"stillpoint/internal/store/postgres"
)

// Options says what to open.
type Options struct {
	// Path is the database file, which is created if it does not exist; its folder
	// is not. Or it is the address of a PostgreSQL server, with the name of a database
	// that exists.
	Path string
	// KeyFile is the file of the master key; empty for KeyOf(Path). It is created only
	// for a database that has never had a key.
	KeyFile string
	// Wait has a database on a server opened as soon as whoever has it open is done with
	// it, or is gone. Without, that is refused.
	Wait bool
	// Lease is for how long a database on a server is held without being heard of; zero
	// for ten seconds.
	Lease time.Duration
	// Anew has a new database begin although the key file exists already. Without,
	// that is refused: the database that the key belongs to is missing.
	Anew bool
	// moving opens a database that isn't finished.
	moving bool
	// Log is told what went on; nil for nothing. Nobody's words reach it.
	Log *slog.Logger
	// Trace is told each statement before it runs, without what is bound to it,
	// from whatever goroutine runs it; nil for nobody. Benchmarks count with it.
	Trace func(statement string)
}

// Store is an open database. Many may use it at once.
type Store struct {
	path     string // of the file, or what the server's database is called
	wasClean bool
	log      *slog.Logger
	trace    func(string)

	keys   sealing.Keys
	sealed *sealing.Store // over the engine

	*file   // nil for a database on a server
	*server // nil for a file

	trouble lasting
	db      *sql.DB // of the writer's connection
	writer  *writer
	readers *readers

	closing  sync.Once
	closeErr error
}

// file is what is held beside SQLite's file.
type file struct {
	lock  *lock
	watch *watch
}

var _ reflection.Store = (*Store)(nil)

// KeyOf is the file of a database's master key where none is named.
func KeyOf(path string) string {
	if postgres.IsAddress(path) {
		return "stillpoint.key"
	}
	return path + ".key"
}

// OnServer reports whether a database, as Options name it, is one of a server.
func OnServer(path string) bool { return postgres.IsAddress(path) }

// OnServer reports whether the database is one of a server, not a file.
func (s *Store) OnServer() bool { return s.server != nil }

// Open opens the database, or creates it, and brings it to the newest schema.
// What a person can set right is returned as a *Problem.
func Open(ctx context.Context, o Options) (*Store, error) {
	o.KeyFile = cmp.Or(o.KeyFile, KeyOf(o.Path))
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if postgres.IsAddress(o.Path) {
		return openServer(ctx, o)
	}
	path, err := findDatabase(o.Path)
	if err != nil {
		return nil, err
	}
	held, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, log: o.Log, trace: o.Trace, file: &file{held, &watch{path: path}}}
	if err := s.open(ctx, o); err != nil {
		if s.db != nil {
			err = errors.Join(err, s.db.Close())
		}
		return nil, errors.Join(err, s.watch.close(), held.release())
	}
	return s, nil
}

// findDatabase returns the absolute path of the file itself, so that two names
// for one file take the same lock.
func findDatabase(path string) (string, error) {
	if path == "" {
		return "", problem(ErrFolder, path, nil)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find database: %w", err)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return "", problem(ErrFolder, path, nil)
	case err == nil:
		return path, nil
	case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR):
		return "", explain(path, fmt.Errorf("find database: %w", err))
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", problem(ErrNoFolder, path, err)
	}
	return path, nil
}

// open does what Open does once the lock is held. On an error the caller closes
// s.db and releases the lock.
func (s *Store) open(ctx context.Context, o Options) error {
	if err := settleLog(s.path, s.lock, s.log); err != nil {
		return err
	}
	fresh, err := s.isFresh(ctx, o.KeyFile, o.Anew)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", writerDSN(s.path))
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(1)
	s.db = db
	if err := db.PingContext(ctx); err != nil {
		return explain(s.path, fmt.Errorf("open database: %w", err))
	}
	known, err := schema()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if err := migrate(ctx, db, s.path, known, fresh, s.log); err != nil {
		return err
	}
	c, err := openFileConn(ctx, db, writerPragmas, s.trace)
	if err != nil {
		return explain(s.path, fmt.Errorf("open database: %w", err))
	}
	set, err := loadSettings(c)
	if err != nil {
		return explain(s.path, errors.Join(err, c.close()))
	}
	if set.unfinished && !o.moving {
		return errors.Join(problem(ErrHalfMoved, s.path, nil), c.close())
	}
	if s.keys, err = s.openKeys(c, set, o.KeyFile); err != nil {
		return errors.Join(err, c.close())
	}
	if !set.clean && !fresh {
		// What was deleted just before it was killed may still be in the log.
		if err := truncateLog(c); err != nil && !errors.Is(err, errBusy) {
			return explain(s.path, errors.Join(err, c.close()))
		}
	}
	if err := s.mark(c); err != nil {
		return explain(s.path, errors.Join(err, c.close()))
	}
	s.wasClean = set.clean
	s.readers, err = openFileReaders(ctx, s.path, s.log, s.trace)
	if err != nil {
		return explain(s.path, errors.Join(err, c.close()))
	}
	return s.begin(ctx, newWriter(c, sequence{last: set.ids, block: set.ids}, "COMMIT", s.watch.look, s.log))
}

// begin lets transactions through. On an error it closes the connections.
func (s *Store) begin(ctx context.Context, w *writer) error {
	s.writer = w
	err := s.bind(ctx)
	if err == nil {
		s.sealed = sealing.Over(engine{s}, s.keys, s.log)
		err = s.tellKeys(ctx)
	}
	if err != nil {
		s.writer.stop()
		return explain(s.path, errors.Join(err, s.readers.close(), w.conn.close()))
	}
	return nil
}

// mark gives this opening its number, and takes the mark of a clean stop away. The
// lock's file names both numbers until the new one has reached the database's file.
func (s *Store) mark(c *conn) error {
	var before uint32
	if err := c.c.QueryRowContext(context.Background(), "PRAGMA user_version").Scan(&before); err != nil {
		return fmt.Errorf("read the opening's number: %w", err)
	}
	own := newNumber()
	s.watch.numbers = []uint32{before, own}
	if err := s.lock.note(s.watch.numbers...); err != nil {
		return fmt.Errorf("note the opening's number: %w", err)
	}
	if err := saveSetting(c, "clean", int64(0)); err != nil {
		return err
	}
	var busy, frames, moved int
	_, err := c.c.ExecContext(context.Background(), fmt.Sprintf("PRAGMA user_version = %d", own))
	if err == nil {
		err = c.c.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &frames, &moved)
	}
	if err != nil {
		return fmt.Errorf("write the opening's number: %w", err)
	}
	if busy == 0 && frames == moved {
		s.watch.numbers = []uint32{own}
		if err := s.lock.note(own); err != nil {
			return fmt.Errorf("note the opening's number: %w", err)
		}
	}
	return s.watch.begin()
}

// Update implements reflection.Store. It must not be called from within another
// Update. A panic in fn is an error. Fn runs on a goroutine of the store's; where it
// ends that, as t.FailNow does, the caller's ends.
func (s *Store) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	return s.sealed.Update(ctx, fn)
}

// View implements reflection.Store. The snapshot is of the moment of the first
// reading method.
func (s *Store) View(ctx context.Context, fn func(reflection.Tx) error) error {
	return s.sealed.View(ctx, fn)
}
