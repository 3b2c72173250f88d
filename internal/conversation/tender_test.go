package conversation_test

import (
	"slices"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// longAsked makes a person one who has been asked so much that of what is left in
// their round every prompt is tender, but those of one section.
func (r *rig) longAsked(p *chattest.Person) {
	r.t.Helper()
	pack := r.packs.Pack("")
	r.update(func(tx reflection.Tx) error {
		var state prompts.State
		for _, q := range pack.Prompts {
			if !q.Tender && q.Section != pack.Prompts[0].Section {
				state.Ask(q)
			}
		}
		blob, err := state.MarshalBinary()
		if err != nil {
			return err
		}
		return tx.SetChoice(r.subscription(p).Person, pack.ID, blob)
	})
}

// untilTender answers questions until a tender one is open.
func (r *rig) untilTender(p *chattest.Person) reflection.Delivery {
	r.t.Helper()
	for range 40 {
		d := r.nextQuestion(p)
		if d.Prompt.Tender {
			return d
		}
		r.soon()
		r.says(p, "an answer")
	}
	r.t.Fatal("no tender question came")
	return reflection.Delivery{}
}

// TestNotThisKind: another takes its place, which is no swap, and none comes again
// until the settings say so.
func TestNotThisKind(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.longAsked(p)
		d := r.untilTender(p)
		if want := []string{"Another", "Not today", "Later", "Not this kind"}; !slices.Equal(p.Last().Labels, want) {
			t.Errorf("buttons %q, want %q", p.Last().Labels, want)
		}
		on := p.Last().ID
		r.presses(p, "Not this kind")
		r.wantLast(p, "No more of that kind. /settings brings them back.")
		now := r.delivery(d.ID)
		if now.Prompt.Tender || now.Prompt.Prompt == d.Prompt.Prompt || now.Swaps != 0 || !r.taste(p).Spared {
			t.Errorf("%+v, %d swaps, %+v", now.Prompt, now.Swaps, r.taste(p))
		}
		r.pressesOn(p, on, "Not this kind") // once more, late
		if again := r.delivery(d.ID); again.Prompt.Prompt != now.Prompt.Prompt {
			t.Error("a second press swapped it again")
		}
		for range 20 {
			r.soon()
			r.says(p, "an answer")
			if d := r.nextQuestion(p); d.Prompt.Tender {
				t.Fatalf("%q came", d.Prompt.Question)
			}
		}
		r.types(p, "settings", "")
		r.wantLast(p, "No tender questions.")
		r.presses(p, "Tender questions too")
		r.wantLast(p, "Tender questions come now and then")
		if r.taste(p).Spared {
			t.Error("still spared")
		}
		r.presses(p, "No tender questions")
		r.wantLast(p, "No tender questions.")
		bob := r.begin("bob", "Berlin", "21:00")
		r.forges(bob, chat.Ref{Verb: "kind", ID: int64(d.ID)})
		r.wantAlert(bob, "somebody else's")
	})
}

// TestTenderNeverAfterSilence: none comes on a day after one that went by, though
// nearly all that is left is tender.
func TestTenderNeverAfterSilence(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.longAsked(p)
		tender, after := 0, 0
		answered := true
		for i := range 24 {
			d := r.nextQuestion(p)
			if d.Prompt.Tender {
				tender++
				if !answered {
					after++
				}
			}
			if answered = i%3 != 1; answered {
				r.soon()
				r.says(p, "an answer")
			}
		}
		if tender == 0 || after != 0 {
			r.t.Errorf("%d tender questions, %d of them after silence", tender, after)
		}
	})
}
