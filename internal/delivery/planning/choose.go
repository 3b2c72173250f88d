package planning

import (
	"errors"
	"fmt"

	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// ErrNothingLeft: every prompt of the pack is one that the person never wants again.
var ErrNothingLeft = errors.New("no prompt is left in the pack")

// chooser is whose order of prompts it is: a person's, or a channel's.
type chooser struct {
	person  reflection.PersonID       // 0 for a channel
	channel reflection.SubscriptionID // where person is 0
	seed    uint64
	taste   reflection.Taste
	words   *words.Words
}

// chooserOf returns a person's order, or, where there is no person, a channel's.
func chooserOf(tx reflection.Tx, person reflection.PersonID, sub reflection.SubscriptionID) (chooser, error) {
	if person == 0 {
		ch, err := tx.Channel(sub)
		return channelChooser(ch), err
	}
	p, err := tx.Person(person)
	return chooser{person: p.ID, seed: p.Seed, taste: p.Taste, words: words.For(p.Locale)}, err
}

func channelChooser(ch reflection.Channel) chooser {
	return chooser{channel: ch.Subscription, seed: ch.Seed, taste: ch.Taste, words: words.For(ch.Locale)}
}

// choice is a chooser's state of choosing from one pack, or what comes in place of
// any of the pack's: a question of their own, an evening of a series, or a return.
type choice struct {
	by    chooser
	pack  *prompts.Pack
	state prompts.State

	own     reflection.OwnQuestion
	series  reflection.SeriesID
	evening int
	back    reflection.Return // its Delivery is not known yet
	echo    bool              // another app of the person's asks the same
	recall  reflection.Recall // to be stored, where it has a person
}

// choose picks the subscription's next prompt for a date and marks it as asked.
// Nothing is stored until the choice is saved; the subscription names its series no
// more when that has come to its end. Where the pack has nothing left, the default
// pack steps in.
func (p *Planner) choose(tx reflection.Tx, sub *reflection.Subscription, on schedule.Date) (reflection.Asked, choice, error) {
	by, err := chooserOf(tx, sub.Person, sub.ID)
	if err != nil {
		return reflection.Asked{}, choice{}, fmt.Errorf("choosing a prompt: %w", err)
	}
	asked, c, ok, err := echo(tx, *sub, on)
	if err != nil || ok {
		return asked, c, err
	}
	if sub.Series != 0 {
		asked, c, ok, err = p.evening(tx, by, sub)
		if err != nil {
			return reflection.Asked{}, c, fmt.Errorf("choosing an evening: %w", err)
		}
		if ok {
			return asked, c, nil
		}
	}
	asked, c, ok, err = p.comeback(tx, by, sub, on)
	if err != nil && !errors.Is(err, reflection.ErrUnreadable) {
		return reflection.Asked{}, c, fmt.Errorf("choosing what comes back: %w", err)
	}
	if ok {
		return asked, c, nil
	}
	q, err := ownNext(tx, by, sub.ID, on)
	if err == nil {
		return ownAsked(by, q), choice{by: by, own: q}, nil
	}
	if !errors.Is(err, reflection.ErrNotFound) {
		return reflection.Asked{}, choice{}, fmt.Errorf("choosing an own question: %w", err)
	}
	return p.fromPacks(tx, by, sub.Pack, reflection.Delivery{Subscription: sub.ID})
}

// fromPacks picks a prompt from a pack, or else the default one, in place of a
// delivery or after all that there are.
func (p *Planner) fromPacks(tx reflection.Tx, by chooser, pack string, d reflection.Delivery) (reflection.Asked, choice, error) {
	for _, id := range []string{pack, ""} {
		c, err := p.choice(tx, by, id)
		if err != nil {
			return reflection.Asked{}, choice{}, err
		}
		prompt, ok, err := c.pick(tx, d)
		if err != nil {
			return reflection.Asked{}, choice{}, err
		}
		if ok {
			return c.asked(prompt), c, nil
		}
	}
	return reflection.Asked{}, choice{}, ErrNothingLeft
}

// choice loads a chooser's state for a pack. A state that can't be read starts
// anew: the worst that follows is a question asked twice.
func (p *Planner) choice(tx reflection.Tx, by chooser, id string) (choice, error) {
	c := choice{by: by, pack: p.packs.Pack(id)}
	var blob []byte
	var err error
	if by.person == 0 {
		blob, err = tx.ChannelChoice(by.channel, c.pack.ID)
	} else {
		blob, err = tx.Choice(by.person, c.pack.ID)
	}
	if err != nil {
		return c, fmt.Errorf("loading the choice: %w", err)
	}
	if blob == nil {
		return c, nil
	}
	if err := c.state.UnmarshalBinary(blob); err != nil {
		p.log.Error("stored choice can't be read; starting anew",
			"person", by.person, "subscription", by.channel, "pack", c.pack.ID, "err", err)
		c.state = prompts.State{}
	}
	return c, nil
}

// asked is a prompt as a delivery keeps it. The first of a pack names its essay in
// full.
func (c choice) asked(p prompts.Prompt) reflection.Asked {
	source := ""
	if e, ok := c.pack.Essay(p.Essay); ok {
		source = c.by.words.From(e.Title, e.Author)
		if c.state.Asked() == 1 {
			source = c.by.words.FromWhole(e.Reference())
		}
	}
	return reflection.Asked{
		Pack: c.pack.ID, Prompt: p.ID, Question: p.Question, FollowUp: p.FollowUp, Source: source, Tender: p.Tender,
	}
}

// save stores what was chosen for a delivery.
func (c choice) save(tx reflection.Tx, d reflection.DeliveryID) error {
	switch {
	case c.own.ID != 0:
		c.own.Asked = d
		return tx.UpdateQuestion(c.own)
	case c.back.Reply != 0:
		if c.recall.Person != 0 {
			if err := tx.SetRecall(c.recall); err != nil {
				return err
			}
		}
		return bringBack(tx, c.back, d)
	case c.echo:
		return nil
	case c.series != 0:
		return tx.AddEvening(c.series, reflection.Evening{Number: c.evening, Delivery: d})
	}
	blob, err := c.state.MarshalBinary()
	if err != nil {
		return fmt.Errorf("storing the choice: %w", err)
	}
	if c.by.person == 0 {
		return tx.SetChannelChoice(c.by.channel, c.pack.ID, blob)
	}
	return tx.SetChoice(c.by.person, c.pack.ID, blob)
}
