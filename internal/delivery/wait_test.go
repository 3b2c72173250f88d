package delivery_test

import (
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// wrote notes that the person wrote at an instant.
func (r *rig) wrote(s someone, at time.Time) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		p, err := tx.Person(s.id)
		if err != nil {
			return err
		}
		p.Wrote = at
		return tx.UpdatePerson(p)
	})
}

// TestWaitsForWriter: a due question waits for somebody who wrote within five
// minutes, up to a quarter of an hour.
func TestWaitsForWriter(t *testing.T) {
	for name, c := range map[string]struct {
		wrote []time.Duration // around the due hour
		comes time.Duration   // after it
	}{
		"not at all":          {nil, 0},
		"five minutes before": {[]time.Duration{-5 * time.Minute}, 0},
		"two minutes before":  {[]time.Duration{-2 * time.Minute}, 3 * time.Minute},
		"just now":            {[]time.Duration{-time.Second}, 5 * time.Minute},
		"and goes on writing": {[]time.Duration{-time.Minute, 2 * time.Minute}, 7 * time.Minute},
		"and never stops":     {[]time.Duration{-time.Minute, 3 * time.Minute, 6 * time.Minute, 9 * time.Minute, 12 * time.Minute, 14 * time.Minute}, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening.Add(-5*time.Minute), func(r *rig) {
				ada := r.ada()
				for _, at := range c.wrote {
					r.sleepUntil(due.Add(at))
					r.wrote(ada, due.Add(at))
				}
				r.sleepUntil(due.Add(16 * time.Minute))
				del := r.delivery(ada, day0)
				// What ends within a minute comes with the next tick.
				if late := del.Arrived.Sub(due); late < c.comes || late > c.comes+time.Minute {
					t.Errorf("came %v after its hour, want %v", late, c.comes)
				}
				r.wantShown(ada, 1)
			})
		})
	}
}

// TestRequestedWaitsForNobody: who asks for it is writing, of course.
func TestRequestedWaitsForNobody(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.wrote(ada, evening)
		planAt(r, ada, schedule.Occurrence{Date: day0, At: evening})
		r.wantShown(ada, 1)
	})
}

// TestReminders: when a reminder goes out, and when it is let go.
func TestReminders(t *testing.T) {
	answered := func(r *rig, s someone) {
		r.update(func(tx reflection.Tx) error {
			del, err := tx.DeliveryOn(s.sub, day0)
			if err != nil {
				return err
			}
			del.Answered = time.Now().UTC()
			return tx.UpdateDelivery(del)
		})
	}
	paused := func(r *rig, s someone) {
		r.change(s, func(sub *reflection.Subscription) { sub.State = reflection.Paused })
	}
	gone := func(r *rig, s someone) {
		r.change(s, func(sub *reflection.Subscription) { sub.State = reflection.Gone })
	}
	overtaken := func(r *rig, s someone) {
		planAt(r, s, schedule.Occurrence{Date: day0.AddDays(1), At: time.Now()})
	}
	for name, c := range map[string]struct {
		meanwhile func(*rig, someone)
		shown     int
	}{
		"wanted":    {nil, 2},
		"answered":  {answered, 1},
		"paused":    {paused, 1},
		"gone":      {gone, 1},
		"overtaken": {overtaken, 2}, // the two questions
	} {
		for _, p := range []reflection.Purpose{reflection.Later, reflection.Nudge} {
			t.Run(name+"/"+p.String(), func(t *testing.T) {
				inBubble(t, evening, func(r *rig) {
					ada := r.ada(func(s *reflection.Subscription) {
						if p == reflection.Nudge {
							s.Nudge = &schedule.TimeOfDay{Hour: 22, Minute: 30}
						}
					})
					bring(r, ada, p)
					if c.meanwhile != nil {
						c.meanwhile(r, ada)
					}
					r.sleepUntil(due.Add(5 * time.Hour))
					r.wantShown(ada, c.shown)
					d := r.dispatch(r.delivery(ada, day0), p)
					want := reflection.DispatchDropped
					if c.meanwhile == nil {
						want = reflection.DispatchSent
					}
					if d.State != want || d.Purpose != p {
						t.Errorf("%v in state %d, want %d", d.Purpose, d.State, want)
					}
				})
			})
		}
	}
}

