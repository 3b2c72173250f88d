package delivery_test

import (
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store/freshtest"
)

// TestCatchUp: the bot is off across the due hour. What is late by less than
// the window is asked late, of several dates only the last; the rest is let go.
func TestCatchUp(t *testing.T) {
	type date struct {
		day   int
		state reflection.DeliveryState
		late  time.Duration
	}
	cases := map[string]struct {
		from, to time.Duration // after the first due hour
		planned  []date        // deliveries there are at the end, next day's included
		next     int           // the day of the next occurrence, at the moment of return
	}{
		"three hours": {-time.Hour, 2 * time.Hour, []date{{0, reflection.DeliveryArrived, 2 * time.Hour}}, 1},
		"just within": {-time.Hour, 6*time.Hour - time.Second, []date{{0, reflection.DeliveryArrived, 6*time.Hour - time.Second}}, 1},
		"just past":   {-time.Hour, 6 * time.Hour, nil, 1},
		"seven hours": {-30 * time.Minute, 6*time.Hour + 30*time.Minute, nil, 1},
		"three days":  {-time.Hour, 71 * time.Hour, nil, 3},
		"three days and a bit, back in the window of the last": {
			-time.Hour, 74 * time.Hour, []date{{3, reflection.DeliveryArrived, 2 * time.Hour}}, 4,
		},
		"back at the very hour": {-time.Hour, 48 * time.Hour, []date{{2, reflection.DeliveryArrived, 0}}, 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening.Add(-2*time.Hour), func(r *rig) {
				ada := r.ada()
				r.sleepUntil(due.Add(c.from))
				r.restart(c.to - c.from)
				if next := r.subscription(ada).Next; next.Date != day0.AddDays(c.next) || !next.At.Equal(due.AddDate(0, 0, c.next)) {
					t.Errorf("next is %v at %v, want day %d", next.Date, next.At, c.next)
				}
				found := 0
				for day := range 5 {
					if r.delivery(ada, day0.AddDays(day)).ID != 0 {
						found++
					}
				}
				if found != len(c.planned) {
					t.Errorf("%d dates were planned, want %d", found, len(c.planned))
				}
				for _, want := range c.planned {
					del := r.delivery(ada, day0.AddDays(want.day))
					hour := due.AddDate(0, 0, want.day)
					if del.State != want.state || !del.Due.Equal(hour) || !del.Arrived.Equal(hour.Add(want.late)) {
						t.Errorf("day %d: state %d, due %v, arrived %v; want %v late", want.day, del.State, del.Due, del.Arrived, want.late)
					}
				}
				r.wantShown(ada, len(c.planned))
				if got := len(r.facts(ada, reflection.FactAsked)); got != len(c.planned) {
					t.Errorf("%d facts of asking: a date without a question is no occasion", got)
				}
				r.sleepUntil(due.AddDate(0, 0, c.next))
				r.wantShown(ada, len(c.planned)+1)
			})
		})
	}
}

// TestPlannedBeforeTheOutage: what was planned and not sent when the bot went
// down goes out late within its window, and is dropped after it.
func TestPlannedBeforeTheOutage(t *testing.T) {
	for away, want := range map[time.Duration]reflection.DeliveryState{
		3 * time.Hour: reflection.DeliveryArrived, 7 * time.Hour: reflection.DeliveryDropped, 72 * time.Hour: reflection.DeliveryDropped,
	} {
		t.Run(away.String(), func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
				r.sleepUntil(due.Add(time.Minute))
				r.stop()
				r.platform.Script(nil)
				time.Sleep(away)
				r.start()
				r.sleepUntil(time.Now().Add(10 * time.Minute))
				if got := r.delivery(ada, day0).State; got != want {
					t.Errorf("delivery in state %d, want %d", got, want)
				}
			})
		})
	}
}

// TestWeekdaysOverAnOutage: the date that is caught up with is one of the
// schedule's.
func TestWeekdaysOverAnOutage(t *testing.T) {
	inBubble(t, evening.Add(-time.Hour), func(r *rig) { // Saturday
		ada := r.ada(func(s *reflection.Subscription) {
			s.Rule.Days = schedule.Weekdays(1)<<time.Friday | schedule.Weekdays(1)<<time.Wednesday
		})
		wednesday := due.AddDate(0, 0, 4)
		r.sleepUntil(due)
		r.restart(wednesday.Add(24 * time.Hour).Sub(due)) // back on Thursday
		r.wantShown(ada, 0)
		if next := r.subscription(ada).Next.Date; next != day0.AddDays(6) {
			t.Errorf("next on %v, want Friday", next)
		}
	})
}

// TestOnePlatformDown: what can't be sent on one platform holds up nothing on
// another.
func TestOnePlatformDown(t *testing.T) {
	dir := freshtest.Folder(t)
	packs, err := library()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(evening))
		down, up := chattest.New(t, chattest.Named("down")), chattest.New(t, chattest.LikeDiscord(), chattest.Named("up"))
		r := newRig(t, dir, packs, down, up)
		r.start()
		defer func() { r.stop() }()
		never := make(chan struct{})
		defer close(never)
		down.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &chattest.Fault{Hold: never} })
		var there, here []someone
		for i := range 70 { // More than are in flight at once.
			name := string(rune('a'+i/26)) + string(rune('a'+i%26))
			there = append(there, r.subscribe(down.Person(name), berlin, "21:00"))
			here = append(here, r.subscribe(up.Person(name), berlin, "21:00"))
		}
		r.sleepUntil(due.Add(time.Second))
		for _, s := range here {
			if n := len(up.Shown(s.Chat())); n != 1 {
				t.Errorf("%s was shown %d messages on the platform that is up", s.Account(), n)
			}
		}
		for _, s := range there {
			if n := len(down.Shown(s.Chat())); n != 0 {
				t.Errorf("%s was shown %d messages on the one that is down", s.Account(), n)
			}
		}
	})
}

// TestNotBeforeOpen: nothing goes out on a platform before what waited there
// was taken in.
func TestNotBeforeOpen(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.stop()
		r.startClosed()
		r.sleepUntil(due.Add(10 * time.Minute))
		r.wantShown(ada, 0)
		r.out.Open(r.platform.Platform())
		r.wantShown(ada, 1)
		r.out.Open(r.platform.Platform())
		r.out.Open("elsewhere")
		r.sleepUntil(due.Add(20 * time.Minute))
		r.wantShown(ada, 1)
	})
}
