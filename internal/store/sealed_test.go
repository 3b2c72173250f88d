package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/reflection"
)

// What a person wrote, in the places where words can be.
const (
	wordsOfPart   = "zwetschgenkuchen-in-the-drawer"
	wordsQuoted   = "you-wrote-apfelstrudel-once"
	wordsOfAnswer = "here-is-your-marillenknoedel"
)

// written stores those words and returns the reply that holds some of them.
func written(t *testing.T, s *Store, h home) (r reflection.Reply, p reflection.Part) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) error {
		r = reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Question: wordsQuoted, Created: noon}
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		p = reflection.Part{Reply: r.ID, Chat: h.identity.Private, Message: "17", At: noon, Text: wordsOfPart}
		if err := tx.AddPart(&p); err != nil {
			return err
		}
		return errors.Join(
			tx.Owe(&reflection.Answer{Identity: h.identity.ID, Body: []byte(wordsOfAnswer), At: noon}),
			tx.Owe(&reflection.Answer{Body: []byte(wordsOfAnswer), At: noon}))
	})
	return r, p
}

func TestWordsAreNeverInTheFiles(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), Options{Path: filepath.Join(dir, "bot.db")})
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, s, 1)
	r, p := written(t, s, h)
	view(t, s, func(tx reflection.Tx) error {
		gotReply, err := tx.Reply(r.ID)
		gotPart, err2 := tx.Part(p.ID)
		owed, err3 := tx.Owed()
		if gotReply.Question != wordsQuoted || gotPart.Text != wordsOfPart || len(owed) != 2 || string(owed[1].Body) != wordsOfAnswer {
			t.Error("what was sealed does not read as it was written")
		}
		return errors.Join(err, err2, err3)
	})
	if err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
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
	for _, words := range []string{wordsOfPart, wordsQuoted, wordsOfAnswer} {
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
	swap := func(query string, args ...any) {
		t.Helper()
		update(t, s, func(tx_ reflection.Tx) error { _, err := tx_.(*tx).exec("tamper", query, args...); return err })
	}
	swap(`UPDATE parts SET sealed = (SELECT sealed FROM parts WHERE id = ?) WHERE id = ?`, int64(p2.ID), int64(p.ID))
	swap(`UPDATE replies SET question = (SELECT question FROM replies WHERE id = ?) WHERE id = ?`, int64(r2.ID), int64(r.ID))
	swap(`UPDATE answers SET body = (SELECT body FROM answers ORDER BY id DESC LIMIT 1)`)
	for what, read := range map[string]func(reflection.Tx) error{
		"part":   func(tx reflection.Tx) error { _, err := tx.Part(p.ID); return err },
		"parts":  func(tx reflection.Tx) error { _, err := tx.Parts(r.ID); return err },
		"reply":  func(tx reflection.Tx) error { _, err := tx.Reply(r.ID); return err },
		"answer": func(tx reflection.Tx) error { _, err := tx.Owed(); return err },
	} {
		if err := s.View(t.Context(), read); err == nil || strings.Contains(err.Error(), wordsOfPart) {
			t.Errorf("%s: err = %v, want a refusal without words", what, err)
		}
	}
}
