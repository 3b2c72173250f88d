package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// Where all would read along, an admin's pages come in their private chat: nothing piles
// up in the group, and each command gets the bot's sign. What changes something is said
// where it was given; and whoever has no private chat goes on in the group, from where a
// button leads there.
func TestCommunityPagesGoHome(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		in := ada.In(r.square())
		r.orders(in, "setup 09:00 Europe/Berlin")
		r.orders(in, "")
		r.wantLast(in, "I ask in “square” every day")
		r.presses(in, english.Community.Greeting.Privately)
		r.wantLast(ada, "I ask in “square” every day")
		before := r.sayings(r.square().Chat())
		for _, order := range []string{"", "status", "preview", "figures", "questions", "suggestions", "approvals", "reports", "stopped", "daysoff", "heading", "thread"} {
			heard := len(ada.Sees())
			id := in.Command("community", order)
			r.settle()
			if n := r.sayings(r.square().Chat()); n != before {
				t.Fatalf("%q: the group is told %q", order, in.Last().Text)
			}
			if len(ada.Sees()) != heard+1 {
				t.Errorf("%q: %d messages in private", order, len(ada.Sees())-heard)
			}
			if in.Message(id).Reaction != chat.Kept {
				t.Errorf("%q has no sign", order)
			}
		}
		fresh := r.platform.ChannelIn("other", "fresh")
		ada.MakeAdminOf("other")
		for _, order := range []string{"", "preview", "heading", "status"} {
			there := ada.In(fresh)
			r.orders(there, order)
			r.wantLast(there, english.Community.Setup.Nothing)
			r.presses(there, english.Community.Label.SetUp)
			r.wantLast(there, "Whose clock counts in “fresh”?")
		}
		r.orders(in, "pause 2 weeks")
		r.wantLast(in, "Paused.")
		ada.Block()
		r.settle()
		r.orders(in, "status")
		r.wantLast(in, english.CantWrite)
		if strings.Contains(in.Last().Text, "square") {
			t.Error("the page is shown to all")
		}
	})
}
