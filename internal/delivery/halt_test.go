package delivery_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// TestChannelHalts: a channel that can't be written to is not tried again; whoever
// set it up is told once, with what is missing; resumed, it goes on.
func TestChannelHalts(t *testing.T) {
	for name, c := range map[string]struct {
		refusal chat.SendError
		state   reflection.SubscriptionState
		told    string
	}{
		"a permission is missing": {
			chat.SendError{Kind: chat.NotAllowed, Missing: "Send Messages", Err: errPlatform}, reflection.Barred,
			"I can't post in “reflections”: I need Send Messages there. Until then I don't ask.",
		},
		"nobody says which": {
			chat.SendError{Kind: chat.NotAllowed, Err: errPlatform}, reflection.Barred,
			"I can't post in “reflections” any more, so I have stopped asking there.",
		},
		"gone": {
			chat.SendError{Kind: chat.Gone, Err: errPlatform}, reflection.Gone,
			"I can't post in “reflections” any more, so I have stopped asking there.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(r *rig) {
				books := r.room("reflections", func(_ *reflection.Subscription, ch *reflection.Channel) { ch.Tell = true })
				r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
					return &chattest.Fault{Refuse: &c.refusal}
				})
				r.sleepUntil(due.AddDate(0, 0, 2))
				if n := len(r.platform.Requests()); n != 1 {
					t.Errorf("%d requests in two days", n)
				}
				if got := r.notices(books); !slices.Equal(got, []string{c.told}) {
					t.Errorf("told %q", got)
				}
				r.view(func(tx reflection.Tx) error {
					private, err := tx.PrivateNotices(1)
					if err == nil && (len(private) != 1 || private[0].Check != books.sub || private[0].Parent != server) {
						t.Errorf("the notice is %+v", private)
					}
					return err
				})
				if sub := r.subscription(books.someone); sub.State != c.state || !sub.Next.At.IsZero() {
					t.Errorf("the channel is %v, next %v", sub.State, sub.Next)
				}
				r.halt(books, c.state) // The platform says so as well.
				if n := len(r.notices(books)); n != 1 {
					t.Errorf("told %d times", n)
				}
				r.platform.Script(nil)
				r.resume(books)
				r.sleepUntil(due.AddDate(0, 0, 3))
				r.post(books, day0.AddDays(3))
			})
		})
	}
}

// TestNobodyToTell: a channel whose installer is hidden, or forgotten, halts all the
// same; one that is paused stays paused; one that is asked needs no resuming.
func TestNobodyToTell(t *testing.T) {
	onEach(t, func(r *rig) {
		hidden := r.room("hidden", func(_ *reflection.Subscription, ch *reflection.Channel) { ch.Installer = 0 })
		paused := r.room("paused", func(s *reflection.Subscription, _ *reflection.Channel) { s.State = reflection.Paused })
		asked := r.room("asked")
		r.halt(hidden, reflection.Barred)
		r.halt(paused, reflection.Gone)
		r.resume(asked)
		r.resume(paused)
		for s, want := range map[room]reflection.SubscriptionState{
			hidden: reflection.Barred, paused: reflection.Paused, asked: reflection.Active,
		} {
			if got := r.subscription(s.someone).State; got != want {
				t.Errorf("%s is %v, want %v", r.channelOf(s).Title, got, want)
			}
		}
		if got := r.notices(hidden); len(got) != 0 {
			t.Errorf("told %q", got)
		}
	})
}

// TestChannelBackOff: five in a row without an answer, and they come weekly, until
// somebody answers.
func TestChannelBackOff(t *testing.T) {
	onEach(t, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		books := r.room("reflections")
		r.sleepUntil(due.AddDate(0, 0, 2))
		r.answer(r.delivery(books.someone, day0.AddDays(1)), "ada", "Late, and yet.")
		// Those of days 2 to 6 are left unanswered; the last closes on day 7.
		r.sleepUntil(due.AddDate(0, 0, 30))
		asked := func() (days []int) {
			for day := range 60 {
				if r.delivery(books.someone, day0.AddDays(day)).ID != 0 {
					days = append(days, day)
				}
			}
			return days
		}
		if got, want := asked(), []int{0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28}; !slices.Equal(got, want) {
			t.Errorf("asked on days %v, want %v", got, want)
		}
		if n := len(r.platform.Shown(books.place.Chat())); n != 11 {
			t.Errorf("%d posts", n)
		}
		reply := r.answer(r.delivery(books.someone, day0.AddDays(28)), "ada", "Here.")
		if sub := r.subscription(books.someone); sub.BackOff || sub.Unanswered != 0 || sub.Next.Date != day0.AddDays(31) {
			t.Errorf("after an answer: back-off %v, %d unanswered, next %v", sub.BackOff, sub.Unanswered, sub.Next.Date)
		}
		r.remove(reply)
		if sub := r.subscription(books.someone); sub.Next.Date != day0.AddDays(31) {
			t.Errorf("taking it back makes the next one come on %v", sub.Next.Date)
		}
		r.sleepUntil(due.AddDate(0, 0, 33))
		if got, want := asked()[10:], []int{28, 31, 32, 33}; !slices.Equal(got, want) {
			t.Errorf("then asked on days %v, want %v", got, want)
		}
	})
}

