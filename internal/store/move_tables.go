package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash"
	"strings"

	"stillpoint/internal/reflection"
)

// movedTable is a table that is moved, by the columns that tell its rows apart.
type movedTable struct {
	name string
	key  []string
	// later is a column that is filled in when all rows are there; empty for none.
	later string
}

// moved are all tables but the settings, each after those that it refers to.
var moved = []movedTable{
	{name: "served", key: []string{"platform"}},
	{name: "persons", key: []string{"id"}},
	{name: "identities", key: []string{"id"}},
	{name: "choices", key: []string{"person", "pack"}},
	{name: "subscriptions", key: []string{"id"}, later: "series"},
	{name: "series", key: []string{"id"}},
	{name: "deliveries", key: []string{"id"}},
	{name: "evenings", key: []string{"delivery"}},
	{name: "messages", key: []string{"platform", "chat", "message"}},
	{name: "replies", key: []string{"id"}},
	{name: "parts", key: []string{"id"}},
	{name: "facts", key: []string{"person", "id"}},
	{name: "aways", key: []string{"platform", "since"}},
	{name: "taken_in", key: []string{"platform"}},
	{name: "events", key: []string{"platform", "event"}},
	{name: "awaiting", key: []string{"platform", "chat"}},
	{name: "channels", key: []string{"subscription"}},
	{name: "channel_choices", key: []string{"subscription", "pack"}},
	{name: "questions", key: []string{"id"}},
	{name: "reports", key: []string{"id"}},
	{name: "submissions", key: []string{"id"}},
	{name: "stops", key: []string{"platform", "parent", "person"}},
	{name: "board", key: []string{"subscription", "person"}},
	{name: "notices", key: []string{"id"}},
	{name: "summaries", key: []string{"subscription"}},
	{name: "matters", key: []string{"id"}},
	{name: "dispatches", key: []string{"id"}},
	{name: "checkpoints", key: []string{"person"}},
	{name: "amounts", key: []string{"person"}},
	{name: "requests", key: []string{"id"}},
	{name: "host_acts", key: []string{"id"}},
	{name: "returns", key: []string{"delivery"}},
	{name: "bookings", key: []string{"reply"}},
	{name: "recalls", key: []string{"person"}},
	{name: "compasses", key: []string{"person"}},
	{name: "taps", key: []string{"person", "date"}},
	{name: "origins", key: []string{"identity"}},
	{name: "link_codes", key: []string{"identity"}},
	{name: "link_tries", key: []string{"id"}},
	{name: "communities", key: []string{"platform", "parent"}},
	{name: "acts", key: []string{"id"}},
	{name: "figures", key: []string{"subscription", "week"}},
}

// scanRow reads whatever columns there are.
func scanRow(r *sql.Rows) ([]any, error) {
	columns, err := r.Columns()
	if err != nil {
		return nil, err
	}
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	if err := r.Scan(into...); err != nil {
		return nil, err
	}
	for i, v := range row {
		if b, ok := v.([]byte); ok {
			row[i] = bytes.Clone(b)
		}
	}
	return row, nil
}

// columnsOf are the columns of the table, in an order that is the same everywhere.
func (m movedTable) columnsOf(t *tx) (names []string, err error) {
	rows, err := t.conn.query(`SELECT * FROM ` + m.name + ` WHERE 1 = 0`)
	if err != nil {
		return nil, t.fail("columns of "+m.name, err)
	}
	names, err = rows.Columns()
	if err := rows.Close(); err != nil {
		return nil, t.fail("columns of "+m.name, err)
	}
	for i := range names {
		names[i] = `"` + names[i] + `"` // One is called on.
	}
	return names, err
}

// read reads a page: the rows after the one with the key, or the first ones.
func (m movedTable) read(ctx context.Context, s *Store, columns []string, after []any) (rows [][]any, err error) {
	query := `SELECT ` + strings.Join(columns, ", ") + ` FROM ` + m.name
	key := strings.Join(m.key, ", ")
	if after != nil {
		query += ` WHERE (` + key + `) > ` + places(len(m.key), 1)
	}
	query += ` ORDER BY ` + key + ` LIMIT ?`
	err = engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		rows, err = many(rtx.(*tx), "read "+m.name, scanRow, query, append(after[:len(after):len(after)], moveBatch)...)
		return err
	})
	return rows, err
}

