package delivery_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres/postgrestest"
)

var (
	seed     = flag.Uint64("seed", 0, "replay one schedule of TestRandomFaults")
	seeds    = flag.Int("seeds", 200, "how many schedules TestRandomFaults tries")
	onServer = flag.Bool("delivery.server", false, "play the schedules of TestRandomFaults on PostgreSQL")
)

// TestRandomFaults plays schedules of faults and crashes over a few days with
// several people, and checks after each what must always hold. A failure names
// the seed; go test -run TestRandomFaults -args -seed N plays it again.
func TestRandomFaults(t *testing.T) {
	first, n := uint64(1), *seeds
	if *seed != 0 {
		first, n = *seed, 1
	}
	for s := first; s < first+uint64(n); s++ {
		t.Run(fmt.Sprintf("seed=%d", s), func(t *testing.T) {
			t.Parallel()
			like := chattest.LikeTelegram()
			if s%2 == 0 {
				like = chattest.LikeDiscord()
			}
			var server *postgrestest.Server
			if *onServer {
				server = postgrestest.Shared(t)
			}
			inBubbleOn(t, server, evening, func(r *rig) { playFaults(r, s) }, like)
			if t.Failed() {
				t.Logf("play it again with -args -seed %d", s)
			}
		})
	}
}

// story is one schedule of faults.
type story struct {
	*rig
	rng    *rand.Rand
	cable  *cable
	people []someone
	// stopped is when a person stopped being asked; zero for never. From then
	// on nothing may be shown to them.
	stopped map[string]time.Time

	seed uint64
	mu   sync.Mutex
	// asked counts the requests about each dispatch, by its nonce. What goes
	// wrong with one follows from the seed and from that, so that it doesn't
	// depend on the order in which requests are made side by side.
	asked map[string]int
	// downUntil is when the platform can be reached again.
	downUntil time.Time
}

// playFaults plays three days.
func playFaults(r *rig, seed uint64) {
	s := &story{rig: r, rng: rand.New(rand.NewPCG(seed, 2)), stopped: map[string]time.Time{}, seed: seed, asked: map[string]int{}}
	r.lastSeeds = seed << 8
	r.stop()
	r.tick = 0
	s.cable = newCable(r.platform)
	r.adapters = []chat.Adapter{s.cable}
	r.platform.Script(s.fault)
	r.start()
	hours := []string{"21:00", "21:00", "21:01", "21:10"}
	for i, hour := range hours {
		s.people = append(s.people, r.subscribe(r.platform.Person(fmt.Sprint("p", i)), berlin, hour))
	}
	for day := range 3 {
		s.day(due.AddDate(0, 0, day))
	}
	// A quiet end: everything that can be settled is.
	r.platform.Script(nil)
	for range 3 {
		time.Sleep(10 * time.Minute)
		r.tickNow()
	}
	s.check()
}

// day plays the hours in which people are asked: minute by minute at first,
// then at longer steps until every window has closed.
func (s *story) day(due time.Time) {
	s.sleepUntil(due.Add(-time.Minute))
	if s.rng.IntN(8) == 0 {
		s.mu.Lock()
		s.downUntil = due.Add(time.Duration(s.rng.IntN(9*60)) * time.Minute)
		s.mu.Unlock()
	}
	for time.Now().Before(due.Add(7 * time.Hour)) {
		step := time.Minute
		if time.Since(due) > 20*time.Minute {
			step = time.Duration(20+s.rng.IntN(60)) * time.Minute
		}
		if s.rng.IntN(12) == 0 {
			s.cable.holdNext(holding(1 + s.rng.IntN(2)))
		}
		time.Sleep(step)
		s.tickNow()
		switch chance := s.rng.IntN(120); {
		case chance < 4, chance < 60 && s.cable.holds():
			s.crashNow()
		case chance < 100:
		case chance < 105:
			s.stopAsking()
		case chance < 107:
			s.restart(time.Duration(s.rng.IntN(300)) * time.Second)
		}
	}
}

// crashNow kills the process and starts it again after a while.
func (s *story) crashNow() {
	s.cable = s.kill(s.cable)
	away := time.Duration(s.rng.IntN(int(4 * time.Minute)))
	if s.rng.IntN(6) == 0 {
		away = time.Duration(s.rng.IntN(int(2 * time.Hour)))
	}
	time.Sleep(away)
	s.start()
	s.tickNow()
}