// TestReminderWindow: a reminder that can't be sent is let go after two hours.
func TestReminderWindow(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		bring(r, ada, reflection.Later)
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
		r.sleepUntil(due.Add(3*time.Hour - time.Minute))
		del := r.delivery(ada, day0)
		if d := r.dispatch(del, reflection.Later); d.State != reflection.DispatchPlanned {
			t.Errorf("in state %d within its window", d.State)
		}
		r.sleepUntil(due.Add(3 * time.Hour))
		if d := r.dispatch(del, reflection.Later); d.State != reflection.DispatchDropped {
			t.Errorf("in state %d past its window", d.State)
		}
		if got := r.delivery(ada, day0).State; got != reflection.DeliveryArrived {
			t.Errorf("the question is in state %d", got)
		}
	})
}

// TestNudgeHour: at the hour that was set, at least an hour after the question
// and before the next one; never in a schedule that leaves no room.
func TestNudgeHour(t *testing.T) {
	for name, c := range map[string]struct {
		nudge schedule.TimeOfDay
		comes time.Duration // after the question; zero for never
	}{
		"the same evening":      {schedule.TimeOfDay{Hour: 22}, time.Hour},
		"too soon, so tomorrow": {schedule.TimeOfDay{Hour: 21, Minute: 59}, 0},
		"the next morning":      {schedule.TimeOfDay{Hour: 8}, 11 * time.Hour},
		"just before the next":  {schedule.TimeOfDay{Hour: 20, Minute: 59}, 24*time.Hour - time.Minute},
		"at the next":           {schedule.TimeOfDay{Hour: 21}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada(func(s *reflection.Subscription) { s.Nudge = &c.nudge })
				// The platform's timestamps are whole seconds; the question comes
				// at its hour exactly.
				r.sleepUntil(due.Add(time.Second))
				d := r.dispatch(r.delivery(ada, day0), reflection.Nudge)
				if (d.ID != 0) != (c.comes != 0) {
					t.Fatalf("nudge %d ready at %v", d.ID, d.Ready)
				}
				if want := due.Add(c.comes); c.comes != 0 && !d.Ready.Equal(want) {
					t.Errorf("ready at %v, want %v", d.Ready, want)
				}
				// For two hours, but not past the next question.
				last := due.Add(c.comes + 2*time.Hour)
				if next := due.AddDate(0, 0, 1); next.Before(last) {
					last = next
				}
				if c.comes != 0 && !d.Window.Equal(last) {
					t.Errorf("until %v, want %v", d.Window, last)
				}
			})
		})
	}
}

// TestASlowSendingHoldsUpOnlyItsChat: what gets ready while a sending takes
// long goes out beside it.
func TestASlowSendingHoldsUpOnlyItsChat(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		bob := r.subscribe(r.platform.Person("bob"), berlin, "21:01")
		slow := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: slow})
		r.sleepUntil(due.Add(time.Minute))
		r.wantShown(bob, 1)
		r.update(func(tx reflection.Tx) error {
			del, err := tx.DeliveryOn(ada.sub, day0)
			if err != nil {
				return err
			}
			return tx.AddDispatch(&reflection.Dispatch{
				Delivery: del.ID, Chat: del.Chat, Purpose: reflection.Later,
				Ready: time.Now(), Window: time.Now().Add(time.Hour),
			})
		})
		r.sleepUntil(due.Add(2 * time.Minute))
		r.wantShown(ada, 0)
		close(slow)
		synctest.Wait()
		r.wantShown(ada, 2) // the question, and then the reminder
		if first := r.platform.Shown(ada.Chat())[0]; first.Blocks[0].Text != r.delivery(ada, day0).Prompt.Question {
			t.Errorf("out of order\n%s", ada.Transcript())
		}
	})
}
