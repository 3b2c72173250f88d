package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestTelegramKill kills bot run during intake, at random moments, while people
// go on writing: no update is lost, and none is handled twice.
func TestTelegramKill(t *testing.T) {
	t.Parallel()
	times, seed := *killTimes/2, *killSeed
	if testing.Short() {
		times = min(times, 10)
	}
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("%d kills; replay with -kill.seed=%d", times, seed)
	random := rand.New(rand.NewPCG(seed, 1))
	k := &intakeKiller{t: t, server: telegramtest.New(t), path: filepath.Join(t.TempDir(), "killed.db")}
	people := []*telegramtest.User{k.server.User("ada"), k.server.User("bob"), k.server.User("eve")}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute+time.Duration(times)*2*time.Second)
	defer cancel()

	// How long it takes to answer on this machine: the kills fall into about
	// twice that time.
	began := time.Now()
	people[0].Start("")
	stop := k.run()
	waitFor(t, ctx, func() bool { return strings.Contains(people[0].Transcript(), "What time is it") })
	within := int64(2 * time.Since(began))
	for _, p := range people {
		p.Start("")
		p.Write("UTC")
		p.Write("21:00")
		waitFor(t, ctx, func() bool { return strings.Contains(p.Transcript(), "[Not today]") })
	}
	written := map[string]bool{}
	for n := range times {
		for range random.IntN(4) {
			text := fmt.Sprintf("note %d of %d", len(written), n)
			written[text] = true
			people[random.IntN(len(people))].Write(text)
		}
		pause(ctx, time.Duration(random.Int64N(within)))
		stop()
		stop = k.run()
	}
	waitFor(t, ctx, func() bool { return k.server.Waiting() == 0 })
	stop()
	k.audit(people, written)
}

// intakeKiller runs bot run, and kills it.
type intakeKiller struct {
	t      *testing.T
	server *telegramtest.Server
	path   string
	log    syncedBuffer
}

// run starts a process, and returns how to kill it.
func (k *intakeKiller) run() (kill func()) {
	k.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envArgs+"=run", "STILLPOINT_DATABASE="+k.path,
		"TELEGRAM_TOKEN="+k.server.Token(), "TELEGRAM_API_URL="+k.server.URL())
	cmd.Stderr = &k.log
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	kill = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	k.t.Cleanup(kill)
	return kill
}

// audit compares what is kept with what was written.
func (k *intakeKiller) audit(people []*telegramtest.User, written map[string]bool) {
	k.t.Helper()
	kept := map[string]int{}
	err := opened(k.t, k.path).View(k.t.Context(), func(tx reflection.Tx) error {
		for _, p := range people {
			c := chat.Chat{Platform: telegram.Platform, ID: fmt.Sprint(p.ChatID())}
			sub, err := tx.SubscriptionIn(c)
			if err != nil {
				return err
			}
			d, err := tx.DeliveryOn(sub.ID, sub.LastPlanned)
			if err != nil {
				return err
			}
			reply, err := tx.AnswerTo(d.ID, sub.Person)
			if err != nil {
				return err
			}
			parts, err := tx.Parts(reply.ID)
			if err != nil {
				return err
			}
			for _, part := range parts {
				kept[part.Text]++
			}
		}
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
	for text := range written {
		if kept[text] != 1 {
			k.t.Errorf("%q is kept %d times", text, kept[text])
		}
	}
	if len(kept) != len(written) {
		k.t.Errorf("%d texts are kept, %d were written", len(kept), len(written))
	}
	if !strings.Contains(k.log.String(), "set STILLPOINT_CONTACT") {
		k.t.Error("the log doesn't ask for the host's contact")
	}
	for _, secret := range []string{k.server.Token(), "note 1 of"} {
		if strings.Contains(k.log.String(), secret) {
			k.t.Errorf("the log holds %q", secret)
		}
	}
}

// pause lets real time pass; the process under test knows no other.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
