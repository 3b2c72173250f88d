package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Whoever writes that they mean to harm themselves is told where to turn, at the
// second message of an answer too; once in a while, and nothing of it is stored.
func TestCareLine(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.soon()
		r.says(p, "A long day.")
		raw := "I can't go on, I want to kill myself tonight"
		id := r.says(p, raw)
		r.wantLastIs(p, english.Care.Line)
		if p.Message(id).Reaction != chat.Kept {
			t.Error("the words aren't kept")
		}
		before := r.rows("replies", "parts", "facts", "amounts")
		r.wantSilence(p, func() { p.Write(raw) })
		if diff := changed(before, r.rows("replies", "parts", "facts", "amounts")); diff != "" {
			t.Errorf("it is marked: %s", diff)
		}
		r.unlogged("kill", "Care")
		time.Sleep(25 * time.Hour)
		r.settle()
		r.says(p, "I want to die")
		if !strings.Contains(p.Transcript()[strings.Index(p.Transcript(), english.Care.Line)+10:], english.Care.Line) {
			t.Errorf("not said again\n%s", p.Transcript())
		}
		eve := r.begin("eve", "Berlin", "21:00")
		r.says(eve, "I was killing myself to meet the deadline")
		if strings.Contains(eve.Transcript(), english.Care.Line) {
			t.Error("said for a figure of speech")
		}
		r.core.Care("Call Jo, 555.")
		r.says(eve, "I want to die")
		r.wantLastIs(eve, "Call Jo, 555.")
	})
}

// In a channel nobody but the one who wrote reads it.
func TestCareInChannels(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		c.r.forges(ada.Opened(), chat.Ref{Verb: "nothing"}) // So that the bot knows where to tell them.
		ada.answers("I want to die")
		if !strings.Contains(ada.at.Transcript(), english.Care.Line) {
			t.Errorf("not said\n%s", ada.at.Transcript())
		}
		ben := c.member("ben")
		c.r.forges(ben.Opened(), chat.Ref{Verb: "nothing"})
		ben.replied(d, "I want to die")
		c.r.wantLast(ben.Person, english.Care.Line)
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.Seen == chat.ByAll && strings.Contains(m.Text, english.Care.Line) {
				t.Error("all of the channel can read it")
			}
		}
	})
}
