package posts

import (
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// target is what a dispatch about a post is about: a delivery in a community channel, with what surrounds it.
type target struct {
	del reflection.Delivery
	sub reflection.Subscription
	ch  reflection.Channel
}

func targetOf(tx reflection.Tx, id reflection.DeliveryID) (p target, err error) {
	if p.del, err = tx.Delivery(id); err != nil {
		return p, err
	}
	if p.sub, err = tx.Subscription(p.del.Subscription); err != nil {
		return p, err
	}
	p.ch, err = tx.Channel(p.sub.ID)
	return p, err
}

// halted reports whether the channel can't be written to.
func (p target) halted() bool {
	return p.sub.State == reflection.Gone || p.sub.State == reflection.Barred
}

// words are those that the channel reads.
func (p target) words() *words.Words { return words.For(p.ch.Locale) }
