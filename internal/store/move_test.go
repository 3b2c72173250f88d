package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres/postgrestest"
)

// TestEveryTableIsMoved: a new one has a place in the list.
func TestEveryTableIsMoved(t *testing.T) {
	s := openTemp(t)
	var all []string
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		all, err = many(rtx.(*tx), "tables", cell[string], `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%' ORDER BY name`)
		return err
	})
	named := []string{"settings"}
	for _, m := range moved {
		named = append(named, m.name)
	}
	slices.Sort(named)
	same(t, "tables", named, all, nil)
}

// filled puts something into every table of a new database, of many people, and closes it.
func filled(t *testing.T, o Options) (words home, answer reflection.Reply) {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2*moveBatch + 7 {
		newHome(t, s, 1000+i)
	}
	h := newHome(t, s, 1)
	answer, _ = written(t, s, h)
	in := writtenIn(t, s, h)
	d := newDelivery(t, s, h, 0, reflection.Delivery{Message: "5"})
	update(t, s, func(tx reflection.Tx) error {
		series := reflection.Series{Subscription: h.Subscription.ID, Pack: "p", Theme: "x", Begun: noon}
		if err := tx.AddSeries(&series); err != nil {
			return err
		}
		sub := h.Subscription
		sub.Series = series.ID
		_, amount := tx.AddAmount(h.Person.ID, today, 3)
		_, report := tx.AddReport(&reflection.Report{Reply: in.reply.ID, By: h.Person.ID, At: noon})
		_, seen := tx.Seen("telegram", "e1", noon)
		return errors.Join(amount, report, seen, tx.UpdateSubscription(sub),
			tx.AddEvening(series.ID, reflection.Evening{Number: 1, Delivery: d.ID}),
			tx.MapMessage(h.Identity.Private, "5", d.ID),
			tx.SetChoice(h.Person.ID, "p", nil),
			tx.SetChannelChoice(in.asked.Subscription, "p", []byte{0, 1, 255}),
			tx.AddFact(&reflection.Fact{Kind: reflection.FactAsked, Person: h.Person.ID, Delivery: d.ID, At: noon, Date: today}),
			tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID, State: []byte("counted")}),
			tx.AddAway(reflection.Away{Platform: "telegram", From: noon, To: at(1)}),
			tx.SetTakenIn("telegram", noon),
			tx.SetAwaiting(reflection.Awaiting{Chat: h.Identity.Private, For: "zone", Arg: "größer", Until: noon}),
			tx.AddSubmission(&reflection.Submission{Reply: in.reply.ID, At: noon}),
			tx.Stop("discord", "server", h.Person.ID, reflection.Stop{At: noon, Delivery: in.asked.ID}),
			tx.SetSummaries(reflection.Summaries{Subscription: h.Subscription.ID, Next: noon}),
			tx.AddRequest(reflection.Request{At: noon, Kind: "export"}),
			tx.AddHostAct(h.Person.ID, reflection.HostAct{Act: "export", At: noon}))
	})
	update(t, engine{s}, func(rtx reflection.Tx) error {
		var all error
		for _, q := range []string{
			`INSERT INTO returns (delivery, reply, booked) VALUES (?1, ?2, 1)`,
			`INSERT INTO bookings (reply, person, away) VALUES (?2, ?3, 1)`,
			`INSERT INTO recalls (person, off, never) VALUES (?3, 0, ?6)`,
			`INSERT INTO compasses (person, "on", delivery) VALUES (?3, 1, ?1)`,
			`INSERT INTO taps (person, date, place) VALUES (?3, '2026-11-22', ?6)`,
			`INSERT INTO origins (identity, person) VALUES (?4, ?3)`,
			`INSERT INTO link_codes (identity, hash, until) VALUES (?4, ?6, 1)`,
			`INSERT INTO link_tries (id, identity, at) VALUES (1, ?4, 1)`,
			`INSERT INTO communities (platform, parent, manager, moderators, stuck) VALUES ('discord', 'server', '', '', 0)`,
			`INSERT INTO acts (id, platform, parent, person, manager, what, day) VALUES (1, 'discord', 'server', ?3, 0, 'x', '2026-11-22')`,
			`INSERT INTO matters (id, subscription, kind, about, state, stopped, platform, chat, message) VALUES (1, ?5, 0, 1, 0, 0, '', '', '')`,
			`INSERT INTO figures (subscription, week, asked, answers, people, came_back) VALUES (?5, '2026-W47', 1, 1, 1, 1)`,
		} {
			_, err := rtx.(*tx).exec("fill", q, int64(d.ID), int64(answer.ID), int64(h.Person.ID), int64(h.Identity.ID), int64(h.Subscription.ID), []byte("x"))
			all = errors.Join(all, err)
		}
		return all
	})
	if err := errors.Join(s.MarkServed(t.Context(), "telegram"), s.Close()); err != nil {
		t.Fatal(err)
	}
	return h, answer
}

