package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/vault"
)

// buildFirst makes a database as the first version left it, with rows in every
// table, sealed with keys of its own.
func buildFirst(t *testing.T, path string) {
	t.Helper()
	buildSchema(t, path, 1)
	v, _, err := vault.Open(path+".key", true)
	if err != nil {
		t.Fatal(err)
	}
	own, hers := v.NewKey(0), v.NewKey(11)
	key := func(id int64, wrapped []byte) *vault.Key {
		k, err := v.Key(id, func() ([]byte, error) { return wrapped, nil })
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	seal := func(place, text string) []byte { return key(11, hers).Seal(place, []byte(text)) }
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	noon := noon.UnixMicro()
	for _, row := range []struct {
		insert string
		args   []any
	}{
		{`UPDATE settings SET value = 90 WHERE name = 'ids'`, nil},
		{`INSERT INTO settings VALUES ('key', ?), ('check', ?)`, []any{own, v.Check(vault.Oldest)}},
		{`INSERT INTO served VALUES ('telegram', ?)`, []any{noon}},
		{`INSERT INTO persons VALUES (10, 'de', -1, 0, ?, ?, 7, NULL)`, []any{noon, noon}},
		{`INSERT INTO identities VALUES (11, 10, 'telegram', '42', '42', ?)`, []any{hers}},
		{`INSERT INTO choices VALUES (10, 'core', x'0102')`, nil},
		{`INSERT INTO subscriptions VALUES (12, 10, 'telegram', '42', '21:00', 127, 'Europe/Berlin', '', 0, NULL, 0, 1,
			'2026-11-22', '2026-11-23', ?, '22:30', ?)`, []any{noon, noon}},
		{`INSERT INTO subscriptions VALUES (13, NULL, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, NULL, 0, 0,
			NULL, NULL, NULL, NULL, ?)`, []any{noon}},
		{`INSERT INTO subscriptions VALUES (14, 10, 'discord', '78', '09:00', 62, 'Europe/Berlin', '', 2, NULL, 0, 0,
			NULL, NULL, NULL, NULL, ?)`, []any{noon}},
		{`INSERT INTO deliveries VALUES (20, 12, 10, 'telegram', '42', '2026-11-22', 'Europe/Berlin', ?, 0, 0, 0,
			'core', 'p1', 'What?', 'And?', 'An essay', 1, 2, ?, '900', ?)`, []any{noon, noon, noon}},
		{`INSERT INTO deliveries VALUES (21, 12, 10, 'telegram', '42', '2026-11-23', 'Europe/Berlin', ?, 0, 0, 0,
			'core', 'p2', 'Who?', '', '', 0, 1, NULL, '', NULL)`, []any{noon}},
		{`INSERT INTO messages VALUES ('telegram', '42', '900', 20)`, nil},
		{`INSERT INTO dispatches VALUES (30, 20, 'telegram', '42', 0, 3, NULL, ?, 1, 0, ?, ?, '900')`, []any{noon, noon, noon}},
		{`INSERT INTO dispatches VALUES (31, 20, 'telegram', '42', 2, 0, ?, ?, 0, 0, NULL, NULL, '')`, []any{noon, noon}},
		{`INSERT INTO dispatches VALUES (32, 21, 'telegram', '42', 0, 2, ?, ?, 2, 1, ?, ?, '')`, []any{noon + 1, noon, noon, noon - 1}},
		{`INSERT INTO dispatches VALUES (33, 20, 'telegram', '42', 1, 1, ?, ?, 1, 0, ?, ?, '')`, []any{noon, noon, noon, noon}},
		{`INSERT INTO replies VALUES (40, 10, 11, 20, 0, 0, ?, ?)`, []any{seal("reply/40/question", "What?"), noon}},
		{`INSERT INTO parts VALUES (50, 40, 0, 'telegram', '42', '901', ?, NULL, NULL, ?, 0)`, []any{noon, seal("part/50", "a badge")}},
		{`INSERT INTO parts VALUES (51, 40, 0, 'telegram', '42', '1000', ?, NULL, ?, NULL, 1)`, []any{noon, noon}},
		{`INSERT INTO facts VALUES (60, 2, 10, 12, 20, 50, 'telegram', '42', '901', ?, NULL, '2026-11-22', 'Europe/Berlin', 0, 0, 0)`, []any{noon}},
		{`INSERT INTO aways VALUES ('telegram', ?, ?)`, []any{noon, noon + 1}},
		{`INSERT INTO taken_in VALUES ('telegram', ?)`, []any{noon}},
		{`INSERT INTO events VALUES ('telegram', 'e1', ?)`, []any{noon}},
		{`INSERT INTO awaiting VALUES ('telegram', '42', 'zone', 5, '', ?)`, []any{noon}},
		{`INSERT INTO answers VALUES (70, 11, ?, ?)`, []any{seal("answer/70", "Kept."), noon}},
	} {
		if _, err := db.Exec(row.insert, row.args...); err != nil {
			t.Fatalf("%s: %v", row.insert, err)
		}
	}
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		var filled bool
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if err := db.QueryRow(`SELECT EXISTS (SELECT 1 FROM ` + table + `)`).Scan(&filled); err != nil || !filled {
			t.Errorf("no rows in %s: %v", table, err)
		}
	}
}

