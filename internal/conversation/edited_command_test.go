package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/schedule"
)

// A command that wasn't understood is carried out once it is mended by an edit; one
// that was isn't carried out again, and that is said.
func TestEditedCommands(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.begin("ada", "Lisbon", "21:00")
		for first, mended := range map[string]string{
			"/schedle 8:30 weekdays": "/schedule 8:30 weekdays",
			"/schedule ate-thirty":   "/schedule 7:30 weekdays",
		} {
			name, args, _ := cutCommand(first)
			id := ada.Command(name, args)
			r.settle()
			ada.Edit(id, mended)
			r.settle()
			r.wantLast(ada, "on weekdays at")
			if sub := r.subscription(ada); sub.Rule.Days != schedule.Workdays {
				t.Errorf("%q edited to %q: %v\n%s", first, mended, sub.Rule, ada.Transcript())
			}
			// It was understood this time, so the next edit isn't carried out.
			ada.Edit(id, "/schedule 20:00 every day")
			r.settle()
			r.wantLast(ada, english.EditedCommand)
			if sub := r.subscription(ada); sub.Rule.Days != schedule.Workdays {
				t.Errorf("it was carried out: %v", sub.Rule)
			}
		}
		// Words that are kept stay words, whatever they are edited to.
		d := r.openDelivery(ada.Chat())
		kept := ada.Write("I kept the badge.")
		r.settle()
		ada.Edit(kept, "/pause")
		r.settle()
		if sub := r.subscription(ada); sub.State != 0 {
			t.Errorf("a reply's edit paused it: %v", sub.State)
		}
		r.wantWords(ada, d, "/pause")
		// After a restart nobody knows what the first one was.
		id := ada.Command("schedle", "9:00")
		r.settle()
		r.stop()
		r.start()
		ada.Edit(id, "/schedule 9:00")
		r.settle()
		r.wantLast(ada, english.EditedCommand)
	})
}

// In a group it is the same, for commands of ours alone, and with the rights of
// whoever edits.
func TestEditedCommandsInAGroup(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		group := ada.In(r.square())
		id := group.Command("community", "setup 09:00 Europe/Berlin wekdays-all")
		r.settle()
		r.noChannels()
		group.Edit(id, "/community setup 09:00 Europe/Berlin weekdays")
		r.settle()
		if sub, _ := r.community(r.square()); sub.Rule.Days != schedule.Workdays {
			t.Errorf("%v\n%s", sub.Rule, group.Transcript())
		}
		group.Edit(id, "/community off")
		r.wantSeen(group, english.EditedCommand)
		id = group.Command("community", "gibberish")
		r.settle()
		ada.MakeAdmin(false)
		group.Edit(id, "/community setup 20:00")
		r.settle()
		if sub, _ := r.community(r.square()); sub.Rule.At.Hour != 9 {
			t.Errorf("an admin no more changed it: %v", sub.Rule)
		}
		ben := r.platform.Person("ben").In(r.square())
		other := ben.Command("weather", "")
		r.settle()
		r.wantSilence(ben, func() { ben.Edit(other, "/weather Lisbon") })
	})
}

// Who may not is told once, and then by silence; others are told all the same.
func TestRefusedOnce(t *testing.T) {
	onTelegram(t, func(r *rig) {
		r.isSetUp(r.admin("ada"))
		ben, cem := r.platform.Person("ben").In(r.square()), r.platform.Person("cem").In(r.square())
		r.orders(ben, "status")
		r.wantLast(ben, english.Community.Rights.AdminsOnly)
		r.wantSilence(ben, func() { ben.Command("community", "off") })
		r.wantSilence(ben, func() { ben.Command("community", "") })
		before := r.sayings(r.square().Chat())
		r.orders(cem, "status")
		if r.sayings(r.square().Chat()) != before+1 {
			t.Errorf("another isn't told\n%s", cem.Transcript())
		}
		r.admin("ben")
		r.orders(ben, "status")
		r.wantLast(ben, "I ask in “square”")
	})
}

// cutCommand takes a typed command apart.
func cutCommand(typed string) (name, args string, ok bool) {
	return strings.Cut(strings.TrimPrefix(typed, "/"), " ")
}
