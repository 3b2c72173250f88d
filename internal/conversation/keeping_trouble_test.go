package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/reflection"
)

// away begins somebody of whom the host keeps nothing after a year, and lets them be
// away until a month before.
func (r *rig) away() (p *chattest.Person, host func(), left func() int) {
	host = func() { r.core.Hosting(settings.Hosting{KeepMonths: 12}) }
	p = r.begin("ada", "Berlin", "21:00")
	r.says(p, "Ada's words.")
	r.types(p, "pause", "")
	r.skip(time.Now().AddDate(1, 0, -29))
	host()
	r.settle()
	return p, host, func() (n int) {
		r.view(func(tx reflection.Tx) error {
			all, err := tx.PeopleAfter(0, 9)
			n = len(all)
			return err
		})
		return n
	}
}

func announced(p *chattest.Person) int {
	return strings.Count(p.Transcript(), english.Keeping.AnnounceStay)
}

// Whoever can't be reached when they are to be told isn't told, and so keeps all of
// theirs until a month after they were.
func TestNobodyGoesWhoWasNotTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p, host, left := r.away()
		r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Unsent}}
		})
		r.expires()
		r.skip(time.Now().Add(5 * 24 * time.Hour))
		host()
		r.settle()
		r.expires()
		if n := announced(p); n != 0 {
			t.Fatalf("told %d times by a platform that can't be reached", n)
		}
		r.skip(time.Now().Add(40 * 24 * time.Hour))
		host()
		r.settle()
		r.expires()
		if n := left(); n != 1 {
			t.Fatalf("%d people are left of one who couldn't be told", n)
		}
		r.platform.Script(nil)
		r.until(time.Now().Add(time.Hour))
		r.expires()
		r.settle()
		if n := announced(p); n != 1 {
			t.Errorf("reached again, they are told %d times\n%s", n, p.Transcript())
		}
		r.skip(time.Now().Add(29 * 24 * time.Hour))
		host()
		r.settle()
		r.expires()
		if n := left(); n != 1 {
			t.Errorf("%d people are left 29 days after they were told", n)
		}
		r.skip(time.Now().Add(2 * 24 * time.Hour))
		host()
		r.settle()
		r.expires()
		if n := left(); n != 0 {
			t.Errorf("%d people are left 31 days after they were told", n)
		}
	})
}

// While the bot is away no word of theirs can be heard, so that the time doesn't run.
func TestTheMonthToComeBackIsAMonthOfHearing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p, host, left := r.away()
		r.expires()
		if announced(p) != 1 {
			t.Fatalf("not told\n%s", p.Transcript())
		}
		r.stop()
		time.Sleep(40 * 24 * time.Hour)
		r.start()
		host()
		r.expires() // As at a start: nothing may have been taken in yet.
		r.settle()
		r.expires()
		if n := left(); n != 1 {
			t.Fatalf("%d people are left after a month in which nobody listened", n)
		}
		r.skip(time.Now().Add(31 * 24 * time.Hour))
		host()
		r.settle()
		r.expires()
		if n := left(); n != 0 {
			t.Errorf("%d people are left after a month in which they were listened for", n)
		}
	})
}
