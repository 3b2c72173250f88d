package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// A set-up that was only begun is nothing to anybody but a later set-up in that very
// place: commands and suggestions elsewhere are about the one channel that there is,
// no list has it, and nothing is logged before it is set up.
func TestCommunitySetupBegunIsNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		voice, hall := ada.In(r.platform.ChannelIn("acme", "voice")), ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(voice, "setup")
		r.wantLast(voice, "Whose clock counts in “voice”?")
		ben := r.platform.Person("ben").In(r.platform.ChannelIn("acme", "hall"))
		r.types(ben, "suggest", "What grows at the back door?")
		r.wantLast(ben, english.Community.Suggestions.Thanks)
		r.wantOwn(reflection.Suggested, "What grows at the back door?")
		for _, at := range []string{"hall", "voice"} {
			p := ada.In(r.platform.ChannelIn("acme", at))
			r.orders(p, "pause 2 weeks")
			r.wantSeen(p, "Paused. I ask again")
			r.orders(p, "resume")
		}
		r.orders(hall, "status")
		if got := hall.Last().Text; strings.Contains(got, "voice") {
			t.Errorf("the list has it:\n%s", got)
		}
		logged := func() (n int) {
			r.view(func(tx reflection.Tx) error {
				acts, err := tx.Acts(r.platform.Platform(), "acme", 0, 50)
				for _, a := range acts {
					if a.What == "setup" {
						n++
					}
				}
				return err
			})
			return n
		}
		if n := logged(); n != 1 {
			t.Errorf("%d set-ups are logged, want the square's", n)
		}
		r.orders(voice, "setup Tokyo")
		r.wantSeen(voice, "I ask in “voice”")
		if n := logged(); n != 2 {
			t.Errorf("%d set-ups are logged, want 2", n)
		}
		r.orders(hall, "pause")
		r.wantLast(hall, english.Community.Which.Ask)
	})
}

// What was deleted is no candidate where something else is there, is on the list until
// an admin takes it off, and what was off goes by itself.
func TestCommunityDeletedChannels(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		old, off, paused := r.platform.ChannelIn("acme", "old"), r.platform.ChannelIn("acme", "off"), r.platform.ChannelIn("acme", "paused")
		for _, c := range []string{"old", "off", "paused"} {
			r.orders(ada.In(r.platform.ChannelIn("acme", c)), "setup Tokyo")
		}
		r.orders(ada.In(off), "off")
		r.presses(ada.In(off), english.Community.Label.SwitchOff)
		r.orders(ada.In(paused), "pause")
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "pause 2 weeks")
		r.wantLast(hall, english.Community.Which.Ask)
		for _, c := range []*chattest.Channel{old, off, paused} {
			c.Delete(r.admin("eve"))
		}
		r.settle()
		r.types(hall, "help", "") // What stopped is told with it.
		r.orders(hall, "pause 2 weeks")
		r.wantLabels(hall, "square", "paused")
		for _, name := range []string{"old", "paused"} {
			r.orders(hall, "status")
			if got := hall.Last().Text; !strings.Contains(got, "“"+name+"”") || strings.Contains(got, "“off”") {
				t.Errorf("the list:\n%s", got)
			}
			r.presses(hall, name)
			r.presses(hall, english.Community.Which.TakeOff)
			r.wantLast(hall, "“"+name+"” is off the list.")
		}
		r.orders(hall, "status")
		r.wantLabels(hall, "square")
		ben := r.platform.Person("ben").In(r.platform.ChannelIn("acme", "hall"))
		r.types(ben, "suggest", "What grows at the back door?")
		r.wantLast(ben, english.Community.Suggestions.Thanks)
		r.orders(hall, "pause 2 weeks")
		r.wantSeen(hall, "Paused. I ask again")
	})
}

// wantLabels fails unless the buttons of the last message are these.
func (r *rig) wantLabels(p *chattest.Person, want ...string) {
	r.t.Helper()
	if got := p.Last().Labels; strings.Join(got, "|") != strings.Join(want, "|") {
		r.t.Errorf("buttons %q, want %q\n%s", got, want, p.Last().Text)
	}
}

// From what is offered for the hour, the days and the zone, and from the preview, there
// is a way back to how the channel stands.
func TestCommunityWaysBack(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		sub, _ := r.community(r.square())
		at := r.alone(ada)
		for _, verb := range []string{"chour", "cdays", "cz", "cshow"} {
			r.forges(at, chat.Ref{Verb: verb, ID: int64(sub.ID)})
			r.presses(at, english.Community.Label.Back)
			r.wantSeen(at, "I ask in “square” every day at 09:00")
			if got := at.Last().Text; !strings.HasPrefix(got, "I ask in “square”") {
				t.Errorf("back from %s: %q", verb, got)
			}
		}
	})
}
