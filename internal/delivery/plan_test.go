package delivery_test

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestOncePerDate: ticks may come again, late, early, or from a clock that was
// set back; each date has one delivery and one message all the same.
func TestOncePerDate(t *testing.T) {
	cases := map[string][]time.Duration{ // ticks, after the due hour
		"the same instant again":     {0, 0, 0},
		"a clock step back":          {time.Minute, -30 * time.Minute, 0, time.Minute, 31 * time.Minute},
		"back over the day":          {time.Minute, -25 * time.Hour, -24 * time.Hour, -time.Hour, time.Minute},
		"a suspend of hours":         {-time.Minute, 5 * time.Hour},
		"many in one minute":         {0, time.Second, 2 * time.Second, 59 * time.Second},
		"before it is due, then due": {-time.Minute, -time.Second, 0},
	}
	for name, ticks := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening.Add(-time.Hour), func(r *rig) {
				ada := r.ada()
				r.stop()
				r.tick = 0
				r.start()
				for _, at := range ticks {
					time.Sleep(time.Second)
					r.tickAt(due.Add(at))
				}
				r.wantShown(ada, 1)
				if n := len(r.facts(ada, reflection.FactAsked)); n != 1 {
					t.Errorf("asked %d times", n)
				}
				if sub := r.subscription(ada); sub.LastPlanned != day0 || sub.Next.Date != day0.AddDays(1) {
					t.Errorf("last planned %v, next %v", sub.LastPlanned, sub.Next.Date)
				}
			})
		})
	}
}

// TestPlanRefusesADateTwice: and leaves everything as it was.
func TestPlanRefusesADateTwice(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		planAt(r, ada, schedule.Occurrence{Date: day0, At: evening})
		asked := r.choice(ada).Asked()
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(ada.sub)
			if err != nil {
				return err
			}
			_, err = r.out.Plan(tx, &sub, schedule.Occurrence{Date: day0, At: evening}, evening, delivery.Scheduled)
			if !errors.Is(err, reflection.ErrPlanned) {
				t.Errorf("planning a date again: %v, want ErrPlanned", err)
			}
			return nil
		})
		r.sleepUntil(due.Add(time.Hour)) // The hour itself asks no second time.
		r.wantShown(ada, 1)
		if got := r.choice(ada).Asked(); got != asked {
			t.Errorf("%d prompts count as asked, want %d", got, asked)
		}
	})
}

// TestTravel: Berlin, Auckland, Honolulu and home again. Each local date is
// asked once at most, in order, at the local hour, and no date is left out but
// those that the way east skips.
func TestTravel(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		move := func(zone string) {
			r.change(ada, func(s *reflection.Subscription) { s.Rule.Zone = zone })
		}
		r.sleepUntil(due.Add(3 * time.Hour)) // Saturday 21st is asked.
		move("Pacific/Auckland")             // It is Sunday noon there.
		r.sleepUntil(due.Add(50 * time.Hour))
		move("Pacific/Honolulu")
		r.sleepUntil(due.Add(4*24*time.Hour - 2*time.Hour))
		move(berlin)
		r.sleepUntil(due.Add(7 * 24 * time.Hour))

		var dates []string
		var last time.Time
		for day := range 9 {
			del := r.delivery(ada, day0.AddDays(day))
			if del.ID == 0 {
				continue
			}
			dates = append(dates, del.Date.String()[8:]+" "+del.Zone)
			loc, err := schedule.Location(del.Zone)
			if err != nil {
				t.Fatal(err)
			}
			if local := del.Due.In(loc); local.Hour() != 21 || schedule.DateOf(local, loc) != del.Date {
				t.Errorf("%v was due at %v", del.Date, local)
			}
			if !del.Arrived.Equal(del.Due) || !del.Arrived.After(last) {
				t.Errorf("%v arrived at %v, due at %v", del.Date, del.Arrived, del.Due)
			}
			last = del.Arrived
		}
		want := []string{
			"21 " + berlin, "22 Pacific/Auckland", "23 Pacific/Auckland",
			"24 Pacific/Honolulu", "25 " + berlin, "26 " + berlin, "27 " + berlin, "28 " + berlin,
		}
		if !slices.Equal(dates, want) {
			t.Errorf("asked on\n%s\nwant\n%s", strings.Join(dates, "\n"), strings.Join(want, "\n"))
		}
	})
}

