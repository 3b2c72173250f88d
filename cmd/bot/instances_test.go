//go:build unix

package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/store/postgres/postgrestest"
)

var (
	instancesRuns = flag.Int("instances.runs", 0, "how many runs of the suite of three instances")
	instancesSeed = flag.Uint64("instances.seed", 0, "replay the run of this seed, or begin with it; 0 draws one")
	instancesPool = flag.Bool("instances.pooled", false, "put PgBouncer between the instances and the server")
	instancesKind = flag.String("instances.kind", "", "only faults of this kind")
)

// takenOverWithin is how long it may take until another serves in the place of one that
// died, or stands still.
const takenOverWithin = 15 * time.Second

// TestThreeInstances is the fault suite of several processes: three on one database of a
// server, over both simulated platforms with the platforms' limits, while something goes
// wrong that the seed decides. In the end nothing is lost and nothing doubled, but for
// Telegram's stated case; no request was made by whoever hadn't the database; another
// served (with -instances.timed, within fifteen seconds); and no limit was exceeded by all
// together.
//
// It is run by go test ./cmd/bot -run TestThreeInstances -parallel 5 -timeout 3h -args -instances.runs=100 -instances.timed
func TestThreeInstances(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(instancesFaults))
	if *instancesKind != "" {
		names = []string{*instancesKind}
	}
	runs, seed := *instancesRuns, *instancesSeed
	if runs == 0 {
		t.Skip("it takes long: -instances.runs says how many; TestInstancesOnServer is its short form")
	}
	if seed == 0 {
		seed = rand.Uint64() / 2
	}
	postgrestest.Shared(t)
	tally := &instancesTally{runs: map[string]int{}, doubled: map[string]int{}, took: map[string][]time.Duration{}}
	t.Run("runs", func(t *testing.T) {
		for n := range runs {
			kind, seed := names[(int(seed%uint64(len(names)))+n)%len(names)], seed+uint64(n)
			t.Run(fmt.Sprintf("%s/%d", kind, seed), func(t *testing.T) {
				t.Parallel()
				t.Cleanup(func() {
					if t.Failed() {
						t.Logf("replay with -run TestThreeInstances -args -instances.runs=1 -instances.kind=%q -instances.seed=%d", kind, seed)
					}
				})
				playInstances(t, kind, seed, tally)
			})
		}
	})
	for _, kind := range slices.Sorted(maps.Keys(tally.runs)) {
		took := tally.took[kind]
		slices.Sort(took)
		t.Logf("%-24s %3d runs, %2d questions shown twice, another served after %v", kind, tally.runs[kind], tally.doubled[kind], spread(took))
	}
}

// spread is the least, the middle and the most of durations in their order.
func spread(all []time.Duration) []time.Duration {
	if len(all) == 0 {
		return nil
	}
	least, middle, most := all[0], all[len(all)/2], all[len(all)-1]
	return []time.Duration{least.Round(10 * time.Millisecond), middle.Round(10 * time.Millisecond), most.Round(10 * time.Millisecond)}
}

// instancesTally counts the runs by kind, the questions that were shown twice, and how
// long it took until another served.
type instancesTally struct {
	mu            sync.Mutex
	runs, doubled map[string]int
	took          map[string][]time.Duration
}

// playInstances is one run.
func playInstances(t *testing.T, kind string, seed uint64, tally *instancesTally) {
	fault, known := instancesFaults[kind]
	if !known {
		t.Fatalf("no fault is called %q", kind)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	server := postgrestest.Shared(t)
	if fault.restarts {
		server = postgrestest.Own(t)
	}
	var others *manyDue
	if fault.crowd {
		others = &manyDue{}
	}
	f := newTrio(t, ctx, seed, server, others.join)
	f.begin()
	f.comeDue()
	began := f.handOver() // Who takes over looks at once what is due.
	fault.does(f, began)
	f.settle()
	others.settle(f)
	f.stop()
	doubled := f.auditInstances(fault)
	doubled += others.audit(f, fault.unsure)
	tally.mu.Lock()
	defer tally.mu.Unlock()
	tally.runs[kind]++
	tally.doubled[kind] += doubled
	tally.took[kind] = append(tally.took[kind], f.took...)
}

// auditInstances compares what the platforms saw with what the database holds, and with
// who had it when. It returns how many questions were shown twice.
func (f *trio) auditInstances(fault instancesFault) (doubled int) {
	f.Helper()
	if f.auditShown(fault.unsure) {
		doubled++
	}
	for _, log := range f.logs {
		f.auditLog(log.String())
	}
	st := f.open()
	f.auditKept(st)
	if err := st.Close(); err != nil {
		f.Error(err)
	}
	for _, took := range f.took {
		if *instancesTimed && took > takenOverWithin {
			f.Errorf("it took %v until another served", took)
		}
	}
	takings := f.takings()
	for _, w := range []*witness{f.onTelegram, f.onDiscord} {
		for _, s := range w.strangers(takings) {
			f.Error(s)
		}
	}
	f.auditLimits()
	return doubled
}

// takings are all that ever happened, in their order.
func (f *trio) takings() (all []taking) {
	f.Helper()
	for _, row := range f.ask(`SELECT process || ' ' || at FROM takings ORDER BY at`) {
		var process int
		var at float64
		if _, err := fmt.Sscan(row, &process, &at); err != nil {
			f.Fatal(err)
		}
		slot, known := f.owner[process]
		if !known {
			slot = -1
		}
		all = append(all, taking{slot, time.UnixMicro(int64(at * 1e6))})
	}
	if len(all) == 0 {
		f.Error("no taking was noted")
	}
	return all
}

// auditLimits wants no request refused because there were too many, and no session begun
// within five seconds of another.
func (f *trio) auditLimits() {
	f.Helper()
	for _, r := range f.telegram.Requests() {
		if r.Code == http.StatusTooManyRequests {
			f.Errorf("Telegram: %s in %s at %s was one too many", r.Method, strconv.FormatInt(r.Chat, 10), r.At.Format("05.000"))
			for _, b := range f.telegram.Requests() {
				if d := r.At.Sub(b.At); b.Chat == r.Chat && d >= 0 && d < 2*time.Second {
					f.Logf("%s at %s: %d", b.Method, b.At.Format("05.000"), b.Code)
				}
			}
		}
	}
	for _, r := range f.discord.Requests() {
		if r.Status == http.StatusTooManyRequests {
			f.Errorf("Discord: %s at %s was one too many", r.Route, r.At.Format("05.000"))
		}
	}
	if n := discordtest.Busiest(f.discord.Began(), 5*time.Second); n > 1 {
		f.Errorf("%d sessions were begun within five seconds", n)
	}
}
