package conversation_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"stillpoint/internal/store"
)

// bare is the baselines, on one connection with the pragmas that the store sets: commits
// of one row, and replies by hand.
type bare struct {
	insert *sql.Stmt

	db      *sql.DB
	mu      sync.Mutex // held from BEGIN to COMMIT
	replies int64
	// taken are the statements of a reply's first transaction, and ended those of its
	// second, in which it is acknowledged; of a first message, and of a further one.
	taken, ended map[bool][]*sql.Stmt
}

func openBare(b *testing.B) *bare {
	b.Helper()
	open := func(path string) *sql.DB {
		db, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=foreign_keys(ON)"+
			"&_pragma=synchronous(FULL)&_pragma=secure_delete(ON)&_pragma=temp_store(MEMORY)&_pragma=busy_timeout(5000)")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { db.Close() })
		db.SetMaxOpenConns(1)
		return db
	}
	exec := func(db *sql.DB, query string) {
		if _, err := db.Exec(query); err != nil {
			b.Fatal(err)
		}
	}
	db := open(filepath.Join(b.TempDir(), "bare.db"))
	exec(db, `CREATE TABLE replies (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`)
	insert, err := db.Prepare(`INSERT INTO replies (body) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "byhand.db")
	st, err := store.Open(b.Context(), store.Options{Path: path})
	if err == nil {
		err = st.Close() // It makes the schema.
	}
	if err != nil {
		b.Fatal(err)
	}
	c := &bare{insert: insert, db: open(path), taken: map[bool][]*sql.Stmt{}, ended: map[bool][]*sql.Stmt{}}
	// As many people as write at once, each with a question of today's.
	for _, query := range []string{
		`INSERT INTO persons (id, locale, seed, quiet, created, milestone) SELECT i, '', i, 0, 1, 0 FROM n`,
		`INSERT INTO identities (id, person, platform, account, chat, key) SELECT 1000 + i, i, 'mute', 'person' || i, 'person' || i, zeroblob(60) FROM n`,
		`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered, next_date, next_due_at, created)
			SELECT 2000 + i, i, 'mute', 'person' || i, '21:00', 127, 'UTC', '', 0, 0, 0, '2026-11-22', 1, 1 FROM n`,
		`INSERT INTO deliveries (id, subscription, person, platform, chat, date, zone, due, extra, requested, back_off,
				pack, prompt, question, follow_up, source, swaps, state, arrived, message)
			SELECT 3000 + i, 2000 + i, i, 'mute', 'person' || i, '2026-11-21', 'UTC', 1, 0, 0, 0,
				'walking-away', 'badge', 'What did people stop asking you about once you had it?', '', '', 0, 2, 1, '1' FROM n`,
	} {
		exec(c.db, fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) `, writers-1)+query)
	}
	prepare := func(queries ...string) (all []*sql.Stmt) {
		for _, query := range queries {
			s, err := c.db.Prepare(query)
			if err != nil {
				b.Fatal(err)
			}
			all = append(all, s)
		}
		return all
	}
	// Of each statement ?1 is the reply's number, ?2 the person's, ?3 their chat and ?4
	// what they wrote, sealed: those that it doesn't use are named in what costs nothing.
	const (
		event    = `INSERT INTO events (platform, event, at) VALUES ('mute', ?1, iif(?4 IS NULL, ?2, length(?3)))`
		whom     = `SELECT i.id, p.id, p.locale, p.seed, p.wrote, p.told FROM identities AS i JOIN persons AS p ON p.id = i.person WHERE i.platform = 'mute' AND i.account = ?3 AND ?1 + ?2 >= 0 AND ?4 IS NOT NULL`
		open2    = `SELECT id, subscription, date, question, arrived, answered FROM deliveries WHERE platform = 'mute' AND chat = ?3 AND arrived <= ?1 + 1 AND ?2 >= 0 AND ?4 IS NOT NULL ORDER BY arrived DESC LIMIT 1`
		of       = `SELECT id FROM replies WHERE delivery = 3000 + ?2 AND person = ?2 AND kind = 0 AND ?1 > 0 AND ?3 <> '' AND ?4 IS NOT NULL ORDER BY id DESC LIMIT 1`
		reply    = `INSERT INTO replies (id, person, identity, delivery, kind, audience, question, created, hidden, seal) VALUES (?1, ?2, 1000 + ?2, 3000 + ?2, 0, 0, ?4, ?1, 0, iif(?3 = '', NULL, ?4))`
		part     = `INSERT INTO parts (id, reply, kind, platform, chat, message, at, sealed, deeper, header) VALUES (?1, (SELECT max(id) FROM replies WHERE delivery = 3000 + ?2 AND kind = 0 AND person = ?2), 0, 'mute', ?3, ?1, ?1, ?4, 0, ?4)`
		fact     = `INSERT INTO facts (id, kind, person, subscription, delivery, part, platform, chat, message, at, known, date, zone, extra, back_off, shown, sealed) VALUES (?1, 2, ?2, 2000 + ?2, 3000 + ?2, ?1, 'mute', ?3, ?1, ?1, ?1, '2026-11-21', 'UTC', 0, 0, 0, ?4)`
		answered = `UPDATE deliveries SET answered = ?1 WHERE id = 3000 + ?2 AND ?3 <> '' AND ?4 IS NOT NULL`
		wrote    = `UPDATE persons SET wrote = ?1, seen = ?1 WHERE id = ?2 AND ?3 <> '' AND ?4 IS NOT NULL`
		streak   = `SELECT person, settled, state FROM checkpoints WHERE person = ?2 AND ?1 > 0 AND ?3 <> '' AND ?4 IS NOT NULL`
		since    = `SELECT id, kind, at, date FROM facts WHERE person = ?2 AND id > ?1 - 300 AND ?3 <> '' AND ?4 IS NOT NULL`
		answer   = `INSERT INTO dispatches (id, delivery, platform, chat, purpose, state, ready, closes, attempts, unsure, tried, message, identity, body, placed, owner, lease) VALUES (?1, 3000 + ?2, 'mute', ?3, 7, 1, NULL, ?1, 1, 0, ?1, '', 1000 + ?2, ?4, ?1, 'owner', ?1)`
		shown    = `INSERT INTO messages (platform, chat, message, delivery) VALUES ('mute', ?3, ?1, iif(?4 IS NULL, 0, 3000 + ?2))`
		ended    = `DELETE FROM dispatches WHERE id = ?1 AND ?2 >= 0 AND ?3 <> '' AND ?4 IS NOT NULL`
	)
	c.taken[true] = prepare(event, whom, open2, of, reply, part, fact, answered, wrote, streak, since, answer)
	c.taken[false] = prepare(event, whom, open2, of, part, fact, wrote, answer)
	c.ended[true], c.ended[false] = prepare(shown, ended), prepare(ended)
	return c
}

// commit makes n commits from as many goroutines.
func (c *bare) commit(b *testing.B, n int) took {
	b.Helper()
	body := make([]byte, 120)
	return spread(b, n, func(int) {
		if _, err := c.insert.Exec(body); err != nil {
			b.Error(err)
		}
	})
}

// reply takes n messages in by hand, from as many goroutines: each in a transaction of
// its own, and another one for its acknowledgement, with the statements that none can do
// without, and nothing else: no rule is looked at, no word is sealed.
func (c *bare) reply(b *testing.B, n int, first bool) took {
	b.Helper()
	body := make([]byte, 120)
	run := func(statements []*sql.Stmt, id int64, person int) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		tx, err := c.db.Begin()
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		for _, s := range statements {
			rows, err := tx.Stmt(s).Query(id, person, fmt.Sprint("person", person), body)
			if err != nil {
				return err
			}
			for rows.Next() {
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		return tx.Commit()
	}
	return spread(b, n, func(i int) {
		c.mu.Lock()
		c.replies++
		id := c.replies
		c.mu.Unlock()
		if err := run(c.taken[first], id, i); err != nil {
			b.Error(err)
			return
		}
		if err := run(c.ended[first], id, i); err != nil {
			b.Error(err)
		}
	})
}