// TestRescheduleProperty: whatever is changed, and whatever the clock says, the
// next occurrence is after now and of a later date than the last planned one.
func TestRescheduleProperty(t *testing.T) {
	zones := []string{berlin, "Pacific/Auckland", "Pacific/Honolulu", "America/Nuuk", "Africa/Cairo", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		sub := reflection.Subscription{
			Rule: schedule.Rule{
				At:   schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute")},
				Days: schedule.Weekdays(rapid.IntRange(1, 127).Draw(t, "days")),
			},
			BackOff: rapid.Bool().Draw(t, "back-off"),
		}
		now := due
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			sub.Rule.Zone = rapid.SampledFrom(zones).Draw(t, "zone")
			sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
			if rapid.IntRange(0, 4).Draw(t, "pause") == 0 {
				sub.State, sub.PausedUntil = reflection.Paused, schedule.DateOf(now, time.UTC).AddDays(rapid.IntRange(0, 9).Draw(t, "until"))
			}
			if err := delivery.Reschedule(&sub, now); err != nil {
				t.Fatal(err)
			}
			if !sub.Next.At.After(now) || !sub.LastPlanned.Before(sub.Next.Date) {
				t.Fatalf("next is %+v at %v, with %v planned last", sub.Next, now, sub.LastPlanned)
			}
			if sub.State == reflection.Paused && sub.Next.Date.Before(sub.PausedUntil) {
				t.Fatalf("next is %v, in a pause until %v", sub.Next.Date, sub.PausedUntil)
			}
			if sub.BackOff && !sub.LastPlanned.IsZero() && sub.Next.Date.Before(sub.LastPlanned.AddDays(7)) {
				t.Fatalf("next is %v, backed off, with %v planned last", sub.Next.Date, sub.LastPlanned)
			}
			if rapid.Bool().Draw(t, "asked") {
				now, sub.LastPlanned = sub.Next.At, sub.Next.Date
			}
			now = now.Add(time.Duration(rapid.IntRange(-3600, 200_000).Draw(t, "seconds")) * time.Second)
		}
	})
}

// TestBackOff: the eighth question after seven without an answer offers a
// choice; after that they come weekly, on the schedule's days, and say so no more.
func TestBackOff(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		for day := range 7 {
			r.sleepUntil(due.AddDate(0, 0, day))
			if labels := ada.Last().Labels; len(labels) != 3 {
				t.Errorf("question %d has the buttons %q", day+1, labels)
			}
		}
		r.sleepUntil(due.AddDate(0, 0, 7))
		want := []string{"Another", "Not today", "Later", "Keep daily", "Once a week", "Pause"}
		if labels := ada.Last().Labels; !slices.Equal(labels, want) {
			t.Errorf("the eighth has the buttons %q, want %q", labels, want)
		}
		if del := r.delivery(ada, day0.AddDays(7)); del.BackOff {
			t.Errorf("the eighth counts as one after back-off")
		}
		r.sleepUntil(due.AddDate(0, 0, 30))
		for day := 8; day <= 30; day++ {
			del := r.delivery(ada, day0.AddDays(day))
			if weekly := day%7 == 0; (del.ID != 0) != weekly || del.BackOff != weekly {
				t.Errorf("day %d: delivery %d, back-off is %v", day, del.ID, del.BackOff)
			}
		}
		if labels := ada.Last().Labels; len(labels) != 3 {
			t.Errorf("a weekly one has the buttons %q", labels)
		}
		r.wantShown(ada, 8+3)
		r.change(ada, func(s *reflection.Subscription) { s.BackOff, s.Unanswered = false, 0 })
		r.sleepUntil(due.AddDate(0, 0, 31))
		r.wantShown(ada, 8+4)
	})
}

// TestBackOffIsOffered: if the question that offers the choice never arrives,
// the next one does, and a day later.
func TestBackOffIsOffered(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Unanswered = delivery.SilenceAfter })
		r.platform.FailNext(0, refusal())
		r.sleepUntil(due)
		r.wantShown(ada, 0)
		r.sleepUntil(due.AddDate(0, 0, 1))
		if labels := ada.Last().Labels; !slices.Contains(labels, "Once a week") {
			t.Errorf("the next question has the buttons %q", labels)
		}
		if next := r.subscription(ada).Next.Date; next != day0.AddDays(8) {
			t.Errorf("the one after it on %v, want a week later", next)
		}
	})
}

// TestPausedUntil: a pause ends by itself on its date; what was planned before
// it isn't sent in it.
func TestPausedUntil(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.change(ada, func(s *reflection.Subscription) { s.State, s.PausedUntil = reflection.Paused, day0.AddDays(3) })
		r.sleepUntil(due.AddDate(0, 0, 3).Add(-time.Second))
		r.wantShown(ada, 0)
		r.sleepUntil(due.AddDate(0, 0, 3))
		r.wantShown(ada, 1)
		if sub := r.subscription(ada); sub.State != reflection.Active || !sub.PausedUntil.IsZero() {
			t.Errorf("subscription is %v until %v", sub.State, sub.PausedUntil)
		}
		bob := r.subscribe(r.platform.Person("bob"), berlin, "22:00")
		r.sleepUntil(due.AddDate(0, 0, 3).Add(30 * time.Minute))
		r.stop()
		r.startClosed()
		r.sleepUntil(due.AddDate(0, 0, 3).Add(time.Hour + time.Minute)) // planned
		r.change(bob, func(s *reflection.Subscription) { s.State = reflection.Paused })
		r.out.Open(r.platform.Platform())
		r.wantShown(bob, 0)
		if got := r.delivery(bob, day0.AddDays(3)).State; got != reflection.DeliveryDropped {
			t.Errorf("what was planned before the pause is in state %d", got)
		}
		// One that they ask for in a pause is sent.
		planAt(r, bob, schedule.Occurrence{Date: day0.AddDays(4), At: time.Now()})
		r.wantShown(bob, 1)
	})
}

