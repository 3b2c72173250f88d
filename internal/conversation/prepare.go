package conversation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// concerns reports whether what happened to a message in a channel is the
// bot's affair: a platform may tell of every message that is edited or deleted,
// and few of them hold an answer.
func (c *Core) concerns(ctx context.Context, e chat.Event) (bool, error) {
	var message chat.MessageID
	switch e := e.(type) {
	case chat.Edited:
		if e.Command != "" {
			return true, nil
		}
		message = e.Message
	case chat.Deleted:
		message = e.Message
	default:
		return true, nil
	}
	err := c.store.View(ctx, func(tx reflection.Tx) error {
		_, err := tx.PartByMessage(e.About().Space.Chat, message)
		return err
	})
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// prepareWithin is how long the platform may take to answer before a turn: a
// press must be acknowledged within three seconds.
const prepareWithin = 2 * time.Second

// unprepared says what a flow wants to know of the platform before its turn.
type unprepared struct{ wants turn.Wants }

func (*unprepared) Error() string { return "the platform must be asked first" }

// prepare asks the platform what the flow of an event wants to know. It is nil where
// that is found out in the event's own transaction: what people write in a private
// chat seldom wants anything, and must not cost a look into the store before.
func (c *Core) prepare(ctx context.Context, e chat.Event) (*turn.Prepared, error) {
	if _, ok := e.(chat.Text); ok && e.About().Space.Private {
		return nil, nil
	}
	w, err := c.wants(ctx, e)
	if err != nil {
		return nil, err
	}
	return c.ask(ctx, e, w)
}

// ask asks the platform.
func (c *Core) ask(ctx context.Context, e chat.Event, w turn.Wants) (*turn.Prepared, error) {
	p := &turn.Prepared{}
	if w == (turn.Wants{}) {
		return p, nil
	}
	m := e.About()
	if w.Read {
		err := c.store.View(ctx, func(tx reflection.Tx) (err error) {
			p.Reading, err = c.journal.Read(tx, e, c.delivery.Now(), c.delivery.Limits(m.Space.Platform))
			return err
		})
		return p, err
	}
	a := c.adapters[m.Space.Platform]
	if a == nil {
		return p, fmt.Errorf("platform %q is not served", m.Space.Platform)
	}
	ctx, cancel := context.WithTimeout(ctx, prepareWithin)
	defer cancel()
	if w.Private && m.Actor.Account != "" {
		p.Private, p.PrivateErr = a.Private(ctx, m.Actor.Account)
	}
	if !w.Inspect.IsZero() {
		p.Standing, p.StandingErr = a.Inspect(ctx, w.Inspect, w.Need)
	}
	if !w.Member.IsZero() && m.Actor.Account != "" {
		p.Membership, p.MemberErr = a.Member(ctx, w.Member, m.Actor.Account)
	}
	return p, nil
}

// wants finds out what an event's flow wants to know. Most want nothing; most
// that nobody writes are asked without a look into the store.
func (c *Core) wants(ctx context.Context, e chat.Event) (w turn.Wants, err error) {
	if journal.Reads(e) {
		return turn.Wants{Read: true}, nil
	}
	private := e.About().Space.Private
	switch e := e.(type) {
	case chat.Command:
		if e.Name == "start" && !private {
			return turn.Wants{Private: true}, nil
		}
		if private && e.Name != "community" && e.Name != "suggest" {
			return w, nil
		}
	case chat.Pressed:
		if e.Action.Verb == posts.VerbAskMe && !private {
			return turn.Wants{Private: true}, nil
		}
	case chat.Submitted, chat.Text:
	case chat.Barred:
		if private {
			return w, nil
		}
	default:
		return w, nil
	}
	err = c.store.View(ctx, func(tx reflection.Tx) error {
		w, err = c.wantsIn(tx, e)
		return err
	})
	if err != nil {
		return w, fmt.Errorf("what a turn wants to know: %w", err)
	}
	return w, nil
}

// wantsIn is what the flows of channels want to know.
func (c *Core) wantsIn(tx reflection.Tx, e chat.Event) (turn.Wants, error) {
	if p, ok := anew(e); ok {
		return c.wantsAnew(tx, p)
	}
	w, err := c.channel.Wants(tx, e)
	if err != nil || w != (turn.Wants{}) {
		return w, err
	}
	return c.community.Wants(tx, e)
}
