package conversation

import (
	"maps"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/community"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// links are all verbs that the bot puts into links. Anybody can send a link to
// anybody, so that following one shows a page and changes nothing; what changes
// something is the button on that page.
var links = func() map[string]turn.Page {
	all := map[string]turn.Page{posts.VerbAskMe: nil}
	maps.Copy(all, channel.Links)
	maps.Copy(all, community.Links)
	return all
}()

// followed shows what a link leads to, in a private chat.
func (c *Core) followed(tx reflection.Tx, t *turn.Turn, ref chat.Ref) error {
	page, linked := links[ref.Verb]
	switch {
	case !linked:
		t.Alert(t.Words.Stale)
		return nil
	case page != nil:
		t.ShowPage(page, ref)
		return nil
	}
	if handled, err := c.channel.Followed(tx, t, ref); handled || err != nil {
		return err
	}
	if handled, err := c.community.Followed(tx, t, ref); handled || err != nil {
		return err
	}
	_, err := c.communal(tx, t, ref)
	return err
}
