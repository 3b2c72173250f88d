package conversation_test

import "testing"

// The link that adds the bot to a group says /start community there.
func TestCommunityBeginsByLink(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		ada.Command("start", "community")
		r.settle()
		r.wantLast(ada, "No channel is set up here yet.")
		r.presses(ada, "Set this channel up")
		r.wantLast(ada, "Whose clock counts")
	})
}
