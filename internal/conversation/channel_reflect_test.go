package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// The receipt says who can read an answer, and every button on it does what it
// says.
func TestChannelReceipt(t *testing.T) {
	t.Parallel()
	w := english.Channel
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.answers("A badge, in a drawer.")
		mine := []string{w.Share, w.ShareUnnamed, w.Edit, w.Delete}
		shared := []string{w.TakeBack, w.Edit, w.Delete}
		c.r.wantLastIs(ada.at, "Saved. Readable by: you.", mine...)
		ada.wantAnswer(d, reflection.PrivateTo, "A badge, in a drawer.")

		c.r.presses(ada.at, w.Share)
		c.r.wantLastIs(ada.at, "Readable by: the channel, with your name. It opens under Read others.", shared...)
		ada.wantAnswer(d, reflection.Shared, "A badge, in a drawer.")
		c.r.presses(ada.at, w.TakeBack)
		c.r.wantLastIs(ada.at, "Readable by: you.", mine...)
		ada.wantAnswer(d, reflection.PrivateTo, "A badge, in a drawer.")
		c.r.presses(ada.at, w.ShareUnnamed)
		c.r.wantLastIs(ada.at, w.WasNamed, w.ShareUnnamed, w.NeverMind)
		c.r.presses(ada.at, w.ShareUnnamed)
		c.r.wantLastIs(ada.at, "Readable by: the channel, without your name. It opens under Read others.", shared...)
		if reply, _ := ada.answer(d); reply.Name != "" || reply.Audience != reflection.Anonymous {
			t.Errorf("shared without a name: %q, audience %d", reply.Name, reply.Audience)
		}

		c.r.presses(ada.at, w.Edit)
		ada.writes("A badge, on the wall.")
		c.r.wantLastIs(ada.at, "Saved. Readable by: the channel, without your name. It opens under Read others.", shared...)
		ada.wantAnswer(d, reflection.Anonymous, "A badge, on the wall.")

		c.r.presses(ada.at, w.Delete)
		c.r.wantLastIs(ada.at, "Delete it for good?", w.DeleteYes, w.Keep)
		c.r.presses(ada.at, w.Keep)
		c.r.wantLastIs(ada.at, "Readable by: the channel, without your name. It opens under Read others.", shared...)
		c.r.presses(ada.at, w.Delete)
		c.r.presses(ada.at, w.DeleteYes)
		c.r.wantLastIs(ada.at, "Deleted. The words are gone; that you answered still counts.")
		ada.wantAnswer(d, reflection.PrivateTo, "")
		if h := c.r.history(ada.Person); h.Total != 1 || c.r.answered(d) != 0 {
			t.Errorf("total %d, want 1; %d have answered, want 0", h.Total, c.r.answered(d))
		}
		for _, m := range c.r.platform.Shown(c.in.Chat()) {
			if m.Seen == chat.ByAll && strings.Contains(m.Text, "badge") {
				t.Errorf("all of the channel can read %q", m.Text)
			}
		}
		c.r.unlogged("badge")
	})
}

// The question that the form or the private chat shows is the post's, and an
// answer that is there already comes back to be edited.
func TestChannelReflectAgain(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.reflect()
		all := c.r.platform.Shown(ada.at.Chat())
		if f := all[len(all)-1].Form; f != nil {
			if f.Fields[0].Value != "" || utf8.RuneCountInString(f.Title) > 45 || !strings.HasPrefix(d.Prompt.Question, strings.TrimSuffix(f.Title, "…")) {
				t.Errorf("the form is %+v", f)
			}
		} else if page := ada.Transcript(); !strings.Contains(page, d.Prompt.Question) || !strings.Contains(page, d.Prompt.Source) {
			t.Errorf("the private chat shows %q", page)
		}
		ada.writes("The first words.")
		ada.reflect()
		if c.r.platform.Limits().Forms {
			all = c.r.platform.Shown(ada.at.Chat())
			if f := all[len(all)-1].Form; f == nil || f.Fields[0].Value != "The first words." {
				t.Errorf("the form is %+v", f)
			}
		} else {
			c.r.wantLast(ada.at, "The first words.\nReadable by: you.")
			c.r.presses(ada.at, english.Channel.Edit)
			c.r.wantLast(ada.at, "It reads now:\nThe first words.")
		}
		ada.writes("Other words.")
		c.r.wantLast(ada.at, "Saved. Readable by: you.")
		ada.wantAnswer(d, reflection.PrivateTo, "Other words.")
		if n := c.r.answered(d); n != 1 {
			t.Errorf("%d have answered", n)
		}
	})
}

