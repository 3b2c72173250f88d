package conversation_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// pinned are the questions that are pinned in the square, by their place among all.
func (r *rig) pinned() (places []int) {
	for i, post := range r.posted(r.square()) {
		if slices.ContainsFunc(r.square().Pinned(), func(s chattest.Shown) bool { return s.ID == post.ID }) {
			places = append(places, i)
		}
	}
	return places
}

// wantPinned fails unless exactly this question is pinned, or none for -1.
func (r *rig) wantPinned(when string, want int) {
	r.t.Helper()
	got := r.pinned()
	if want < 0 && len(got) > 0 || want >= 0 && !slices.Equal(got, []int{want}) {
		r.t.Errorf("%s: %v are pinned, want %d", when, got, want)
	}
}

// day is the instant of the n-th question, from 0 on.
func day(n int) time.Time { return nine.Add(time.Duration(n) * 24 * time.Hour) }

// passes lets time pass.
func (r *rig) passes(d time.Duration) { r.t.Helper(); r.until(time.Now().Add(d)) }

// Posts are pinned if an admin wants it: the open one at once, each next in its place,
// and none once it is switched off, or the channel is. Nothing else is ever unpinned.
func TestCommunityPins(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.waits(day(0))
		r.wantPinned("unasked", -1)
		r.orders(ada, "pin")
		r.wantLast(ada, english.Community.Pins.Offer)
		r.presses(ada, english.Community.Pins.Pin)
		r.wantLast(ada, english.Community.Pins.Is)
		r.passes(time.Minute)
		r.wantPinned("switched on", 0)
		for i := 1; i < 4; i++ {
			r.waits(day(i))
			r.until(day(i).Add(2 * time.Minute))
			r.wantPinned("each day", i)
		}
		r.orders(ada, "pin off")
		r.wantLast(ada, english.Community.Pins.Not)
		r.passes(time.Minute)
		r.wantPinned("switched off", -1)
		r.orders(ada, "pin on")
		r.passes(time.Minute)
		r.wantPinned("on again", 3)
		r.orders(ada, "off")
		r.presses(ada, english.Community.Label.SwitchOff)
		r.passes(time.Minute)
		r.wantPinned("the channel is off", -1)
	})
}

// A missing permission never stops the questions. Whoever set the channel up is told of
// it once, and again only after it has worked meanwhile.
func TestCommunityPinIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		home := r.admin("ada").Opened()
		ada := home.In(r.square())
		r.isSetUp(ada)
		r.presses(ada, english.Community.Label.Yes) // to be told of trouble
		if !r.platform.Limits().Forms {
			r.presses(home, english.Community.Label.Yes)
		}
		r.waits(day(0))
		r.square().NoPins(true)
		r.orders(ada, "pin on")
		r.wantLast(ada, "Pin Messages")
		told := func() int {
			n := 0
			for _, s := range home.Sees() {
				if s.Text == english.Community.Pins.Cant("square", "Pin Messages") {
					n++
				}
			}
			return n
		}
		for i := 1; i < 4; i++ {
			r.waits(day(i))
			r.until(day(i).Add(5 * time.Minute))
			if len(r.posted(r.square())) != i+1 {
				t.Fatalf("day %d: %d questions", i, len(r.posted(r.square())))
			}
		}
		if n := told(); n != 1 {
			t.Errorf("told %d times\n%s", n, home.Transcript())
		}
		r.wantPinned("refused", -1)
		r.square().NoPins(false)
		r.orders(ada, "status")
		if page := ada; r.platform.Limits().Ephemeral {
			r.wantLast(page, english.Community.Status.Fine)
		} else {
			r.wantLast(home, english.Community.Status.Fine)
		}
		r.waits(day(4))
		r.until(day(4).Add(2 * time.Minute))
		r.wantPinned("allowed", 4)
		r.square().NoPins(true)
		for i := 5; i < 7; i++ {
			r.waits(day(i))
			r.until(day(i).Add(5 * time.Minute))
		}
		if n := told(); n != 2 {
			t.Errorf("told %d times\n%s", n, home.Transcript())
		}
	})
}

// Check again pins what couldn't be pinned.
func TestCommunityPinAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.square().NoPins(true)
		r.orders(ada, "pin on")
		r.waits(day(0))
		r.until(day(0).Add(2 * time.Minute))
		r.orders(ada, "status")
		r.square().NoPins(false)
		r.presses(ada, english.Community.Label.CheckAgain)
		r.passes(time.Minute)
		r.wantPinned("checked again", 0)
	})
}

// What fails for a while is done later: a pin that is throttled, and one whose answer
// is lost.
func TestCommunityPinLater(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "pin on")
		r.platform.FailNext(chattest.OpPin, chat.SendError{Kind: chat.Throttled, Wait: 10 * time.Minute, Scope: chat.ScopeRoute, Err: errDead})
		r.waits(day(0))
		r.wantPinned("while it must wait", -1)
		r.until(day(0).Add(15 * time.Minute))
		r.wantPinned("then", 0)
		r.platform.FaultNext(chattest.OpPin, chattest.Fault{Cut: chattest.CutAfter})
		r.waits(day(1))
		r.until(day(1).Add(15 * time.Minute))
		r.wantPinned("after a cut", 1)
	})
}

// In a forum there is nothing to pin to.
func TestCommunityPinInForum(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.square().Forum(false)
		r.orders(ada, "pin on")
		r.wantLast(ada, english.Community.Pins.Forum)
		if _, ch := r.community(r.square()); ch.Pin {
			t.Error("it pins")
		}
	})
}
