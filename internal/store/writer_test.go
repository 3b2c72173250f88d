package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// together runs the functions as one group: while the first holds the writer,
// the others come to wait. It returns what each Update returned.
func together(t *testing.T, s *Store, fns ...func(reflection.Tx) error) []error {
	t.Helper()
	errs := make([]error, len(fns))
	var all sync.WaitGroup
	var once sync.Once // The first may be run again.
	all.Go(func() {
		errs[0] = s.Update(context.Background(), func(tx reflection.Tx) error {
			once.Do(func() {
				for i, fn := range fns[1:] {
					all.Go(func() { errs[i+1] = s.Update(context.Background(), fn) })
					synctest.Wait() // until it waits for its turn
				}
			})
			return fns[0](tx)
		})
	})
	all.Wait()
	return errs
}

// inBubble runs the test with a store in a bubble, where Wait tells when
// everybody is waiting.
func inBubble(t *testing.T, log *slog.Logger, fn func(*testing.T, *Store)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(t.Context(), Options{Path: path, Log: log})
		if err != nil {
			t.Fatal(err)
		}
		fn(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func adding(n int) func(reflection.Tx) error {
	return func(tx reflection.Tx) error { _, err := addHome(tx, n); return err }
}

func exists(t *testing.T, s *Store, n int) bool {
	t.Helper()
	found := false
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Identity("telegram", fmt.Sprint(n))
		found = err == nil
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		return err
	})
	return found
}

func TestOneFailureTakesNothingElseDown(t *testing.T) {
	var logged bytes.Buffer
	log := slog.New(slog.NewTextHandler(&logged, nil))
	refusal := errors.New("no")
	inBubble(t, log, func(t *testing.T, s *Store) {
		update(t, s, adding(900)) // The log begins anew after opening.
		commits := commitCount(t, s)
		errs := together(t, s,
			adding(0),
			func(tx reflection.Tx) error { return errors.Join(adding(1)(tx), refusal) },
			adding(2),
			func(tx reflection.Tx) error { adding(3)(tx); panic("the words of a person") },
			func(tx reflection.Tx) error {
				// A refused statement is the caller's to judge; the rest stands.
				if err := adding(0)(tx); err == nil {
					return errors.New("the same account was added twice")
				}
				return adding(4)(tx)
			},
			func(tx reflection.Tx) error { adding(5)(tx); runtime.Goexit(); return nil },
			adding(6),
		)
		for i, want := range []error{nil, refusal, nil, ErrPanicked, nil, nil, nil} {
			if !errors.Is(errs[i], want) {
				t.Errorf("update %d: err = %v, want %v", i, errs[i], want)
			}
		}
		for n, want := range []bool{true, false, true, false, true, false, true} {
			if got := exists(t, s, n); got != want {
				t.Errorf("what update %d wrote is there: %v, want %v", n, got, want)
			}
		}
		if n := commitCount(t, s) - commits; n != 1 {
			t.Errorf("%d commits, want 1: they were to form one group", n)
		}
	})
	if text := logged.String(); !strings.Contains(text, "stack=") || strings.Contains(text, "words of a person") {
		t.Errorf("the log of a panic should hold the stack and no words: %s", text)
	}
}

