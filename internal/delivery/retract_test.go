package delivery_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestTakenBackAtAnyPoint: at whatever point of its posting an answer is taken
// back, the thread ends up without it, and the answers around it are posted.
func TestTakenBackAtAnyPoint(t *testing.T) {
	points := map[string]struct {
		op    chattest.Op
		fault chattest.Fault
		after time.Duration // from the sharing to the taking back
		// removing is what goes wrong with removing it, too.
		removing *chattest.Fault
	}{
		"posted":                           {chattest.OpSend, chattest.Fault{}, time.Minute, nil},
		"at once":                          {chattest.OpSend, chattest.Fault{}, 0, nil},
		"on its way":                       {chattest.OpSend, chattest.Fault{Delay: 10 * time.Second}, 5 * time.Second, nil},
		"refused for now":                  {chattest.OpSend, chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Minute}}, 10 * time.Second, nil},
		"cut before, waiting":              {chattest.OpSend, chattest.Fault{Cut: chattest.CutBefore}, time.Second, nil},
		"cut before, on its way":           {chattest.OpSend, chattest.Fault{Delay: 10 * time.Second, Cut: chattest.CutBefore}, 5 * time.Second, nil},
		"cut after, unsettled":             {chattest.OpSend, chattest.Fault{Cut: chattest.CutAfter}, time.Second, nil},
		"cut after, on its way":            {chattest.OpSend, chattest.Fault{Delay: 10 * time.Second, Cut: chattest.CutAfter}, 5 * time.Second, nil},
		"cut after, settled":               {chattest.OpSend, chattest.Fault{Cut: chattest.CutAfter}, 5 * time.Minute, nil},
		"perhaps, and not":                 {chattest.OpSend, chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain, Err: errPlatform}}, time.Second, nil},
		"opening the thread":               {chattest.OpThread, chattest.Fault{Delay: 10 * time.Second}, 5 * time.Second, nil},
		"opening the thread, cut after":    {chattest.OpThread, chattest.Fault{Cut: chattest.CutAfter}, time.Second, nil},
		"opening the thread, cut before":   {chattest.OpThread, chattest.Fault{Cut: chattest.CutBefore}, time.Second, nil},
		"removing it, cut before":          {chattest.OpDelete, chattest.Fault{Cut: chattest.CutBefore}, time.Minute, nil},
		"removing it, cut after":           {chattest.OpDelete, chattest.Fault{Cut: chattest.CutAfter}, time.Minute, nil},
		"removing it, throttled":           {chattest.OpDelete, chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Minute}}, time.Minute, nil},
		"looking for it fails":             {chattest.OpFind, chattest.Fault{Cut: chattest.CutBefore}, 0, nil},
		"looking for it is cut":            {chattest.OpFind, chattest.Fault{Cut: chattest.CutAfter}, 0, nil},
		"removing it, not allowed for now": {chattest.OpDelete, chattest.Fault{Refuse: &chat.SendError{Kind: chat.NotAllowed, Err: errPlatform}}, time.Minute, nil},
		"on its way, removing it fails":    {chattest.OpSend, chattest.Fault{Delay: 10 * time.Second}, 5 * time.Second, &chattest.Fault{Cut: chattest.CutBefore}},
		"on its way, removing it waits":    {chattest.OpSend, chattest.Fault{Delay: 10 * time.Second}, 5 * time.Second, &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Minute}}},
	}
	for name, c := range points {
		for _, again := range []string{"for good", "and shared without the name", "and forgotten"} {
			t.Run(name+", "+again, func(t *testing.T) {
				inBubble(t, evening, func(r *rig) {
					books := r.room("reflections", threaded(reflection.ThreadLive))
					r.sleepUntil(due.Add(10 * time.Second))
					del := r.delivery(books.someone, day0)
					ada, bob := r.answer(del, "ada", "Mine."), r.answer(del, "bob", "His.")
					if c.op == chattest.OpFind {
						r.platform.FaultNext(chattest.OpSend, chattest.Fault{Cut: chattest.CutAfter})
					}
					r.platform.FaultNext(c.op, c.fault)
					if c.removing != nil {
						r.platform.FaultNext(chattest.OpDelete, *c.removing)
					}
					r.share(ada, "Ada")
					r.share(bob, "Bob")
					time.Sleep(c.after)
					want := []string{"Bob | His."}
					switch again {
					case "for good":
						r.takeBack(ada)
					case "and forgotten":
						r.remove(ada)
					default:
						r.share(ada, "")
						want = append(want, "Somebody | Mine.")
					}
					r.sleepUntil(time.Now().Add(2 * time.Hour))
					got := slices.DeleteFunc(texts(r.thread(books, day0)), func(s string) bool { return s == "This answer was taken back." })
					slices.Sort(got)
					if !slices.Equal(got, want) {
						t.Errorf("the thread says %q, want %q\n%s", got, want, r.log)
					}
				}, chattest.LikeDiscord())
			})
		}
	}
}