// TestTheFirstSchemaGrows: all that was there is there, and what came later works
// with it.
func TestTheFirstSchemaGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	buildFirst(t, path)
	s := openAt(t, path)
	here := chat.Chat{Platform: "telegram", ID: "42"}
	added := reflection.Sending{At: schedule.TimeOfDay{Hour: 18}}
	summaries := reflection.Summaries{Subscription: 12, Week: added, Month: added, Year: added, Next: time.Unix(1, 0).UTC()}
	asked := reflection.Dispatch{ID: 30, Delivery: 20, Chat: here, Purpose: reflection.Ask, State: reflection.DispatchSent,
		Window: noon, Attempts: 1, Tried: noon, Message: "900"}
	nudge := reflection.Dispatch{ID: 31, Delivery: 20, Chat: here, Purpose: reflection.Nudge, Ready: noon, Window: noon}
	uncertain := reflection.Dispatch{ID: 32, Delivery: 21, Chat: here, State: reflection.DispatchUncertain,
		Ready: noon.Add(time.Microsecond), Window: noon, Attempts: 2, Unsure: 1, Tried: noon}
	sending := reflection.Dispatch{ID: 33, Delivery: 20, Chat: here, Purpose: reflection.Later, State: reflection.DispatchSending,
		Ready: noon, Window: noon, Attempts: 1, Tried: noon}
	reply := reflection.Reply{ID: 40, Person: 10, Identity: 11, Delivery: 20, Question: "What?", Created: noon}
	words := reflection.Part{ID: 50, Reply: 40, Chat: here, Message: "901", At: noon, Text: "a badge", Identity: 11}
	wordless := reflection.Part{ID: 51, Reply: 40, Chat: here, Message: "1000", At: noon, Deleted: noon, Deeper: true, Identity: 11}
	view(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(10)
		same(t, "person", p, reflection.Person{ID: 10, Locale: "de", Seed: 1<<64 - 1, Created: noon, Wrote: noon, Milestone: 7}, err)
		i, err := tx.IdentityIn(here)
		same(t, "identity", i, reflection.Identity{ID: 11, Person: 10, Account: "42", Private: here}, err)
		choice, err := tx.Choice(10, "core")
		same(t, "choice", choice, []byte{1, 2}, err)
		d, err := tx.DeliveryByMessage(here, "900")
		same(t, "delivery", d, reflection.Delivery{ID: 20, Subscription: 12, Person: 10, Chat: here, Date: today, Zone: "Europe/Berlin",
			Due: noon, Swaps: 1, State: reflection.DeliveryArrived, Arrived: noon, Message: "900", Answered: noon,
			Prompt: reflection.Asked{Pack: "core", Prompt: "p1", Question: "What?", FollowUp: "And?", Source: "An essay"}}, err)
		hanging, err := tx.Hanging(here, noon)
		same(t, "hanging, by its first attempt", hanging.ID, reflection.DeliveryID(21), err)
		all, err := tx.DispatchesOf(20)
		same(t, "dispatches", all, []reflection.Dispatch{asked, nudge, sending}, err)
		waiting, err := tx.Dispatch(32)
		same(t, "uncertain", waiting, uncertain, err)
		all, err = tx.InterruptedDispatches("telegram", noon, "me")
		same(t, "interrupted", all, []reflection.Dispatch{sending}, err)
		planned, err := tx.PlannedDispatch(20, reflection.Nudge)
		same(t, "planned", planned, nudge, err)
		replies, err := tx.RepliesOf(10)
		same(t, "replies", replies, []reflection.Reply{reply}, err)
		parts, err := tx.Parts(40)
		same(t, "parts", parts, []reflection.Part{words, wordless}, err)
		part, err := tx.PartByMessage(here, "901")
		same(t, "part", part, words, err)
		facts, err := tx.FactsOf(10)
		same(t, "facts", facts, []reflection.Fact{{ID: 60, Kind: reflection.FactReplied, Person: 10, Subscription: 12, Delivery: 20,
			Part: 50, Chat: here, Message: "901", At: noon, Date: today, Zone: "Europe/Berlin"}}, err)
		away, err := tx.AwaySince(noon)
		same(t, "away", len(away), 1, err)
		until, err := tx.TakenIn("telegram")
		same(t, "taken in", until, noon, err)
		waits, err := tx.Awaiting(here)
		same(t, "awaiting", waits.For, "zone", err)
		// What came with the second schema.
		sum, err := tx.Summaries(12)
		same(t, "summaries", sum, summaries, err)
		due, err := tx.DueSummaries(noon, 9)
		same(t, "due: of the active person's own alone", due, []reflection.Summaries{summaries}, err)
		sum, err = tx.Summaries(14)
		same(t, "summaries of one that is gone", sum.Next, summaries.Next, err)
		_, err = tx.Summaries(13)
		missing(t, "summaries of a channel", err)
		gaps, err := tx.Unread("telegram", noon)
		same(t, "unread", gaps, []chat.Gap{{Chat: here, After: "1000"}}, err)
		answered, err := tx.Answered(20)
		same(t, "answered", answered, 1, err)
		return nil
	})
	served, err := s.Served(t.Context())
	same(t, "served", served, []chat.Platform{"telegram"}, err)
	update(t, s, func(tx reflection.Tx) error {
		again, err := tx.Seen("telegram", "e1", noon)
		same(t, "seen", again, true, err)
		missing(t, "a channel of a person's", tx.AddChannel(reflection.Channel{Subscription: 12}))
		reply.Audience, reply.Shared, reply.Name = reflection.Shared, noon, "Ada"
		asked.Message = "902"
		return errors.Join(tx.AddChannel(reflection.Channel{Subscription: 13, Parent: "server"}), tx.UpdateReply(reply), tx.UpdateDispatch(asked),
			tx.AddDispatch(&reflection.Dispatch{Subscription: 12, Period: "2026-W47", Purpose: reflection.Summarise}))
	})
	view(t, s, func(tx reflection.Tx) error {
		shared, err := tx.SharedAnswers(20, 0, 9)
		same(t, "shared", shared, []reflection.Reply{reply}, err)
		d, err := tx.Dispatch(30)
		same(t, "dispatch", d, asked, err)
		return nil
	})
	if h := newHome(t, s, 1); h.Person.ID <= 90 {
		t.Errorf("id %d may have been in use", h.Person.ID)
	}
	if err := s.Check(t.Context(), 0); err != nil {
		t.Error(err)
	}
}
