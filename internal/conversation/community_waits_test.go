package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// asksHeading is the button that asks for what stands above the square's questions.
func (r *rig) asksHeading() chat.Ref {
	sub, _ := r.community(r.square())
	return chat.Ref{Verb: "chead", ID: int64(sub.ID)}
}

// What an admin was asked for in a group is theirs to reply, whatever other admins are
// asked there meanwhile, and an order of theirs that waits for its channel is carried out.
func TestCommunityWaitsOfSeveralAdmins(t *testing.T) {
	onTelegram(t, func(r *rig) {
		hall, garden := r.twoChannels()
		ben := r.admin("ben").In(r.platform.ChannelIn("acme", "hall"))
		cleo := r.admin("cleo").In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "setup")
		r.presses(hall, "somewhere else")
		asked := hall.Last().ID
		r.orders(cleo, "pause 2 weeks")
		which := cleo.Last()
		r.forges(ben, r.asksHeading())
		for range 9 {
			r.orders(cleo, "heading The garden gate")
		}
		r.replies(hall, asked, "Tokyo")
		if sub, _ := r.community(r.platform.ChannelIn("acme", "hall")); sub.Rule.Zone != "Asia/Tokyo" {
			t.Errorf("the hall asks by %q\n%s", sub.Rule.Zone, hall.Transcript())
		}
		r.replies(ben, asked, "The bench")
		if _, ch := r.community(r.square()); ch.Heading != "The bench" {
			t.Errorf("above the square stands %q\n%s", ch.Heading, ben.Transcript())
		}
		r.pressesOn(cleo, which.ID, "garden")
		r.wantAlert(cleo, "I don't have that command any more") // Eight came after it.
		r.presses(cleo, "garden")
		if _, ch := r.community(garden); ch.Heading != "The garden gate" {
			t.Errorf("above the garden stands %q\n%s", ch.Heading, cleo.Transcript())
		}
	})
}

// A reply is the latest that anybody was asked for where its author was asked for nothing.
func TestCommunityWaitsOfAnybody(t *testing.T) {
	onTelegram(t, func(r *rig) {
		r.isSetUp(r.admin("ada"))
		ada, ben := r.admin("ada").In(r.square()), r.admin("ben").In(r.square())
		r.forges(ada, r.asksHeading())
		r.replies(ben, ada.Last().ID, "The bench")
		if _, ch := r.community(r.square()); ch.Heading != "The bench" {
			t.Errorf("above it stands %q\n%s", ch.Heading, ben.Transcript())
		}
		r.view(func(tx reflection.Tx) error {
			a, err := tx.Awaiting(r.square().Chat())
			if err == nil {
				t.Errorf("it still waits: %+v", a)
			}
			return nil
		})
	})
}