// TestNoNumberComesTwiceAfterAMove: those that the source gave out are behind the target
// in the moment that its mark is gone, and not only once it is closed.
func TestNoNumberComesTwiceAfterAMove(t *testing.T) {
	dir := t.TempDir()
	first := Options{Path: filepath.Join(dir, "first.db"), KeyFile: filepath.Join(dir, "key")}
	filled(t, first)
	source, err := Open(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	target, err := Open(t.Context(), Options{Path: filepath.Join(dir, "second.db"), KeyFile: first.KeyFile, Anew: true, moving: true})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	if _, err := target.beginMove(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := target.endMove(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	view(t, engine{target}, func(rtx reflection.Tx) error {
		stored, err := rtx.(*tx).setting("ids")
		marked, merr := rtx.(*tx).setting(unfinished)
		if last := source.writer.ids.last; stored < last || last == 0 || marked != 0 {
			t.Errorf("numbers up to %d are stored, %d were given out; mark %d", stored, last, marked)
		}
		return errors.Join(err, merr)
	})
}

// TestMoveThereAndBack: from a file to a server and back into another file, cut off on
// the way, everything is as it was, and can be read with the same key.
func TestMoveThereAndBack(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	first := Options{Path: filepath.Join(dir, "first.db"), KeyFile: key}
	server := Options{Path: postgrestest.Shared(t).Database(t)}
	last := Options{Path: filepath.Join(dir, "last.db")}
	h, answer := filled(t, first)
	silent := func(string, int) {}

	ctx, cut := context.WithCancel(t.Context())
	_, err := Move(ctx, first, server, func(table string, _ int) {
		if table == "deliveries" {
			cut()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cut off, it came to %v", err)
	}
	if _, err := Open(t.Context(), Options{Path: server.Path, KeyFile: key}); !errors.Is(err, ErrHalfMoved) {
		t.Errorf("half moved: err = %v, want ErrHalfMoved", err)
	}
	copied := map[string]int{}
	there, err := Move(t.Context(), first, server, func(table string, rows int) { copied[table] = rows })
	if err != nil {
		t.Fatal(err)
	}
	if !there.Went || copied["persons"] != 0 || copied["facts"] == 0 || there.Tables != len(moved) {
		t.Errorf("going on, it came to %+v, and copied %v", there, copied)
	}
	if _, err := Move(t.Context(), first, server, silent); !errors.Is(err, ErrExists) {
		t.Errorf("onto what is there: err = %v, want ErrExists", err)
	}
	server.KeyFile = key
	back, err := Move(t.Context(), server, last, silent)
	if err != nil {
		t.Fatal(err)
	}
	if back.Rows != there.Rows || back.Rows < 3*(2*moveBatch+7) {
		t.Errorf("%d rows went there, and %d came back", there.Rows, back.Rows)
	}
	var kept [2][]int64
	for i, path := range []string{first.Path, last.Path} {
		s := openAddressWith(t, Options{Path: path, KeyFile: key})
		for _, table := range moved {
			if i == 1 {
				continue
			}
			if n := countRows(t, s, table.name)[table.name]; n == 0 {
				t.Errorf("nothing was in %s", table.name)
			}
		}
		view(t, s, func(tx reflection.Tx) error {
			parts, err := tx.Parts(answer.ID)
			if err != nil || len(parts) != 1 || parts[0].Text != wordsOfPart {
				t.Errorf("%s: the words are %+v, %v", path, parts, err)
			}
			sub, err := tx.Subscription(h.Subscription.ID)
			if sub.Series == 0 {
				t.Errorf("%s: it is in no series", path)
			}
			return err
		})
		update(t, s, func(tx reflection.Tx) error {
			id, err := tx.(interface{ NewID() (int64, error) }).NewID()
			kept[i] = append(kept[i], id)
			return errors.Join(err, tx.AddRequest(reflection.Request{At: noon, Kind: "export"}))
		})
	}
	if kept[0][0] != kept[1][0] {
		t.Errorf("the next id is %d, and was %d", kept[1][0], kept[0][0])
	}
	onServer := openAddressWith(t, server)
	update(t, onServer, func(tx reflection.Tx) error {
		return errors.Join(tx.AddRequest(reflection.Request{At: noon, Kind: "export"}), tx.AddHostAct(h.Person.ID, reflection.HostAct{Act: "export", At: noon}))
	})
}

// TestAMoveFindsADifference: what isn't as it was is never called moved.
func TestAMoveFindsADifference(t *testing.T) {
	for what, change := range map[string]string{
		"another value": `UPDATE persons SET locale = 'xx' WHERE id = (SELECT min(id) FROM persons)`,
		"a row less":    `DELETE FROM events`,
		"a row more":    `INSERT INTO events (platform, event, at) VALUES ('a', 'b', 1)`,
	} {
		dir := t.TempDir()
		from, to := Options{Path: filepath.Join(dir, "from.db"), KeyFile: filepath.Join(dir, "key")}, Options{Path: filepath.Join(dir, "to.db")}
		s := openAddressWith(t, from)
		h := newHome(t, s, 1)
		update(t, s, func(tx reflection.Tx) error { _, err := tx.Seen("telegram", "e1", noon); _ = h; return err })
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := Move(t.Context(), from, to, func(table string, _ int) {
			if table != "host_acts" {
				return
			}
			db, err := sql.Open("sqlite", dsn(to.Path, nil))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.ExecContext(t.Context(), change); err != nil {
				t.Error(err)
			}
		})
		if err == nil {
			t.Errorf("%s: it was called moved", what)
		}
	}
}
