package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// conn is one connection. One goroutine at a time uses it.
type conn struct {
	pg     *pgconn.PgConn
	limit  time.Duration
	before []string
}

// Before has statements run before the next one, in the same message. If one of them
// fails, so does that one.
func (c *conn) Before(statements ...string) { c.before = statements }

var (
	_ driver.ConnBeginTx    = (*conn)(nil)
	_ driver.ExecerContext  = (*conn)(nil)
	_ driver.QueryerContext = (*conn)(nil)
	_ driver.Validator      = (*conn)(nil)
)

// Lost reports whether nothing can be done on it any more.
func (c *conn) Lost() bool { return c.pg.IsClosed() }

// IsValid implements driver.Validator.
func (c *conn) IsValid() bool { return !c.Lost() && c.pg.TxStatus() == 'I' }

// Close implements driver.Conn.
func (c *conn) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), connectLimit)
	defer cancel()
	// What can't be told goodbye is closed all the same.
	_ = c.pg.Close(ctx)
	return nil
}

// Prepare implements driver.Conn: a statement is only translated.
func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return &stmt{c, Translate(query)}, nil
}

// Begin implements driver.Conn.
func (c *conn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

// BeginTx implements driver.ConnBeginTx, for migrations, with the server's own
// isolation.
func (c *conn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if o.ReadOnly || o.Isolation != 0 {
		return nil, errors.New("postgres: no other transactions than the server's usual ones")
	}
	if _, err := c.exec(ctx, "BEGIN", nil); err != nil {
		return nil, err
	}
	return tx{c}, nil
}

// tx is a transaction that BeginTx began.
type tx struct{ *conn }

// Commit implements driver.Tx.
func (t tx) Commit() error {
	if t.pg.TxStatus() == 'E' {
		return errors.Join(errors.New("postgres: a statement of the transaction failed"), t.Rollback())
	}
	_, err := t.exec(context.Background(), "COMMIT", nil)
	return err
}

// Rollback implements driver.Tx.
func (t tx) Rollback() error {
	_, err := t.exec(context.Background(), "ROLLBACK", nil)
	return err
}

// ExecContext implements driver.ExecerContext.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return c.exec(ctx, Translate(query), args)
}

// QueryContext implements driver.QueryerContext.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return c.query(ctx, Translate(query), args)
}

// exec runs a statement; without arguments it can be several, with semicolons between.
func (c *conn) exec(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	ctx, cancel := c.within(ctx)
	defer cancel()
	if len(args) == 0 {
		query = strings.Join(append(c.before, query), "; ")
		c.before = nil
		results, err := c.pg.Exec(ctx, query).ReadAll()
		if err != nil {
			return nil, told(err, c.Lost())
		}
		if len(results) == 0 {
			return driver.RowsAffected(0), nil
		}
		return driver.RowsAffected(results[len(results)-1].CommandTag.RowsAffected()), nil
	}
	result, err := c.run(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return driver.RowsAffected(result.CommandTag.RowsAffected()), nil
}

// query reads all rows at once, so that nothing is on its way while they are looked at.
func (c *conn) query(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	ctx, cancel := c.within(ctx)
	defer cancel()
	result, err := c.run(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return &rows{result: result}, nil
}

// inBinary asks for results as the server keeps them.
var inBinary = []int16{binaryFormat}

func (c *conn) run(ctx context.Context, query string, args []driver.NamedValue) (*pgconn.Result, error) {
	values, types, formats, err := encode(args)
	if err != nil {
		return nil, err
	}
	var batch pgconn.Batch
	for _, b := range c.before {
		batch.ExecParams(b, nil, nil, nil, nil)
	}
	c.before = nil
	batch.ExecParams(query, values, types, formats, inBinary)
	all := c.pg.ExecBatch(ctx, &batch)
	var result *pgconn.Result
	for all.NextResult() {
		result = all.ResultReader().Read()
		if result.FieldDescriptions == nil { // There were no rows.
			result.FieldDescriptions = slices.Clone(all.ResultReader().FieldDescriptions())
		}
	}
	if err := all.Close(); err != nil {
		return nil, told(err, c.Lost())
	}
	return result, nil
}

// within bounds how long a statement takes.
func (c *conn) within(ctx context.Context) (context.Context, context.CancelFunc) {
	if c.limit == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.limit)
}

// stmt is a statement that was translated.
type stmt struct {
	conn  *conn
	query string
}

var (
	_ driver.StmtExecContext  = (*stmt)(nil)
	_ driver.StmtQueryContext = (*stmt)(nil)
)

// Close implements driver.Stmt.
func (s *stmt) Close() error { return nil }

// NumInput implements driver.Stmt: the server counts.
func (s *stmt) NumInput() int { return -1 }

// Exec implements driver.Stmt.
func (s *stmt) Exec(args []driver.Value) (driver.Result, error) {
	return s.ExecContext(context.Background(), numbered(args))
}

// Query implements driver.Stmt.
func (s *stmt) Query(args []driver.Value) (driver.Rows, error) {
	return s.QueryContext(context.Background(), numbered(args))
}

// ExecContext implements driver.StmtExecContext.
func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return s.conn.exec(ctx, s.query, args)
}

// QueryContext implements driver.StmtQueryContext.
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.query(ctx, s.query, args)
}

func numbered(args []driver.Value) []driver.NamedValue {
	all := make([]driver.NamedValue, len(args))
	for i, v := range args {
		all[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return all
}

// rows are the rows that a query found.
type rows struct {
	result *pgconn.Result
	next   int
}

// Columns implements driver.Rows.
func (r *rows) Columns() []string {
	names := make([]string, len(r.result.FieldDescriptions))
	for i, f := range r.result.FieldDescriptions {
		names[i] = f.Name
	}
	return names
}

// Close implements driver.Rows.
func (r *rows) Close() error { return nil }

// Next implements driver.Rows.
func (r *rows) Next(to []driver.Value) (err error) {
	if r.next == len(r.result.Rows) {
		return io.EOF
	}
	row := r.result.Rows[r.next]
	r.next++
	for i, column := range row {
		if to[i], err = decode(r.result.FieldDescriptions[i].DataTypeOID, column); err != nil {
			return err
		}
	}
	return nil
}
