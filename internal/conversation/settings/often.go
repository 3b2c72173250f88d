package settings

import (
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Alive notes a sign of life from the person in this chat: a chat that couldn't
// be written to is asked again, and the count of unanswered questions begins anew. Somebody
// who wrote, and did not just press, ends a back-off too.
func (f *Flow) Alive(tx reflection.Tx, t *turn.Turn, wrote bool) error {
	subs, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil {
		return err
	}
	for _, sub := range subs {
		here := sub.Chat == t.Home
		gone := here && (sub.State == reflection.Gone || sub.State == reflection.Barred)
		back := wrote && sub.BackOff
		if !gone && !back && sub.Unanswered == 0 {
			continue
		}
		if gone {
			sub.State = reflection.Active
		}
		if back {
			sub.BackOff = false
		}
		if here && wrote && (gone || back) {
			t.Returned = true
		}
		sub.Unanswered = 0
		if gone || back && !planning.IsDue(sub, t.Now) {
			if err := planning.Reschedule(&sub, t.Now); err != nil {
				return err
			}
		}
		if err := tx.UpdateSubscription(sub); err != nil {
			return err
		}
	}
	return nil
}

// BackToDays says that the questions come as they used to.
func (f *Flow) BackToDays(tx reflection.Tx, t *turn.Turn) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	t.Say(t.Words.BackToDays(clock.Days(sub.Rule.Days), clock.Hour(sub.Rule.At)))
	return nil
}

// Often takes the answer to how often somebody wants to be asked who has been
// silent: as before, once a week, or not at all. Whoever picks one of the first
// two wants to be asked, so a pause ends too.
func (f *Flow) Often(tx reflection.Tx, t *turn.Turn, arg string) error {
	if arg == "pause" {
		t.Under = "" // The question stays; the pause is confirmed below it.
		return f.Pause(tx, t, "")
	}
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	switch arg {
	case "daily":
	case "weekly":
		day := clock.Today()
		if !sub.LastPlanned.IsZero() {
			day = sub.LastPlanned
		}
		sub.Rule.Days = schedule.Weekdays(1) << day.Weekday()
	default:
		t.Alert(t.Words.Stale)
		return nil
	}
	sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
	sub.BackOff, sub.Unanswered = false, 0
	if err := planning.Reschedule(&sub, t.Now); err != nil {
		return err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	if err := summaries.Reschedule(tx, sub, t.Now); err != nil {
		return err
	}
	if arg == "weekly" {
		t.Say(t.Words.Weekly(clock.At(sub.Next.At)))
		return nil
	}
	t.Say(t.Words.BackToDays(clock.Days(sub.Rule.Days), clock.Hour(sub.Rule.At)))
	return nil
}

// Gone notes that the person has blocked the bot: nothing is sent until they
// come back by themselves, and what was open costs nothing.
func (f *Flow) Gone(tx reflection.Tx, t *turn.Turn) error {
	sub, err := tx.SubscriptionIn(t.Home)
	if err != nil || sub.State != reflection.Active {
		return ignoreMissing(err) // A pause outlasts a block.
	}
	return planning.Halt(tx, sub, reflection.Gone, "", t.Meta.At)
}
