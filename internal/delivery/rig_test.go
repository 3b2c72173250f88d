package delivery_test

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
	"stillpoint/internal/store/postgres/postgrestest"
	"stillpoint/internal/store/storetest"
)

// twice has every function given to Update run twice, the first time for nothing.
var twice = flag.Bool("delivery.twice", false, "run every transaction twice, the first time for nothing")

// lines is how often so many lines that are logged in transactions are logged.
func lines(n int) int {
	if *twice {
		return 2 * n
	}
	return n
}

// rig is the outbox over platforms in memory and a database on disk, inside a
// synctest bubble, without the conversation.
type rig struct {
	t         *testing.T
	dir       string
	path      string               // of the database; a crash moves on to a copy, but on a server
	server    *postgrestest.Server // nil for a file
	copies    int
	tick      time.Duration // zero for no ticks
	adapters  []chat.Adapter
	platform  *chattest.Platform // the first
	packs     *prompts.Library
	log       *records
	store     *store.Store
	asStore   func(reflection.Store) reflection.Store // what the service sees
	out       *delivery.Service
	stop      func()
	lastSeeds uint64
}

// berlin is where most of these people live.
const berlin = "Europe/Berlin"

// evening is a minute before the hour at which most of them are asked: 21:00 in
// Berlin on Saturday 21 November 2026.
var evening = time.Date(2026, 11, 21, 19, 59, 0, 0, time.UTC)

// due is that hour.
var due = evening.Add(time.Minute)

// day0 is its date.
var day0 = schedule.Date{Year: 2026, Month: 11, Day: 21}

// library is the built-in packs, loaded once for all tests.
var library = sync.OnceValues(func() (*prompts.Library, error) {
	l, _, err := prompts.Open(data.Packs, "")
	return l, err
})

// inBubble runs a test with a started outbox at an instant of the bubble's clock.
func inBubble(t *testing.T, start time.Time, test func(r *rig), like ...chattest.Option) {
	t.Helper()
	inBubbleOn(t, nil, start, test, like...)
}

// inBubbleOn does so with a database on a server; nil for a file.
func inBubbleOn(t *testing.T, server *postgrestest.Server, start time.Time, test func(r *rig), like ...chattest.Option) {
	t.Helper()
	dir, address := freshtest.Folder(t), ""
	if server != nil {
		address = server.Database(t)
	}
	packs, err := library()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start))
		r := newRig(t, dir, packs, chattest.New(t, like...))
		if server != nil {
			r.path, r.server = address, server
		}
		r.start()
		defer func() { r.stop() }()
		test(r)
	})
}

func newRig(t *testing.T, dir string, packs *prompts.Library, platforms ...*chattest.Platform) *rig {
	r := &rig{
		t: t, dir: dir, path: filepath.Join(dir, "0.db"), tick: time.Minute,
		packs: packs, log: &records{}, platform: platforms[0], stop: func() {},
		asStore: func(s reflection.Store) reflection.Store { return s },
	}
	for _, p := range platforms {
		r.adapters = append(r.adapters, p)
	}
	return r
}

// start opens the database and runs the outbox, with every platform open.
func (r *rig) start() {
	r.t.Helper()
	r.startClosed()
	for _, a := range r.adapters {
		r.out.Open(a.Platform())
	}
	synctest.Wait()
}

// startClosed is start with no platform open: nothing is sent yet.
func (r *rig) startClosed() {
	r.t.Helper()
	log, key := slog.New(r.log), filepath.Join(r.dir, "key")
	freshtest.Put(r.t, r.path, key)
	st, err := store.Open(context.Background(), store.Options{Path: r.path, KeyFile: key, Lease: 365 * 24 * time.Hour, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		r.t.Fatal(err)
	}
	var under reflection.Store = st
	if *twice {
		under = storetest.Twice(st)
	}
	out := delivery.New(r.asStore(under), r.packs, log, r.adapters...)
	r.store, r.out = st, out
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := out.Run(ctx); err != nil {
			r.t.Errorf("run: %v", err)
		}
	})
	if r.tick > 0 {
		r.tickNow()
		running.Go(func() { r.ticks(ctx, out) })
	}
	r.stop = func() {
		cancel()
		running.Wait()
		if err := st.Close(); err != nil {
			r.t.Errorf("close: %v", err)
		}
		r.stop = func() {}
	}
	synctest.Wait()
}