// TestChannelPausedUntil: a pause ends by itself on its date.
func TestChannelPausedUntil(t *testing.T) {
	onEach(t, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		books := r.room("reflections")
		r.change(books.someone, func(s *reflection.Subscription) {
			s.State, s.PausedUntil = reflection.Paused, day0.AddDays(3)
		})
		r.sleepUntil(due.AddDate(0, 0, 4))
		if n := len(r.platform.Shown(books.place.Chat())); n != 2 {
			t.Errorf("%d posts in five days, want those of the last two", n)
		}
	})
}

// TestRoleIsNotifiedOnce: by the question, and by no edit, nor by a second message
// of the same.
func TestRoleIsNotifiedOnce(t *testing.T) {
	for name, fault := range map[string]chattest.Fault{
		"sent": {}, "cut after": {Cut: chattest.CutAfter}, "cut before": {Cut: chattest.CutBefore},
	} {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(r *rig) {
				r.platform.Server(server).AddRole("readers")
				books := r.room("reflections", func(_ *reflection.Subscription, ch *reflection.Channel) { ch.Role = "readers" })
				r.platform.FaultNext(chattest.OpSend, fault)
				r.sleepUntil(due.Add(10 * time.Minute))
				r.answer(r.delivery(books.someone, day0), "ada", "Something.")
				r.sleepUntil(due.Add(20 * time.Minute))
				pings := 0
				for _, m := range r.platform.Shown(books.place.Chat()) {
					if m.PingRole != "" {
						pings++
					}
				}
				if pings != 1 {
					t.Errorf("notified %d times\n%s", pings, r.log)
				}
			})
		})
	}
}

// TestRoleIsGone: the question comes without it, from then on, and whoever chose it
// is told once.
func TestRoleIsGone(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		r.platform.Server(server).AddRole("readers")
		books := r.room("reflections", func(_ *reflection.Subscription, ch *reflection.Channel) { ch.Role = "readers" })
		r.platform.Server(server).DeleteRole("readers")
		r.sleepUntil(due.AddDate(0, 0, 2))
		for day := range 3 {
			r.post(books, day0.AddDays(day))
		}
		if n := len(r.requests(chattest.OpSend, books.place.Chat())); n != 3 {
			t.Errorf("%d requests for three questions", n)
		}
		if got := r.notices(books); len(got) != 1 || got[0] != "The role that I notified in “reflections” is gone. The questions come without it now." {
			t.Errorf("told %q", got)
		}
		if role := r.channelOf(books).Role; role != "" {
			t.Errorf("the role is still %q", role)
		}
	}, chattest.LikeDiscord())
}

// TestChannelMoves: a group that gets another id is asked there, and its open
// post's count goes along; what stands in the old one is left as it is.
func TestChannelMoves(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		to := books.place.Migrate("supergroup").Chat()
		r.answer(del, "ada", "Something.")
		r.platform.FailNext(chattest.OpEdit, chat.SendError{Kind: chat.Moved, MovedTo: to, Err: errPlatform})
		r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			if op == chattest.OpEdit && m.To == to { // Its messages aren't there.
				return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Rejected, Err: errPlatform}}
			}
			return nil
		})
		r.sleepUntil(due.Add(10 * time.Minute))
		if sub, del := r.subscription(books.someone), r.delivery(books.someone, day0); sub.Chat != to || del.Chat != to {
			t.Errorf("the subscription is in %v, the open question in %v", sub.Chat, del.Chat)
		}
		r.view(func(tx reflection.Tx) error {
			open, err := planning.IsOpen(tx, r.delivery(books.someone, day0))
			if err == nil && !open {
				t.Error("the question is open no more")
			}
			return err
		})
		r.sleepUntil(due.AddDate(0, 0, 1))
		if n := len(r.platform.Shown(to)); n != 1 {
			t.Errorf("%d posts in the new group", n)
		}
		if sub := r.subscription(books.someone); sub.State != reflection.Active {
			t.Errorf("the channel is %v", sub.State)
		}
	})
}
