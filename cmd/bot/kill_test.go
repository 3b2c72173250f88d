package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/store/postgres/postgrestest"
)

var (
	killSeed  = flag.Uint64("kill.seed", 0, "replay the kills of this seed; 0 draws one")
	killTimes = flag.Int("kill.times", 100, "how often to kill")
)

func TestMain(m *testing.M) {
	if os.Getenv(envArgs) != "" {
		os.Exit(asBot())
	}
	if os.Getenv(envAddress) != "" {
		p := chattest.New(nil, chattest.LikeDiscord())
		if err := process(p.Limits(), p.Platform()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	code := m.Run()
	postgrestest.Stop()
	os.Exit(code)
}

// TestKill kills the bot at any moment of a scripted run: a person who begins,
// and answers a question a day. However often it dies, every question comes
// once, and every word is kept once and acknowledged.
func TestKill(t *testing.T) {
	t.Parallel()
	times, seed := *killTimes, *killSeed
	if testing.Short() {
		times = min(times, 10)
	}
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("replay with -kill.seed=%d", seed)
	k := newKiller(t, rand.New(rand.NewPCG(seed, 0)))
	ada := k.platform.Person("ada")

	// Left alone at first, it shows how long it takes to answer on this machine:
	// the kills fall into about twice that time.
	began := time.Now()
	k.day(0, func() { ada.Write("hello") }, func() bool { return k.shows(ada, "What time is it") })
	k.within, k.left = 2*time.Since(began), times
	k.day(0, func() { ada.Write("UTC") }, func() bool { return k.shows(ada, "When should I ask?") })
	k.day(0, func() { ada.Write("21:00") }, func() bool { return len(k.questions(ada)) == 1 })
	days := 0
	for ; k.left > 0; days++ {
		text := fmt.Sprintf("what I wrote on day %d", days)
		k.day(days, func() { ada.Write(text) }, func() bool { return k.acknowledged(ada) == days+1 })
		k.day(days+1, func() {}, func() bool { return len(k.questions(ada)) == days+2 })
	}
	// A last word finds everything settled, but for what answers it: that it was
	// answered is seen a moment before it is struck off.
	var goodbye time.Time
	k.day(days, func() { goodbye = time.Now().Add(k.offset); ada.Write("goodbye") }, func() bool { return k.heard(ada, "goodbye") })
	k.stop()
	t.Logf("%d kills over %d days", times, days)
	k.audit(ada, days, goodbye)
}