// tickEvery starts anew with another tick; zero for none. Tests that take days
// need no tick a minute.
func (r *rig) tickEvery(tick time.Duration) {
	r.t.Helper()
	r.stop()
	r.tick = tick
	r.start()
}

// ticks ticks at whole multiples of the rig's tick.
func (r *rig) ticks(ctx context.Context, out *delivery.Service) {
	for {
		now := time.Now()
		select {
		case <-ctx.Done():
			return
		case <-time.After(now.Truncate(r.tick).Add(r.tick).Sub(now)):
		}
		if err := out.Tick(ctx, time.Now().UTC()); err != nil && ctx.Err() == nil && !errors.Is(err, errDisk) && !errors.Is(err, store.ErrTaken) {
			r.t.Errorf("tick: %v", err)
		}
	}
}

// tickNow ticks once.
func (r *rig) tickNow() { r.tickAt(time.Now().UTC()) }

// tickAt ticks with an instant of a clock that may be wrong.
func (r *rig) tickAt(now time.Time) {
	r.t.Helper()
	if err := r.out.Tick(context.Background(), now); err != nil {
		r.t.Errorf("tick: %v", err)
	}
	synctest.Wait()
}

// restart stops in good order and starts again after a while.
func (r *rig) restart(after time.Duration) {
	r.t.Helper()
	r.stop()
	time.Sleep(after)
	r.start()
}

// crash ends the process as it is at this instant: the next start finds the
// database as it is now, whatever the stopped outbox still does to its own.
func (r *rig) crash() {
	r.t.Helper()
	r.copyAway()
	r.stop()
	r.path = r.copyPath()
}

// copyAway copies the database, write-ahead log and all; one on a server is taken away
// from whoever has it instead, who can write nothing any more. Reading the files drops
// the locks that SQLite has on them; nobody else uses them, and the outbox that does is
// stopped next.
func (r *rig) copyAway() {
	r.t.Helper()
	synctest.Wait()
	if r.server != nil {
		name, _, _ := strings.Cut(strings.TrimPrefix(r.path, "postgres:///"), "?")
		if _, err := r.server.Ask(name, `UPDATE lease_numbers SET number = number + 1; UPDATE leases SET owner = '', ends = clock_timestamp()`); err != nil {
			r.t.Fatalf("taking the database away: %v", err)
		}
		return
	}
	r.copies++
	for _, part := range []string{"", "-wal"} {
		content, err := os.ReadFile(r.path + part)
		if err == nil {
			err = os.WriteFile(r.copyPath()+part, content, 0o600)
		}
		if err != nil {
			r.t.Fatalf("copying the database: %v", err)
		}
	}
}

// copyPath is the latest copy.
func (r *rig) copyPath() string {
	if r.server != nil {
		return r.path
	}
	return filepath.Join(r.dir, strconv.Itoa(r.copies)+".db")
}

// sleepUntil sleeps to an instant of the bubble's clock, and lets everything
// settle that is caused then.
func (r *rig) sleepUntil(at time.Time) {
	r.t.Helper()
	if at.Before(time.Now()) {
		r.t.Fatalf("the clock is past %v already", at)
	}
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// update and view run a transaction that must succeed.
func (r *rig) update(fn func(tx reflection.Tx) error) {
	r.t.Helper()
	if err := r.store.Update(context.Background(), fn); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) view(fn func(tx reflection.Tx) error) {
	r.t.Helper()
	if err := r.store.View(context.Background(), fn); err != nil {
		r.t.Fatal(err)
	}
}
