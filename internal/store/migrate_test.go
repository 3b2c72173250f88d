package store

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pressly/goose/v3"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// old holds, for every schema there ever was, rows as the version of that time
// left them, and what must be found after opening. A new migration needs an
// entry for the schema before it; the rows of an entry are never changed.
var old = map[int64]struct {
	rows  []string
	found func(*testing.T, reflection.Tx) error
}{
	1: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO subscriptions VALUES (2, 1, 'discord', '77', '21:00', 62, 'Europe/Berlin', '', 1, '2026-12-01',
					0, 3, '2026-11-21', '2026-12-01', 1796155200000000, NULL, 1795000000000000)`,
			`INSERT INTO deliveries VALUES (3, 2, 1, 'discord', '77', '2026-11-21', 'Europe/Berlin', 1795291200000000,
					0, 0, 0, '', 'p1', 'What?', 'And?', 'An essay', 1, 2, 1795291201000000, '900', NULL)`,
			`INSERT INTO facts VALUES (4, 0, 1, 2, 3, 0, 'discord', '77', '', 1795291200000000, NULL, '2026-11-21',
					'Europe/Berlin', 0, 0, 0)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			p, err := tx.Person(1)
			if err != nil {
				return err
			}
			if p.Locale != "de" || p.Seed != 1<<64-1 || !p.Quiet || p.Milestone != 14 || !p.Wrote.IsZero() {
				t.Errorf("person = %+v", p)
			}
			sub, err := tx.SubscriptionIn(chat.Chat{Platform: "discord", ID: "77"})
			if err != nil {
				return err
			}
			if sub.Person != 1 || sub.State != reflection.Paused || sub.PausedUntil.String() != "2026-12-01" || sub.Rule.At.Hour != 21 {
				t.Errorf("subscription = %+v", sub)
			}
			d, err := tx.DeliveryOn(sub.ID, today.AddDays(-1))
			if err != nil {
				return err
			}
			if d.Prompt.Question != "What?" || d.Message != "900" || d.State != reflection.DeliveryArrived {
				t.Errorf("delivery = %+v", d)
			}
			facts, err := tx.FactsOf(1)
			if len(facts) != 1 || facts[0].Delivery != d.ID {
				t.Errorf("facts = %+v", facts)
			}
			return err
		},
	},
	2: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO subscriptions VALUES (2, NULL, 'discord', '77', '21:00', 62, 'Europe/Berlin', '', 0, NULL,
					0, 3, '2026-11-21', '2026-12-01', 1796155200000000, NULL, 1795000000000000)`,
			`INSERT INTO channels VALUES (2, 'discord', '5', 'reflections', 'de', -1, '9', 1, 1, NULL, 1, 0)`,
			`INSERT INTO channel_choices VALUES (2, 'core', x'01')`,
			`INSERT INTO deliveries VALUES (3, 2, NULL, 'discord', '77', '2026-11-21', 'Europe/Berlin', 1795291200000000,
					0, 0, 0, '', 'p1', 'What?', 'And?', 'An essay', 1, 2, 1795291201000000, '900', NULL, 4, 'discord', '901', NULL)`,
			`INSERT INTO dispatches VALUES (4, 3, NULL, '', 7, 'discord', '77', 5, 0, 1795291201000000, NULL, 0, 0, NULL, NULL, '')`,
			`INSERT INTO summaries VALUES (2, 1, 0, 64, '18:00', '2026-W46', 1, 0, '18:00', '', 0, 0, '18:00', '2025', 1795291201000000)`,
			`INSERT INTO stops VALUES ('discord', '5', 1)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Channel(2)
			if err != nil {
				return err
			}
			if c.Parent != "5" || c.Seed != 1<<64-1 || c.Thread != reflection.ThreadClosed || !c.NamedOnly || !c.Tell || c.Off {
				t.Errorf("channel = %+v", c)
			}
			days, err := tx.AskedDays(2, today.AddDays(-1), today)
			if err != nil {
				return err
			}
			if len(days) != 1 || days[0].Delivery.Counted != 4 || days[0].Delivery.Thread.ID != "901" {
				t.Errorf("days = %+v", days)
			}
			d, err := tx.Published(7)
			if err != nil {
				return err
			}
			if d.Delivery != 3 || d.Purpose != reflection.Publish {
				t.Errorf("dispatch = %+v", d)
			}
			due, err := tx.DueSummaries(noon, 1)
			if err != nil {
				return err
			}
			if len(due) != 1 || due[0].Week.Settled != "2026-W46" || !due[0].Month.Off || due[0].Year.Settled != "2025" {
				t.Errorf("summaries = %+v", due)
			}
			stopped, err := tx.Stopped("discord", "5", 1)
			if !stopped {
				t.Error("nobody is stopped")
			}
			return err
		},
	},
	3: {
		rows: []string{
			`INSERT INTO dispatches (id, platform, chat, purpose, state, ready, attempts, unsure, message, placed, seq)
				VALUES (3, 'discord', '77', 7, 0, 1795291201000000, 1, 0, '', 1795291200000000, 2)`,
			`INSERT INTO dispatches (id, platform, chat, purpose, state, ready, attempts, unsure, message, placed, owner, lease)
				VALUES (4, 'discord', '78', 7, 1, 1795291201000000, 1, 0, '', 1795291200000000, 'a', 1795291202000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			ready := time.UnixMicro(1795291201000000).UTC()
			waiting, err := tx.WaitingAnswers(chat.Chat{Platform: "discord", ID: "77"}, 9)
			same(t, "waiting", waiting, []reflection.Dispatch{{ID: 3, Chat: chat.Chat{Platform: "discord", ID: "77"},
				Purpose: reflection.Answer, Ready: ready, Attempts: 1, Placed: ready.Add(-time.Second), Seq: 2}}, err)
			cut, err := tx.InterruptedDispatches("discord", ready, "b")
			same(t, "interrupted", cut, []reflection.Dispatch{{ID: 4, Chat: chat.Chat{Platform: "discord", ID: "78"},
				Purpose: reflection.Answer, State: reflection.DispatchSending, Ready: ready, Attempts: 1,
				Placed: ready.Add(-time.Second), Owner: "a", Lease: ready.Add(time.Second)}}, err)
			return nil
		},
	},
	4: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, created, wrote, milestone, told) VALUES (1, 'de', -1, 1, 1795000000000000, NULL, 14, NULL)`,
			`INSERT INTO checkpoints (person, settled, state) VALUES (1, 1795291201000000, x'0102')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			c, err := tx.Checkpoint(1)
			if len(c.State) != 2 || c.Settled.UnixMicro() != 1795291201000000 {
				t.Errorf("checkpoint = %+v", c)
			}
			return err
		},
	},
	5: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (4, 'de', 1, 0, 14)`,
			`INSERT INTO identities (id, person, platform, account, chat, key) VALUES (3, 4, 'discord', '42', '43', x'00')`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			if _, err := tx.Identity("discord", "42"); !errors.Is(err, vault.ErrTampered) {
				t.Errorf("an identity without a key and a seal: err = %v, want ErrTampered", err)
			}
			return nil
		},
	},
	30: {
		rows: []string{
			`INSERT INTO aways (platform, since, until) VALUES ('discord', 1795291200000000, 1795291201000000)`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			from := time.UnixMicro(1795291200000000).UTC()
			aways, err := tx.AwaySince(from)
			same(t, "aways", aways, []reflection.Away{{Platform: "discord", From: from, To: from.Add(time.Second)}}, err)
			return nil
		},
	},
	31: {
		rows: []string{
			`INSERT INTO persons (id, locale, seed, quiet, milestone) VALUES (1, '', 1, 0, 0)`,
			`INSERT INTO facts (id, kind, person, subscription, delivery, part, platform, chat, message, at, date, zone, extra, back_off, shown)
				VALUES (2, 0, 1, 1, 1, 0, 'discord', '1', '', 1795291200000000, '2026-11-22', 'UTC', 0, 0, 0)`,
			`INSERT INTO settings (name, value) VALUES ('clamping', 1)`,
			`UPDATE facts SET at = at - 1, date = '2026-11-21'`, // It may be brought back now.
			`DELETE FROM settings WHERE name = 'clamping'`,
			`UPDATE settings SET value = 4 WHERE name = 'ids'`,
		},
		found: func(t *testing.T, tx reflection.Tx) error {
			facts, err := tx.FactsOf(1)
			if len(facts) != 1 || facts[0].Date.Day != 21 {
				t.Errorf("facts = %+v", facts)
			}
			return err
		},
	},
}

