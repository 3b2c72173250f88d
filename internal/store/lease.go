package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/internal/store/postgres"
)

const (
	// leaseLasts is for how long a database is held without being heard of. Whoever waits
	// has it that long after the holder died, and less than fifteen seconds.
	leaseLasts = 10 * time.Second
	// leasePolls is how often whoever waits looks whether it is free.
	leasePolls = 100 * time.Millisecond
	// leaseCode is what the server calls it when somebody writes who holds it no more.
	leaseCode = "LEASE"
)

// role is what is held: the whole database, by one that serves everything.
const role = "run"

// leaseTables are where it stands who holds what. The numbers stand apart from the ends,
// so that a lease that is renewed is in no transaction's way; each taking has the next
// number. They are no part of the schema: it is changed by who holds the database.
const leaseTables = `BEGIN;
SELECT pg_advisory_xact_lock(1400138092);
CREATE TABLE IF NOT EXISTS leases (
    role  TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    ends  TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE TABLE IF NOT EXISTS lease_numbers (
    role   TEXT PRIMARY KEY,
    number BIGINT NOT NULL
);
CREATE OR REPLACE FUNCTION holds(of_role TEXT, with_number BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM lease_numbers WHERE role = of_role AND number = with_number FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the lease was taken by another' USING ERRCODE = '` + leaseCode + `';
    END IF;
END;
$$;
INSERT INTO leases VALUES ('` + role + `', '', clock_timestamp()) ON CONFLICT DO NOTHING;
INSERT INTO lease_numbers VALUES ('` + role + `', 0) ON CONFLICT DO NOTHING;
COMMIT`

// lease is what lets one process at a time write to a database on a server: a row that
// says who holds it until when, and a number that every writing transaction shows.
type lease struct {
	db     *sql.DB
	owner  string
	lasts  time.Duration
	number int64
	before time.Time                 // when the one before ended, or was last heard of; zero for none
	heard  atomic.Pointer[time.Time] // when it was last asked for and had
	log    *slog.Logger

	stop  chan struct{} // closed to end
	ended chan struct{} // closed when it is renewed no more
	taken chan struct{} // closed when another has it
	once  sync.Once
}

// takeLease takes the lease of a database, and waits for it if that is wanted. Waiting is
// called when that begins.
func takeLease(ctx context.Context, db *sql.DB, o Options, name string, waiting func() error) (*lease, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unnamed"
	}
	l := &lease{
		db: db, owner: fmt.Sprintf("%s, process %d", host, os.Getpid()), lasts: cmp.Or(o.Lease, leaseLasts), log: o.Log,
		stop: make(chan struct{}), ended: make(chan struct{}), taken: make(chan struct{}),
	}
	told := false
	for {
		holder, err := l.try(ctx, told)
		switch {
		case err != nil && (!o.Wait || !told || !postgres.Troubled(err)):
			return nil, err
		case err == nil && holder == "":
			go l.keep()
			return l, nil
		case !o.Wait:
			return nil, problem(ErrInUse, name, fmt.Errorf("by %s", holder))
		case !told:
			if err := waiting(); err != nil {
				return nil, err
			}
			o.Log.Info("another bot has the database open; this one stands by, and takes over when that one ends", "database", name, "holder", holder)
			told = true
		}
		select {
		case <-time.After(leasePolls):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// try takes the lease if it is free, and returns who has it if not. There says that its
// tables are there.
func (l *lease) try(ctx context.Context, there bool) (holder string, err error) {
	if !there {
		if err := l.db.QueryRowContext(ctx, `SELECT to_regclass('lease_numbers') IS NOT NULL`).Scan(&there); err != nil {
			return "", err
		}
	}
	if !there {
		if _, err := l.db.ExecContext(ctx, leaseTables); err != nil {
			return "", err
		}
	}
	now := time.Now()
	l.heard.Store(&now)
	var ago int64 // microseconds
	err = l.db.QueryRowContext(ctx, `WITH before AS (SELECT ends FROM leases WHERE role = ?),
		taken AS (
			UPDATE leases SET owner = ?, ends = clock_timestamp() + ? * interval '1 microsecond'
			WHERE role = ? AND (owner = '' OR ends < clock_timestamp()) RETURNING role)
		UPDATE lease_numbers SET number = number + 1 FROM taken, before WHERE lease_numbers.role = taken.role
		RETURNING number, (extract(epoch FROM clock_timestamp() - before.ends) * 1000000)::BIGINT`,
		role, l.owner, l.lasts.Microseconds(), role).Scan(&l.number, &ago)
	if err == nil && l.number > 1 {
		l.before = now.Add(-time.Duration(ago) * time.Microsecond)
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = l.db.QueryRowContext(ctx, `SELECT owner FROM leases WHERE role = ?`, role).Scan(&holder)
		return cmp.Or(holder, "another that is ending"), err
	}
	return "", err
}

// keep renews the lease until it is to end, or another has taken it.
func (l *lease) keep() {
	defer close(l.ended)
	for {
		select {
		case <-time.After(l.lasts / 3):
		case <-l.stop:
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), l.lasts/2)
		ours, err := l.set(ctx, l.owner, l.lasts)
		cancel()
		switch {
		case err != nil:
			l.log.Warn("renewing the hold on the database failed; another bot may take it over", "err", err)
		case !ours:
			l.lose()
			return
		}
	}
}

// set has the lease held by the owner for so long from now, if it is ours still. It tries
// again where a connection turns out to be gone: that is told only to who uses it.
func (l *lease) set(ctx context.Context, owner string, lasts time.Duration) (ours bool, err error) {
	now := time.Now()
	for range sideConns + 1 {
		if ours, err = l.setOnce(ctx, owner, lasts); !postgres.Lost(err) {
			break
		}
	}
	if ours {
		l.heard.Store(&now)
	}
	return ours, err
}

// silent is how long ago the lease was last heard of. A clock that stands still while the
// machine sleeps doesn't count.
func (l *lease) silent() time.Duration {
	heard, now := *l.heard.Load(), time.Now()
	return max(now.Sub(heard), now.Round(0).Sub(heard.Round(0)))
}

func (l *lease) setOnce(ctx context.Context, owner string, lasts time.Duration) (ours bool, err error) {
	r, err := l.db.ExecContext(ctx, `UPDATE leases SET owner = ?, ends = clock_timestamp() + ? * interval '1 microsecond'
		WHERE role = ? AND EXISTS (SELECT 1 FROM lease_numbers WHERE role = ? AND number = ?)`,
		owner, lasts.Microseconds(), role, role, l.number)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// lose says that another has it.
func (l *lease) lose() { l.once.Do(func() { close(l.taken) }) }

// lost reports whether another has it, as far as is known.
func (l *lease) lost() bool {
	select {
	case <-l.taken:
		return true
	default:
		return false
	}
}

// release gives it up, so that whoever waits has it at once.
func (l *lease) release() error {
	close(l.stop)
	<-l.ended
	if l.lost() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), l.lasts/2)
	defer cancel()
	_, err := l.set(ctx, "", 0)
	return err
}

// commit is the statement that commits a transaction only while the lease is ours.
func (l *lease) commit() string { return fmt.Sprintf("SELECT holds('%s', %d); COMMIT", role, l.number) }
