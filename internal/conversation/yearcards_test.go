package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// yearOf gives somebody two questions with a month between them: it is the same one, and
// their answers have lines for a card.
func (r *rig) yearOf(p *chattest.Person) (first, last reflection.Delivery) {
	r.t.Helper()
	first = r.openDelivery(p.Chat())
	r.says(p, "I keep the badge in a drawer and can't say why. Nobody asked, which was the best part. No.")
	r.types(p, "pause", "until 1 July")
	r.skip(r.local("2026-07-01 12:00"))
	last = r.nextQuestion(p)
	r.changeDelivery(last.ID, func(d *reflection.Delivery) { d.Prompt = first.Prompt })
	r.soon()
	r.says(p, "The badge went into the river at last. Everything, I suppose; it bought a bicycle.")
	return first, last
}

func (r *rig) changeDelivery(id reflection.DeliveryID, change func(*reflection.Delivery)) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		d, err := tx.Delivery(id)
		if err != nil {
			return err
		}
		change(&d)
		return tx.UpdateDelivery(d)
	})
}

// sinceSaid are the messages that somebody sees from the last one with a text on.
func sinceSaid(p *chattest.Person, text string) []chattest.Shown {
	all := p.Sees()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Text == text {
			return all[i:]
		}
	}
	return nil
}

// alts are the descriptions of the pictures of messages.
func alts(all []chattest.Shown) (out []string) {
	for _, m := range all {
		if m.Picture != nil {
			out = append(out, m.Picture.Alt)
		}
	}
	return out
}

const (
	threeAlt = "The picture is a card with three lines of yours."
	pairAlt  = "The picture is a card with your first and your last answer to one question."
	themeAlt = "The picture is a card that says you wrote most about "
)

// TestYearCards: under the year, lines are chosen one by one, and the cards come, each a
// picture with its description.
func TestYearCards(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.yearOf(p)
		for _, period := range []string{"", "month"} {
			r.types(p, "summary", period)
			if slices.Contains(p.Last().Labels, english.Card.Year) {
				t.Errorf("under /summary %s the year's cards are offered", period)
			}
		}
		r.types(p, "summary", "year")
		r.presses(p, english.Card.Year)
		offered := len(p.Sees())
		if last := p.Last(); last.Text != "Choose up to three lines of yours for one of the cards." || len(last.Labels) != 4 {
			t.Fatalf("it offers %q under %q\n%s", last.Labels, last.Text, p.Transcript())
		}
		picks := []string{"The badge went into the river at last.", "Nobody asked, which was the best part.", "I keep the badge in a drawer and can't…"}
		for i, label := range picks {
			r.presses(p, label)
			last := p.Last()
			if slices.Contains(last.Labels, label) || !strings.Contains(last.Text, strings.TrimSuffix(label, "…")) || len(last.Blocks) != i+2 {
				t.Fatalf("after %q it shows %q with %q", label, last.Text, last.Labels)
			}
			for _, ref := range last.Refs {
				if s := ref.String(); strings.Contains(s, "adge") || len(s) > chat.MaxRef {
					t.Errorf("a button carries %q", s)
				}
			}
		}
		if last := p.Last(); len(p.Sees()) != offered || !slices.Equal(last.Labels, []string{"Make the cards", "Choose again"}) ||
			!strings.HasPrefix(last.Text, "These, then.\n") {
			t.Fatalf("at the end it shows %q with %q", last.Text, last.Labels)
		}
		chosen := p.Last().ID
		r.presses(p, "Make the cards")
		cards := sinceSaid(p, english.Card.These)
		got := alts(cards)
		if len(got) != 3 || got[0] != threeAlt || !strings.HasPrefix(got[1], themeAlt) || got[2] != pairAlt || len(cards) != 4 {
			t.Errorf("%d messages, cards %q\n%s", len(cards), got, p.Transcript())
		}
		r.pressesOn(p, chosen, "Choose again")
		if again := r.message(p, chosen); !slices.Equal(again.Labels[4:], nil) || len(again.Blocks) != 1 {
			t.Errorf("chosen again: %q with %q", again.Text, again.Labels)
		}
		r.unlogged("badge", "bicycle")
	})
}

// message is one that a person sees, as it is now.
func (r *rig) message(p *chattest.Person, id chat.MessageID) chattest.Shown {
	r.t.Helper()
	for _, m := range p.Sees() {
		if m.ID == id {
			return m
		}
	}
	r.t.Fatalf("%s isn't there", id)
	return chattest.Shown{}
}

