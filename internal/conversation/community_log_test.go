package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// The log says of each thing what it was.
func TestCommunityLogIsTrue(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup")
		sub, _ := r.community(r.square())
		id := int64(sub.ID)
		said := func(what, want string) {
			t.Helper()
			all := r.logged()
			if len(all) == 0 || english.Moderation.DeedOf(all[0].What) != want {
				t.Errorf("%s is in the log as %+v, want %q", what, all, want)
			}
		}
		if all := r.logged(); len(all) > 0 {
			t.Errorf("a set-up that was only begun is in the log: %+v", all)
		}
		r.forges(ada, chat.Ref{Verb: "cz", ID: id, Arg: "Europe/Berlin"})
		said("its zone", "set the questions up")
		if all := r.logged(); !strings.Contains(all[0].Detail, "Europe/Berlin") {
			t.Errorf("which: %q", all[0].Detail)
		}
		for _, on := range []string{"on", "off"} {
			r.orders(ada, "pin "+on)
			said("pin "+on, "changed pinning")
		}
		r.orders(ada, "anonymous off")
		said("names", "changed sharing without a name")
		r.forges(ada, chat.Ref{Verb: "cpin", ID: id, Arg: "on"})
		said("the button that pins", "changed pinning")
		r.square().NoPins(true)
		r.waits(day(0))
		r.until(day(0).Add(2 * time.Minute))
		r.square().NoPins(false)
		r.forges(ada, chat.Ref{Verb: "ccheck", ID: id})
		said("check again", "had me look again at what I may do")
		n := r.acts()
		r.forges(ada, chat.Ref{Verb: "ccheck", ID: id})
		if r.acts() != n {
			t.Errorf("looking at what is well is in the log: %+v", r.logged()[0])
		}
		r.forges(ada, chat.Ref{Verb: "cz", ID: id, Arg: "Asia/Tokyo"})
		said("another zone", "changed when it is asked")
	})
}
