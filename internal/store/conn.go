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
	c          *sql.Conn
	statements map[string]*sql.Stmt
	trace      func(statement string) // nil for none
}

func openConn(ctx context.Context, db *sql.DB, pragmas []pragma, trace func(string)) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := checkPragmas(ctx, c, pragmas); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return &conn{c, make(map[string]*sql.Stmt), trace}, nil
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

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(query string, args ...any) (int64, error) {
	s, err := c.prepare(query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// query runs a query; the caller closes the rows before the next statement.
func (c *conn) query(query string, args ...any) (*sql.Rows, error) {
	s, err := c.prepare(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

func (c *conn) close() error {
	var err error
	for _, s := range c.statements {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, c.c.Close())
}
