package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// taste is what a person chose among the questions.
func (r *rig) taste(p *chattest.Person) (taste reflection.Taste) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		person, err := tx.Person(r.subscription(p).Person)
		taste = person.Taste
		return err
	})
	return taste
}

// TestThemes: what is chosen is said, undone, and asked; with none chosen all come.
func TestThemes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		pack := r.packs.Pack("")
		first, second := pack.Essays[0].Sections[0], pack.Essays[0].Sections[1]
		r.types(p, "settings", "")
		r.wantLast(p, "All themes.")
		r.presses(p, "Themes and essays")
		r.presses(p, "+ "+first.Label())
		r.wantLast(p, "Only these: "+first.Label()+".")
		r.presses(p, "+ "+second.Label())
		r.wantLast(p, "Only these: "+first.Label()+" and "+second.Label()+".")
		r.presses(p, "Undo")
		r.wantLast(p, "Only these: "+first.Label()+".")
		if got := r.taste(p).Themes; !slices.Equal(got, []string{first.ID}) {
			t.Errorf("themes %q", got)
		}
		r.presses(p, "+ "+second.Label())
		r.says(p, "undo")
		r.wantLast(p, "Only these: "+first.Label()+".")
		r.wantWords(p, r.openDelivery(p.Chat()), "the first of all")
		for range 6 {
			d := r.nextQuestion(p)
			if asked, _ := pack.Prompt(d.Prompt.Prompt); asked.Section != first.ID {
				t.Errorf("%q is of %q, not of %q", asked.Question, asked.Section, first.ID)
			}
			r.presses(p, "Another")
			if asked, _ := pack.Prompt(r.delivery(d.ID).Prompt.Prompt); asked.Section != first.ID {
				t.Errorf("swapped for %q, of %q", asked.Question, asked.Section)
			}
			r.soon()
			r.says(p, "an answer")
		}
		r.types(p, "settings", "")
		r.wantLast(p, "Only these: "+first.Label()+".")
		r.presses(p, "Themes and essays")
		r.presses(p, "More themes")
		r.presses(p, "All of them")
		r.wantLast(p, "All themes.")
		r.presses(p, "Undo")
		r.wantLast(p, "Only these: "+first.Label()+".")
		r.presses(p, "Back")
		r.wantLast(p, "Counts are shown.")
	})
}

// TestThemesForAChannel: an admin chooses them, and the lighter half.
func TestThemesForAChannel(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		root := r.admin("root")
		r.isSetUp(root)
		in := root.In(r.square())
		pack := r.packs.Pack("")
		essay := pack.Essays[1]
		r.orders(in, "")
		r.presses(in, "More")
		r.presses(in, "Themes and essays")
		var label string
		for _, l := range in.Last().Labels {
			if strings.HasPrefix(l, "+ “"+essay.Title[:12]) {
				label = l
			}
		}
		r.presses(in, label)
		r.presses(in, "Back")
		r.presses(in, "Only lighter ones")
		if _, ch := r.community(r.square()); !ch.Taste.Light || !slices.Equal(ch.Taste.Essays, []string{essay.ID}) {
			t.Errorf("taste %+v", ch.Taste)
		}
		sub, _ := r.community(r.square())
		for range 4 {
			r.waits(sub.Next.At)
			d := r.openDelivery(r.square().Chat())
			asked, _ := pack.Prompt(d.Prompt.Prompt)
			if asked.Essay != essay.ID || asked.Depth != prompts.Light {
				t.Errorf("%q is of %q, and %v", asked.Question, asked.Essay, asked.Depth)
			}
			sub, _ = r.community(r.square())
		}
		bob := r.platform.Person("bob").In(r.square())
		r.orders(in, "")
		r.presses(in, "More")
		r.pressesOn(bob, in.Last().ID, "Deep ones too")
		if _, ch := r.community(r.square()); !ch.Taste.Light {
			t.Error("a member changed it")
		}
		r.presses(in, "Deep ones too")
		if _, ch := r.community(r.square()); ch.Taste.Light {
			t.Error("it is light still")
		}
	})
}

// TestCreditInFull: the whole reference stands under the first question alone, and in
// help there are all of them.
func TestCreditInFull(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		pack := r.packs.Pack("")
		first, _ := pack.Prompt(r.openDelivery(p.Chat()).Prompt.Prompt)
		essay, _ := pack.Essay(first.Essay)
		r.wantLast(p, "Drawn from "+essay.Reference())
		r.soon()
		r.says(p, "the first of all")
		for range 3 {
			r.nextQuestion(p)
			if text := p.Last().Text; strings.Contains(text, "http") || !strings.Contains(text, "Drawn from “") {
				t.Errorf("the credit reads %q", text)
			}
		}
		r.types(p, "help", "")
		for _, e := range pack.Essays {
			r.wantLast(p, e.Reference())
		}
	})
}
