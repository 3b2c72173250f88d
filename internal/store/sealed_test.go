package store

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// What a person wrote, in the places where words can be.
const (
	wordsOfPart   = "zwetschgenkuchen-in-the-drawer"
	wordsQuoted   = "you-wrote-apfelstrudel-once"
	wordsOfAnswer = "here-is-your-marillenknoedel"

	wordsOfQuestion = "what-did-you-bake-topfenstrudel"
	wordsOfCredit   = "asked-by-mohr-im-hemd"
	wordsOfMore     = "https://more.example/apfelstrudel"
	wordsOfName     = "signed-kaiserschmarrn"
	wordsOnBoard    = "on-the-board-buchteln"
	wordsOfNotice   = "told-once-germknoedel"
	wordsAsked      = "asked-of-all-palatschinken"
	wordsOfFollowUp = "and-then-linzertorte"
)

func TestWordsAreNeverInTheFiles(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), Options{Path: filepath.Join(dir, "bot.db")})
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, s, 1)
	r, p := written(t, s, h)
	writtenIn(t, s, h).readsAsWritten(t, s)
	view(t, s, func(tx reflection.Tx) error {
		gotReply, err := tx.Reply(r.ID)
		gotPart, err2 := tx.Part(p.ID)
		waiting, err3 := tx.WaitingAnswers(answeredIn(h), 9)
		if gotReply.Question != wordsQuoted || gotPart.Text != wordsOfPart || len(waiting) != 2 ||
			string(waiting[0].Body) != wordsOfAnswer || string(waiting[1].Body) != wordsOfAnswer {
			t.Error("what was sealed does not read as it was written")
		}
		return errors.Join(err, err2, err3)
	})
	if _, err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	wal, err := os.ReadFile(s.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := wal
	for _, name := range found {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	if !bytes.Contains(all, []byte("Europe/Berlin")) {
		t.Fatal("the files don't hold what is stored in the clear: this test looks in the wrong place")
	}
	for _, words := range append([]string{wordsOfPart, wordsQuoted, wordsOfAnswer}, wordsInChannels...) {
		if bytes.Contains(all, []byte(words)) {
			t.Errorf("%q is on the disk in the clear", words)
		}
	}
}

func TestSealedWordsOpenOnlyWhereTheyWere(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	r, p := written(t, s, h)
	r2, p2 := written(t, s, other)
	w, w2, w3 := writtenIn(t, s, h), writtenIn(t, s, other), writtenIn(t, s, newHome(t, s, 3))
	swap := func(query string, args ...any) {
		t.Helper()
		update(t, engine{s}, func(tx_ reflection.Tx) error { _, err := tx_.(*tx).exec("tamper", query, args...); return err })
	}
	swap(`UPDATE parts SET sealed = (SELECT sealed FROM parts WHERE id = ?) WHERE id = ?`, int64(p2.ID), int64(p.ID))
	swap(`UPDATE replies SET question = (SELECT question FROM replies WHERE id = ?) WHERE id = ?`, int64(r2.ID), int64(r.ID))
	swap(`UPDATE dispatches SET body = (SELECT body FROM dispatches ORDER BY id DESC LIMIT 1)`)
	for _, x := range []struct {
		table, column string
		from, to      int64
	}{
		{"questions", "text", int64(w2.question.ID), int64(w.question.ID)}, {"questions", "credit", int64(w.question.ID), int64(w2.question.ID)},
		{"questions", "more", int64(w.question.ID), int64(w3.question.ID)},
		{"deliveries", "sealed", int64(w2.asked.ID), int64(w.asked.ID)}, {"replies", "name", int64(w2.reply.ID), int64(w.reply.ID)},
		{"notices", "text", int64(w2.notice.ID), int64(w.notice.ID)},
	} {
		swap(`UPDATE `+x.table+` SET `+x.column+` = (SELECT `+x.column+` FROM `+x.table+` WHERE id = ?) WHERE id = ?`, x.from, x.to)
	}
	// A name that an admin typed is made its author's.
	w4 := writtenIn(t, s, newHome(t, s, 4))
	swap(`UPDATE questions SET named = 1 WHERE id = ?`, int64(w4.question.ID))
	swap(`UPDATE board SET name = (SELECT name FROM board WHERE subscription = ?) WHERE subscription = ?`, int64(w2.board.Subscription), int64(w.board.Subscription))
	for what, read := range map[string]func(reflection.Tx) error{
		"part":  func(tx reflection.Tx) error { _, err := tx.Part(p.ID); return err },
		"parts": func(tx reflection.Tx) error { _, err := tx.Parts(r.ID); return err },
		"reply": func(tx reflection.Tx) error { _, err := tx.Reply(r.ID); return err },
		"answers, which lose their bodies": func(tx reflection.Tx) error {
			waiting, err := tx.WaitingAnswers(answeredIn(h), 9)
			if len(waiting) == 2 && waiting[0].Body == nil && waiting[1].Body == nil {
				return vault.ErrTampered
			}
			return err
		},

		"question":       func(tx reflection.Tx) error { _, err := tx.Question(w.question.ID); return err },
		"credit":         func(tx reflection.Tx) error { _, err := tx.Question(w2.question.ID); return err },
		"whose credit":   func(tx reflection.Tx) error { _, err := tx.Question(w4.question.ID); return err },
		"more":           func(tx reflection.Tx) error { _, err := tx.Question(w3.question.ID); return err },
		"asked question": func(tx reflection.Tx) error { _, err := tx.Delivery(w.asked.ID); return err },
		"name":           func(tx reflection.Tx) error { _, err := tx.Reply(w.reply.ID); return err },
		"shared":         func(tx reflection.Tx) error { _, err := tx.SharedAnswers(w.asked.ID, 0, 9); return err },
		"board":          func(tx reflection.Tx) error { _, err := tx.Board(w.board.Subscription, today, today); return err },
		"notice":         func(tx reflection.Tx) error { _, err := tx.Notices("discord", "server", h.Person.ID); return err },
	} {
		err := s.View(t.Context(), read)
		if err == nil {
			t.Errorf("%s: opened where it never was", what)
			continue
		}
		for _, words := range append([]string{wordsOfPart}, wordsInChannels...) {
			if strings.Contains(err.Error(), words) {
				t.Errorf("%s: the refusal repeats words: %v", what, err)
			}
		}
	}
}

// TestWhatDoesNotOpenIsLogged: whoever hosts the bot learns that the database was
// changed, and of which row, but not a word of it. A dispatch is still claimed.
func TestWhatDoesNotOpenIsLogged(t *testing.T) {
	var logged bytes.Buffer
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "bot.db"), Log: slog.New(slog.NewTextHandler(&logged, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := newHome(t, s, 1)
	_, p := written(t, s, h)
	d := reflection.Dispatch{Chat: h.Identity.Private, Purpose: reflection.Answer, Ready: noon, Placed: noon, Body: []byte(wordsOfAnswer), Identity: h.Identity.ID}
	addDispatches(t, s, &d)
	update(t, engine{s}, func(rtx reflection.Tx) error {
		_, err := rtx.(*tx).exec("tamper", `UPDATE dispatches SET body = zeroblob(60)`)
		if err == nil {
			_, err = rtx.(*tx).exec("tamper", `UPDATE parts SET sealed = zeroblob(60)`)
		}
		return err
	})
	if err := s.View(t.Context(), func(tx reflection.Tx) error { _, err := tx.Part(p.ID); return err }); !errors.Is(err, vault.ErrTampered) {
		t.Errorf("err = %v, want ErrTampered", err)
	}
	if got := claim(t, s, noon, 9); len(got) != 1 || got[0].Body != nil {
		t.Errorf("claimed %+v, want one without a body", got)
	}
	for _, want := range []string{fmt.Sprintf("part/%d", p.ID), fmt.Sprintf("dispatch=%d", d.ID)} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("the log lacks %q: %s", want, logged.String())
		}
	}
	if strings.Contains(logged.String(), wordsOfPart) || strings.Contains(logged.String(), wordsOfAnswer) {
		t.Errorf("the log repeats words: %s", logged.String())
	}
}

