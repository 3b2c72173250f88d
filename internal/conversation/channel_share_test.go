package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Sharing opens an answer to the channel, taking back closes it at once, and an
// edit shows at once.
func TestChannelSharingReaches(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, _ reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		ada.Called("Ada L.", "en")
		ada.answers("Mine.")
		ben.answers("Ben's.")
		ben.wantReads()
		c.r.presses(ada.at, w.Share)
		ben.wantReads("Mine.")
		if got := ben.at.Last().Text; !strings.Contains(got, "1. Ada L.\nMine.") {
			t.Errorf("reads %q", got)
		}
		c.r.presses(ada.at, w.Edit)
		ada.writes("Mine, in other words.")
		ben.wantReads("Mine, in other words.")
		c.r.presses(ada.at, w.TakeBack)
		ben.wantReads()
		c.r.wantLast(ben.at, w.Nobody)
		c.r.presses(ada.at, w.ShareUnnamed)
		c.r.wantLastIs(ada.at, w.WasNamed, w.ShareUnnamed, w.NeverMind)
		c.r.presses(ada.at, w.ShareUnnamed)
		ben.wantReads("Mine, in other words.")
		if got := ben.at.Last().Text; strings.Contains(got, "Ada") || !strings.Contains(got, "1. Somebody") {
			t.Errorf("reads %q", got)
		}
		ada.wantReads("Mine, in other words.")
		c.r.wantLast(ada.at, "1. Somebody (yours)")
		ada.answersAgain("Mine, again.")
		ben.wantReads("Mine, again.")
		c.r.presses(ada.at, w.Delete)
		c.r.presses(ada.at, w.DeleteYes)
		ben.wantReads()
		c.r.unlogged("Mine", "Ada L.")
	})
}

// The thread under a post shows what is shared at once, in its live mode, and
// nothing of what was taken back.
func TestChannelSharingInAThread(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.asks("guild", "reflections", func(ch *reflection.Channel) { ch.Thread = reflection.ThreadLive })
		d := c.post()
		ada := c.member("ada")
		ada.shares("In the thread.")
		r.soon()
		thread := ada.In(c.in.ThreadUnder(r.delivery(d.ID).Message))
		shows := func(want ...string) {
			t.Helper()
			var got []string
			for _, m := range thread.Sees() {
				for _, b := range m.Blocks {
					if b.Kind == chat.Quote {
						got = append(got, b.Text)
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("the thread shows %q, want %q\n%s", got, want, thread.Transcript())
			}
		}
		shows("In the thread.")
		r.presses(ada.at, w.Edit)
		ada.writes("Other words.")
		r.soon()
		shows("Other words.")
		r.presses(ada.at, w.TakeBack)
		r.soon()
		shows()
		r.presses(ada.at, w.ShareUnnamed)
		r.presses(ada.at, w.ShareUnnamed) // It was shared with a name.
		r.soon()
		shows("Other words.")
		r.presses(ada.at, w.Delete)
		r.presses(ada.at, w.DeleteYes)
		r.soon()
		shows()
	})
}

// A channel can want names; its button is gone then, and an old one does nothing.
func TestChannelNamedOnly(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.answers("Named or not at all.")
		old := ada.at.Last().ID
		c.change(func(ch *reflection.Channel) { ch.NamedOnly = true })
		c.r.pressesOn(ada.at, old, w.ShareUnnamed)
		c.r.wantAlert(ada.at, w.NamedOnly)
		ada.wantAnswer(d, reflection.PrivateTo, "Named or not at all.")
		c.r.presses(ada.at, w.Share)
		c.r.presses(ada.at, w.TakeBack)
		c.r.wantLastIs(ada.at, "Readable by: you.", w.Share, w.Edit, w.Delete)
	})
}

