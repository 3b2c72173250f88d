package telegram

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// Being caught up is told once the whole backlog is done, and from then on at
// least once a minute, for an instant that never lies ahead.
func TestCatchingUp(t *testing.T) {
	inBubble(t, func(r *rig) {
		const backlog = 250 // more than two answers hold
		for i := range backlog {
			r.server.User(fmt.Sprint("peer ", i%40)).Write(fmt.Sprint(i))
		}
		release := make(chan struct{})
		r.in.handle = func(e chat.Event, _ int) error {
			if e.(chat.Text).Body == "0" {
				<-release
			}
			return nil
		}
		r.run()
		r.pass(20 * time.Second)
		if r.in.reported() != 0 {
			r.Fatal("caught up with an update that isn't done")
		}
		close(release)
		r.pass(2 * time.Second)
		if n := len(r.in.seen()); n != backlog {
			r.Errorf("%d of %d were offered", n, backlog)
		}
		if r.in.reported() != 1 {
			r.Fatalf("%d reports of being caught up", r.in.reported())
		}
		r.pass(10 * time.Minute)
		last := time.Now().Add(-10 * time.Minute)
		reports, told := r.in.caught()
		for i, at := range told {
			if at.Sub(last) > time.Minute {
				r.Errorf("report %d came %v after the one before", i, at.Sub(last))
			}
			if reports[i].After(at) {
				r.Errorf("report %d is for %v, at %v", i, reports[i], at)
			}
			last = at
		}
		if n := len(r.server.Requests("getUpdates")); n > 150 {
			r.Errorf("%d polls in ten quiet minutes", n)
		}
	})
}

// With more waiting than one answer holds, the first report waits for all of it.
func TestBacklogComesFirst(t *testing.T) {
	inBubble(t, func(r *rig) {
		const backlog = 350
		for i := range backlog {
			r.server.User(fmt.Sprint("peer ", i%7)).Write(fmt.Sprint(i))
		}
		var offered int
		r.in.caughtUp = func() error {
			if offered == 0 {
				offered = len(r.in.events)
			}
			return nil
		}
		r.run()
		r.pass(time.Minute)
		if offered != backlog {
			r.Errorf("caught up after %d of %d", offered, backlog)
		}
	})
}

// One that is being handled still belongs to the backlog.
func TestBacklogMustBeDone(t *testing.T) {
	inBubble(t, func(r *rig) {
		release := make(chan struct{})
		r.in.handle = func(chat.Event, int) error {
			<-release
			return nil
		}
		r.server.User("ada").Write("while it was away")
		r.run()
		r.pass(time.Minute)
		if len(r.in.seen()) != 1 || r.in.reported() != 0 {
			r.Errorf("%d events, %d reports before it is done", len(r.in.seen()), r.in.reported())
		}
		close(release)
		r.pass(time.Second)
		if r.in.reported() != 1 {
			r.Errorf("%d reports after it", r.in.reported())
		}
	})
}