// TestAccountsAreHashes: the account of somebody who isn't asked in private, and the chat
// in which they are waited for, are in the files only as keyed hashes.
func TestAccountsAreHashes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	in := chat.Chat{Platform: "telegram", ID: "7712345001"}
	waits := reflection.Awaiting{Chat: in, For: "write-for-8812345002", ID: 3, Arg: "8812345003", Until: noon}
	i := reflection.Identity{Account: "8812345001", Private: chat.Chat{Platform: "telegram"}}
	update(t, s, func(tx reflection.Tx) error {
		var p reflection.Person
		if err := tx.AddPerson(&p); err != nil {
			return err
		}
		i.Person = p.ID
		return errors.Join(tx.AddIdentity(&i), tx.SetPrivate(i.ID, in), tx.SetAwaiting(waits))
	})
	i.Private = in
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Identity("telegram", "8812345001")
		same(t, "by the account", got, i, err)
		got, err = tx.IdentityIn(in)
		same(t, "by the chat", got, i, err)
		all, err := tx.LatestAwaiting("telegram", noon)
		same(t, "awaited", all, []reflection.Awaiting{waits}, err)
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range []string{"7712345001", "8812345001", "8812345002", "8812345003"} {
		if bytes.Contains(text, []byte(told)) {
			t.Errorf("%s is in the file", told)
		}
	}
	if !bytes.Contains(text, []byte("telegram")) {
		t.Error("this test looks in the wrong place")
	}
}

// TestPersonasAreNobody: what counts people doesn't count their personas.
func TestPersonasAreNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, s, 1)
	writtenIn(t, s, h)
	if n := countRows(t, s, "persons")["persons"]; n != 2 {
		t.Errorf("%d rows, want a person and their persona: this test looks in the wrong place", n)
	}
	stats, err := s.Stats(t.Context())
	same(t, "people", stats.People, 1, err)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	seen, err := Look(t.Context(), path)
	same(t, "people, looked at", seen.Census.People, 1, err)
}
