package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How often, and how far apart at first, an erasure is tried again while a
// backup or a check is reading the database.
const (
	eraseTries = 12
	eraseWait  = 10 * time.Millisecond
)

// eraseHold is how long an erasure keeps Views waiting for the writer to come
// free. It is bounded because an Update may itself be waiting for a View.
const eraseHold = 250 * time.Millisecond

// errBusy says that something kept reading or writing, so that the write-ahead
// log could not be emptied.
var errBusy = errors.New("the database is in use all the time")

// Erased implements reflection.Store: what was deleted by a commit before it is
// gone from the files as well when it returns. SQLite overwrites what is
// deleted, but only when the pages reach the database file; until then the old
// ones are there, and the write-ahead log holds copies. Erased waits for the
// Views that are open. Where a backup or a check goes on reading for more than
// half a minute it returns an error, and may be called again.
func (s *Store) Erased(ctx context.Context) error {
	err := ctx.Err()
	if err != nil {
		return err
	}
	if s.OnServer() {
		return s.eraseOnServer(ctx)
	}
	wait := eraseWait
	for range eraseTries {
		err = s.readers.without(ctx, func() error { return s.truncateLog(ctx) })
		if !errors.Is(err, errBusy) {
			break
		}
		select {
		case <-time.After(wait):
			wait *= 2
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err != nil {
		return explain(s.path, fmt.Errorf("erase: %w", err))
	}
	return nil
}

// eraseOnServer has the server take back the room of what was deleted. Its sealed bytes
// stand there until something else is written over them, and in the server's log, its
// replicas and its backups until those are cleared by whoever runs it.
func (s *Store) eraseOnServer(ctx context.Context) error {
	select {
	case <-s.writer.quit:
		return ErrClosed
	default:
	}
	if err := s.vacuum(ctx); err != nil {
		return explainTx(s.path, fmt.Errorf("erase: %w", err))
	}
	return nil
}

// truncateLog brings the whole write-ahead log into the database and empties it.
// It does not wait for readers, because Updates wait for it.
func (s *Store) truncateLog(ctx context.Context) error {
	hold, cancel := context.WithTimeout(ctx, eraseHold)
	defer cancel()
	var err error
	if outer := s.writer.between(hold, func() { err = truncateLog(s.writer.conn) }); outer != nil {
		if errors.Is(outer, context.DeadlineExceeded) && ctx.Err() == nil {
			return errBusy
		}
		return outer
	}
	return err
}

func truncateLog(c *conn) (err error) {
	ctx := context.Background()
	if _, err := c.c.ExecContext(ctx, "PRAGMA busy_timeout(0)"); err != nil {
		return err
	}
	defer func() {
		_, restored := c.c.ExecContext(ctx, fmt.Sprintf("PRAGMA busy_timeout(%d)", busyTimeout))
		err = errors.Join(err, restored)
	}()
	var busy, frames, moved int
	if err := c.c.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errBusy
	}
	return nil
}
