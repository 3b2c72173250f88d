package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/pressly/goose/v3"

	"stillpoint/internal/store/postgres"
)

// sideConns is how many connections there are to a server beside those that read and the
// one that writes: for the lease, and for what somebody asks of the server itself.
const sideConns = 2

// server is what is held of a database on a server.
type server struct {
	connector *postgres.Connector
	lease     *lease
	side      *sql.DB // for what is no transaction of the store's
}

// openServer opens a database on a server, once nobody else has it open.
func openServer(ctx context.Context, o Options) (_ *Store, err error) {
	connector, err := postgres.NewConnector(o.Path)
	if err != nil {
		return nil, problem(ErrAddress, "the database", nil)
	}
	side := sql.OpenDB(connector)
	side.SetMaxOpenConns(sideConns)
	s := &Store{path: connector.String(), log: o.Log, trace: o.Trace, wasClean: true, server: &server{connector: connector, side: side}}
	if err := foreign(ctx, side); err != nil {
		return nil, explain(s.path, errors.Join(err, side.Close()))
	}
	if s.lease, err = takeLease(ctx, side, o, s.path, func() error { return s.foresee(ctx, o) }); err != nil {
		return nil, explain(s.path, errors.Join(err, side.Close()))
	}
	if err := s.openHeld(ctx, o); err != nil {
		if s.db != nil {
			err = errors.Join(err, s.db.Close())
		}
		return nil, explain(s.path, errors.Join(err, s.lease.release(), side.Close()))
	}
	return s, nil
}

// ReadAddress returns an error if the address of a server can't be read. It repeats none
// of it.
func ReadAddress(address string) error {
	_, err := postgres.NewConnector(address)
	return err
}

