package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/streak"
)

// served is a bot that serves the simulated Telegram inside a bubble.
type served struct {
	t      *testing.T
	server *telegramtest.Server
	store  *store.Store
	bot    *bot
	log    *syncedBuffer
	stop   func()
}

// serveTelegram wires what run wires, over connections in memory.
func serveTelegram(t *testing.T, path string, opts ...telegramtest.Option) *served {
	t.Helper()
	s := &served{t: t, log: &syncedBuffer{}}
	s.server = telegramtest.New(t, append(opts, telegramtest.InMemory())...)
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		t.Fatal(err)
	}
	if s.store, err = store.Open(t.Context(), store.Options{Path: path, Log: log}); err != nil {
		t.Fatal(err)
	}
	a, err := telegram.New(telegram.Options{Token: s.server.Token(), APIURL: s.server.URL(), HTTP: s.server.Client(), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	s.bot = assemble(s.store, packs, "", log, a)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.bot.serve(ctx, func() time.Time { return time.Now().UTC() }); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	s.stop = func() {
		cancel()
		running.Wait()
		if err := s.store.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	return s
}

// nap lets a little time pass, so that what was caused has happened.
func nap() {
	time.Sleep(3 * time.Second)
	synctest.Wait()
}

// TestTelegramMonth is the whole bot on Telegram: from /start through a month
// of questions, all of them answered but two.
func TestTelegramMonth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "month.db")
	synctest.Test(t, func(t *testing.T) {
		berlin, err := schedule.Location("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2027, 3, 10, 12, 0, 0, 0, berlin) // Clocks go forward on the 28th.
		time.Sleep(time.Until(begin))
		s := serveTelegram(t, path)
		defer s.stop()
		ada := s.server.User("ada")
		nap()
		ada.Start("")
		nap()
		ada.Write("Berlin")
		nap()
		ada.Press("21:00")
		nap()
		ada.Write("the answer of day 0")
		nap()
		for day := 1; day <= 30; day++ {
			time.Sleep(time.Until(begin.AddDate(0, 0, day).Add(10 * time.Hour))) // 22:00, whatever the offset
			synctest.Wait()
			switch day {
			case 9: // nothing
			case 12:
				ada.Press("Not today")
			default:
				ada.Write("the answer of the day")
			}
			nap()
		}
		questions := 0
		for _, m := range ada.Sees() {
			if slices.Contains(m.Labels(), "Not today") {
				questions++
			}
		}
		if questions != 31 {
			t.Errorf("%d questions in the chat, want 31\n%s", questions, ada.Transcript())
		}
		if n := s.server.Spinning(); n != 0 {
			t.Errorf("%d spinners still turn", n)
		}
		h := historyIn(t, s.store, telegram.Platform)
		if h.Total != 29 || h.Run != 29 || streak.TallyOf(h.Occasions) != (streak.Tally{Kept: 29, Rested: 2}) {
			t.Errorf("total %d, run %d, %+v", h.Total, h.Run, streak.TallyOf(h.Occasions))
		}
		for _, secret := range []string{s.server.Token(), "the answer of"} {
			if strings.Contains(s.log.String(), secret) {
				t.Error("the log holds a token, or words")
			}
		}
	})
}

// historyIn counts the streak of the one person that a database knows.
func historyIn(t *testing.T, st *store.Store, p chat.Platform) streak.History {
	t.Helper()
	var h streak.History
	err := st.View(t.Context(), func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(onlyPerson(t, tx))
		if err != nil {
			return err
		}
		aways, err := tx.AwaySince(time.Time{})
		h = streak.Count(facts, aways, time.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// onlyPerson finds the person of the first subscription there is.
func onlyPerson(t *testing.T, tx reflection.Tx) reflection.PersonID {
	t.Helper()
	next, err := tx.NextDue()
	if err != nil {
		t.Fatal(err)
	}
	subs, err := tx.DueSubscriptions(next, 1)
	if err != nil || len(subs) != 1 {
		t.Fatalf("%d subscriptions (%v)", len(subs), err)
	}
	return subs[0].Person
}

// TestTelegramProcess is bot run as a process of its own, over the loopback:
// start, question, reply, kill, restart, next question.
func TestTelegramProcess(t *testing.T) {
	dir := t.TempDir()
	server := telegramtest.New(t)
	ada := server.User("ada")
	var log syncedBuffer
	run := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), envArgs+"=run", "TELEGRAM_TOKEN="+server.Token(), "TELEGRAM_API_URL="+server.URL(),
			"STILLPOINT_LOG_LEVEL=debug", "STILLPOINT_CONTACT=host@example.org")
		cmd.Stderr = &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		return cmd
	}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	reads := func(want string) {
		t.Helper()
		waitFor(t, ctx, func() bool { return strings.Contains(ada.Transcript(), want) })
	}

	first := run()
	ada.Start("")
	reads("What time is it for you?")
	ada.Write("UTC")
	reads("When should I ask?")
	ada.Press("21:00")
	waitFor(t, ctx, func() bool { return slices.Contains(ada.Last().Labels(), "Not today") })
	ada.Write("an answer that nobody logs")
	reads("Kept. Only you can read it.")
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()

	ada.Write("written while it was down")
	comeDue(t, filepath.Join(dir, "stillpoint.db"))
	second := run()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s\n%s", ada.Transcript(), log.String())
		}
	})
	waitFor(t, ctx, func() bool { return slices.Contains(ada.Last().Labels(), "Not today") && server.Waiting() == 0 })
	if err := second.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := second.Wait(); err != nil {
		t.Errorf("told to stop, it ended with %v", err)
	}
	for _, secret := range []string{server.Token(), "nobody logs", "while it was down"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log.String())
		}
	}
	h := historyIn(t, opened(t, filepath.Join(dir, "stillpoint.db")), telegram.Platform)
	if h.Total != 1 || len(h.Occasions) != 2 {
		t.Errorf("total %d, %d occasions", h.Total, len(h.Occasions))
	}
}

// comeDue moves the one subscription's plan, so that its next question was due
// twenty minutes ago: it waits no longer for somebody who is writing.
func comeDue(t *testing.T, path string) {
	t.Helper()
	st := opened(t, path)
	err := st.Update(t.Context(), func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionsOf(onlyPerson(t, tx))
		if err != nil {
			return err
		}
		now := time.Now().UTC()
		sub[0].Next = schedule.Occurrence{Date: schedule.DateOf(now.AddDate(0, 0, 1), time.UTC), At: now.Add(-20 * time.Minute)}
		return tx.UpdateSubscription(sub[0])
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T, path string) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// envArgs has the test binary be the bot, with these arguments.
const envArgs = "STILLPOINT_TEST_ARGS"

// asBot runs the command line in the environment.
func asBot() int {
	var in bytes.Buffer
	ctx, stop := interruptible()
	defer stop()
	return execute(ctx, strings.Fields(os.Getenv(envArgs)), io.Reader(&in), os.Stdout, os.Stderr)
}
