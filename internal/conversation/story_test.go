package conversation_test

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
	"stillpoint/internal/store/postgres/postgrestest"
)

var (
	storySeed  = flag.Uint64("story.seed", 0, "replay one schedule of TestAnswersThroughFaults")
	storySeeds = flag.Int("story.seeds", 25, "how many schedules TestAnswersThroughFaults plays")
	storyOn    = flag.Bool("story.server", false, "play the schedules of TestAnswersThroughFaults on PostgreSQL")
)

// TestAnswersThroughFaults plays schedules of faults over both platforms at once,
// some of which last, with kills at any moment, while several people write, one of
// them far too much. Whatever happened: every word is kept once, in order; every
// answer is shown, at most once more than known where the platform offers no way to
// find out, and exactly once where it does. Where it offers none, an answer whose
// two attempts both ended uncertain may never have been shown; each is logged. A failure
// names the seed; go test -run TestAnswersThroughFaults -args -story.seed N plays it
// again.
func TestAnswersThroughFaults(t *testing.T) {
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		t.Fatal(err)
	}
	first, n := uint64(1), *storySeeds
	if *storySeed != 0 {
		first, n = *storySeed, 1
	}
	for seed := first; seed < first+uint64(n); seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			dir := freshtest.Folder(t)
			path := dir + "/story.db"
			if *storyOn {
				path = postgrestest.Shared(t).Database(t)
			}
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := &story{t: t, path: path, key: dir + "/key", packs: packs, seed: seed, rng: rand.New(rand.NewPCG(seed, 7)), asked: map[string]int{}}
				s.play()
			})
			if t.Failed() {
				t.Logf("play it again with -args -story.seed %d", seed)
			}
		})
	}
}

// story is one schedule.
type story struct {
	t     *testing.T
	path  string
	key   string // its file
	packs *prompts.Library
	seed  uint64
	rng   *rand.Rand

	platforms []*chattest.Platform
	writers   []*writer
	log       lockedBuffer
	mortal    *mortal
	stop      func()

	mu sync.Mutex
	// asked counts the requests of a kind to a chat: what goes wrong with one follows
	// from the seed and from that, whatever is made side by side.
	asked map[string]int
	down  map[chat.Platform]outageOf
	quiet bool
}

// outageOf is a fault that lasts.
type outageOf struct {
	until time.Time
	fault chattest.Fault
}

// writer is somebody with what they wrote and asked.
type writer struct {
	*chattest.Person
	platform *chattest.Platform
	exact    bool
	words    []string
	commands []string
}

func (s *story) play() {
	s.down = map[chat.Platform]outageOf{}
	s.platforms = []*chattest.Platform{
		chattest.New(s.t, chattest.LikeTelegram(), chattest.Named("tg")),
		chattest.New(s.t, chattest.LikeDiscord(), chattest.Named("dc")),
	}
	s.quiet = true
	for _, p := range s.platforms {
		p.Script(func(op chattest.Op, m chat.Message) *chattest.Fault { return s.fault(p.Platform(), op, m) })
	}
	s.start()
	for i := range 8 {
		p := s.platforms[i%2]
		w := &writer{Person: p.Person(fmt.Sprint("p", i)), platform: p, exact: p.Limits().History}
		s.writers = append(s.writers, w)
		w.Command("start", "")
		s.pause(2 * time.Second)
		w.Write("UTC")
		s.pause(2 * time.Second)
		w.Write([]string{"12:20", "12:30", "13:00", "21:00"}[i/2])
		s.pause(2 * time.Second)
	}
	s.setQuiet(false)
	for range 40 {
		s.step()
	}
	s.setQuiet(true)
	for range 80 { // Longer than an answer is worth sending.
		s.pause(time.Minute)
	}
	s.stop()
	s.check()
}

