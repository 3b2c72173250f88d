//go:build linux

package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"stillpoint/internal/delivery"
)

// BenchmarkCron: what a subscriber costs who is an entry of robfig/cron, and what one
// costs who is a row with an index on when they are due, where nothing else happens:
// making them all ready, what they take in memory, and the processor's time each time
// that the clock wakes for one. Entries are looked through and sorted at each waking,
// whether due or not; for rows a waking is a tick.
func BenchmarkCron(b *testing.B) {
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	for n := 10_000; n <= *cronOf; n *= 10 {
		b.Run(fmt.Sprint("entries/", n), func(b *testing.B) {
			for b.Loop() {
				before := settledMB(b)
				began := processorTime(b)
				fired := make(chan struct{}, 1)
				c := cron.New(cron.WithSeconds(), cron.WithLocation(time.UTC))
				for i := range n {
					at := i % (24 * 60 * 60)
					spec := fmt.Sprintf("%d %d %d * * *", at%60, at/60%60, at/3600)
					if _, err := c.AddFunc(spec, func() {
						select {
						case fired <- struct{}{}:
						default:
						}
					}); err != nil {
						b.Fatal(err)
					}
				}
				// One that is due each second has the clock wake so often whatever n is.
				if _, err := c.AddFunc("* * * * * *", func() {
					select {
					case fired <- struct{}{}:
					default:
					}
				}); err != nil {
					b.Fatal(err)
				}
				c.Start()
				<-fired
				b.ReportMetric(float64((processorTime(b) - began).Milliseconds()), "cpu-ms/start")
				b.ReportMetric(settledMB(b)-before, "MB")
				const seconds = 5
				began = processorTime(b)
				time.Sleep(seconds * time.Second)
				b.ReportMetric(float64((processorTime(b)-began).Microseconds())/seconds, "cpu-µs/waking")
				<-c.Stop().Done()
			}
			b.ReportMetric(0, "ns/op")
		})
		b.Run(fmt.Sprint("rows/", n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "rows.db")
			populate(b, path, n)
			before := settledMB(b)
			began := processorTime(b)
			platform := &mute{}
			out := delivery.New(openStore(b, path), packs, slog.New(slog.DiscardHandler), platform)
			out.Open(platform.Platform())
			tick := func() {
				if err := out.Tick(context.Background(), evening); err != nil {
					b.Fatal(err)
				}
				out.Drain(context.Background())
			}
			tick()
			b.ReportMetric(float64((processorTime(b) - began).Milliseconds()), "cpu-ms/start")
			b.ReportMetric(max(0, settledMB(b)-before), "MB")
			const ticks = 1000
			for b.Loop() {
				began = processorTime(b)
				for range ticks {
					tick()
				}
				b.ReportMetric(float64((processorTime(b)-began).Microseconds())/ticks, "cpu-µs/waking")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// settledMB is how much memory stays resident once what is garbage is given back.
func settledMB(b *testing.B) float64 {
	runtime.GC()
	debug.FreeOSMemory()
	return residentMB(b)
}