// stopAsking pauses somebody for good.
func (s *story) stopAsking() {
	p := s.people[s.rng.IntN(len(s.people))]
	if !s.stopped[p.Account()].IsZero() || len(s.stopped) > 1 {
		return
	}
	s.change(p, func(sub *reflection.Subscription) { sub.State = reflection.Paused })
	synctest.Wait()
	s.stopped[p.Account()] = time.Now()
}

// fault is what goes wrong with a request.
func (s *story) fault(op chattest.Op, m chat.Message) *chattest.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[m.Nonce]++
	h := fnv.New64a()
	fmt.Fprint(h, m.Nonce, op, s.asked[m.Nonce])
	rng := rand.New(rand.NewPCG(s.seed, h.Sum64()))
	if time.Now().Before(s.downUntil) {
		return &chattest.Fault{Cut: chattest.CutBefore}
	}
	switch rng.IntN(12) {
	case 0:
		return &chattest.Fault{Cut: chattest.CutBefore}
	case 1:
		return &chattest.Fault{Cut: chattest.CutAfter}
	case 2:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Duration(1+rng.IntN(200)) * time.Second}}
	case 3:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain, Err: errPlatform}}
	case 4:
		return &chattest.Fault{Delay: time.Duration(rng.IntN(3000)) * time.Millisecond}
	}
	return nil
}

// check asserts what must hold whatever happened.
func (s *story) check() {
	s.t.Helper()
	exact := s.platform.Limits().NonceWindow > 0
	for _, p := range s.people {
		var last time.Time
		for day := range 3 {
			date := day0.AddDays(day)
			del := s.delivery(p, date)
			stopped := s.stopped[p.Account()]
			if del.ID == 0 {
				if stopped.IsZero() {
					s.t.Errorf("%s was never asked for %v", p.Account(), date)
				}
				continue
			}
			d := s.dispatch(del, reflection.Ask)
			shown := s.timesShown(p, del, d)
			s.checkShown(p, del, d, len(shown), exact)
			for _, at := range shown {
				if at.Before(last) {
					s.t.Errorf("%s: %v came after a later date's question", p.Account(), date)
				}
				last = at
				if !stopped.IsZero() && at.After(stopped.Add(5*time.Second)) {
					s.t.Errorf("%s was asked at %v, after they paused at %v", p.Account(), at, stopped)
				}
			}
		}
	}
}

// timesShown is when a dispatch's message was shown, by its nonce.
func (s *story) timesShown(p someone, del reflection.Delivery, d reflection.Dispatch) (at []time.Time) {
	s.t.Helper()
	for _, m := range s.platform.Shown(p.Chat()) {
		if m.Nonce == outbox.Nonce(d.ID) {
			at = append(at, m.At)
		}
	}
	if n := s.shows(s.platform, p.Chat(), del.Prompt.Question); n != len(at) {
		s.t.Errorf("%s: the question was shown %d times, the dispatch %d times", p.Account(), n, len(at))
	}
	return at
}

// checkShown checks one delivery's end against what was shown of it.
func (s *story) checkShown(p someone, del reflection.Delivery, d reflection.Dispatch, shown int, exact bool) {
	s.t.Helper()
	fail := func(what string) {
		s.t.Helper()
		s.t.Errorf("%s, %v: %s: shown %d times, delivery in state %d, dispatch in state %d, unsure %d",
			p.Account(), del.Date, what, shown, del.State, d.State, d.Unsure)
	}
	most := 1
	if !exact {
		most = min(2, 1+d.Unsure)
	}
	if shown > most {
		fail("doubled")
	}
	switch del.State {
	case reflection.DeliveryArrived:
		if shown == 0 {
			fail("arrived, though never shown")
		}
	case reflection.DeliveryDropped:
		if shown != 0 {
			fail("dropped, though shown")
		}
		if s.stopped[p.Account()].IsZero() && !s.windowPassed(del) {
			fail("dropped within its window")
		}
	case reflection.DeliveryUncertain:
		if exact {
			fail("never settled")
		}
		if d.Unsure < 2 && s.stopped[p.Account()].IsZero() && !s.windowPassed(del) {
			fail("given up too early")
		}
	case reflection.DeliveryPlanned:
		fail("left behind")
	}
	if d.State == reflection.DispatchSending {
		fail("left as being sent")
	}
	if n := len(s.facts(p, reflection.FactArrived)); shown == 0 && del.Date == day0 && n > 2 {
		fail("facts of what never arrived")
	}
}

// windowPassed reports whether a delivery may rightly have been dropped: the
// story is past its window.
func (s *story) windowPassed(del reflection.Delivery) bool {
	return time.Since(del.Due) >= 6*time.Hour
}
