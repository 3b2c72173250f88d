package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

// What a host does for somebody who asks by mail: it says first what would go, deletes
// only then, prints no words, and is recorded without a name.
func TestForgetByMail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	open := func() *store.Store {
		st, err := store.Open(t.Context(), store.Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	st := open()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	err := st.Update(t.Context(), func(tx reflection.Tx) error {
		for _, account := range []string{"77", "78"} {
			p := reflection.Person{Seed: 1, Created: at}
			if err := tx.AddPerson(&p); err != nil {
				return err
			}
			id := reflection.Identity{Person: p.ID, Account: account, Private: chat.Chat{Platform: "telegram", ID: account}}
			if err := tx.AddIdentity(&id); err != nil {
				return err
			}
			r := reflection.Reply{Person: p.ID, Identity: id.ID, Kind: reflection.Writing, Created: at}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			if err := tx.AddPart(&reflection.Part{Reply: r.ID, Chat: id.Private, At: at, Text: "zugzwang"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	call := func(args ...string) (code int, printed string) {
		var out, errs bytes.Buffer
		code = execute(t.Context(), append([]string{"forget", "--database", path}, args...), strings.NewReader(""), &out, &errs)
		if printed = out.String() + errs.String(); strings.Contains(printed, "zugzwang") {
			t.Errorf("words were printed:\n%s", printed)
		}
		return code, printed
	}
	if code, printed := call("--person", "telegram:77", "--yes"); code != exitFailed || !strings.Contains(printed, "Stop the bot") {
		t.Errorf("while the bot runs: exit %d\n%s", code, printed)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--person", "77"}, exitUsage, "telegram:12345"},
		{[]string{"--person", "discord:77"}, exitFailed, "nobody of that id"},
		{[]string{"--person", "telegram:77"}, 0, "telegram:77 has 1 entry. With --yes"},
		{[]string{"--person", "telegram:77", "--yes"}, 0, "Deleted: telegram:77"},
		{[]string{"--person", "telegram:77", "--yes"}, exitFailed, "nobody of that id"},
		{[]string{"--person", "telegram:1", "--database", filepath.Join(t.TempDir(), "none.db")}, exitUsage, "it takes the file that the bot uses"},
	} {
		if code, printed := call(c.args...); code != c.code || !strings.Contains(printed, c.says) {
			t.Errorf("%v: exit %d, want %d with %q\n%s", c.args, code, c.code, c.says, printed)
		}
	}
	var out, errs bytes.Buffer
	if execute(t.Context(), []string{"export", "--database", path, "--person", "telegram:78", filepath.Join(t.TempDir(), "78.json")}, strings.NewReader(""), &out, &errs) != 0 {
		t.Error(errs.String())
	}
	out.Reset()
	_ = execute(t.Context(), []string{"doctor", "--database", path}, strings.NewReader(""), &out, &errs)
	if want := "at people's request 1 person was forgotten, and 1 journal was written out; the last on "; !strings.Contains(out.String(), want) {
		t.Errorf("the doctor doesn't tell of it:\n%s", out.String())
	}
	st = open()
	defer st.Close()
	err = st.View(t.Context(), func(tx reflection.Tx) error {
		if _, err := tx.Identity("telegram", "77"); !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("they are still there: %v", err)
		}
		if _, err := tx.Identity("telegram", "78"); err != nil {
			t.Errorf("another person: %v", err)
		}
		all, err := tx.Requests(9)
		if len(all) != 1 || all[0].Kind != "forget" || all[0].Entries != 1 {
			t.Errorf("recorded %+v", all)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