// TestYearCardsOfTwoQuestions: where no question was asked twice, the card has two about
// one theme; and none where the answers are near each other, or tender.
func TestYearCardsOfTwoQuestions(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		first, last := r.yearOf(p)
		makes := func(pair string) {
			t.Helper()
			before := len(p.Sees())
			r.types(p, "summary", "year")
			r.presses(p, english.Card.Year)
			r.presses(p, "The badge went into the river at last.")
			r.presses(p, "Make the cards")
			var found string
			for _, alt := range alts(p.Sees()[before:]) {
				if strings.Contains(alt, "first and your last") {
					found = alt
				}
			}
			if found != pair {
				t.Errorf("the pair is %q, want %q", found, pair)
			}
		}
		makes(pairAlt)
		pack := r.packs.Pack(first.Prompt.Pack)
		was, _ := pack.Prompt(first.Prompt.Prompt)
		like, other := "", ""
		for _, q := range pack.Prompts {
			switch {
			case q.Tender || q.ID == was.ID:
			case q.Section == was.Section:
				like = q.ID
			default:
				other = q.ID
			}
		}
		section, _, _ := pack.Section(was.Section)
		r.changeDelivery(last.ID, func(d *reflection.Delivery) { d.Prompt.Prompt = like })
		makes("The picture is a card with your first and your last answer to questions about " + english.Summary.Theme(section.Label()) + ".")
		r.changeDelivery(last.ID, func(d *reflection.Delivery) { d.Prompt.Prompt = other })
		makes("")
		r.changeDelivery(last.ID, func(d *reflection.Delivery) { d.Prompt = first.Prompt })
		r.changeDelivery(first.ID, func(d *reflection.Delivery) { d.Prompt.Tender = true })
		makes("")
	})
}

// TestYearCardsRefused: forged presses, another person's, and those on words that have
// changed since make nothing.
func TestYearCardsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p, eve := r.begin("ada", "Berlin", "21:00"), r.begin("eve", "Berlin", "21:00")
		said := r.says(p, "I keep the badge in a drawer and can't say why. Nobody asked, which was the best part.")
		r.types(p, "summary", "2026")
		r.presses(p, english.Card.Year)
		r.presses(p, "Nobody asked, which was the best part.")
		last := p.Last()
		draw := last.Refs[slices.Index(last.Labels, "Make the cards")]
		shown := len(eve.Sees())
		for _, ref := range []chat.Ref{draw, {Verb: "yearlines", Arg: draw.Arg + "+0"}} {
			r.forges(eve, ref)
			r.wantAlert(eve, english.Card.Changed)
			eve.Forge("", chat.Ref{Verb: "nonsense"})
			r.wantAlert(eve, "does nothing now")
		}
		for _, verb := range []string{"yearlines", "yearcards"} {
			for arg, want := range map[string]string{
				"": "does nothing now", "2026-W23": "does nothing now", "2026abc": "does nothing now", "1x": "does nothing now",
				"2026" + strings.Repeat("0", 24): "does nothing now", "2031": "no line here", "2026zzzzzz": english.Card.Changed,
			} {
				r.forges(eve, chat.Ref{Verb: verb, Arg: arg})
				r.wantAlert(eve, want)
			}
		}
		if n := len(eve.Sees()); n != shown {
			t.Errorf("eve was shown something\n%s", eve.Transcript())
		}
		r.soon()
		p.Edit(said, "I threw that badge into a river. It took all of an afternoon.")
		r.settle()
		shown = len(p.Sees())
		r.forges(p, draw)
		r.wantAlert(p, english.Card.Changed)
		if n := len(p.Sees()); n != shown {
			t.Errorf("cards of words that have changed\n%s", p.Transcript())
		}
	})
}

// TestYearCardsInCharacters: where no pictures are shown, the cards are quotations.
func TestYearCardsInCharacters(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		first, _ := r.yearOf(p)
		r.types(p, "summary", "year")
		r.presses(p, english.Card.Year)
		r.presses(p, "Nobody asked, which was the best part.")
		r.presses(p, "Make the cards")
		var said []string
		for _, m := range sinceSaid(p, english.Card.These)[1:] {
			if m.Picture != nil || len(m.Blocks) == 0 {
				r.t.Errorf("a card of %d blocks, with a picture: %v", len(m.Blocks), m.Picture != nil)
			}
			said = append(said, m.Text)
		}
		// A card has a printer's apostrophes, whichever question was drawn.
		asked := strings.ReplaceAll(first.Prompt.Question, "'", "’")
		want := []string{
			"Nobody asked, which was the best part.", "You wrote mostly about ",
			asked + "\n1 June 2026\nI keep the badge in a drawer and can’t say why.\n1 July 2026\nThe badge went into the river at last.",
		}
		if len(said) != len(want) || said[0] != want[0] || !strings.HasPrefix(said[1], want[1]) || said[2] != want[2] {
			r.t.Errorf("it says %q, want %q", said, want)
		}
	}, chattest.WithLimits(func(l *chat.Limits) { l.Pictures = false }))
}
