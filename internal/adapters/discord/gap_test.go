package discord

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// A restart is a gap, too, and only what is new is looked for.
func TestRestartFillsTheGap(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.knows(r.server.Person("ada")), r.knows(r.server.Person("bob"))
		r.run()
		ada.Write("one")
		r.pass(time.Second)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		var want []string
		for i := range 250 {
			text := "part " + strconv.Itoa(i)
			ada.Write(text)
			want = append(want, text)
		}
		bob.Write("and me")
		r.open()
		r.run()
		ada.Write("last")
		r.pass(time.Minute)
		var got []string
		for _, b := range r.in.bodies() {
			if b != "and me" {
				got = append(got, b)
			}
		}
		if !slices.Equal(got, append(want, "last")) {
			t.Errorf("%d texts, want %d in order: %.300q", len(got), len(want)+1, got)
		}
		if len(r.in.bodies()) != len(want)+2 {
			t.Errorf("%d texts in all", len(r.in.bodies()))
		}
		if first := r.in.reports[0]; first.Before(r.in.events[len(want)-1].About().At) {
			t.Errorf("caught up to %v, before what was missed was handled", first)
		}
	})
}

// While the history is looked into, what comes in the same chat waits, and other
// chats don't.
func TestFillingKeepsOrder(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.knows(r.server.Person("ada")), r.server.Person("bob")
		ada.Write("missed")
		r.server.FaultNext(discordtest.Fault{Delay: 20 * time.Second}, "GET /channels/{channel_id}/messages")
		r.run()
		ada.Write("live")
		bob.Write("quick")
		r.pass(time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{"quick"}) {
			t.Errorf("while the history is read: %q", got)
		}
		if n := r.in.reported(); n != 0 {
			t.Errorf("caught up %d times before the history was read", n)
		}
		r.pass(time.Minute)
		if got := r.in.bodies(); !slices.Equal(got, []string{"quick", "missed", "live"}) {
			t.Errorf("then: %q", got)
		}
		if n := r.in.reported(); n == 0 {
			t.Error("never caught up")
		}
	})
}

// Ten thousand histories are read in minutes, the likeliest first, beside what is
// said meanwhile; and reading them is no outage.
func TestManyHistories(t *testing.T) {
	inBubble(t, func(r *rig) {
		const n = 10_000
		g := r.server.Guild("garden")
		var latest, waiting *discordtest.Person
		for i := range n {
			p := r.server.Person("p" + strconv.Itoa(i))
			r.knows(p)
			if i == 0 {
				waiting = p
			}
			latest = p
		}
		ada := r.server.Person("ada")
		g.Member(ada)
		ada = ada.In(g.Channel("talk"))
		latest.Write("likely")
		waiting.Write("missed")
		r.server.Script(func(q discordtest.Request) *discordtest.Fault {
			if q.Route == history {
				return &discordtest.Fault{Delay: 150 * time.Millisecond} // The way there and back.
			}
			return nil
		})
		began := time.Now()
		r.run()
		waiting.Write("live")
		r.pass(3 * time.Second)
		if got := r.in.bodies(); len(got) != 3 {
			t.Errorf("after seconds: %q", got)
		}
		ada.Mention("beside")
		r.pass(2 * time.Second)
		if got := r.in.bodies(); !slices.Contains(got, "beside") || r.in.reported() > 0 {
			t.Errorf("beside the reading: %q, caught up %d times", got, r.in.reported())
		}
		r.pass(6 * time.Minute)
		if len(r.in.told) == 0 {
			t.Fatal("not caught up after six minutes")
		}
		if took := r.in.told[0].Sub(began); took > 6*time.Minute || took < 3*time.Minute {
			t.Errorf("it took %v", took)
		}
		if late := r.in.reports[0].Sub(began); late > 10*time.Second {
			t.Errorf("the first report says that nothing was taken in for %v", late)
		}
		for i := 1; i < len(r.in.reports); i++ {
			if gap := r.in.reports[i].Sub(r.in.reports[i-1]); gap > reportStep {
				t.Errorf("report %d is %v after the one before", i, gap)
			}
		}
		if n := discordtest.Busiest(at(r.server.Requests(history)), time.Second); n > 35 {
			t.Errorf("%d histories in a second", n)
		}
	}, discordtest.WithRates(discordtest.OfficialRates()))
}

// at are the instants of requests.
func at(all []discordtest.Request) []time.Time {
	var times []time.Time
	for _, r := range all {
		times = append(times, r.At)
	}
	return times
}
