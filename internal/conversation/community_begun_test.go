package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestCommunityBegunElsewhere: a set-up that was only begun in one place is nothing to
// commands that are given in another: that is set up by its own button, and the one
// channel that there is needs not be chosen.
func TestCommunityBegunElsewhere(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community
		ada := r.admin("ada")
		began, other := r.platform.ChannelIn("acme", "began"), r.platform.ChannelIn("acme", "other")
		r.orders(ada.In(began), "setup")
		if sub, _ := r.community(began); sub.Rule.Zone != "" {
			t.Fatalf("it is set up: %+v", sub)
		}
		r.orders(ada.In(other), "")
		r.wantLast(ada.In(other), w.Setup.Nothing)
		r.presses(ada.In(other), w.Label.SetUp)
		r.orders(ada.In(other), "setup 09:00 Europe/Berlin")
		if sub, _ := r.community(other); sub.State != reflection.Active {
			t.Errorf("the other is %v\n%s", sub.State, ada.In(other).Transcript())
		}
		if sub, ch := r.community(began); !ch.Off || sub.Rule.Zone != "" {
			t.Errorf("the one that was begun was set up: %+v", sub)
		}

		lobby := ada.In(r.platform.ChannelIn("acme", "lobby"))
		r.orders(lobby, "pause 2 weeks")
		if sub, _ := r.community(other); sub.State != reflection.Paused {
			t.Errorf("the only one is %v\n%s", sub.State, lobby.Transcript())
		}
		r.types(r.platform.Person("bea").In(r.platform.ChannelIn("acme", "lobby")), "suggest", "What would you keep?")
		if got := r.own(other, reflection.Suggested); len(got) != 1 {
			t.Errorf("suggested: %q", got)
		}
	})
}

// TestCommunityAnotherPlace: where a channel can be set up and isn't, /community shows
// the one that there is, and sets up the place in which it is given.
func TestCommunityAnotherPlace(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		daily := r.platform.ChannelIn("acme", "daily")
		r.orders(ada.In(daily), "")
		r.wantLast(ada.In(daily), "I ask in “square” every day at 09:00")
		r.presses(ada.In(daily), english.Community.Label.SetUp)
		var begun reflection.Subscription
		r.view(func(tx reflection.Tx) (err error) {
			begun, err = tx.SubscriptionIn(daily.Chat())
			return err
		})
		if begun.Chat == (chat.Chat{}) {
			t.Errorf("nothing was begun\n%s", ada.In(daily).Transcript())
		}
	})
}
