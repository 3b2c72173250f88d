package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stillpoint/internal/reflection"
)

// unfinished is the setting of a database into which another is being moved.
const unfinished = "unfinished move"

// moveBatch is how many rows one transaction of a move holds.
const moveBatch = 500

// Moved says what a move came to.
type Moved struct {
	Rows, Tables int
	// Went says that it went on where an earlier one was cut off.
	Went bool
}

// Move copies a whole database into another, which must be empty: a file's into a
// server's, or the other way, or any into its like. Nobody may have either open. Both
// have the key of the first from then on. It is done when all rows of both are counted
// and compared. If it is cut off, the second can't be served, and Move goes on where it
// was. Tell is told of each table that was copied, with its rows.
func Move(ctx context.Context, from, to Options, tell func(table string, rows int)) (m Moved, err error) {
	source, err := Open(ctx, from)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	to.KeyFile, to.Anew, to.moving = source.keys.File.Path, true, true
	target, err := Open(ctx, to)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if m.Went, err = target.beginMove(ctx); err != nil {
		return m, err
	}
	for _, table := range moved {
		rows, err := table.copy(ctx, source, target)
		if err != nil {
			return m, fmt.Errorf("move %s: %w", table.name, err)
		}
		tell(table.name, rows)
	}
	if err := target.linkSeries(ctx, source); err != nil {
		return m, fmt.Errorf("move series: %w", err)
	}
	for _, table := range moved {
		rows, err := table.compare(ctx, source, target)
		if err != nil {
			return m, fmt.Errorf("compare %s: %w", table.name, err)
		}
		m.Rows, m.Tables = m.Rows+rows, m.Tables+1
	}
	return m, target.endMove(ctx, source)
}

// beginMove marks a database as unfinished. One in which somebody is, and which no move
// has begun, is refused. Went says that a move goes on.
func (s *Store) beginMove(ctx context.Context) (went bool, err error) {
	err = engine{s}.Update(ctx, func(rtx reflection.Tx) error {
		t := rtx.(*tx)
		n, err := t.setting(unfinished)
		if went = n != 0; err != nil || went {
			return err
		}
		for _, table := range moved {
			some, err := one(t, "look at "+table.name, cell[bool], `SELECT EXISTS (SELECT 1 FROM `+table.name+`)`)
			if err != nil {
				return err
			}
			if some {
				return &Problem{Kind: ErrExists, Path: s.path, Cause: fmt.Errorf("there is something in its table %s", table.name), Do: "Name a database that is empty."}
			}
		}
		return t.set(unfinished, 1)
	})
	return went, err
}

// numericSettings are the settings that hold one.
var numericSettings = []string{masterChanged, dataChanged, dataUpTo}

// endMove takes the settings over, and the mark away. The number up to which the source
// gave out ids is stored in the same transaction: none may be given out again, even if
// the program is killed right after.
func (s *Store) endMove(ctx context.Context, source *Store) error {
	type setting struct {
		name  string
		value []byte
	}
	var all []setting
	err := engine{source}.View(ctx, func(rtx reflection.Tx) (err error) {
		all, err = many(rtx.(*tx), "settings", func(r *sql.Rows) (x setting, err error) { return x, r.Scan(&x.name, &x.value) },
			`SELECT name, value FROM settings WHERE name NOT IN ('ids', 'clean') AND name NOT LIKE '`+keptAs+`%'`)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.writer.between(ctx, func() { s.writer.ids = sequence{last: source.writer.ids.last} }); err != nil {
		return err
	}
	return engine{s}.Update(ctx, func(rtx reflection.Tx) error {
		t := rtx.(*tx)
		for _, x := range all {
			var err error
			if slices.Contains(numericSettings, x.name) {
				var n int64
				if _, err = fmt.Sscan(string(x.value), &n); err == nil {
					err = t.set(x.name, n)
				}
			} else {
				_, err = t.exec("save setting", `INSERT INTO settings (name, value) VALUES (?, ?)
					ON CONFLICT (name) DO UPDATE SET value = excluded.value`, x.name, x.value)
			}
			if err != nil {
				return err
			}
		}
		if s.OnServer() {
			for _, table := range []string{"requests", "host_acts", "acts", "link_tries"} {
				if _, err := one(t, "go on numbering "+table, cell[int64],
					`SELECT setval(pg_get_serial_sequence('`+table+`', 'id'), (SELECT coalesce(max(id), 0) FROM `+table+`) + 1, false)`); err != nil {
					return err
				}
			}
		}
		_, err := t.exec("end move", `DELETE FROM settings WHERE name = ?`, unfinished)
		return err
	})
}

// linkSeries says of each subscription which series it is in: series refer to
// subscriptions, so those are copied without.
func (s *Store) linkSeries(ctx context.Context, source *Store) error {
	type link struct{ subscription, series int64 }
	var all []link
	err := engine{source}.View(ctx, func(rtx reflection.Tx) (err error) {
		all, err = many(rtx.(*tx), "subscriptions in series", func(r *sql.Rows) (l link, err error) { return l, r.Scan(&l.subscription, &l.series) },
			`SELECT id, series FROM subscriptions WHERE series IS NOT NULL`)
		return err
	})
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(all, moveBatch) {
		err := engine{s}.Update(ctx, func(rtx reflection.Tx) error {
			for _, l := range batch {
				if err := rtx.(*tx).execOne("link series", `UPDATE subscriptions SET series = ? WHERE id = ?`, l.series, l.subscription); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// places are so many parameters, for each of so many rows.
func places(columns, rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}
