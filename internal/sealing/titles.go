package sealing

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// sealTitle seals a channel's title: that somebody is in a group can say much about
// them.
func (t *tx) sealTitle(c *reflection.Channel) {
	if c.Title != "" {
		c.Title = string(sealPadded(t.keys.own, place("channel", c.Subscription, "title"), []byte(c.Title)))
	}
}

// openTitle opens the title. One that does not open becomes empty, and is logged:
// the channel goes on without.
func (t *tx) openTitle(c *reflection.Channel) error {
	if c.Title == "" {
		return nil
	}
	title, err := unsealPadded(t.keys.own, place("channel", c.Subscription, "title"), []byte(c.Title))
	c.Title = string(title)
	if errors.Is(t.report(err), vault.ErrTampered) {
		return nil
	}
	return err
}

// sealChannel seals what admins wrote about a channel.
func (t *tx) sealChannel(c *reflection.Channel) {
	t.sealTitle(c)
	if c.Heading != "" {
		c.Heading = string(sealPadded(t.keys.own, place("channel", c.Subscription, "heading"), []byte(c.Heading)))
	}
	if c.WordList != "" {
		c.WordList = string(sealPadded(t.keys.own, place("channel", c.Subscription, "words"), []byte(c.WordList)))
	}
}

// openHeading opens the heading. One that doesn't open becomes the usual one, and is
// logged.
func (t *tx) openHeading(c *reflection.Channel) error {
	if c.Heading == "" {
		return nil
	}
	heading, err := unsealPadded(t.keys.own, place("channel", c.Subscription, "heading"), []byte(c.Heading))
	c.Heading = string(heading)
	if errors.Is(t.report(err), vault.ErrTampered) {
		return nil
	}
	return err
}

// openChannel opens it. A word list that does not open is logged and becomes empty;
// an admin looks at each answer instead, so that nothing passes unchecked.
func (t *tx) openChannel(c *reflection.Channel) error {
	if err := errors.Join(t.openTitle(c), t.openHeading(c)); err != nil || c.WordList == "" {
		return err
	}
	list, err := unsealPadded(t.keys.own, place("channel", c.Subscription, "words"), []byte(c.WordList))
	c.WordList = string(list)
	if errors.Is(t.report(err), vault.ErrTampered) {
		c.Approval = true
		return nil
	}
	return err
}

func (t *tx) AddChannel(c reflection.Channel) error {
	t.sealChannel(&c)
	return t.raw.AddChannel(c)
}

func (t *tx) UpdateChannel(c reflection.Channel) error {
	t.sealChannel(&c)
	return t.raw.UpdateChannel(c)
}

func (t *tx) Channel(s reflection.SubscriptionID) (reflection.Channel, error) {
	c, err := t.raw.Channel(s)
	return openedOne(c, err, t.openChannel)
}

func (t *tx) ChannelsIn(p chat.Platform, parent string) ([]reflection.Channel, error) {
	all, err := t.raw.ChannelsIn(p, parent)
	return opened(all, err, t.openChannel)
}

// sealTitles seals some titles that stand in the clear.
func sealTitles(t *tx) (more bool, err error) {
	all, err := t.raw.ClearTitles(bindBatch)
	if err != nil {
		return false, err
	}
	for _, clear := range all {
		c, err := t.Channel(clear.Subscription)
		if err != nil {
			return false, err
		}
		c.Title = clear.Title
		if err := t.UpdateChannel(c); err != nil {
			return false, err
		}
	}
	return len(all) == bindBatch, nil
}
