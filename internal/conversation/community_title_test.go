package conversation_test

import (
	"strings"
	"testing"
)

// A channel's name is said as it looks, and turns nothing around it.
func TestCommunityNastyTitles(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		nasty := r.platform.ChannelIn("acme", "@everyone \u202e*<b>\n\u200bx")
		ada := r.admin("ada").In(nasty)
		r.orders(ada, "setup 09:00 Europe/Berlin")
		r.orders(ada, "status")
		r.wantLast(ada, "I ask in “@everyone *<b> x” every day")
		for _, s := range r.platform.Shown(nasty.Chat()) {
			if strings.ContainsAny(s.Text, "\u202e\u200b") || s.PingRole != "" {
				t.Errorf("shown %q, notifying %q", s.Text, s.PingRole)
			}
		}
	})
}