// TestTakenBackInALockedThread: where it can be neither removed nor edited now, it
// is tried again by the hour, until it can.
func TestTakenBackInALockedThread(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadLive))
		r.sleepUntil(due.Add(10 * time.Second))
		del := r.delivery(books.someone, day0)
		ada := r.answer(del, "ada", "Mine.")
		r.share(ada, "Ada")
		thread := books.place.ThreadUnder(del.Message)
		thread.Lock()
		r.takeBack(ada)
		r.sleepUntil(due.Add(5 * time.Hour))
		if n := len(r.requests(chattest.OpDelete, thread.Chat())); n < 4 || n > 6 {
			t.Errorf("%d attempts in five hours", n)
		}
		thread.Unlock()
		r.sleepUntil(due.Add(7 * time.Hour))
		if got := texts(r.thread(books, day0)); len(got) != 0 {
			t.Errorf("unlocked, the thread says %q", got)
		}
		if sub := r.subscription(books.someone); sub.State != reflection.Active {
			t.Errorf("the channel is %v", sub.State)
		}
	}, chattest.LikeDiscord())
}

// TestTakenBackWhereNothingIsDeleted: the words go all the same.
func TestTakenBackWhereNothingIsDeleted(t *testing.T) {
	for name, like := range map[string]chattest.Option{
		"the platform can't": chattest.WithLimits(func(l *chat.Limits) { l.Deletions = false }),
		"it is too old":      chattest.WithLimits(func(*chat.Limits) {}),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				books := r.room("reflections", threaded(reflection.ThreadLive))
				r.sleepUntil(due.Add(10 * time.Second))
				del := r.delivery(books.someone, day0)
				ada := r.answer(del, "ada", "Mine.")
				r.share(ada, "Ada")
				r.platform.FailNext(chattest.OpDelete, chat.SendError{Kind: chat.NotAllowed, Err: errPlatform})
				r.takeBack(ada)
				if got := r.thread(books, day0); len(got) != 1 || got[0].Text != "This answer was taken back." || len(got[0].Labels) != 0 {
					t.Errorf("the thread says %q", texts(got))
				}
			}, chattest.LikeDiscord(), like)
		})
	}
}

// TestTakenBackGoesFirst: what is taken back doesn't wait for the answers that are
// still to be posted.
func TestTakenBackGoesFirst(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadClosed))
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		var all []reflection.Reply
		for i := range 30 {
			all = append(all, r.answer(del, fmt.Sprint("m", i), fmt.Sprint("Answer ", i)))
			r.share(all[i], "Ada")
		}
		r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			if op == chattest.OpSend && m.Lane == chat.LaneEdit {
				return &chattest.Fault{Delay: 10 * time.Second}
			}
			return nil
		})
		r.sleepUntil(due.Add(24*time.Hour + 25*time.Second))
		posted := texts(r.thread(books, day0))
		if len(posted) != 2 {
			t.Fatalf("%d answers are posted", len(posted))
		}
		r.takeBack(all[0])
		time.Sleep(11 * time.Second)
		if got := strings.Join(texts(r.thread(books, day0)), ","); strings.Contains(got, "Answer 0") {
			t.Errorf("the thread says %q", got)
		}
	}, chattest.LikeDiscord())
}

// TestBarredWithAnswersWaiting: while a channel can't be written to nothing is
// tried there; resumed, what waited is posted, and what was taken back isn't.
func TestBarredWithAnswersWaiting(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadLive))
		r.sleepUntil(due.Add(10 * time.Second))
		del := r.delivery(books.someone, day0)
		ada, bob, cem := r.answer(del, "ada", "Mine."), r.answer(del, "bob", "His."), r.answer(del, "cem", "Third.")
		r.share(ada, "Ada")
		r.halt(books, reflection.Barred)
		before := len(r.platform.Requests())
		r.share(bob, "Bob")
		r.share(cem, "Cem")
		r.takeBack(bob)
		r.takeBack(ada)
		r.sleepUntil(due.Add(3 * time.Hour))
		if n := len(r.platform.Requests()) - before; n != 0 {
			t.Errorf("%d requests while barred", n)
		}
		r.resume(books)
		r.sleepUntil(due.Add(5 * time.Hour))
		if got := texts(r.thread(books, day0)); !slices.Equal(got, []string{"Cem | Third."}) {
			t.Errorf("the thread says %q", got)
		}
		if got := r.post(books, day0).Text; !strings.HasSuffix(got, "3 have answered") {
			t.Errorf("the post says %q", got)
		}
	}, chattest.LikeDiscord())
}
