package discordtest

import (
	"testing"

	"pgregory.net/rapid"
)

// TestQuietIsQuiet checks that whatever a message says, it notifies nobody when
// its allowed_mentions say so, and that the same words would otherwise.
func TestQuietIsQuiet(t *testing.T) {
	s := New(t, Tolerant())
	g := s.Guild("g")
	g.AllowBot("MENTION_EVERYONE")
	c, r := g.Channel("general"), g.Role("readers")
	ada := s.Person("ada").In(c)
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"@everyone", "@here", "<@" + ada.ID() + ">", "<@!" + ada.ID() + ">", "<@&" + r.ID() + ">", " ", "`", "\\", "\u200b", "a", "<", ">", "@",
		}), 1, 20).Draw(rt, "words")
		text := "x"
		for _, w := range words {
			text += w
		}
		before := len(s.Pings())
		if got := do(t, s, "POST", messages(c.ID()), said(text)); got.Status != 200 || len(s.Pings()) != before {
			rt.Errorf("%q notified somebody, or was refused: %d", text, got.Status)
		}
	})
	// The strict reading refuses this one; by Discord's rules it would notify.
	m := s.newMessage(s.Channel(c.ID()).place, s.bot)
	m.content = "@everyone <@" + ada.ID() + "> <@&" + r.ID() + ">"
	s.notify(m, object{})
	if got := s.Pings(); len(got) != 1 || !got[0].Everyone || len(got[0].Users) != 1 || len(got[0].Roles) != 1 {
		t.Errorf("would notify %+v", got)
	}
}
