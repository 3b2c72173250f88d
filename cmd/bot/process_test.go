package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/term"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/streak"
)

// TestBothProcess is bot run as a process of its own, over the loopback, with one
// person on each platform: start, question, reply, kill, something written while
// it is down, restart, next question, and an order to stop.
func TestBothProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	database := filepath.Join(dir, "stillpoint.db")
	telegram, discord := telegramtest.New(t), discordtest.New(t, discordtest.FailLateInteractions())
	ada, bea := discord.Person("ada"), telegram.User("bea")
	var log syncedBuffer
	run := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), envArgs+"=run",
			"TELEGRAM_TOKEN="+telegram.Token(), "TELEGRAM_API_URL="+telegram.URL(),
			"DISCORD_TOKEN="+discord.Token(), "DISCORD_API_URL="+discord.URL(),
			"STILLPOINT_LOG_LEVEL=debug", "STILLPOINT_CONTACT=host@example.org")
		cmd.Stderr = &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		return cmd
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s\n%s\n%s", ada.Transcript(), bea.Transcript(), log.String())
		}
	})
	both := func(want string) {
		t.Helper()
		waitFor(t, ctx, func() bool {
			return strings.Contains(ada.Transcript(), want) && strings.Contains(bea.Transcript(), want)
		})
	}
	asked := func() bool {
		return labelled(ada.Sees(), "Not today") > 0 && slices.Contains(bea.Last().Labels(), "Not today")
	}

	first := run()
	waitFor(t, ctx, func() bool { return len(discord.Commands("")) > 0 && discord.Online() })
	ada.Command("start", nil)
	bea.Start("")
	both("What time is it for you?")
	ada.Write("UTC")
	bea.Write("UTC")
	both("When should I ask?")
	ada.Press("", "21:00")
	bea.Press("21:00")
	waitFor(t, ctx, asked)
	ada.Write("an answer that nobody logs")
	bea.Write("an answer that nobody logs")
	both("Kept") // It names the question where that was still being sent.
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()

	ada.Write("written while it was down")
	bea.Write("written while it was down")
	comeDue(t, database)
	second := run()
	waitFor(t, ctx, func() bool {
		return labelled(ada.Sees(), "Not today") == 2 && strings.Count(bea.Transcript(), "[Not today]") == 2 && telegram.Waiting() == 0
	})
	if err := second.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := second.Wait(); err != nil {
		t.Errorf("told to stop, it ended with %v", err)
	}
	if strings.Count(log.String(), "told to stop") != 1 {
		t.Error("the log doesn't say once that it was told to stop")
	}
	for _, secret := range []string{telegram.Token(), discord.Token(), "nobody logs", "while it was down"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	st := opened(t, database)
	for p, account := range map[chat.Platform]string{"discord": ada.ID(), "telegram": fmt.Sprint(bea.ID())} {
		h := historyOf(t, st, p, account)
		if h.Total != 1 || len(h.Occasions) != 2 {
			t.Errorf("%s: total %d, %d occasions", p, h.Total, len(h.Occasions))
		}
		if words := partsOf(t, st, p, account); !slices.Equal(words, []string{"an answer that nobody logs", "written while it was down"}) {
			t.Errorf("%s: %d parts are kept", p, len(words))
		}
	}
}

// historyOf counts the streak of an account.
func historyOf(t *testing.T, st *store.Store, p chat.Platform, account string) streak.History {
	t.Helper()
	var h streak.History
	err := st.View(t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(p, account)
		if err != nil {
			return err
		}
		facts, err := tx.FactsOf(id.Person)
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

// partsOf returns what an account wrote, in the order in which it was written.
func partsOf(t *testing.T, st *store.Store, p chat.Platform, account string) []string {
	t.Helper()
	var all []string
	err := st.View(t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(p, account)
		if err != nil {
			return err
		}
		parts, err := tx.PartsBetween(id.Person, time.Time{}.AddDate(1, 0, 0), time.Now().Add(time.Hour))
		for _, part := range parts {
			all = append(all, part.Text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// comeDue moves all subscriptions' plans, so that their next questions were due
// twenty minutes ago: they wait no longer for somebody who is writing.
func comeDue(t *testing.T, path string) {
	t.Helper()
	st := opened(t, path)
	err := st.Update(t.Context(), func(tx reflection.Tx) error {
		subs, err := tx.DueSubscriptions(time.Now().AddDate(1, 0, 0), 100)
		if err != nil {
			return err
		}
		now := time.Now().UTC()
		for _, sub := range subs {
			sub.Next = schedule.Occurrence{Date: schedule.DateOf(now.AddDate(0, 0, 1), time.UTC), At: now.Add(-20 * time.Minute)}
			if err := tx.UpdateSubscription(sub); err != nil {
				return err
			}
		}
		return nil
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
const envArgs = "TEST_STILLPOINT_ARGS"

// asBot runs the command line in the environment.
func asBot() int {
	var in io.Reader = &bytes.Buffer{}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		in = os.Stdin
	}
	ctx, stop := interruptible()
	defer stop()
	return execute(ctx, strings.Fields(os.Getenv(envArgs)), in, os.Stdout, os.Stderr)
}
