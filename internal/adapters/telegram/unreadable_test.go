package telegram

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// An update whose very id can't be read goes by the id that lies beside its
// neighbour's, so that it is confirmed, alone, and no other is taken for it.
func TestUpdatesWithoutAnID(t *testing.T) {
	for name, order := range map[string]string{
		"first": "-abc", "in between": "ab-c", "two": "a--bc", "last": "abc-", "beside each kind": "-a-b-c",
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				var bad []int64
				var wrote []string
				id := int64(880_000_000) // the simulator's first
				for _, what := range order {
					if what == '-' {
						r.server.Nameless()
						bad = append(bad, id)
					} else {
						r.server.User(string(what)).Write(string(what))
						wrote = append(wrote, string(what))
					}
					id++
				}
				r.run()
				r.pass(time.Minute)
				got := r.in.bodies()
				if slices.Sort(got); !slices.Equal(got, wrote) {
					r.Errorf("offered %q, want %q", got, wrote)
				}
				if n := r.server.Waiting(); n != 0 {
					r.Errorf("%d updates still wait", n)
				}
				for _, id := range bad {
					if n := r.logged.lines(fmt.Sprint("passed over\" platform=telegram update=", id)); n != 1 {
						r.Errorf("%d lines that %d is passed over:\n%s", n, id, r.logged)
					}
				}
				if n := r.logged.lines("can't be read"); n != len(bad) {
					r.Errorf("%d lines, want %d", n, len(bad))
				}
			})
		})
	}
}

// Alone, an update without an id can't be confirmed; what comes behind it tells
// which it is.
func TestAloneWithoutAnID(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.Nameless()
		r.run()
		r.pass(time.Minute)
		if n := len(r.server.Requests("getUpdates")); n > 10 {
			r.Errorf("%d polls in a minute", n)
		}
		r.server.User("ada").Write("hello")
		r.pass(time.Minute)
		if got := r.in.bodies(); !slices.Equal(got, []string{"hello"}) || r.server.Waiting() != 0 {
			r.Errorf("offered %q, %d wait", got, r.server.Waiting())
		}
	})
}
