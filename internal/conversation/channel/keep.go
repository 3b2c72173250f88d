package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// maxAnswer is how much is kept as one answer, in bytes.
const maxAnswer = 64 << 10

// wrote is what somebody wrote as an answer.
type wrote struct {
	text    string
	message chat.MessageID // the message it came as; empty if it came by a form
}

// answered keeps words that were written to the bot alone, and shows the
// receipt; what follows the first message is acknowledged by a reaction.
func (f *Flow) answered(tx reflection.Tx, t *turn.Turn, p place, w wrote) error {
	a, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return err
	}
	if !daily.HasWords(w.text) {
		t.Say(t.Words.NoWords)
		return nil
	}
	if a.size()+len(w.text) > maxAnswer {
		t.Say(t.Words.Channel.TooLong)
		return nil
	}
	goesOn := a.living() && a.Audience == reflection.PrivateTo
	if !goesOn && a.ID != 0 {
		// What is added privately can't have the readers of what was shared.
		if err := f.readBy(tx, t, p, &a, reflection.PrivateTo); err != nil {
			return err
		}
	}
	if err := f.keep(tx, t, p, &a, w); err != nil {
		return err
	}
	if goesOn && w.message != "" && t.Limits.Reactions {
		t.React(w.message, chat.Kept)
		return nil
	}
	m, err := f.receipt(tx, t, p, a, t.Words.Channel.Saved)
	if err != nil {
		return err
	}
	t.Show(m, p.ID)
	return nil
}

// keep adds a part to the answer, which it makes if there is none yet, and the
// fact that counts. The first words of an answer change the count of the post;
// a prompt that was answered is not asked again in the person's own round.
func (f *Flow) keep(tx reflection.Tx, t *turn.Turn, p place, a *answer, w wrote) error {
	d, err := delivery.Shown(tx, p.Delivery, t.Meta.At, "")
	if err != nil {
		return err
	}
	first := !a.living()
	if a.ID == 0 {
		if err := f.Delivery.Met(tx, t.Person.ID, d.Prompt.Pack, d.Prompt.Prompt); err != nil {
			return err
		}
		a.Person, a.Identity, a.Delivery, a.Kind = t.Person.ID, t.Identity.ID, d.ID, reflection.Answering
		a.Question, a.Created = d.Prompt.Question, t.Meta.At
		if err := tx.AddReply(&a.Reply); err != nil {
			return err
		}
	}
	part := reflection.Part{
		Reply: a.ID, Chat: t.Meta.Space.Chat, Message: w.message, At: t.Meta.At, Text: daily.Clean(w.text),
	}
	if err := tx.AddPart(&part); err != nil {
		return err
	}
	a.parts = append(a.parts, part)
	if err := f.resubmit(tx, t, p, a); err != nil {
		return err
	}
	if err := addReplied(tx, t, d, part); err != nil {
		return err
	}
	if !first {
		return nil
	}
	if err := renewBoard(tx, t, d.Subscription); err != nil {
		return err
	}
	return posts.Answered(tx, d, t.Now)
}

// addReplied records that a part answers a channel's question. Its date is that
// of the person's own zone, if they have a question of their own each day: an
// answer here keeps their day.
func addReplied(tx reflection.Tx, t *turn.Turn, d reflection.Delivery, part reflection.Part) error {
	zone := d.Zone
	subs, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil {
		return err
	}
	for i, sub := range subs {
		if i == 0 || sub.Chat == t.Home {
			zone = sub.Rule.Zone
		}
	}
	date, err := planning.LocalDate(part.At, zone)
	if err != nil {
		return err
	}
	return tx.AddFact(&reflection.Fact{
		Kind: reflection.FactReplied, Person: t.Person.ID, Subscription: d.Subscription, Delivery: d.ID, Part: part.ID,
		Chat: part.Chat, Message: part.Message, At: part.At.UTC(), Date: date, Zone: zone,
	})
}

// Overtaken reports whether a question of the person's own has come since
// something was asked for: that one owns the text then.
func Overtaken(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (bool, error) {
	d, err := tx.OpenAt(t.Home, t.Meta.At, e.Message)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return err == nil && d.Arrived.After(a.Until.Add(-turn.Ownership)), err
}
