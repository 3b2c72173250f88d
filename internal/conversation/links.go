package conversation

import (
	"maps"
	"slices"
	"sync"
	"time"

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
		if err == nil && ref.Verb == posts.VerbReflect {
			c.pages.note(t.Meta.Space.Chat, t.Meta.At)
		}
		return err
	}
	_, err := c.communal(tx, t, ref)
	return err
}

// pages remembers in which chats a link's page asked for a reply lately. It is lost at a
// restart: what it is for is a hint.
type pages struct {
	mu     sync.Mutex
	latest []page // the oldest first
}

type page struct {
	chat chat.Chat
	at   time.Time
}

// mostPages is how many pages are remembered.
const mostPages = 1000

// note remembers a page.
func (p *pages) note(c chat.Chat, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest = slices.DeleteFunc(p.latest, func(o page) bool { return o.chat == c })
	if len(p.latest) == mostPages {
		p.latest = p.latest[1:]
	}
	p.latest = append(p.latest, page{c, at})
}

// asks reports whether the page in a chat still stands to be replied to.
func (p *pages) asks(c chat.Chat, at time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.latest, func(o page) bool { return o.chat == c && at.Before(o.at.Add(turn.Ownership)) })
}