// TestNothingLeft: somebody who wants no prompt again is asked nothing, and
// holds up nobody.
func TestNothingLeft(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		pack := r.packs.Pack("")
		r.update(func(tx reflection.Tx) error {
			for _, p := range pack.Prompts {
				if err := r.out.Never(tx, ada.id, pack.ID, p.ID); err != nil {
					return err
				}
			}
			return nil
		})
		r.sleepUntil(due.AddDate(0, 0, 2))
		r.wantShown(ada, 0)
		r.wantShown(bob, 3)
		if n := len(r.log.at(slog.LevelWarn)); n != 3 {
			t.Errorf("%d warnings for three days without a prompt", n)
		}
		if sub := r.subscription(ada); sub.Next.Date != day0.AddDays(3) {
			t.Errorf("next is %v", sub.Next)
		}
	})
}

// TestPackIsGone: a subscription to a pack that is no more is asked from the
// default one.
func TestPackIsGone(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Pack = "no-such-pack" })
		r.sleepUntil(due.AddDate(0, 0, 1))
		r.wantShown(ada, 2)
		if got, want := r.delivery(ada, day0).Prompt.Pack, r.packs.Pack("").ID; got != want {
			t.Errorf("asked from %q, want %q", got, want)
		}
		if a, b := r.delivery(ada, day0), r.delivery(ada, day0.AddDays(1)); a.Prompt.Prompt == b.Prompt.Prompt {
			t.Errorf("the same prompt twice")
		}
	})
}

// TestABrokenSubscriptionHoldsUpNobody: one that can't be planned is set aside
// and tried again; what comes after it is asked on time.
func TestABrokenSubscriptionHoldsUpNobody(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		broken, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		setZone := func(zone string) {
			r.update(func(tx reflection.Tx) error {
				sub, err := tx.Subscription(broken.sub)
				if err != nil {
					return err
				}
				sub.Rule.Zone = zone
				return tx.UpdateSubscription(sub)
			})
		}
		setZone("Nowhere/Atlantis")
		r.sleepUntil(due.Add(15 * time.Minute))
		r.wantShown(bob, 1)
		r.wantShown(broken, 0)
		if n := len(r.log.at(slog.LevelError)); n != 2 {
			t.Errorf("%d errors in a quarter of an hour, want 2\n%s", n, r.log)
		}
		setZone(berlin)
		r.sleepUntil(due.Add(25 * time.Minute))
		r.wantShown(broken, 1)
	})
}

// TestABrokenDispatchHoldsUpNobody: one that can't be decided on is set aside.
func TestABrokenDispatchHoldsUpNobody(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		broken, bob := r.ada(), r.subscribe(r.platform.Person("bob"), berlin, "21:00")
		r.stop()
		r.startClosed()
		r.sleepUntil(due.Add(time.Minute))
		r.update(func(tx reflection.Tx) error {
			del, err := tx.DeliveryOn(broken.sub, day0)
			if err != nil {
				return err
			}
			del.Person = 1 << 40 // Nobody.
			return tx.UpdateDelivery(del)
		})
		r.out.Open(r.platform.Platform())
		r.sleepUntil(due.Add(5 * time.Minute))
		r.wantShown(bob, 1)
		r.wantShown(broken, 0)
		r.sleepUntil(due.Add(9 * time.Hour))
		if d := r.dispatch(r.delivery(broken, day0), reflection.Ask); d.State != reflection.DispatchDropped {
			t.Errorf("dispatch in state %d after its window", d.State)
		}
	})
}

// TestSwap: Another gives another prompt, and the one swapped away comes again
// at the end of the round.
func TestSwap(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.sleepUntil(due)
		del := r.delivery(ada, day0)
		old := del.Prompt.Prompt
		r.update(func(tx reflection.Tx) error { return r.out.Swap(tx, &del) })
		if del.Prompt.Prompt == old || del.Swaps != 1 {
			t.Errorf("swapped %q for %q, %d swaps", old, del.Prompt.Prompt, del.Swaps)
		}
		if state := r.choice(ada); state.Asked() != 1 {
			t.Errorf("%d prompts count as asked", state.Asked())
		}
		r.update(func(tx reflection.Tx) error {
			for _, p := range r.packs.Pack("").Prompts {
				if p.ID != del.Prompt.Prompt {
					if err := r.out.Never(tx, ada.id, del.Prompt.Pack, p.ID); err != nil {
						return err
					}
				}
			}
			if err := r.out.Never(tx, ada.id, del.Prompt.Pack, "no-such-prompt"); !errors.Is(err, reflection.ErrNotFound) {
				t.Errorf("never asking an unknown prompt: %v", err)
			}
			if err := r.out.Swap(tx, &del); !errors.Is(err, delivery.ErrNothingLeft) {
				t.Errorf("swapping the only prompt: %v, want ErrNothingLeft", err)
			}
			return nil
		})
	})
}
