package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// In a server only the member sees their journal; in a group it is kept for the
// private chat. What they shared says so, and is changed by the channel's own buttons.
func TestJournalInChannels(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.answers("A badge, in a drawer.")
		c.r.presses(ada.at, english.Channel.Share)
		c.r.types(ada.Person.In(c.in), "journal", "")
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.Seen == chat.ByAll && strings.Contains(m.Text, "drawer") {
				t.Errorf("everybody sees %q", m.Text)
			}
		}
		at := ada.Person.In(c.in)
		if !c.r.platform.Limits().Ephemeral {
			at = ada.Opened()
			c.r.types(at, "journal", "")
		}
		c.r.presses(at, "Open 1")
		c.r.wantLast(at, "· "+english.Journal.Named("reflections")+"\n")
		c.r.presses(at, english.Journal.Delete)
		c.r.presses(at, english.Channel.DeleteYes)
		ada.wantAnswer(d, reflection.PrivateTo, "")
	})
}

// A reply of somebody else's is shown, changed and deleted to nobody, whatever their
// client sends; and in a group nothing is.
func TestJournalOfSomebodyElse(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada, eve := r.begin("ada", "Berlin", "21:00"), r.begin("eve", "Berlin", "21:00")
		m := r.types(ada, "write", "zugzwang, in private")
		id, _ := r.replyOf(ada, m)
		open := r.openDelivery(ada.Chat())
		r.types(ada, "journal", "zugzwang")
		looked := ada.Last()
		r.types(eve, "journal", "zugzwang")
		r.wantLast(eve, "No entry")
		for _, verb := range []string{"journal", "entry", "newwords", "wipe", "answernow"} {
			for _, about := range []int64{int64(id), int64(open.ID), 0, 1} {
				for _, arg := range []string{"", "yes", "o", "w1", "y", "n", "0"} {
					r.forges(eve, chat.Ref{Verb: verb, ID: about, Arg: arg})
					r.forges(eve.In(r.square()), chat.Ref{Verb: verb, ID: about, Arg: arg})
				}
			}
			eve.SubmitForged(chat.Ref{Verb: verb, ID: int64(id)}, map[string]string{"words": "forged", "answer": "forged"})
			r.settle()
		}
		r.says(eve, "An answer.")
		if strings.Contains(eve.Transcript(), "in private") {
			t.Errorf("it is shown:\n%s", eve.Transcript())
		}
		if _, parts := r.journal(id); len(parts) != 1 || parts[0].Text != "zugzwang, in private" {
			t.Errorf("it was changed: %v", parts)
		}
		r.wantOutcome(ada, open, streak.Open)
		for _, ref := range looked.Refs {
			if strings.Contains(ref.String(), "zug") {
				t.Errorf("a button carries what was looked for: %v", ref)
			}
		}
	})
}
