package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// isNoChannel fails if a channel is kept of a chat.
func (r *rig) isNoChannel(c *chattest.Channel) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		if sub, err := tx.SubscriptionIn(c.Chat()); err == nil {
			r.t.Errorf("%q is set up: %+v", c.Title(), sub)
		}
		return nil
	})
}

// Set up in a forum's post, it asks whether the forum is meant, and does for the one or
// the other what was asked, with what was typed. A post that is set up is changed.
func TestCommunitySetupInAForumsPost(t *testing.T) {
	onDiscord(t, func(r *rig) {
		w := english.Community.Fit
		forum := r.platform.ChannelIn("acme", "forum").Forum(false, "daily")
		ada := r.admin("ada")
		ada.In(r.square()).CommandWith("community", "setup", map[string]string{"zone": "Europe/Berlin", "channel": forum.Chat().ID})
		r.waits(nine)
		post := forum.Posts()[0]
		in := ada.In(post)
		in.CommandWith("community", "setup", map[string]string{"time": "10:00", "thread": "closed", "title": "The gate"})
		r.settle()
		r.wantLast(in, w.PostOrForum("forum"))
		r.isNoChannel(post)
		r.presses(in, w.InForum)
		sub, ch := r.community(forum)
		if sub.Rule.At != (schedule.TimeOfDay{Hour: 10}) || ch.Heading != "The gate" || ch.Thread != reflection.ThreadClosed {
			t.Errorf("the forum: %v, %+v", sub.Rule, ch)
		}
		r.isNoChannel(post)
		r.orders(in, "setup 20:00 Tokyo")
		r.presses(in, w.InPost)
		if sub, _ := r.community(post); sub.State != reflection.Active || sub.Rule.Zone != "Asia/Tokyo" || sub.Rule.At.Hour != 20 {
			t.Errorf("the post: %+v\n%s", sub, in.Transcript())
		}
		r.orders(in, "setup 21:00")
		if sub, _ := r.community(post); sub.Rule.At.Hour != 21 {
			t.Errorf("the post, set up again: %+v\n%s", sub, in.Transcript())
		}
	})
}

// A forum is begun from its post by a button, too.
func TestCommunityBeginsAForumFromItsPost(t *testing.T) {
	onDiscord(t, func(r *rig) {
		w := english.Community
		forum := r.platform.ChannelIn("acme", "forum").Forum(false)
		r.admin("ada").In(r.square()).CommandWith("community", "setup", map[string]string{"zone": "Europe/Berlin", "channel": forum.Chat().ID})
		r.waits(nine)
		post := forum.Posts()[0]
		in := r.admin("ada").In(post)
		r.forges(in, chat.Ref{Verb: "csetup"})
		r.wantLast(in, w.Fit.PostOrForum("forum"))
		r.presses(in, w.Fit.InForum)
		r.isNoChannel(post)
		r.wantSeen(in, "I ask in “forum”")
	})
}