// commitCount returns how many commits are in the write-ahead log: it has a
// frame of 24 bytes and a page for each page that was written, and the last of
// a commit tells the size of the database.
func commitCount(t *testing.T, s *Store) (n int) {
	t.Helper()
	log, err := os.ReadFile(s.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	page := int(binary.BigEndian.Uint32(log[8:]))
	for at := 32; at < len(log) && string(log[at+8:at+16]) == string(log[16:24]); at += 24 + page {
		if binary.BigEndian.Uint32(log[at+4:]) != 0 {
			n++
		}
	}
	return n
}

func TestAGroupIsBounded(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		update(t, s, adding(900)) // The log begins anew after opening.
		commits := commitCount(t, s)
		fns := make([]func(reflection.Tx) error, maxGroup+10)
		for i := range fns {
			fns[i] = adding(i)
		}
		for i, err := range together(t, s, fns...) {
			if err != nil {
				t.Errorf("update %d: %v", i, err)
			}
		}
		if n := commitCount(t, s) - commits; n != 2 {
			t.Errorf("%d commits for %d updates, want 2", n, len(fns))
		}
		for i := range fns {
			if !exists(t, s, i) {
				t.Errorf("what update %d wrote is not there", i)
			}
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	inBubble(t, nil, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		var late error
		var all sync.WaitGroup
		update(t, s, func(tx reflection.Tx) error {
			all.Go(func() { late = s.Update(ctx, adding(1)) })
			synctest.Wait()
			cancel()
			all.Wait()
			return adding(0)(tx)
		})
		if !errors.Is(late, context.Canceled) {
			t.Errorf("err = %v, want context.Canceled", late)
		}
		if exists(t, s, 1) || !exists(t, s, 0) {
			t.Error("the update that gave up ran, or the one that held the writer did not")
		}
		ran := func(reflection.Tx) error { t.Error("it ran"); return nil }
		if err := s.Update(ctx, ran); !errors.Is(err, context.Canceled) {
			t.Errorf("Update: err = %v, want context.Canceled", err)
		}
		if err := s.View(ctx, ran); !errors.Is(err, context.Canceled) {
			t.Errorf("View: err = %v, want context.Canceled", err)
		}
	})
}

func TestCloseLetsTheRunningFinish(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		var waiting error
		var all sync.WaitGroup
		update(t, s, func(tx reflection.Tx) error {
			all.Go(func() {
				if err := s.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			synctest.Wait()
			waiting = s.Update(t.Context(), adding(1))
			return adding(0)(tx)
		})
		all.Wait()
		if !errors.Is(waiting, ErrClosed) {
			t.Errorf("err = %v, want ErrClosed", waiting)
		}
		again, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if !exists(t, again, 0) || exists(t, again, 1) {
			t.Error("what ran while closing is not there, or what came later is")
		}
	})
}

func TestATransactionIsOverAfterItsFunction(t *testing.T) {
	s := openTemp(t)
	var kept reflection.Tx
	update(t, s, func(tx reflection.Tx) error { kept = tx; return nil })
	if err := kept.AddPerson(&reflection.Person{}); !errors.Is(err, ErrTxOver) {
		t.Errorf("writing: err = %v, want ErrTxOver", err)
	}
	if _, err := kept.Person(1); !errors.Is(err, ErrTxOver) {
		t.Errorf("reading: err = %v, want ErrTxOver", err)
	}
}

func TestWritingInAViewFails(t *testing.T) {
	s := openTemp(t)
	h, c := newHome(t, s, 1), newChannel(t, s, "77", "server")
	for name, write := range map[string]func(reflection.Tx) error{
		"AddPerson":    func(tx reflection.Tx) error { return tx.AddPerson(&reflection.Person{}) },
		"AddIdentity":  func(tx reflection.Tx) error { return tx.AddIdentity(&reflection.Identity{Person: h.Person.ID}) },
		"UpdatePerson": func(tx reflection.Tx) error { return tx.UpdatePerson(h.Person) },
		"SetChoice":    func(tx reflection.Tx) error { return tx.SetChoice(h.Person.ID, "", nil) },
		"AddReply": func(tx reflection.Tx) error {
			return tx.AddReply(&reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID})
		},
		"AddFact":       func(tx reflection.Tx) error { return tx.AddFact(&reflection.Fact{Person: h.Person.ID}) },
		"SetCheckpoint": func(tx reflection.Tx) error { return tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID}) },
		"Seen":          func(tx reflection.Tx) error { _, err := tx.Seen("telegram", "1", noon); return err },
		"SetTakenIn":    func(tx reflection.Tx) error { return tx.SetTakenIn("telegram", noon) },
		"ClearAwaiting": func(tx reflection.Tx) error { return tx.ClearAwaiting(chat.Chat{}) },
		"ClaimDispatches": func(tx reflection.Tx) error {
			_, err := tx.ClaimDispatches(reflection.Claim{Platform: "telegram"})
			return err
		},
		"DeleteDispatches": func(tx reflection.Tx) error { return tx.DeleteDispatches(1) },
		"RenewDispatches":  func(tx reflection.Tx) error { return tx.RenewDispatches("telegram", "me", noon) },
		"Prune":            func(tx reflection.Tx) error { _, err := tx.Prune(noon, 9); return err },

		"SetPrivate":         func(tx reflection.Tx) error { return tx.SetPrivate(h.Identity.ID, h.Identity.Private) },
		"UpdateSubscription": func(tx reflection.Tx) error { return tx.UpdateSubscription(h.Subscription) },
		"MoveSubscription":   func(tx reflection.Tx) error { return tx.MoveSubscription(h.Subscription.ID, h.Subscription.Chat) },
		"AddChannel":         func(tx reflection.Tx) error { return tx.AddChannel(c) },
		"UpdateChannel":      func(tx reflection.Tx) error { return tx.UpdateChannel(c) },
		"MoveChannels":       func(tx reflection.Tx) error { return tx.MoveChannels("discord", "server", "other") },
		"SetChannelChoice":   func(tx reflection.Tx) error { return tx.SetChannelChoice(c.Subscription, "", nil) },
		"AddQuestion":        func(tx reflection.Tx) error { return tx.AddQuestion(&reflection.OwnQuestion{}) },
		"UpdateQuestion":     func(tx reflection.Tx) error { return tx.UpdateQuestion(reflection.OwnQuestion{}) },
		"AddReport":          func(tx reflection.Tx) error { _, err := tx.AddReport(&reflection.Report{}); return err },
		"UpdateReport":       func(tx reflection.Tx) error { return tx.UpdateReport(reflection.Report{}) },
		"Stop":               func(tx reflection.Tx) error { return tx.Stop("discord", "server", h.Person.ID, reflection.Stop{}) },
		"SetBoard":           func(tx reflection.Tx) error { return tx.SetBoard(reflection.BoardEntry{}) },
		"RemoveBoard":        func(tx reflection.Tx) error { return tx.RemoveBoard(c.Subscription, h.Person.ID) },
		"AddNotice":          func(tx reflection.Tx) error { return tx.AddNotice(&reflection.Notice{}) },
		"DeleteNotice":       func(tx reflection.Tx) error { return tx.DeleteNotice(1) },
		"SetSummaries": func(tx reflection.Tx) error {
			return tx.SetSummaries(reflection.Summaries{Subscription: h.Subscription.ID})
		},
	} {
		if err := s.View(t.Context(), write); !errors.Is(err, ErrWriteInView) {
			t.Errorf("%s: err = %v, want ErrWriteInView", name, err)
		}
	}
	// The connections themselves can't write either.
	reader := <-s.readers.free
	if _, err := reader.exec(`DELETE FROM persons`); err == nil {
		t.Error("a reading connection wrote")
	}
	s.readers.free <- reader
}

func TestAPanicInAViewIsAnError(t *testing.T) {
	s := openTemp(t)
	for range readerConns + 1 {
		err := s.View(t.Context(), func(reflection.Tx) error { panic("the words of a person") })
		if !errors.Is(err, ErrPanicked) || strings.Contains(err.Error(), "words") {
			t.Errorf("err = %v, want ErrPanicked and nothing of its value", err)
		}
	}
}