// keyOf is the key of a row.
func (m movedTable) keyOf(columns []string, row []any) (key []any) {
	for _, k := range m.key {
		for i, c := range columns {
			if c == `"`+k+`"` {
				key = append(key, row[i])
			}
		}
	}
	return key
}

// each calls do with each page of the table, from the row after the key on.
func (m movedTable) each(ctx context.Context, s *Store, columns []string, after []any, do func(rows [][]any) error) error {
	for {
		rows, err := m.read(ctx, s, columns, after)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := do(rows); err != nil {
			return err
		}
		after = m.keyOf(columns, rows[len(rows)-1])
	}
}

// copy copies the rows that the target hasn't, and returns how many those are. Rows are
// copied in the order of their key, so what is there already is the beginning.
func (m movedTable) copy(ctx context.Context, source, target *Store) (n int, err error) {
	var columns []string
	var last [][]any
	err = engine{target}.View(ctx, func(rtx reflection.Tx) (err error) {
		t := rtx.(*tx)
		if columns, err = m.columnsOf(t); err != nil {
			return err
		}
		last, err = many(t, "last of "+m.name, scanRow, `SELECT `+strings.Join(m.key, ", ")+` FROM `+m.name+`
			ORDER BY `+strings.Join(m.key, " DESC, ")+` DESC LIMIT 1`)
		return err
	})
	if err != nil {
		return 0, err
	}
	var after []any
	if len(last) == 1 {
		after = last[0]
	}
	later := -1
	for i, c := range columns {
		if m.later != "" && c == `"`+m.later+`"` {
			later = i
		}
	}
	err = m.each(ctx, source, columns, after, func(rows [][]any) error {
		values := make([]any, 0, len(rows)*len(columns))
		for _, row := range rows {
			if later >= 0 {
				row[later] = nil
			}
			values = append(values, row...)
		}
		n += len(rows)
		return engine{target}.Update(ctx, func(rtx reflection.Tx) error {
			_, err := rtx.(*tx).exec("write "+m.name, `INSERT INTO `+m.name+` (`+strings.Join(columns, ", ")+`) VALUES `+places(len(columns), len(rows)), values...)
			return err
		})
	})
	return n, err
}

// sum is the number of a table's rows, and a checksum over all that is in them.
type sum struct {
	rows int
	hash [sha256.Size]byte
}

// compare returns the number of rows if both tables hold the same.
func (m movedTable) compare(ctx context.Context, source, target *Store) (rows int, err error) {
	var columns []string
	err = engine{target}.View(ctx, func(rtx reflection.Tx) (err error) {
		columns, err = m.columnsOf(rtx.(*tx))
		return err
	})
	if err != nil {
		return 0, err
	}
	var sums [2]sum
	for i, s := range []*Store{source, target} {
		h := sha256.New()
		err := m.each(ctx, s, columns, nil, func(rows [][]any) error {
			sums[i].rows += len(rows)
			for _, row := range rows {
				for _, v := range row {
					if err := add(h, v); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		h.Sum(sums[i].hash[:0])
	}
	switch {
	case sums[0].rows != sums[1].rows:
		return 0, fmt.Errorf("%d rows became %d", sums[0].rows, sums[1].rows)
	case sums[0].hash != sums[1].hash:
		return 0, fmt.Errorf("its %d rows aren't the same", sums[0].rows)
	}
	return sums[0].rows, nil
}

// add adds a value to a checksum, so that no two rows of other values have the same.
func add(h hash.Hash, v any) error {
	var b []byte
	switch v := v.(type) {
	case nil:
		b = []byte{0}
	case int64:
		b = binary.BigEndian.AppendUint64([]byte{1}, uint64(v))
	case string:
		b = append(binary.BigEndian.AppendUint64([]byte{2}, uint64(len(v))), v...)
	case []byte:
		b = append(binary.BigEndian.AppendUint64([]byte{3}, uint64(len(v))), v...)
	default:
		return fmt.Errorf("a value is a %T", v)
	}
	_, err := h.Write(b)
	return err
}