// foreign returns ErrForeign for a database that has tables, and none of ours.
func foreign(ctx context.Context, db *sql.DB) error {
	var tables, ours int
	if err := db.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE tablename IN ('leases', 'lease_numbers', 'goose_db_version'))
		FROM pg_tables WHERE schemaname = current_schema()`).Scan(&tables, &ours); err != nil {
		return fmt.Errorf("look at database: %w", err)
	}
	if tables > 0 && ours == 0 {
		return &Problem{Kind: ErrForeign, Path: "the server's database", Do: "Make a database for Stillpoint alone (createdb), and name that."}
	}
	return nil
}

// foresee returns what would keep this process from taking over once the lease is free:
// a database of a newer program, or another key than the database's. What can't be told
// now shows then.
func (s *Store) foresee(ctx context.Context, o Options) error {
	if _, err := LookOnServer(ctx, o.Path); errors.Is(err, ErrNewer) {
		return err
	}
	c, err := openConn(ctx, s.side, onServer, s.trace)
	if err != nil {
		return nil
	}
	defer c.close()
	set, err := loadSettings(c)
	if err != nil || set.check == nil {
		return nil
	}
	_, err = s.openKeys(c, set, o.KeyFile)
	return err
}

// openHeld does what openServer does once the lease is held.
func (s *Store) openHeld(ctx context.Context, o Options) error {
	known, err := serverSchema()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if err := s.migrateServer(ctx, known, o); err != nil {
		return err
	}
	s.db = sql.OpenDB(s.connector)
	open := func(ctx context.Context, db *sql.DB) (*conn, error) { return openConn(ctx, db, onServer, s.trace) }
	c, err := open(ctx, s.db)
	if err != nil {
		return err
	}
	set, err := loadSettings(c)
	if err != nil {
		return errors.Join(err, c.close())
	}
	if set.unfinished && !o.moving {
		return errors.Join(problem(ErrHalfMoved, s.path, nil), c.close())
	}
	if s.keys, err = s.openKeys(c, set, o.KeyFile); err != nil {
		return errors.Join(err, c.close())
	}
	s.readers, err = openReaders(ctx, sql.OpenDB(s.connector), s.log, open)
	if err != nil {
		return errors.Join(err, c.close())
	}
	return s.begin(ctx, newWriter(c, sequence{last: set.ids, block: set.ids}, s.lease.commit(), s.held, s.log))
}

// migrateServer brings the database to the newest schema.
func (s *Store) migrateServer(ctx context.Context, known fs.FS, o Options) error {
	db := sql.OpenDB(s.connector.Unlimited())
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, known, goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("load migrations: %w", err)
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if _, err := os.Stat(o.KeyFile); err == nil && current == 0 && !o.Anew {
		return &Problem{Kind: ErrLost, Path: s.path, Cause: fmt.Errorf("its key is there: %s", o.KeyFile),
			Do: "Is this the right server, and the right database? To begin anew with this key, start once with --begin-anew."}
	}
	if current > target {
		return problem(ErrNewer, s.path, fmt.Errorf("its schema is number %d, this program knows %d", current, target))
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate to schema %d: %w", target, err)
	}
	if current > 0 && current < target {
		s.log.Info("the database was migrated", "database", s.path, "from", current, "to", target)
	}
	return nil
}

// serverSchema returns the migrations for a server that this version knows.
func serverSchema() (fs.FS, error) { return fs.Sub(embedded, "migrations_postgres") }

// held returns why nothing may be written any more, or nil.
func (s *Store) held() error {
	if s.lease.lost() {
		return problem(ErrTaken, s.path, nil)
	}
	return nil
}

// Held returns why another process may have taken the database over: it has, or so much
// time went by since this one was heard of that it could. It is nil for a file.
func (s *Store) Held() error {
	if s.server == nil {
		return nil
	}
	if err := s.held(); err != nil {
		return err
	}
	// A while before it could be taken: what is asked for then arrives before.
	if silent := s.lease.silent(); silent > s.lease.lasts-s.lease.lasts/5 {
		return fmt.Errorf("the hold on the database wasn't renewed for %s", silent.Round(time.Second))
	}
	return nil
}

// Before is when the process before this one gave the database up, or could have been
// heard of last. It is zero for a file, and where there was none.
func (s *Store) Before() time.Time {
	if s.server == nil {
		return time.Time{}
	}
	return s.lease.before
}

// Taken is closed when another process has taken the database over: this one can write
// nothing any more. It is nil for a file, which nobody takes over.
func (s *Store) Taken() <-chan struct{} {
	if s.server == nil {
		return nil
	}
	return s.lease.taken
}

// closeServer does what close does once nothing is written any more.
func (s *Store) closeServer() error {
	err := s.readers.close()
	c := s.writer.conn
	if !s.lease.lost() && !c.gone {
		// The exact end of the ids goes last; without it, some are left out.
		if e := s.saveIDs(c); e != nil {
			s.log.Debug("storing the end of the ids", "err", e)
		}
	}
	if e := c.close(); e != nil && !c.gone {
		err = errors.Join(err, e)
	}
	err = errors.Join(err, s.db.Close(), s.lease.release(), s.side.Close())
	if err != nil {
		return explain(s.path, fmt.Errorf("close database: %w", err))
	}
	return nil
}

func (s *Store) saveIDs(c *conn) error {
	if err := c.start(c.begin...); err != nil {
		return err
	}
	if err := saveSetting(c, "ids", s.writer.ids.last); err != nil {
		_, undone := c.exec("ROLLBACK")
		return errors.Join(err, undone)
	}
	_, err := c.exec(s.writer.end)
	return err
}

// wordTables are those that hold what people wrote, or the keys to it.
const wordTables = "parts, replies, identities, dispatches, deliveries, questions, channels, notices, board, facts, choices, awaiting, persons, " +
	"recalls, compasses, taps, acts, communities, matters, checkpoints, bookings, returns"

// vacuum has the server clear out of its tables what committed transactions took away.
func (s *server) vacuum(ctx context.Context) error {
	db := sql.OpenDB(s.connector.Unlimited())
	defer db.Close()
	_, err := db.ExecContext(ctx, "VACUUM "+wordTables)
	return err
}
