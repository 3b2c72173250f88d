package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// An admin chooses the role, sees how it stands, and takes it back; one that was deleted
// is said to be gone, and one that isn't there can't be chosen.
func TestManagersPage(t *testing.T) {
	onDiscord(t, func(r *rig) {
		w, ada := english.Moderation, r.admin("ada")
		at := ada.In(r.square())
		r.isSetUp(ada)
		r.orders(at, "managers")
		r.wantLast(at, w.NoManager)
		at.CommandWith("community", "managers", map[string]string{"role": "nothing"})
		r.settle()
		r.wantLast(at, w.EverybodysRole)
		mia := r.manager("mia").In(r.square())
		r.orders(at, "managers")
		r.wantLast(at, w.ManagerIs)
		r.orders(mia, "pause")
		r.wantLast(mia, "Paused")
		r.orders(mia, "managers")
		r.wantLast(mia, w.AdminsAlone)
		r.platform.Server("acme").DeleteRole("keepers")
		r.orders(at, "managers")
		r.wantLast(at, w.ManagerGone)
		r.orders(mia, "resume")
		r.wantLast(mia, english.Community.Rights.AdminsOnly)
		r.presses(at, w.NoManagers)
		r.wantLast(at, w.ManagerUnset)
		r.platform.Server("acme").AddRole("keepers")
		r.orders(mia, "resume")
		r.wantLast(mia, english.Community.Rights.AdminsOnly)
		// Whoever is one sets up another channel there, and none elsewhere.
		r.manager("mia")
		hall, lounge := mia.In(r.platform.ChannelIn("acme", "hall")), mia.In(r.platform.ChannelIn("other", "lounge"))
		r.orders(hall, "setup 09:00 Europe/Berlin")
		r.wantSeen(hall, "I ask in “hall” every day at 09:00")
		r.orders(lounge, "setup 09:00 Europe/Berlin")
		r.wantLast(lounge, english.Community.Rights.AdminsOnly)
	})
}

// Where there are no roles, the administrators count, and that is said.
func TestManagersWithoutRoles(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		for _, args := range []string{"managers", "managers keepers"} {
			r.orders(ada, args)
			r.wantLast(ada, english.Moderation.Managers.Typed)
		}
	})
}

// A form that a manager opened counts no more once the role was taken from them.
func TestManagersRightIsLost(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.isSetUp(r.admin("ada"))
		mia := r.manager("mia").In(r.square())
		r.orders(mia, "questions list")
		r.presses(mia, "Add")
		before := r.state()
		mia.TakeRole("acme", "keepers")
		mia.Submit(map[string]string{"text": "What would you do thrice?"})
		r.wantLast(mia, english.Community.Rights.AdminsOnly)
		if r.state() != before {
			t := r.t
			t.Error("it was taken")
		}
	})
}

// The log is paged, names who did what by the day, and is for admins alone; of somebody
// who has everything forgotten what they did stays, without a name.
func TestLog(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Moderation
		ada := r.admin("ada").Called("Ada Lovelace", "en")
		at := ada.In(r.square())
		r.isSetUp(ada)
		for range 6 {
			r.orders(at, "pause")
			r.orders(at, "resume")
		}
		page := at
		if !r.platform.Limits().Ephemeral {
			page = ada.Opened()
			r.orders(at, "log")
			r.presses(at, "Show me") // A link into the private chat.
		} else {
			r.orders(at, "log")
		}
		r.wantLast(page, w.LogHead(90)+"\nToday: Ada Lovelace resumed the questions in “square”")
		r.presses(page, english.Community.Label.Older)
		r.wantLast(page, "Today: Ada Lovelace set the questions up in “square”: every day at 09:00, Europe/Berlin")
		r.presses(page, english.Community.Label.Newer)
		if n := strings.Count(page.Last().Text, "Ada Lovelace"); n != 10 {
			t.Errorf("%d lines on a page", n)
		}
		ben := r.platform.Person("ben").In(r.square())
		r.forges(ben, chat.Ref{Verb: "clog", ID: int64(subOf(r))})
		if strings.Contains(ben.Transcript(), "Lovelace resumed") {
			t.Error("a member reads the log")
		}
		r.update(func(tx reflection.Tx) error {
			id, err := tx.Identity(r.platform.Platform(), "ada")
			if err != nil {
				return err
			}
			return tx.DeletePerson(id.Person)
		})
		eve := r.admin("eve")
		page = eve.In(r.square())
		if !r.platform.Limits().Ephemeral {
			page = eve.Opened()
		}
		r.forges(page, chat.Ref{Verb: "clog", ID: int64(subOf(r))})
		if got := page.Last().Text; strings.Contains(got, "Lovelace") || !strings.Contains(got, "An admin resumed the questions") {
			t.Errorf("the log reads\n%s", got)
		}
		// What was done is remembered for so long, and no longer.
		r.update(func(tx reflection.Tx) error {
			_, err := tx.PruneModeration(time.Now().AddDate(0, 0, 1), 100)
			return err
		})
		r.forges(page, chat.Ref{Verb: "clog", ID: int64(subOf(r))})
		r.wantLast(page, w.LogNone)
		r.unlogged("Lovelace")
	})
}

// subOf is the square's.
func subOf(r *rig) reflection.SubscriptionID {
	sub, _ := r.community(r.square())
	return sub.ID
}
