package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"stillpoint/internal/reflection"
)

// readerConns is how many Views can be open at once.
const readerConns = 3

// readers is a fixed set of connections that can't write.
type readers struct {
	db   *sql.DB
	log  *slog.Logger
	free chan *conn
	// alone is held by who wants all the connections at once.
	alone chan struct{}
	quit  chan struct{}
}

// openReaders opens the connections of a database by open. The database is closed with
// them.
func openReaders(ctx context.Context, db *sql.DB, log *slog.Logger, open func(context.Context, *sql.DB) (*conn, error)) (*readers, error) {
	r := &readers{
		db: db, log: log,
		free: make(chan *conn, readerConns), alone: make(chan struct{}, 1), quit: make(chan struct{}),
	}
	db.SetMaxOpenConns(readerConns)
	for range readerConns {
		c, err := open(ctx, db)
		if err != nil {
			return nil, fmt.Errorf("open for reading: %w", errors.Join(err, db.Close()))
		}
		r.free <- c
	}
	return r, nil
}

// openFileReaders opens those of SQLite's file.
func openFileReaders(ctx context.Context, path string, log *slog.Logger, trace func(string)) (*readers, error) {
	db, err := sql.Open("sqlite", readerDSN(path))
	if err != nil {
		return nil, fmt.Errorf("open for reading: %w", err)
	}
	return openReaders(ctx, db, log, func(ctx context.Context, db *sql.DB) (*conn, error) {
		return openFileConn(ctx, db, readerPragmas, trace)
	})
}

// view runs fn on a snapshot: what is committed when it first reads.
func (r *readers) view(ctx context.Context, fn func(reflection.Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, err := r.take(ctx)
	if err != nil {
		return err
	}
	defer func() { r.free <- c }()
	if err := c.start(c.snapshot...); err != nil {
		return fmt.Errorf("begin to read: %w", err)
	}
	t := &tx{conn: c}
	run(t, fn, r.log, func(e error) {
		err = e
		if c.untouched() {
			return
		}
		if _, e := c.exec("ROLLBACK"); e != nil {
			err = errors.Join(err, fmt.Errorf("end reading: %w", e))
		}
	})
	return err
}

func (r *readers) take(ctx context.Context) (*conn, error) {
	select {
	case <-r.quit:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-r.free:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-r.quit:
		return nil, ErrClosed
	}
}

// without runs f while no View is open; new ones wait.
func (r *readers) without(ctx context.Context, f func() error) error {
	select {
	case r.alone <- struct{}{}:
		defer func() { <-r.alone }()
	case <-ctx.Done():
		return ctx.Err()
	}
	var held []*conn
	defer func() {
		for _, c := range held {
			r.free <- c
		}
	}()
	for len(held) < readerConns {
		c, err := r.take(ctx)
		if err != nil {
			return err
		}
		held = append(held, c)
	}
	return f()
}

// close waits for the Views that are open and closes the connections.
func (r *readers) close() error {
	close(r.quit)
	var err error
	for range readerConns {
		err = errors.Join(err, (<-r.free).close())
	}
	return errors.Join(err, r.db.Close())
}
