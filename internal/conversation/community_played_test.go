package conversation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// What is neither on nor off changes nothing, and is said not to be understood.
func TestCommunitySwitchesTakeOnAndOff(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		for _, order := range []string{"anonymous of", "digest maybe", "approvals perhaps", "pin sometimes"} {
			_, word, _ := strings.Cut(order, " ")
			_, before := r.community(r.square())
			r.orders(ada, order)
			r.wantLast(ada, "I didn't get “"+word+"”. "+english.Community.Hints.OnOff)
			if _, after := r.community(r.square()); before.NamedOnly != after.NamedOnly || before.Approval != after.Approval || before.Pin != after.Pin {
				t.Errorf("%q changed something: %+v", order, after)
			}
		}
		r.orders(ada, "approvals on")
		r.wantLast(ada, english.Community.Approvals.On)
		if _, ch := r.community(r.square()); !ch.Approval {
			t.Error("approvals on switches nothing on")
		}
	})
}

// Whoever edits a question alone is shown how it read before.
func TestCommunityEditShowsWhatWas(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "questions add What would you do once?")
		ada.CommandWith("community", "questions edit", map[string]string{"number": "1", "question": "What would you do twice?"})
		r.settle()
		r.wantLast(ada, "What would you do twice?")
		r.wantLast(ada, english.Community.Questions.Before)
		r.wantLast(ada, "What would you do once?")
	})
}

// A question isn't said to be on its way where the bot may not post by now.
func TestCommunityPostNowLooksAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		sub, _ := r.community(r.square())
		r.square().Bar(r.admin("eve"), "Send Messages")
		r.settle()
		r.update(func(tx reflection.Tx) error { return tx.UpdateSubscription(sub) }) // as if the bot hadn't been told
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.forges(hall, chat.Ref{Verb: "cnow", ID: int64(sub.ID), Arg: "yes"})
		time.Sleep(time.Minute)
		r.settle()
		if got := hall.Transcript(); strings.Contains(got, "It is on its way") || !strings.Contains(got, english.Community.Next.CantPost) {
			t.Errorf("it isn't said that it can't\n%s", got)
		}
	})
}

// A channel that was renamed is called by its new name from the next command in it on.
func TestCommunityRenamed(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		_, ch := r.community(r.square())
		ch.Title = "general" // as it was called at the set-up
		r.update(func(tx reflection.Tx) error { return tx.UpdateChannel(ch) })
		n := r.acts()
		r.orders(ada, "")
		r.wantLast(ada, "I ask in “square”")
		if r.acts() != n {
			r.t.Errorf("it is in the log: %+v", r.logged()[0])
		}
	})
}

// Where the platform tells that a channel was renamed, it is called so at once, the
// moderators' channel too; what may be an earlier name, or the group's, renames nothing,
// not by setting up anew either.
func TestCommunityRenamedIsTold(t *testing.T) {
	onTelegram(t, func(r *rig) {
		eve := r.admin("eve")
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		shown := reflection.Community{Platform: r.platform.Platform(), Parent: "acme", Moderators: r.square().Chat(), Title: "square"}
		r.update(func(tx reflection.Tx) error { return tx.SetCommunity(shown) })
		r.square().Rename(eve, "plaza")
		r.settle()
		if _, ch := r.community(r.square()); ch.Title != "plaza" {
			t.Errorf("it is called %q", ch.Title)
		}
		r.view(func(tx reflection.Tx) error {
			c, err := tx.Community(shown.Platform, shown.Parent)
			if c.Title != "plaza" {
				t.Errorf("the moderators' channel is called %q", c.Title)
			}
			return err
		})
		for i, args := range []string{"status", "setup 10:00 Europe/Berlin"} {
			r.gives(chat.Command{
				Meta: chat.Meta{
					ID: fmt.Sprint("guessed", i), At: time.Now(), Actor: chat.Actor{Account: ada.Account(), Admin: true},
					Space: chat.Space{Chat: r.square().Chat(), Parent: "acme", Title: "square", Guessed: true},
				},
				Name: "community", Args: args,
			})
		}
		sub, ch := r.community(r.square())
		if ch.Title != "plaza" || sub.Rule.At.Hour != 10 {
			t.Errorf("it is called %q at %d", ch.Title, sub.Rule.At.Hour)
		}
	})
}

// gives hands an event to the core as an adapter does.
func (r *rig) gives(e chat.Event) {
	r.t.Helper()
	if err := r.core.Handle(r.t.Context(), e); err != nil {
		r.t.Fatal(err)
	}
	r.settle()
}

// A question that couldn't be posted is still told of once another was, for a week, with
// what was missing.
func TestCommunityStatusTellsWhatWasMissed(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		eve, ada := r.admin("eve"), r.admin("ada").In(r.square())
		r.isSetUp(ada)
		w := english.Community.Status
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.NotAllowed, Missing: "Send Messages"})
		r.waits(nine) // Tuesday
		if n := len(r.posted(r.square())); n != 0 {
			t.Fatalf("%d were posted", n)
		}
		r.orders(ada, "status")
		r.wantSeen(ada, "couldn't be posted and was let go. "+w.Lacked("Send Messages"))
		r.square().Allow(eve)
		r.waits(nine.AddDate(0, 0, 1))
		if n := len(r.posted(r.square())); n != 1 {
			t.Fatalf("%d were posted", n)
		}
		r.orders(ada, "status")
		r.wantLast(ada, "The last one was posted today at 09:00.")
		r.wantLast(ada, "No question could be posted yesterday. I needed Send Messages there.")
		r.waits(nine.AddDate(0, 0, 8))
		r.orders(ada, "status")
		if strings.Contains(ada.Last().Text, "could be posted") {
			t.Errorf("%s", ada.Last().Text)
		}
	})
}
