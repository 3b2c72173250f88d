package conversation_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// pictureRefs are the presses that the newest message offers, by verb.
func pictureRefs(p *chattest.Person, verb string) (out []chat.Ref) {
	for _, ref := range p.Last().Refs {
		if ref.Verb == verb {
			out = append(out, ref)
		}
	}
	return out
}

// changeAnswer changes the reply of a person to a delivery in the store.
func (r *rig) changeAnswer(p *chattest.Person, d reflection.DeliveryID, change func(*reflection.Reply)) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		reply, err := tx.AnswerTo(d, r.subscription(p).Person)
		if err != nil {
			return err
		}
		change(&reply)
		return tx.UpdateReply(reply)
	})
}

// TestPictureRights: another person's press, and forged ones, make nothing.
func TestPictureRights(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada, eve := r.begin("ada", "Berlin", "21:00"), r.begin("eve", "Berlin", "21:00")
		r.says(ada, "I keep the key to an office that is gone. Nobody has asked me for it since.")
		d := r.openDelivery(ada.Chat())
		r.types(ada, "summary", "")
		r.presses(ada, "Make a picture")
		cards := pictureRefs(ada, "card")
		if len(cards) != 2 {
			t.Fatalf("%d lines\n%s", len(cards), ada.Transcript())
		}
		var reply reflection.Reply
		r.view(func(tx reflection.Tx) (err error) {
			reply, err = tx.AnswerTo(d.ID, r.subscription(ada).Person)
			return err
		})
		r.forges(eve, chat.Ref{Verb: "nonsense"}) // A press is a sign of life.
		before, shown := r.rows(), len(eve.Sees())
		for _, ref := range []chat.Ref{cards[0], cards[1], {Verb: "picture", ID: int64(reply.ID)}} {
			r.forges(eve, ref)
			r.wantAlert(eve, "somebody else's")
			eve.Forge("", chat.Ref{Verb: "nonsense"})
			r.wantAlert(eve, "does nothing now")
		}
		for _, ref := range []chat.Ref{
			{Verb: "picture", ID: 987654}, {Verb: "picture"}, {Verb: "picture", Arg: "no period"}, {Verb: "card"},
			{Verb: "card", ID: 987654, Arg: "0-0"},
		} {
			r.forges(eve, ref)
			r.wantAlert(eve, "does nothing now")
		}
		r.forges(eve, chat.Ref{Verb: "picture", Arg: "2026-W23"})
		r.wantAlert(eve, "no line here")
		if n := len(eve.Sees()); n != shown {
			t.Errorf("eve was shown something\n%s", eve.Transcript())
		}
		own := len(ada.Sees())
		for arg, want := range map[string]string{
			"": "does nothing now", "0": "does nothing now", "-1-0": "does nothing now", "x-0": "does nothing now",
			"0-!": "does nothing now", "2-0": "changed those words", "0-zzz": "changed those words", "99999999999999999999-0": "does nothing now",
		} {
			r.forges(ada, chat.Ref{Verb: "card", ID: cards[0].ID, Arg: arg})
			r.wantAlert(ada, want)
			ada.Forge("", chat.Ref{Verb: "undo", ID: 987654})
			r.settle()
		}
		if n := len(ada.Sees()); n != own {
			t.Errorf("a forged press made something\n%s", ada.Transcript())
		}
		if diff := changed(before, r.rows()); diff != "" {
			t.Errorf("a press changed a row: %s", diff)
		}
	})
}

// TestPictureOfNothingTender: none is offered or made of the answer to a tender
// question, or of one that was hidden or taken back; and none of words that were
// changed since they were offered.
func TestPictureOfNothingTender(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		said := r.says(p, "I keep the key to an office that is gone. Nobody has asked me for it since.")
		d := r.openDelivery(p.Chat())
		kept := p.Last().ID
		r.types(p, "summary", "")
		summed := p.Last().ID
		r.presses(p, "Make a picture")
		made := pictureRefs(p, "card")[0]
		refuses := func(why, alert string) {
			t.Helper()
			shown := len(p.Sees())
			p.Forge("", chat.Ref{Verb: "undo", ID: 987654}) // so that the notice before is another one
			r.settle()
			r.forges(p, made)
			r.wantAlert(p, alert)
			if alert == english.Card.None {
				r.pressesOn(p, summed, "Make a picture")
				r.wantAlert(p, alert)
			}
			if len(p.Sees()) != shown {
				t.Errorf("%s, a card is made\n%s", why, p.Transcript())
			}
			if alert != english.Card.None {
				return
			}
			r.types(p, "summary", "")
			if slices.Contains(p.Last().Labels, "Make a picture") {
				t.Errorf("%s, it is offered", why)
			}
		}
		r.changeAnswer(p, d.ID, func(reply *reflection.Reply) { reply.Hidden = true })
		refuses("hidden", english.Card.None)
		r.changeAnswer(p, d.ID, func(reply *reflection.Reply) { reply.Hidden = false })

		tender := func(is bool) {
			r.update(func(tx reflection.Tx) error {
				now, err := tx.Delivery(d.ID)
				now.Prompt.Tender = is
				return errors.Join(err, tx.UpdateDelivery(now))
			})
		}
		tender(true)
		refuses("tender as it was asked", english.Card.None)
		tender(false)
		was := d.Prompt.Prompt
		now := r.delivery(d.ID)
		pack := r.packs.Pack(d.Prompt.Pack)
		for _, q := range pack.Prompts {
			if q.Tender {
				now.Prompt.Prompt = q.ID
			}
		}
		set := func() { r.update(func(tx reflection.Tx) error { return tx.UpdateDelivery(now) }) }
		set()
		refuses("tender by its pack", english.Card.None)
		now.Prompt.Prompt = was
		set()

		r.forges(p, made)
		r.wantCard(p, "With the question")
		time.Sleep(2 * time.Second)
		p.Edit(said, "I threw the key to that office into a river. It took all of an afternoon.")
		r.settle()
		refuses("changed", english.Card.Changed)
		r.pressesOn(p, kept, "Undo")
		refuses("taken back", english.Card.None)
	})
}
