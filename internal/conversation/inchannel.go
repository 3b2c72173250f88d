package conversation

import (
	"context"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// inChannel finds the flow for an event in a community channel.
func (c *Core) inChannel(tx reflection.Tx, t *turn.Turn, e chat.Event) (err error) {
	switch e := e.(type) {
	case chat.Joined, chat.Left, chat.Barred, chat.Allowed, chat.Renamed, chat.Migrated:
		return c.community.Place(tx, t, e)
	case chat.Text:
		handled := false
		if handled, err = c.community.Text(tx, t, e); !handled && err == nil {
			err = c.channel.Text(tx, t, e)
		}
	case chat.Edited:
		if handled, err := c.editedCommand(tx, t, e); handled || err != nil {
			return err
		}
		if handled, err := c.channel.Edited(tx, t, e); handled || err != nil {
			return err
		}
		return c.daily.Edited(tx, t, e)
	case chat.Deleted:
		if handled, err := c.channel.Deleted(tx, t, e); handled || err != nil {
			return err
		}
		return c.daily.Deleted(tx, t, e)
	case chat.Submitted:
		err = c.submitted(tx, t, e)
	case chat.Pressed:
		err = c.pressedInChannel(tx, t, e)
	case chat.Command:
		err = c.commandInChannel(tx, t, e)
	default:
		return nil
	}
	if err != nil || t.Person.ID == 0 {
		return err
	}
	return c.community.Notices(tx, t)
}

// pressedInChannel routes a press under a post, or under what only the presser
// sees.
func (c *Core) pressedInChannel(tx reflection.Tx, t *turn.Turn, e chat.Pressed) error {
	handled, err := c.communal(tx, t, e.Action)
	switch {
	case handled || err != nil:
		return err
	case t.Person.ID == 0, !t.Limits.Ephemeral:
		t.Alert(t.Words.Stale)
		return nil
	}
	return c.pressed(tx, t, e.Action)
}

// communal routes a press of a button that has to do with a channel, wherever
// it is pressed.
func (c *Core) communal(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (handled bool, err error) {
	if ref.Verb == posts.VerbAskMe {
		return true, c.askMe(tx, t)
	}
	if handled, err = c.channel.Press(tx, t, ref); handled || err != nil {
		return handled, err
	}
	return c.community.Press(tx, t, ref)
}

// submitted routes a form that was filled in.
func (c *Core) submitted(tx reflection.Tx, t *turn.Turn, e chat.Submitted) error {
	handled, err := c.channel.Submit(tx, t, e)
	if handled || err != nil {
		return err
	}
	if handled, err = c.community.Submit(tx, t, e); handled || err != nil {
		return err
	}
	if t.Person.ID != 0 && (t.Meta.Space.Private || t.Limits.Ephemeral) {
		if handled, err = c.journal.Submit(tx, t, e); handled || err != nil {
			return err
		}
		if handled, err = c.daily.Submit(tx, t, e); handled || err != nil {
			return err
		}
	}
	t.Say(t.Words.Stale)
	return nil
}

// askMe begins a private conversation with somebody who asked for it in a channel.
func (c *Core) askMe(tx reflection.Tx, t *turn.Turn) error {
	if t.Person.ID == 0 || t.Home.IsZero() {
		t.Alert(t.Words.CantWrite)
		return nil
	}
	return c.settings.Start(tx, t)
}

// commandInChannel routes a command. What is personal is answered for its giver
// alone where the platform can do that, and privately where it can't. A group
// has other bots, so a name that is none of ours is left alone.
func (c *Core) commandInChannel(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	if e.Name == "start" && e.Args == "community" {
		e.Name, e.Args = "community", "" // The link by which an admin added the bot.
	}
	switch e.Name {
	case "community", "suggest":
		return c.community.Command(tx, t, e)
	case "help":
		return c.settings.Help(tx, t)
	case "privacy":
		return c.settings.Privacy(t)
	case "link": // A code that others can read is burnt, wherever and by whom it is typed.
		if burnt, err := c.link.Burn(tx, t, e.Args); burnt || err != nil {
			return err
		}
	}
	switch {
	case t.Person.ID == 0, !ours(t, e.Name):
		t.Unclear = true
		return nil
	case !t.Limits.Ephemeral:
		t.Say(t.Words.Privately, chat.Action{
			Label: t.Words.WritePrivately, Ref: chat.Ref{Verb: posts.VerbAskMe}, Follow: chat.Private,
		})
		return nil
	case e.Name == "start":
		return c.askMe(tx, t)
	case t.Home.IsZero() && !withoutHome[e.Name]:
		t.Say(t.Words.StartFirst)
		return nil
	}
	if err := c.signOfLife(tx, t, e); err != nil {
		return err
	}
	return c.command(tx, t, e)
}

// withoutHome are the personal commands that somebody has a use for who only answers
// in channels.
var withoutHome = map[string]bool{"streak": true, "summary": true, "journal": true, "forget": true}

// ours reports whether a command's name is one that the bot has.
func ours(t *turn.Turn, name string) bool {
	for _, c := range t.Words.Commands {
		if c.Name == name {
			return true
		}
	}
	return false
}

// tellNotices enqueues what is to be told privately.
func (c *Core) tellNotices(ctx context.Context, now time.Time) error {
	waiting := false
	err := c.store.View(ctx, func(tx reflection.Tx) error {
		some, err := tx.PrivateNotices(1)
		waiting = len(some) > 0
		return err
	})
	if err != nil || !waiting {
		return err
	}
	err = c.delivery.Update(ctx, func(tx reflection.Tx) error {
		all, err := c.community.Tell(tx)
		if err != nil {
			return err
		}
		return c.delivery.Answers.Enqueue(tx, 0, now, all)
	})
	if err != nil {
		return fmt.Errorf("telling notices: %w", err)
	}
	return nil
}