// Somebody who was stopped keeps their words, is told so plainly, and gets no
// further readers by any way round.
func TestChannelStopped(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		ben.answers("Ben's.")
		ada.shares("Before.")
		ben.wantReads("Before.")
		c.r.update(func(tx reflection.Tx) error {
			return tx.Stop(c.r.platform.Platform(), "guild", ada.id(), reflection.Stop{})
		})
		c.r.presses(ada.at, w.Edit)
		ada.writes("After.")
		c.r.wantLastIs(ada.at, "Saved. Readable by: you.\n"+w.Stopped, w.Edit, w.Delete)
		ada.wantAnswer(d, reflection.PrivateTo, "After.")
		ben.wantReads()
		reply, _ := ada.answer(d)
		c.r.forges(ada.at, chat.Ref{Verb: "share", ID: int64(reply.ID)})
		c.r.wantAlert(ada.at, w.ShareStopped)
		c.r.forges(ada.at, chat.Ref{Verb: "share", ID: int64(reply.ID), Arg: "unnamed"})
		c.r.wantAlert(ada.at, w.ShareStopped)
		ben.wantReads()
	})
}

// What an admin hid nobody reads but its author, who is told, and whom no sharing
// anew helps.
func TestChannelHidden(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		ada.shares("Too much.")
		ben.shares("Ben's.")
		reply, _ := ada.answer(d)
		c.r.update(func(tx reflection.Tx) error {
			reply.Hidden = true
			return tx.UpdateReply(reply)
		})
		ben.wantReads("Ben's.")
		ada.wantReads("Ben's.", "Too much.")
		c.r.wantLast(ada.at, w.YoursHidden)
		ada.answersAgain("Less.")
		c.r.wantLastIs(ada.at, "Saved. "+w.Hidden, w.Edit, w.Delete)
		c.r.forges(ada.at, chat.Ref{Verb: "takeback", ID: int64(reply.ID)})
		c.r.forges(ada.at, chat.Ref{Verb: "share", ID: int64(reply.ID)})
		ben.wantReads("Ben's.")
	})
}

// A name is shared as it is at that moment, made harmless.
func TestChannelSharedName(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.Called("  Ada\u202e\nthe\u200b "+strings.Repeat("long", 20), "en")
		ada.shares("Words.")
		if reply, _ := ada.answer(d); reply.Name != "Ada the "+strings.Repeat("long", 7)+"lon…" {
			t.Errorf("shared as %q", reply.Name)
		}
		ben := c.member("ben")
		ben.Called("\u200b\u2066", "en")
		ben.shares("Nameless.")
		ada.wantReads("Words.", "Nameless.")
		c.r.wantLast(ada.at, ". Somebody\nNameless.")
	})
}

// What others may have read with its author's name is shared without it at the second tap
// alone, whichever page the first is from, and whatever was done in between; what was
// deleted meanwhile is another answer.
func TestChannelNamedBeforeUnnamed(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada, ben := c.member("ada"), c.member("ben")
		ada.Called("Ada L.", "en")
		ben.answers("Ben's.")
		ada.answers("Mine.")
		reply, _ := ada.answer(d)
		older := chat.Ref{Verb: "share", ID: int64(reply.ID), Arg: "unnamed"}
		c.r.presses(ada.at, w.Share)
		c.r.forges(ada.at, older)
		c.r.wantLastIs(ada.at, w.WasNamed, w.ShareUnnamed, w.NeverMind)
		ada.wantAnswer(d, reflection.Shared, "Mine.")
		ben.wantReads("Mine.")
		c.r.wantLast(ben.at, "Ada L.")
		c.r.presses(ada.at, w.NeverMind)
		c.r.wantLast(ada.at, w.ByAll)

		c.r.presses(ada.at, w.TakeBack)
		ada.answersAgain("Mine, a word later.")
		c.r.forges(ada.at, older)
		ada.wantAnswer(d, reflection.PrivateTo, "Mine, a word later.")
		c.r.presses(ada.at, w.ShareUnnamed)
		ada.wantAnswer(d, reflection.Anonymous, "Mine, a word later.")
		ben.wantReads("Mine, a word later.")
		if got := ben.at.Last().Text; strings.Contains(got, "Ada") {
			t.Errorf("reads %q", got)
		}

		c.r.presses(ada.at, w.TakeBack)
		c.r.presses(ada.at, w.Share)
		c.r.presses(ada.at, w.Delete)
		c.r.presses(ada.at, w.DeleteYes)
		if reply, _ := ada.answer(d); reply.Name != "" {
			t.Errorf("the name stays after the words: %q", reply.Name)
		}
		ada.answers("Something else.")
		c.r.presses(ada.at, w.ShareUnnamed)
		ada.wantAnswer(d, reflection.Anonymous, "Something else.")
	})
}
