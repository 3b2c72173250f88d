package community

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// Place takes what becomes of a channel, or of a whole server or group: Joined,
// Left, Barred, Allowed, Renamed, Migrated. But for a greeting nothing is said: a channel that is
// stopped leaves a notice for whoever set it up, and one that works again goes on.
func (f *Flow) Place(tx reflection.Tx, t *turn.Turn, e chat.Event) error {
	if e, ok := e.(chat.Migrated); ok {
		return f.migrate(tx, e)
	}
	if _, ok := e.(chat.Renamed); ok {
		return f.renamed(tx, e.About().Space)
	}
	if err := f.moderatorsBack(tx, t, e); err != nil {
		return err
	}
	concerned, err := f.concerned(tx, e.About().Space)
	if err != nil {
		return err
	}
	for _, g := range concerned {
		if err := f.befall(tx, t, g, e); err != nil {
			return err
		}
	}
	if e, ok := e.(chat.Joined); ok {
		return f.greet(tx, t, e)
	}
	return nil
}

// concerned returns the channels that an event is about: one, or all of a server
// or group.
func (f *Flow) concerned(tx reflection.Tx, in chat.Space) ([]target, error) {
	if in.ID != in.Parent {
		g, err := targetIn(tx, in.Chat)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil, nil
		}
		return []target{g}, err
	}
	return siblings(tx, in)
}

// befall halts a channel, or has it go on. One that is paused or off stays so, but what
// was off is off the list as well once it is gone, and its server or group is not.
func (f *Flow) befall(tx reflection.Tx, t *turn.Turn, g target, e chat.Event) error {
	_, left := e.(chat.Left)
	switch in := e.About().Space; {
	case g.ch.Off && left && in.ID != in.Parent && !g.begun():
		g.sub.State = reflection.Gone
		return f.store(tx, t, &g)
	case g.sub.State == reflection.Paused, g.ch.Off:
		return nil
	}
	switch e.(type) {
	case chat.Left:
		if g.sub.State != reflection.Gone {
			return planning.Halt(tx, g.sub, reflection.Gone, "", t.Meta.At)
		}
	case chat.Barred:
		if g.sub.State == reflection.Active {
			return planning.Halt(tx, g.sub, reflection.Barred, lacking(t, g), t.Meta.At)
		}
	case chat.Joined, chat.Allowed:
		return posts.Resume(tx, g.sub, t.Now)
	}
	return nil
}

// moderatorsBack has what waits be shown again where it couldn't be.
func (f *Flow) moderatorsBack(tx reflection.Tx, t *turn.Turn, e chat.Event) error {
	switch e.(type) {
	case chat.Joined, chat.Allowed:
	default:
		return nil
	}
	in := e.About().Space
	shown, err := tx.CommunitiesShownIn(in.Chat)
	if err != nil {
		return err
	}
	if in.ID == in.Parent { // It is about all channels of the server or group.
		c, err := tx.Community(in.Platform, in.Parent)
		if err != nil {
			return err
		}
		shown = append(shown, c)
	}
	for _, c := range shown {
		if err := moderation.Free(tx, c, t.Now); err != nil {
			return err
		}
	}
	return nil
}

// renamed has a channel, and a moderators' channel, be called what it is called now.
func (f *Flow) renamed(tx reflection.Tx, in chat.Space) error {
	shown, err := tx.CommunitiesShownIn(in.Chat)
	if err != nil {
		return err
	}
	for _, c := range shown {
		c.Title = in.Title
		if err := tx.SetCommunity(c); err != nil {
			return err
		}
	}
	g, err := targetIn(tx, in.Chat)
	if err != nil {
		return ignoreMissing(err)
	}
	return retitle(tx, in, &g)
}

// migrate follows a group to its new id. Its topics have ids that only the
// platform can tell: they are followed when something is sent there.
func (f *Flow) migrate(tx reflection.Tx, e chat.Migrated) error {
	in := e.Space
	if in.ID == in.Parent {
		if err := tx.MoveChannels(in.Platform, in.Parent, e.To.ID); err != nil {
			return err
		}
	}
	shown, err := tx.CommunitiesShownIn(in.Chat)
	if err != nil {
		return err
	}
	for _, c := range shown {
		if err := moderation.Moved(tx, c, e.To, e.At); err != nil {
			return err
		}
	}
	sub, err := tx.SubscriptionIn(in.Chat)
	if err != nil {
		return ignoreMissing(err)
	}
	if sub.Person != 0 {
		return nil
	}
	switch _, err := tx.SubscriptionIn(e.To); {
	case err == nil:
		return planning.Halt(tx, sub, reflection.Gone, "", e.At) // The new one is asked already.
	case !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	return planning.Move(tx, sub.ID, e.To)
}
