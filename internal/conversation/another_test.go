package conversation_test

import (
	"slices"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

func TestAnotherSwapsInPlaceTwice(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.nextQuestion(p)
		first := p.Last()

		r.presses(p, "Another")
		second := p.Last()
		if second.ID != first.ID || second.Text == first.Text {
			t.Errorf("the question did not change in its place\n%s", p.Transcript())
		}
		if want := []string{"Another", "Not today", "Later", "Never ask that one again"}; !slices.Equal(second.Labels, want) {
			t.Errorf("buttons %q, want %q", second.Labels, want)
		}

		r.presses(p, "Another")
		third := p.Last()
		if slices.Contains(third.Labels, "Another") || third.Text == second.Text || third.Text == first.Text {
			t.Errorf("after the second swap: %q %q", third.Text, third.Labels)
		}
		r.pressesOn(p, first.ID, "Another")
		r.wantAlert(p, "This one stays until the next one comes.")

		r.soon()
		r.replies(p, first.ID, "about the third one")
		r.wantLast(p, "Kept.")
		r.wantWords(p, r.delivery(d.ID), "about the third one")
		r.wantOutcome(p, d, streak.Kept)
		t.Log(p.Transcript())
	})
}

func TestAnotherByCommandShowsItBelow(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.nextQuestion(p)
		above := p.Last()
		r.types(p, "another", "")
		below := p.Last()
		if below.ID == above.ID || below.Text == above.Text {
			t.Errorf("no other question below\n%s", p.Transcript())
		}
		r.soon()
		r.replies(p, above.ID, "said under the old one")
		r.replies(p, below.ID, "and under the new one")
		r.wantWords(p, d, "said under the old one", "and under the new one")
		r.types(p, "another", "")
		r.wantLastIs(p, "You have begun to answer this one, so it stays.")
		r.pressesOn(p, below.ID, "Another")
		r.wantAlert(p, "You have begun to answer this one, so it stays.")
	})
}

func TestAnotherTooOften(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "another", "")
		r.types(p, "another", "")
		r.types(p, "another", "")
		r.wantLastIs(p, "That was swapped twice already. This one stays until the next one comes.")
	})
}

func TestAnotherUnderAnOlderQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		older := p.Last()
		r.nextQuestion(p)
		r.wantSilence(p, func() {})
		for _, label := range []string{"Another", "Not today", "Later"} {
			r.pressesOn(p, older.ID, label)
			r.wantAlert(p, "A newer question has come since. To answer this one, reply to its message.")
		}
	})
}

func TestNeverAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		left := func() int {
			var s prompts.State
			r.view(func(tx reflection.Tx) error {
				d := r.openDelivery(p.Chat())
				blob, err := tx.Choice(d.Person, d.Prompt.Pack)
				if err != nil {
					return err
				}
				return s.UnmarshalBinary(blob)
			})
			return s.LeftInRound(r.packs.Pack(""))
		}
		before := left()
		r.presses(p, "Another")
		if got := left(); got != before {
			t.Errorf("%d are left after a swap, want %d: it comes back at the end", got, before-1)
		}
		r.presses(p, "Never ask that one again")
		r.wantLastIs(p, "I won't ask that one again.")
		if got := left(); got != before-1 {
			t.Errorf("%d are left, want %d", got, before-1)
		}
		r.presses(p, "Never ask that one again")
		r.wantLastIs(p, "I won't ask that one again.")
		r.forges(p, chat.Ref{Verb: "never", ID: int64(r.openDelivery(p.Chat()).ID), Arg: "no-such-prompt"})
		r.wantAlert(p, "does nothing now")
	})
}

func TestNothingOpen(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		letThrough := r.refuseQuestions(chat.Unsent)
		p := r.begin("ada", "Berlin", "21:00")
		for _, command := range []string{"another", "skip", "later"} {
			r.types(p, command, "")
			r.wantLastIs(p, "No question is open right now. /today brings one.", "Ask me one now")
		}
		r.presses(p, "Ask me one now")
		r.wantLastIs(p, "It is on its way.")
		letThrough()
		r.soon()
		r.wantLastIs(p, p.Last().Text, "Another", "Not today", "Later")
		t.Log(p.Transcript())
	})
}