// step lets something happen, and some time pass.
func (s *story) step() {
	w := s.writers[s.rng.IntN(len(s.writers))]
	switch chance := s.rng.IntN(20); {
	case chance < 10:
		s.write(w, 1)
	case chance < 14:
		s.command(w, 1)
	case chance == 14: // Somebody sends far too much.
		s.write(w, 10+s.rng.IntN(30))
		s.command(w, 10)
	case chance == 15:
		s.mu.Lock()
		p := s.platforms[s.rng.IntN(2)]
		s.down[p.Platform()] = outageOf{time.Now().Add(time.Duration(s.rng.IntN(20*60)) * time.Second), s.lasting()}
		s.mu.Unlock()
	case chance < 18:
		s.pause(time.Duration(s.rng.IntN(3000)) * time.Millisecond)
		s.crash()
	}
	s.pause(time.Duration(s.rng.IntN(90_000)) * time.Millisecond)
}

func (s *story) write(w *writer, n int) {
	for range n {
		text := fmt.Sprintf("%s wrote %d", w.Account(), len(w.words))
		w.words = append(w.words, text)
		w.Write(text)
	}
}

// command gives commands that nobody knows, whose answers name them.
func (s *story) command(w *writer, n int) {
	for range n {
		name := fmt.Sprintf("x%dx", len(w.commands))
		w.commands = append(w.commands, name)
		w.Command(name, "")
	}
}

// lasting is a fault that lasts.
func (s *story) lasting() chattest.Fault {
	switch s.rng.IntN(4) {
	case 0:
		return chattest.Fault{Cut: chattest.CutBefore}
	case 1:
		return chattest.Fault{Cut: chattest.CutAfter}
	case 2:
		return chattest.Fault{Delay: 20 * time.Second, Refuse: &chat.SendError{Kind: chat.Unsent}}
	}
	return chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain}}
}

// fault is what goes wrong with a request.
func (s *story) fault(p chat.Platform, op chattest.Op, m chat.Message) *chattest.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.quiet {
		return nil
	}
	if o := s.down[p]; time.Now().Before(o.until) {
		return &o.fault
	}
	key := fmt.Sprint(m.To, op)
	s.asked[key]++
	h := fnv.New64a()
	fmt.Fprint(h, key, s.asked[key])
	rng := rand.New(rand.NewPCG(s.seed, h.Sum64()))
	switch rng.IntN(16) {
	case 0:
		return &chattest.Fault{Cut: chattest.CutBefore}
	case 1:
		return &chattest.Fault{Cut: chattest.CutAfter}
	case 2:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Duration(1+rng.IntN(60)) * time.Second}}
	case 3:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain}}
	case 4:
		return &chattest.Fault{Delay: time.Duration(rng.IntN(5000)) * time.Millisecond}
	}
	return nil
}

func (s *story) setQuiet(quiet bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quiet = quiet
}

func (s *story) pause(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// crash kills the process, and starts it again after a while.
func (s *story) crash() {
	s.mortal.dead.Store(true)
	s.stop()
	s.pause(time.Duration(s.rng.IntN(int(3 * time.Minute))))
	s.start()
}

// open opens the database. In played time it is held for long.
func (s *story) open() *store.Store {
	freshtest.Put(s.t, s.path, s.key)
	st, err := store.Open(s.t.Context(), store.Options{Path: s.path, KeyFile: s.key, Lease: 365 * 24 * time.Hour})
	if err != nil {
		s.t.Fatal(err)
	}
	return st
}

func (s *story) start() {
	log := slog.New(slog.NewTextHandler(&s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	st := s.open()
	s.mortal = &mortal{Store: st}
	adapters := []chat.Adapter{s.platforms[0], s.platforms[1]}
	out := delivery.New(s.mortal, s.packs, log, adapters...)
	core := conversation.New(s.mortal, out, s.packs, "", log, adapters...)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	ticker := schedule.NewTicker(log)
	ticker.EveryMinute("tick", func(ctx context.Context, now time.Time) { _ = core.Tick(ctx, now) })
	_ = core.Tick(ctx, time.Now().UTC())
	running.Go(func() { _ = out.Run(ctx) })
	running.Go(func() { _ = ticker.Run(ctx) })
	for _, a := range adapters {
		running.Go(func() { _ = a.Run(ctx, core) })
	}
	s.stop = func() {
		cancel()
		running.Wait()
		if err := st.Close(); err != nil {
			s.t.Errorf("close: %v", err)
		}
	}
	synctest.Wait()
}
