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

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
)

// Options says what to open.
type Options struct {
	// Path is the database file. It is created if it does not exist; its folder
	// is not.
	Path string
	// KeyFile is the file of the master key; empty for Path + ".key". It is
	// created only for a database that has never had a key.
	KeyFile string
	// Anew has a new database begin although the key file exists already. Without,
	// that is refused: the database that the key belongs to is missing.
	Anew bool
	// Log is told what went on; nil for nothing. Nobody's words reach it.
	Log *slog.Logger
	// Trace is told each statement before it runs, without what is bound to it,
	// from whatever goroutine runs it; nil for nobody. Benchmarks count with it.
	Trace func(statement string)
}

// Store is an open database. Many may use it at once.
type Store struct {
	path     string
	wasClean bool
	log      *slog.Logger
	trace    func(string)

	keys   sealing.Keys
	sealed *sealing.Store // over the engine

	lock    *lock
	watch   *watch
	trouble lasting
	db      *sql.DB // of the writer's one connection
	writer  *writer
	readers *readers

	closing  sync.Once
	closeErr error
}

var _ reflection.Store = (*Store)(nil)

// Open opens the database, or creates it, and brings it to the newest schema.
// What a person can set right is returned as a *Problem.
func Open(ctx context.Context, o Options) (*Store, error) {
	path, err := findDatabase(o.Path)
	if err != nil {
		return nil, err
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	held, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, log: log, trace: o.Trace, lock: held, watch: &watch{path: path}}
	if err := s.open(ctx, cmp.Or(o.KeyFile, path+".key"), o.Anew); err != nil {
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
func (s *Store) open(ctx context.Context, keyFile string, anew bool) error {
	if err := settleLog(s.path, s.lock, s.log); err != nil {
		return err
	}
	fresh, err := s.isFresh(ctx, keyFile, anew)
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
	c, err := openConn(ctx, db, writerPragmas, s.trace)
	if err != nil {
		return explain(s.path, fmt.Errorf("open database: %w", err))
	}
	set, err := loadSettings(c)
	if err != nil {
		return explain(s.path, errors.Join(err, c.close()))
	}
	if s.keys, err = s.openKeys(c, set, keyFile); err != nil {
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
	s.readers, err = openReaders(ctx, s.path, s.log, s.trace)
	if err != nil {
		return explain(s.path, errors.Join(err, c.close()))
	}
	s.writer = newWriter(c, sequence{last: set.ids, block: set.ids}, s.watch, s.log)
	if err := s.bind(ctx); err != nil {
		s.writer.stop()
		return errors.Join(err, s.readers.close(), c.close())
	}
	s.sealed = sealing.Over(engine{s}, s.keys, s.log)
	if err := s.tellKeys(ctx); err != nil {
		s.writer.stop()
		return explain(s.path, errors.Join(err, s.readers.close(), c.close()))
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
	if err := saveSetting(c, "clean", 0); err != nil {
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

// Close waits for the transactions that are running and closes the database.
// Those that wait for their turn get ErrClosed. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closeErr = s.close() })
	return s.closeErr
}

func (s *Store) close() error {
	s.writer.stop()
	if err := s.trouble.refuse(); errors.Is(err, ErrReplaced) {
		// SQLite's connections end with the process: closing them would write the log
		// into the file that stands there now.
		return s.lock.release()
	} else if err != nil {
		return s.leave()
	}
	err := s.readers.close()
	c := s.writer.conn
	// The exact end of the ids, and the mark of a clean stop, go last.
	err = errors.Join(err, saveSetting(c, "ids", s.writer.ids.last), saveSetting(c, "clean", 1))
	err = errors.Join(err, c.close(), s.db.Close(), s.watch.close())
	if err = errors.Join(err, s.lock.release()); err != nil {
		return explain(s.path, fmt.Errorf("close database: %w", err))
	}
	return nil
}

// leave closes a database that is damaged, without the mark of a clean stop: the next
// start looks through it before it serves.
func (s *Store) leave() error {
	err := errors.Join(s.readers.close(), s.writer.conn.close(), s.db.Close())
	if err != nil {
		s.log.Debug("closing a damaged database", "err", err)
	}
	return errors.Join(s.watch.close(), s.lock.release())
}
