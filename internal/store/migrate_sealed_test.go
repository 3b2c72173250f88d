package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// buildSecond makes a database as the second version left it, with a channel in which
// all is sealed that it sealed.
func buildSecond(t *testing.T, path string) {
	t.Helper()
	buildSchema(t, path, 2)
	v, _, err := vault.Open(path+".key", true)
	if err != nil {
		t.Fatal(err)
	}
	seals := func(id int64) (wrapped []byte, seal func(place, text string) []byte) {
		wrapped = v.NewKey(id)
		key, err := v.Key(id, func() ([]byte, error) { return wrapped, nil })
		if err != nil {
			t.Fatal(err)
		}
		return wrapped, func(place, text string) []byte { return key.Seal(place, []byte(text)) }
	}
	ownKey, own := seals(0)
	herKey, hers := seals(11)
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
		{`INSERT INTO settings VALUES ('key', ?), ('check', ?)`, []any{ownKey, v.Check(vault.Oldest)}},
		{`INSERT INTO persons VALUES (10, 'de', -1, 0, ?, ?, 7, NULL, 1)`, []any{noon, noon}},
		{`INSERT INTO identities VALUES (11, 10, 'discord', '42', '', ?)`, []any{herKey}},
		{`INSERT INTO subscriptions VALUES (13, NULL, 'discord', '77', '09:00', 62, 'Europe/Berlin', '', 0, NULL, 0, 0,
			NULL, NULL, NULL, NULL, ?)`, []any{noon}},
		{`INSERT INTO channels VALUES (13, 'discord', 'server', 'bakers', 'de', -1, '9', 1, 1, 11, 1, 0)`, nil},
		{`INSERT INTO questions VALUES (14, 13, 10, ?, ?, 1, 1, 20, ?)`, []any{own("question/14/text", wordsOfQuestion), own("question/14/credit", wordsOfCredit), noon}},
		{`INSERT INTO deliveries VALUES (20, 13, NULL, 'discord', '77', '2026-11-22', 'Europe/Berlin', ?, 0, 0, 0,
			'own', '14', '', '', '', 0, 2, ?, '900', ?, 1, '', '', ?)`,
			[]any{noon, noon, noon, own("delivery/20/prompt", string(rune(len(wordsOfQuestion)))+wordsOfQuestion+wordsOfFollowUp)}},
		{`INSERT INTO replies VALUES (40, 10, 11, 20, 0, 1, ?, ?, ?, ?, 0)`,
			[]any{hers("reply/40/question", wordsOfQuestion), noon, noon, hers("reply/40/name", wordsOfName)}},
		{`INSERT INTO parts VALUES (50, 40, 0, 'discord', '77', '', ?, NULL, NULL, ?, 0)`, []any{noon, hers("part/50", wordsOfPart)}},
		{`INSERT INTO dispatches VALUES (30, 20, NULL, '', 40, 'discord', '78', 5, 3, NULL, ?, 1, 0, ?, ?, '901')`, []any{noon, noon, noon}},
		{`INSERT INTO board VALUES (13, 10, ?)`, []any{own("board/13/10", wordsOnBoard)}},
		{`INSERT INTO notices VALUES (60, 10, 'discord', 'server', ?, 13, 0, ?)`, []any{own("notice/60", wordsOfNotice), noon}},
		{`INSERT INTO reports VALUES (61, 40, 13, 10, ?, 0)`, []any{noon}},
		{`INSERT INTO facts VALUES (70, 2, 10, 13, 20, 50, 'discord', '77', '', ?, NULL, '2026-11-22', 'UTC', 0, 0, 0)`, []any{noon}},
		{`INSERT INTO stops VALUES ('discord', 'server', 10)`, nil},
		{`INSERT INTO choices VALUES (10, 'core', x'07')`, nil},
		{`INSERT INTO messages VALUES ('discord', '77', '900', 20)`, nil},
	} {
		if _, err := db.Exec(row.insert, row.args...); err != nil {
			t.Fatalf("%s: %v", row.insert, err)
		}
	}
}

