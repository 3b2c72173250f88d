package store

import (
	"context"
	"database/sql"
	"errors"
)

// conn is one connection with the statements prepared on it. The queries are
// constants of this package, so there are only so many. One goroutine at a time
// uses it.
//
// Statements run without the caller's context: one that is interrupted could
// take a whole group of Updates down, and none takes long.
type conn struct {
	*dialect
	db         *sql.DB
	c          *sql.Conn
	statements map[string]*sql.Stmt
	trace      func(statement string) // nil for none
	gone       bool                   // it is lost; another takes its place at the next begin
}

func openConn(ctx context.Context, db *sql.DB, speaks *dialect, trace func(string)) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{dialect: speaks, db: db, c: c, statements: make(map[string]*sql.Stmt), trace: trace}, nil
}

// openFileConn opens a connection to SQLite, and sees that it has the pragmas.
func openFileConn(ctx context.Context, db *sql.DB, pragmas []pragma, trace func(string)) (*conn, error) {
	c, err := openConn(ctx, db, onFile, trace)
	if err != nil {
		return nil, err
	}
	if err := checkPragmas(ctx, c.c, pragmas); err != nil {
		return nil, errors.Join(err, c.c.Close())
	}
	return c, nil
}

func (c *conn) prepare(query string) (*sql.Stmt, error) {
	if c.trace != nil {
		c.trace(query)
	}
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	s, err := c.c.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	c.statements[query] = s
	return s, nil
}

// start begins a transaction, on another connection if this one turns out to be lost:
// a server that was started again tells it only when it is spoken to.
func (c *conn) start(begin string) error {
	if !c.gone {
		if _, err := c.exec(begin); !c.gone {
			return err
		}
	}
	if err := c.replace(); err != nil {
		return err
	}
	_, err := c.exec(begin)
	return err
}

// replace puts another connection in the place of one that is lost.
func (c *conn) replace() error {
	_ = c.close() // What is lost can't be closed well.
	other, err := c.db.Conn(context.Background())
	if err != nil {
		return err
	}
	c.c, c.gone = other, false
	return nil
}

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(query string, args ...any) (int64, error) {
	s, err := c.prepare(query)
	if err != nil {
		return 0, c.met(err)
	}
	r, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, c.met(err)
	}
	return r.RowsAffected()
}

// query runs a query; the caller closes the rows before the next statement.
func (c *conn) query(query string, args ...any) (*sql.Rows, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, c.met(err)
	}
	rows, err := s.QueryContext(context.Background(), args...)
	return rows, c.met(err)
}

// met takes note of an error that says that the connection is gone.
func (c *conn) met(err error) error {
	if err != nil && (c.lost(err) || errors.Is(err, sql.ErrConnDone)) {
		c.gone = true
	}
	return err
}

func (c *conn) close() error {
	var err error
	for query, s := range c.statements {
		err = errors.Join(err, s.Close())
		delete(c.statements, query)
	}
	return errors.Join(err, c.c.Close())
}
