package portable

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/reflection"
)

func (w *walker) tellReplies() error {
	var at time.Time
	var after reflection.ReplyID
	for n := 0; ; {
		some, err := w.tx.RepliesFrom(w.who.ID, at, after, page)
		if err != nil {
			return err
		}
		for _, r := range some {
			n++
			told, err := w.replied(r)
			if err != nil {
				return err
			}
			told.ID = n
			if err := w.to.reply(told); err != nil {
				return err
			}
			at, after = r.Created, r.ID
		}
		if len(some) < page {
			return nil
		}
	}
}

func (w *walker) replied(r reflection.Reply) (Reply, error) {
	told := Reply{
		Kind: named(replyKinds, r.Kind), Question: w.question.of(r.Delivery), Asked: r.Question,
		Audience: named(audiences, r.Audience), Name: r.Name, Shared: r.Shared, Hidden: r.Hidden,
		Identity: w.identity.of(r.Identity), Created: r.Created, Parts: []Part{},
	}
	if r.Delivery != 0 {
		d, err := w.tx.Delivery(r.Delivery)
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return told, err
		}
		if err == nil {
			told.zone, told.source, told.followUp = d.Zone, d.Prompt.Source, d.Prompt.FollowUp
		}
		if err == nil && d.Person == 0 {
			if told.Channel, err = w.channel(d.Subscription); err != nil {
				return told, err
			}
		}
	}
	var err error
	if told.Back, err = w.back(r.ID); err != nil {
		return told, err
	}
	if err = w.tellEarlier(r, &told); err != nil {
		return told, err
	}
	parts, err := w.tx.Parts(r.ID)
	if err != nil {
		return told, err
	}
	for _, p := range parts {
		told.Parts = append(told.Parts, Part{
			ID: w.part.of(p.ID), Platform: string(p.Chat.Platform), Chat: p.Chat.ID, Message: string(p.Message),
			At: p.At, Edited: p.Edited, Deleted: p.Deleted, Deeper: p.Deeper, Text: p.Text,
		})
	}
	return told, nil
}

// tellEarlier tells, of what was written when words came back, which those were.
func (w *walker) tellEarlier(r reflection.Reply, told *Reply) error {
	if r.Delivery == 0 {
		return nil
	}
	back, err := w.tx.ReturnOn(r.Delivery)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	earlier, err := w.tx.Reply(back.Reply)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && earlier.Person != w.who.ID {
		return nil
	}
	if err != nil {
		return err
	}
	parts, err := w.tx.Parts(earlier.ID)
	var texts []string
	for _, p := range parts {
		if p.Deleted.IsZero() {
			texts = append(texts, p.Text)
		}
	}
	told.earlier, told.earlierAt = strings.Join(texts, "\n\n"), earlier.Created
	return err
}
