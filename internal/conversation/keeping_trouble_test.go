package conversation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/reflection"
)

// away begins somebody of whom the host keeps nothing after a year, and lets them be
// away until a month before. Later moves on by days in which the bot is there, and has it
// delete what is kept no longer; left counts the people there are.
func (r *rig) away() (p *chattest.Person, later func(days int), left func() int) {
	p = r.begin("ada", "Berlin", "21:00")
	r.says(p, "Ada's words.")
	r.types(p, "pause", "")
	later = func(days int) {
		r.skip(time.Now().AddDate(0, 0, days))
		r.core.Hosting(settings.Hosting{KeepMonths: 12})
		r.settle()
		r.expires()
	}
	r.skip(time.Now().AddDate(1, 0, -29))
	r.core.Hosting(settings.Hosting{KeepMonths: 12})
	r.settle()
	return p, later, func() (n int) {
		r.view(func(tx reflection.Tx) error {
			all, err := tx.PeopleAfter(0, 9)
			n = len(all)
			return err
		})
		return n
	}
}

// steadyAgain is how long after a long gap words go by their age again.
const steadyAgain = 49 * time.Hour

func announced(p *chattest.Person) int {
	return strings.Count(p.Transcript(), english.Keeping.AnnounceStay)
}

// Whoever can't be reached when they are to be told isn't told, and so keeps all of
// theirs until a month after they were.
func TestNobodyGoesWhoWasNotTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p, later, left := r.away()
		r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Unsent}}
		})
		r.expires()
		later(5)
		if n := announced(p); n != 0 {
			t.Fatalf("told %d times by a platform that can't be reached", n)
		}
		later(40)
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
		later(29)
		if n := left(); n != 1 {
			t.Errorf("%d people are left 29 days after they were told", n)
		}
		later(2)
		if n := left(); n != 0 {
			t.Errorf("%d people are left 31 days after they were told", n)
		}
	})
}

// While the bot is away no word of theirs can be heard, so that the time doesn't run.
func TestTheMonthToComeBackIsAMonthOfHearing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p, later, left := r.away()
		r.expires()
		if announced(p) != 1 {
			t.Fatalf("not told\n%s", p.Transcript())
		}
		r.stop()
		time.Sleep(40 * 24 * time.Hour)
		r.start()
		r.core.Hosting(settings.Hosting{KeepMonths: 12})
		r.expires() // As at a start: nothing may have been taken in yet.
		r.settle()
		r.expires()
		if n := left(); n != 1 {
			t.Fatalf("%d people are left after a month in which nobody listened", n)
		}
		later(31)
		if n := left(); n != 0 {
			t.Errorf("%d people are left after a month in which they were listened for", n)
		}
	})
}

// A clock that jumps ahead makes nothing too old to be kept before there was time to put
// it right; what an outage made too old goes two days after it.
func TestAClockThatJumpsDeletesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "Ada's words.")
		r.types(p, "pause", "")
		r.update(func(tx reflection.Tx) error {
			one, err := tx.Person(r.subscription(p).Person)
			one.KeepMonths = 6
			return errors.Join(err, tx.UpdatePerson(one))
		})
		kept := func() bool { return strings.Contains(r.journalled(p), "Ada's words.") }
		// It is looked at before anything is known of the jump, and after.
		if err := r.core.Expire(t.Context(), time.Now().UTC().AddDate(0, 9, 0)); err != nil {
			t.Fatal(err)
		}
		if !kept() {
			t.Fatalf("gone with the jump\n%s", p.Transcript())
		}
		r.stop()
		time.Sleep(time.Until(time.Now().AddDate(0, 9, 0)))
		r.start()
		r.until(time.Now().Add(time.Hour))
		r.expires()
		if !kept() {
			t.Fatalf("gone at once\n%s", p.Transcript())
		}
		r.until(time.Now().Add(steadyAgain))
		r.expires()
		if kept() {
			t.Errorf("still there\n%s", p.Transcript())
		}
	})
}
