package store

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"stillpoint/internal/reflection"
)

// tx is one transaction, on one connection. It keeps what is sealed as it is.
type tx struct {
	conn *conn
	ids  *sequence // nil in a View
	// failed is the first error after which the transaction doesn't go on. SQLite
	// may have rolled everything back because of it, and would run what follows
	// outside any transaction; so nothing follows.
	failed error
	over   bool
}

var _ reflection.Raw = (*tx)(nil)

// run calls fn and returns what it came to. A panic becomes an error that does
// not repeat its value. Where fn ends its goroutine, as t.FailNow does, run
// never returns: done is called all the same, exactly once.
func run(t *tx, fn func(reflection.Tx) error, log *slog.Logger, done func(error)) {
	err := ErrUnfinished
	defer func() {
		if recover() != nil {
			log.Error("panic in a transaction", "stack", string(debug.Stack()))
			err = ErrPanicked
		}
		t.over = true
		done(err)
	}()
	err = fn(t)
	if t.failed != nil && !errors.Is(err, t.failed) {
		// Fn may have told it in words of its own, or passed it over.
		err = errors.Join(t.failed, err)
	}
}

// usable returns why the transaction can't go on, or nil.
func (t *tx) usable() error {
	if t.over {
		return ErrTxOver
	}
	return t.failed
}

// fail wraps an error of the engine's; what names the step.
func (t *tx) fail(what string, err error) error {
	err = fmt.Errorf("%s: %w", what, err)
	if !t.conn.goesOn(err) && t.failed == nil {
		t.failed = err
	}
	return err
}

// NewID returns an id that was never used before, in any table.
func (t *tx) NewID() (int64, error) {
	if err := t.writable(); err != nil {
		return 0, err
	}
	return t.ids.take(), nil
}

// given returns the id that came with what is added, or a new one where none did.
func given[ID ~int64](t *tx, id ID) (int64, error) {
	if id != 0 {
		return int64(id), nil
	}
	return t.NewID()
}

// writable returns why the transaction can't write, or nil.
func (t *tx) writable() error {
	if err := t.usable(); err != nil {
		return err
	}
	if t.ids == nil {
		return ErrWriteInView
	}
	return nil
}

// exec runs a statement that writes and returns how many rows it changed.
func (t *tx) exec(what, query string, args ...any) (int64, error) {
	if err := t.writable(); err != nil {
		return 0, err
	}
	n, err := t.conn.exec(query, args...)
	if err != nil {
		return 0, t.fail(what, err)
	}
	return n, nil
}

// execOne runs a statement that changes one row; ErrNotFound if it changed none.
func (t *tx) execOne(what, query string, args ...any) error {
	n, err := t.exec(what, query, args...)
	if err == nil && n == 0 {
		return reflection.ErrNotFound
	}
	return err
}

// scan reads one row into a T.
type scan[T any] func(*sql.Rows) (T, error)

// each calls yield with every row until it returns false.
func each[T any](t *tx, what string, read scan[T], yield func(T) bool, query string, args ...any) error {
	if err := t.usable(); err != nil {
		return err
	}
	rows, err := t.conn.query(query, args...)
	if err != nil {
		return t.fail(what, err)
	}
	for rows.Next() {
		v, err := read(rows)
		if err != nil {
			return t.fail(what, errors.Join(err, rows.Close()))
		}
		if !yield(v) {
			break
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return t.fail(what, err)
	}
	return nil
}

// one returns the first row, or ErrNotFound.
func one[T any](t *tx, what string, read scan[T], query string, args ...any) (T, error) {
	var found T
	err := reflection.ErrNotFound
	if failed := each(t, what, read, func(v T) bool {
		found, err = v, nil
		return false
	}, query, args...); failed != nil {
		err = failed
	}
	return found, err
}

// many returns all rows.
func many[T any](t *tx, what string, read scan[T], query string, args ...any) ([]T, error) {
	var found []T
	err := each(t, what, read, func(v T) bool {
		found = append(found, v)
		return true
	}, query, args...)
	return found, err
}

// cell reads the one column of a row.
func cell[T any](r *sql.Rows) (v T, err error) {
	err = r.Scan(&v)
	return v, err
}