// TestWhatTheSecondSchemaSealedOpens: after all that came since.
func TestWhatTheSecondSchemaSealedOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	buildSecond(t, path)
	s := openAt(t, path)
	here := chat.Chat{Platform: "discord", ID: "77"}
	view(t, s, func(tx reflection.Tx) error {
		c, err := tx.Channel(13)
		same(t, "channel", c, reflection.Channel{Subscription: 13, Parent: "server", Title: "bakers", Locale: "de", Seed: 1<<64 - 1,
			Role: "9", Thread: reflection.ThreadClosed, NamedOnly: true, Installer: 11, Tell: true}, err)
		q, err := tx.Question(14)
		same(t, "question", q, reflection.OwnQuestion{ID: 14, Subscription: 13, Author: 10, Text: wordsOfQuestion, Credit: wordsOfCredit,
			State: reflection.Approved, Tell: true, Asked: 20, Created: noon}, err)
		d, err := tx.Delivery(20)
		same(t, "asked", d, reflection.Delivery{ID: 20, Subscription: 13, Chat: here, Date: today, Zone: "Europe/Berlin", Due: noon,
			Prompt: reflection.Asked{Pack: reflection.OwnPack, Prompt: "14", Question: wordsOfQuestion, FollowUp: wordsOfFollowUp},
			State:  reflection.DeliveryArrived, Arrived: noon, Message: "900", Answered: noon, Counted: 1}, err)
		shared, err := tx.SharedAnswers(20, 0, 9)
		if err != nil || len(shared) != 1 || shared[0].Question != wordsOfQuestion || shared[0].Name != wordsOfName {
			t.Errorf("shared: %+v, %v", shared, err)
		}
		if _, err := tx.Reply(40); !errors.Is(err, reflection.ErrNotFound) || shared[0].Person != 10 || shared[0].Identity != 11 || !shared[0].Created.Equal(noon) {
			t.Errorf("the answer did not come under a persona: %+v, %v", shared[0], err)
		}
		parts, err := tx.Parts(shared[0].ID)
		if err != nil || len(parts) != 1 || parts[0].Text != wordsOfPart || parts[0].Chat != here || !parts[0].At.Equal(noon) {
			t.Errorf("parts: %+v, %v", parts, err)
		}
		facts, err := tx.FactsOf(10)
		same(t, "facts", facts, []reflection.Fact{{ID: 70, Kind: reflection.FactReplied, Person: 10, Subscription: 13, Delivery: 20,
			Part: parts[0].ID, Chat: here, At: noon, Date: today, Zone: "UTC"}}, err)
		stopped, err := tx.Stopped("discord", "server", 10)
		same(t, "stopped", stopped, true, err)
		choice, err := tx.Choice(10, "core")
		same(t, "choice", choice, []byte{7}, err)
		shows, err := tx.DeliveryByMessage(here, "900")
		same(t, "shown", shows.ID, reflection.DeliveryID(20), err)
		published, err := tx.Published(shared[0].ID)
		same(t, "published", published.Message, chat.MessageID("901"), err)
		board, err := tx.Board(13, today, today)
		same(t, "board", board, []reflection.BoardLine{{Person: 10, Name: wordsOnBoard, Answered: 1}}, err)
		notices, err := tx.Notices("discord", "server", 10)
		same(t, "notices", notices, []reflection.Notice{{ID: 60, Person: 10, Platform: "discord", Parent: "server", Text: wordsOfNotice,
			Check: 13, At: noon}}, err)
		reports, err := tx.Reports("discord", "server")
		same(t, "reports", reports, []reflection.Report{{ID: 61, Reply: shared[0].ID, By: 10, At: noon}}, err)
		return nil
	})
	if err := s.Check(t.Context(), 0); err != nil {
		t.Error(err)
	}
}