func TestEveryOldSchemaOpens(t *testing.T) {
	names, err := embedded.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		version := versionOf(t, name.Name())
		then, ok := old[version]
		if !ok {
			t.Errorf("no rows of schema %d to try", version)
			continue
		}
		path := filepath.Join(t.TempDir(), "bot.db")
		buildSchema(t, path, version)
		raw(t, path, then.rows...)
		s := openAt(t, path)
		view(t, s, func(tx reflection.Tx) error { return then.found(t, tx) })
		if h := newHome(t, s, 1); h.Person.ID <= 4 {
			t.Errorf("schema %d: id %d was in use", version, h.Person.ID)
		}
	}
}

// versionOf returns the version that a migration's file leads to.
func versionOf(t *testing.T, file string) int64 {
	t.Helper()
	version, err := goose.NumericComponent(file)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// buildSchema makes a database as the version with that schema did.
func buildSchema(t *testing.T, path string, version int64) {
	t.Helper()
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	known, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	p, err := newGoose(db, known)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
}

func TestMigratingKeepsACopy(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	path := s.path
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	names, err := embedded.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	next := fstest.MapFS{}
	for _, known := range names {
		text, err := embedded.ReadFile("migrations/" + known.Name())
		if err != nil {
			t.Fatal(err)
		}
		next[known.Name()] = &fstest.MapFile{Data: text}
	}
	version := versionOf(t, names[len(names)-1].Name()) + 1
	next[fmt.Sprintf("%04d_next.sql", version)] = &fstest.MapFile{
		Data: []byte("-- +goose Up\nALTER TABLE persons ADD COLUMN shoe_size INTEGER;\n"),
	}
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	log := slog.New(slog.DiscardHandler)
	for range 2 { // the second time there is nothing to do
		if err := migrate(t.Context(), db, path, next, false, log); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`UPDATE persons SET shoe_size = 43`); err != nil {
		t.Errorf("the migration was not applied: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, ErrNewer) {
		t.Errorf("going back: err = %v, want ErrNewer", err)
	}
	copied, err := Open(t.Context(), Options{Path: fmt.Sprintf("%s.before-%d", path, version), KeyFile: path + ".key"})
	if err != nil {
		t.Fatalf("the copy: %v", err)
	}
	defer copied.Close()
	if !exists(t, copied, 1) {
		t.Error("the copy is not complete")
	}
}

func TestACutOffFirstStartGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	raw(t, path, `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`)
	newHome(t, openAt(t, path), 1)
}

func TestFactsNeverChange(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error { return tx.AddFact(&reflection.Fact{Person: h.Person.ID, At: noon}) })
	for _, statement := range []string{`UPDATE facts SET at = 0`, `DELETE FROM facts`} {
		err := engine{s}.Update(t.Context(), func(rtx reflection.Tx) error { _, err := rtx.(*tx).exec("change", statement); return err })
		if err == nil || !strings.Contains(err.Error(), "facts") {
			t.Errorf("%s: err = %v, want a refusal", statement, err)
		}
	}
	view(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.Person.ID)
		if len(facts) != 1 || !facts[0].At.Equal(noon) {
			t.Errorf("facts = %+v, want the one that was added", facts)
		}
		return err
	})
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	for _, name := range []string{s.path, s.path + "-wal", s.path + "-shm", s.path + ".lock", s.path + ".key"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", filepath.Base(name), info.Mode().Perm())
		}
	}
}
