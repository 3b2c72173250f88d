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
	gone       bool                   // it is lost; another takes its place at the next start
	// ahead are statements that go with the next one. Answered says that the server has
	// heard of the transaction.
	ahead    []string
	answered bool
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

// start begins a transaction. On a server it begins with the first statement, in one
// message; where the connection turns out to be lost then, which a server that was
// started again tells only to who speaks to it, it begins on another.
func (c *conn) start(begin ...string) error {
	if c.gone {
		if err := c.replace(); err != nil {
			return err
		}
	}
	c.answered = false
	return c.soon(begin...)
}

// soon runs statements before the next one; those of which nobody needs to know at once
// what they came to.
func (c *conn) soon(statements ...string) error {
	if c.joins {
		c.ahead = append(c.ahead, statements...)
		return nil
	}
	for _, s := range statements {
		if _, err := c.exec(s); err != nil {
			return err
		}
	}
	return nil
}

// untouched ends a transaction of which the server hasn't heard yet, and reports whether
// it was one.
func (c *conn) untouched() bool {
	if !c.joins || c.answered {
		return false
	}
	c.ahead = nil
	return true
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
func (c *conn) exec(query string, args ...any) (n int64, err error) {
	err = c.run(query, func(s *sql.Stmt) error {
		r, err := s.ExecContext(context.Background(), args...)
		if err == nil {
			n, err = r.RowsAffected()
		}
		return err
	})
	return n, err
}

// query runs a query; the caller closes the rows before the next statement.
func (c *conn) query(query string, args ...any) (rows *sql.Rows, err error) {
	err = c.run(query, func(s *sql.Stmt) (err error) {
		rows, err = s.QueryContext(context.Background(), args...)
		return err
	})
	return rows, err
}

// run runs a statement, with those that go ahead of it. The first ones of a transaction
// are sent once more where the connection is lost: nothing was done before them.
func (c *conn) run(query string, do func(*sql.Stmt) error) error {
	for first := true; ; first = false {
		err := c.sendAhead()
		var s *sql.Stmt
		if err == nil {
			s, err = c.prepare(query)
		}
		if err == nil {
			err = do(s)
		}
		if err != nil && (c.lost(err) || errors.Is(err, sql.ErrConnDone)) {
			c.gone = true
			if first && !c.answered && len(c.ahead) > 0 && c.replace() == nil {
				continue
			}
		}
		c.answered, c.ahead = true, nil
		return err
	}
}

// sendAhead hands what goes ahead to the connection.
func (c *conn) sendAhead() error {
	if len(c.ahead) == 0 {
		return nil
	}
	return c.c.Raw(func(driven any) error {
		driven.(interface{ Before(...string) }).Before(c.ahead...)
		return nil
	})
}

func (c *conn) close() error {
	var err error
	for query, s := range c.statements {
		err = errors.Join(err, s.Close())
		delete(c.statements, query)
	}
	return errors.Join(err, c.c.Close())
}
