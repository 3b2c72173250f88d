package summaries

import (
	"context"
	"errors"
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// VerbBoard is about a channel's subscription: who presses stands on its board
// from then on, or leaves it.
const VerbBoard = "board"

// errNothingToTell says that a summary has become worth nothing since it was
// planned: people took their words away.
var errNothingToTell = errors.New("there is nothing to tell")

// message composes the summary that a dispatch is for.
func (t *Teller) message(ctx context.Context, d reflection.Dispatch, limits chat.Limits) (chat.Message, error) {
	period, err := summary.ParsePeriod(d.Period)
	if err != nil {
		return chat.Message{}, err
	}
	var told summary.Summary
	var locale string
	to := chat.Space{Chat: d.Chat}
	err = t.store.View(ctx, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(d.Subscription)
		if err != nil {
			return err
		}
		to.Private = sub.Person != 0
		if to.Private {
			told, locale, err = t.tellPerson(tx, sub, period)
		} else {
			told, locale, err = t.tellChannel(tx, sub, period)
		}
		return err
	})
	if err != nil {
		return chat.Message{}, fmt.Errorf("gathering a summary: %w", err)
	}
	m := told.Message(to)
	m.Nonce = outbox.Nonce(d.ID)
	switch {
	case told.Card:
		m.Actions = CardButtons(words.For(locale), period)
	case !to.Private:
		m.Actions = []chat.Action{{Label: words.For(locale).Summary.BoardButton, Ref: chat.Ref{Verb: VerbBoard, ID: int64(d.Subscription)}, Follow: chat.Private}}
	}
	return m, t.Illustrate(&m, told.Sketch, limits)
}

func (t *Teller) tellPerson(tx reflection.Tx, sub reflection.Subscription, p summary.Period) (told summary.Summary, locale string, err error) {
	person, err := tx.Person(sub.Person)
	if err != nil {
		return told, "", err
	}
	in, err := t.Gather(tx, person, sub, p, t.out.Now())
	if err != nil {
		return told, "", err
	}
	if !summary.Worth(in) {
		return told, "", errNothingToTell
	}
	return summary.Words(in), person.Locale, nil
}

func (t *Teller) tellChannel(tx reflection.Tx, sub reflection.Subscription, p summary.Period) (told summary.Summary, locale string, err error) {
	ch, err := tx.Channel(sub.ID)
	if err != nil {
		return told, "", err
	}
	c, err := GatherChannel(tx, sub, ch, p, t.out.Now())
	if err != nil {
		return told, "", err
	}
	if !c.Worth() {
		return told, "", errNothingToTell
	}
	return c.Words(), ch.Locale, nil
}

// Illustrate puts the picture of a sketch into a message: drawn, or in block
// characters and words where the platform shows no pictures. A nil sketch is none.
func (t *Teller) Illustrate(m *chat.Message, sketch *summary.Sketch, limits chat.Limits) error {
	if sketch == nil {
		return nil
	}
	if !limits.Pictures {
		if blocks := sketch.Blocks(); blocks != "" {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Drawing, Text: blocks})
		}
		m.Blocks = append(m.Blocks, sketch.Said()...)
		return nil
	}
	painter, err := t.painter()
	if err != nil {
		return fmt.Errorf("preparing to draw: %w", err)
	}
	picture, err := painter.Draw(*sketch)
	if err != nil {
		return err
	}
	m.Picture = &picture
	return nil
}