// A question of another day can be answered by its own button.
func TestChannelOlderPost(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, first reflection.Delivery) {
		ada := c.member("ada")
		old := c.r.delivery(first.ID).Message
		second := c.post()
		label := english.Post.Privately
		if c.r.platform.Limits().Forms {
			label = english.Post.Reflect
		}
		c.r.pressesOn(ada.in, old, label)
		ada.writes("to yesterday's")
		ada.wantAnswer(first, reflection.PrivateTo, "to yesterday's")
		if reply, _ := ada.answer(second); reply.ID != 0 {
			t.Error("it was filed under today's as well")
		}
	})
}

// A form may come back without words, or with too many.
func TestChannelFormNonsense(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		ada.answers(" \n\u200b")
		r.wantLast(ada.at, english.NoWords)
		ada.answers(strings.Repeat("long ", 14_000))
		r.wantLast(ada.at, english.Channel.TooLong)
		if reply, _ := ada.answer(d); reply.ID != 0 {
			t.Error("something was kept")
		}
	})
}

// Answering a channel keeps one's own day, by one's own zone, and the prompt isn't
// asked again in one's own round.
func TestChannelKeepsOnesOwnDay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("guild", "reflections")
		ada := c.member("ada")
		r.begin("ada", "Tokyo", "21:00")
		d := c.post()
		own := r.openDelivery(ada.Chat()) // That of 21:00 in Tokyo has come since.
		ada.answers("From the channel.")
		r.wantOutcome(ada.Person, own, streak.Kept)
		if h := r.history(ada.Person); h.Total != 1 || !h.Answered(d.ID) {
			t.Errorf("total %d", h.Total)
		}
		r.view(func(tx reflection.Tx) error {
			facts, err := tx.FactsOf(ada.id())
			i := slices.IndexFunc(facts, func(f reflection.Fact) bool { return f.Kind == reflection.FactReplied })
			if i < 0 || facts[i].Zone != "Asia/Tokyo" || facts[i].Date != (schedule.Date{Year: 2026, Month: 6, Day: 2}) {
				t.Errorf("the fact is %+v", facts[max(i, 0)])
			}
			return err
		})
		r.view(func(tx reflection.Tx) error {
			pack := r.packs.Pack(d.Prompt.Pack)
			blob, err := tx.Choice(ada.id(), pack.ID)
			if err != nil {
				return err
			}
			var state prompts.State
			if err := state.UnmarshalBinary(blob); err != nil {
				return err
			}
			for range state.LeftInRound(pack) {
				q, ok := pack.Choose(1, state)
				if !ok || q.ID == d.Prompt.Prompt {
					t.Fatalf("%q is asked again, %d left", q.ID, state.LeftInRound(pack))
				}
				state.Ask(q)
			}
			return nil
		})
	})
}

// Without an hour of one's own an answer counts in total, in the channel's zone.
func TestChannelWithoutAnHour(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		ada.answers("Just here.")
		if h := c.r.history(ada.Person); h.Total != 1 || len(h.Occasions) != 0 || h.RestDays != 0 {
			t.Errorf("%+v", h)
		}
	})
}

// A made-up button under the post doesn't change what all can read.
func TestChannelPostStays(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		ada.shares("Readable words.")
		reply, _ := ada.answer(d)
		post := r.delivery(d.ID).Message
		before := ada.in.Message(post).Text
		for _, verb := range []string{"share", "takeback", "erase", "report", "board", posts.VerbOthers} {
			for _, arg := range []string{"", "yes", "no", "0", "b9", "unnamed"} {
				ada.in.Forge(post, chat.Ref{Verb: verb, ID: int64(reply.ID), Arg: arg})
				ada.in.Forge(post, chat.Ref{Verb: verb, ID: int64(d.ID), Arg: arg})
				r.settle()
			}
		}
		if now := ada.in.Message(post); now.Text != before || now.Deleted {
			t.Errorf("the post reads %q, was %q", now.Text, before)
		}
	})
}
