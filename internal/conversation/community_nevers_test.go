package conversation_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// What is never asked has a lasting place below the channel's own questions, a page at a
// time, where each can be asked again, whichever pack it is of; with nothing there, nothing
// leads to it.
func TestCommunityNeversAreListed(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w, l := english.Community.Next, english.Community.Label
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		at := r.alone(ada)
		sub, _ := r.community(r.square())
		list := func() { r.forges(at, chat.Ref{Verb: "cquest", ID: int64(sub.ID)}) }
		list()
		if slices.Contains(at.Last().Labels, w.Nevers) {
			t.Errorf("with nothing there it offers %q", at.Last().Labels)
		}
		var nevers []string
		r.forges(at, chat.Ref{Verb: "cshow", ID: int64(sub.ID)})
		for range 9 {
			nevers = append(nevers, r.previewed(ada))
			r.presses(at, w.NeverHere)
		}
		r.update(func(tx reflection.Tx) error { // Another pack is chosen since.
			s, err := tx.Subscription(sub.ID)
			s.Pack = "another"
			return errors.Join(err, tx.UpdateSubscription(s))
		})
		list()
		r.presses(at, w.Nevers)
		r.wantLast(at, w.NeversHead(1, 5, 9))
		all := at.Last().Text
		r.presses(at, l.Newer)
		r.wantLast(at, w.NeversHead(6, 9, 9))
		all += at.Last().Text
		for _, q := range nevers {
			if !strings.Contains(all, q) {
				t.Errorf("%q isn't there:\n%s", q, all)
			}
		}
		r.presses(at, w.PutBack(9))
		r.wantLast(at, w.Back+"\n"+w.NeversHead(1, 5, 8))
		for n := 8; n > 0; n-- {
			r.presses(at, w.PutBack(1))
		}
		r.wantLast(at, w.Back+"\n"+w.NeversNone)
		r.presses(at, l.Back)
		r.wantLast(at, english.Community.Questions.None)
		if slices.Contains(at.Last().Labels, w.Nevers) {
			t.Errorf("with nothing there any more it offers %q", at.Last().Labels)
		}
		if n := len(r.logged()); n < 19 {
			t.Errorf("%d things are in the log", n)
		}
	})
}

// An own question of which “never” was said below a preview, and one that was removed, have
// their place in that list, and can be brought back from there; but for what was added anew.
func TestCommunityNeversListOwnOnes(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		const kept, lent = "What did you keep too long?", "What did you lend and miss?"
		w := english.Community
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		at := r.alone(ada)
		sub, _ := r.community(r.square())
		nevers := func() {
			r.forges(at, chat.Ref{Verb: "cquest", ID: int64(sub.ID)})
			r.presses(at, w.Next.Nevers)
		}
		r.orders(ada.In(r.square()), "questions add "+kept+"\n"+lent)
		r.previews(ada)
		r.presses(at, w.Next.NeverHere)
		r.orders(ada.In(r.square()), "questions remove 1")
		r.wantOwn(reflection.Approved)
		nevers()
		r.wantLast(at, w.Next.NeversHead(1, 2, 2)+"\n1. "+kept+"\n2. "+lent)
		r.presses(at, w.Next.PutBack(1))
		r.wantLast(at, w.Questions.Restored+"\n"+w.Next.NeversHead(1, 1, 1)+"\n1. "+lent)
		r.wantOwn(reflection.Approved, kept)
		r.presses(at, w.Next.PutBack(1))
		r.wantLast(at, w.Questions.Restored+"\n"+w.Next.NeversNone)
		r.wantOwn(reflection.Approved, kept, lent)

		r.orders(ada.In(r.square()), "questions remove 2")
		r.orders(ada.In(r.square()), "questions remove 1")
		r.orders(ada.In(r.square()), "questions add "+lent)
		nevers()
		r.wantLast(at, w.Next.NeversHead(1, 1, 1)+"\n1. "+kept)
		if strings.Contains(at.Last().Text, lent) {
			t.Errorf("what was added anew is off the list:\n%s", at.Last().Text)
		}
	})
}

// All that stands below the list has room there, with as many questions as a page holds.
func TestCommunityListHasRoomForAll(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w, l := english.Community.Next, english.Community.Label
		ada, bo := r.admin("ada").Opened(), r.platform.Person("bo")
		r.isSetUp(ada)
		at := r.alone(ada)
		r.previews(ada)
		r.presses(at, w.NeverHere)
		r.types(bo.In(r.square()), "suggest", "What do you miss on Mondays?")
		r.orders(ada.In(r.square()), "questions add Question one?\nQuestion two?\nQuestion three?\nQuestion four?\nQuestion five?\nQuestion six?\nQuestion seven?\nQuestion eight?\nQuestion nine?")
		sub, _ := r.community(r.square())
		r.forges(at, chat.Ref{Verb: "cquest", ID: int64(sub.ID)})
		for _, label := range []string{l.Add, l.Newer, l.Suggestions, w.Nevers} {
			if !slices.Contains(at.Last().Labels, label) {
				t.Errorf("no %q among %q", label, at.Last().Labels)
			}
		}
		seen := at.Last().Text
		for slices.Contains(at.Last().Labels, l.Newer) {
			r.presses(at, l.Newer)
			seen += at.Last().Text
		}
		for _, n := range []string{"1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. ", "8. ", "9. "} {
			if strings.Count(seen, n+"Question") != 1 {
				t.Errorf("%s is there %d times\n%s", n, strings.Count(seen, n+"Question"), seen)
			}
		}
		for slices.Contains(at.Last().Labels, l.Older) {
			r.presses(at, l.Older)
		}
		if !strings.Contains(at.Last().Text, "1. Question one?") {
			t.Errorf("the way back ends at\n%s", at.Last().Text)
		}
	})
}
