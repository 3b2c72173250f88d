//go:build unix

package delivery_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// processorTime is how long the process has been running on a processor.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// pace is how many messages a second a platform lets a bot send.
const pace = 30

// BenchmarkFanOut: what planning, gathering, drawing and sending a summary costs
// for people with a year behind them, against the time that the platform's pace
// gives each: on one core, with -cpu 1. What counts is the processor's time, since a
// machine that does other things besides takes longer. A ratio below 1 says that the
// pace is the bound.
func BenchmarkFanOut(b *testing.B) {
	const people = 60
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	st := openStore(b, filepath.Join(b.TempDir(), "fanout.db"))
	platform := chattest.New(b)
	out := delivery.New(st, packs, slog.New(slog.DiscardHandler), platform)
	out.Open(platform.Platform())
	subs := make([]reflection.Subscription, people)
	for i := range subs {
		account := "w" + string(rune('a'+i/10)) + string(rune('0'+i%10))
		platform.Person(account).Opened()
		subs[i] = writer(b, st, account, 365)
	}
	week, sent := 0, 0
	took := time.Duration(0)
	for b.Loop() {
		now := sixPM.AddDate(0, 0, 7*week)
		if week > 0 {
			keepWorth(b, st, subs, now)
		}
		week++
		start := processorTime(b)
		if err := out.Tick(context.Background(), now); err != nil {
			b.Fatal(err)
		}
		out.Drain(context.Background())
		took += processorTime(b) - start
		sent += people
	}
	shown := 0
	for _, s := range subs {
		shown += len(platform.Shown(s.Chat))
	}
	if shown < sent {
		b.Fatalf("%d summaries were shown, want %d", shown, sent)
	}
	each := took / time.Duration(sent)
	b.ReportMetric(float64(each.Microseconds())/1000, "cpu-ms/summary")
	b.ReportMetric(each.Seconds()*pace, "ratio")
	b.ReportMetric(0, "ns/op")
}

// keepWorth adds four answers for each to the week that ends at an instant.
func keepWorth(b *testing.B, st *store.Store, subs []reflection.Subscription, now time.Time) {
	b.Helper()
	err := st.Update(context.Background(), func(tx reflection.Tx) error {
		for _, sub := range subs {
			id, err := tx.IdentityIn(sub.Chat)
			if err != nil {
				return err
			}
			for day := 1; day <= 4; day++ {
				at := now.AddDate(0, 0, -day)
				if err := benchDay(tx, id, sub, schedule.DateOf(at, time.UTC), at); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
