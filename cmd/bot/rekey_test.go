package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
	"stillpoint/internal/vault"
)

// TestRekey: the command leaves a database that the key file opens, with another key in
// it, wherever an earlier call was cut off.
func TestRekey(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]func(t *testing.T, path string){
		"not before": func(*testing.T, string) {},
		"with the new key made and nothing else": func(t *testing.T, path string) {
			if _, _, err := vault.Open(path+".key.new", true); err != nil {
				t.Fatal(err)
			}
		},
		"before the files were named": func(t *testing.T, path string) {
			if err := store.Rekey(t.Context(), store.Options{Path: path}, path+".key.new"); err != nil {
				t.Fatal(err)
			}
		},
		"between their names": func(t *testing.T, path string) {
			if err := store.Rekey(t.Context(), store.Options{Path: path}, path+".key.new"); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(path+".key", path+".key.until-then"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bot.db")
			kept := writesOne(t, path)
			before, err := os.ReadFile(path + ".key")
			if err != nil {
				t.Fatal(err)
			}
			cut(t, path)
			var out, errs bytes.Buffer
			if code := execute(t.Context(), []string{"rekey", "--data", "--database", path}, strings.NewReader(""), &out, &errs); code != 0 {
				t.Fatalf("exit %d: %s%s", code, out.String(), errs.String())
			}
			now, err := os.ReadFile(path + ".key")
			if err != nil || bytes.Equal(now, before) {
				t.Errorf("the key file holds the same key: %v", err)
			}
			olds, _ := filepath.Glob(path + ".key.until-*")
			old, err := os.ReadFile(olds[0])
			if len(olds) != 1 || err != nil || !bytes.Equal(old, before) {
				t.Errorf("the key before is in %q: %v", olds, err)
			}
			if _, err := os.Stat(path + ".key.new"); err == nil {
				t.Error("the new key still has its first name")
			}
			st, err := store.Open(t.Context(), store.Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = st.Close() }()
			if seen, err := store.Look(t.Context(), path); seen.MasterChanged.IsZero() || seen.DataChanged.IsZero() || seen.RekeyCut || err != nil {
				t.Errorf("recorded: %v, %v, %v, %v", seen.MasterChanged, seen.DataChanged, seen.RekeyCut, err)
			}
			err = st.View(t.Context(), func(tx reflection.Tx) error {
				parts, err := tx.Parts(kept)
				if len(parts) != 1 || parts[0].Text != "a badge" {
					t.Errorf("parts %+v", parts)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	var out, errs bytes.Buffer
	if code := execute(t.Context(), []string{"rekey", "--database", filepath.Join(t.TempDir(), "none.db")}, strings.NewReader(""), &out, &errs); code == 0 {
		t.Error("keys of no database were changed")
	}
}

// writesOne makes a database with one reply in it.
func writesOne(t *testing.T, path string) reflection.ReplyID {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	var r reflection.Reply
	err = st.Update(t.Context(), func(tx reflection.Tx) error {
		var p reflection.Person
		if err := tx.AddPerson(&p); err != nil {
			return err
		}
		i := reflection.Identity{Person: p.ID, Account: "1"}
		i.Private.Platform = "telegram"
		if err := tx.AddIdentity(&i); err != nil {
			return err
		}
		r = reflection.Reply{Person: p.ID, Identity: i.ID, Kind: reflection.Note}
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		return tx.AddPart(&reflection.Part{Reply: r.ID, Text: "a badge"})
	})
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	return r.ID
}

// TestRekeyTwiceKeepsBothKeys: a backup from before two changes within a second still has
// its key.
func TestRekeyTwiceKeepsBothKeys(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "bot.db")
	writesOne(t, path)
	first, err := os.ReadFile(path + ".key")
	if err != nil {
		t.Fatal(err)
	}
	const times = 4
	for range times {
		var out, errs bytes.Buffer
		if code := execute(t.Context(), []string{"rekey", "--database", path}, strings.NewReader(""), &out, &errs); code != 0 {
			t.Fatalf("exit %d: %s%s", code, out.String(), errs.String())
		}
	}
	olds, err := filepath.Glob(path + ".key.until-*")
	if err != nil || len(olds) != times {
		t.Fatalf("%d keys from before, want %d (%v)", len(olds), times, err)
	}
	isFirst := func(name string) bool {
		key, err := os.ReadFile(name)
		return err == nil && bytes.Equal(key, first)
	}
	if !slices.ContainsFunc(olds, isFirst) {
		t.Error("the first key is lost")
	}
}
