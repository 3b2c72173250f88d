package chattest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

// Forum makes the channel a forum, whose posts can have these tags; needed says that
// each must have one.
func (c *Channel) Forum(needed bool, tags ...string) *Channel {
	c.Be(chat.KindForum)
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	r := c.p.rooms[c.chat]
	r.tags, r.tagged = nil, needed
	for _, name := range tags {
		r.tags = append(r.tags, chat.Tag{ID: "tag-" + name, Name: name})
	}
	return c
}

// Posts returns the posts of a forum, oldest first.
func (c *Channel) Posts() []*Channel {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	var all []*Channel
	for _, r := range c.p.withPosts(c.p.rooms[c.chat])[1:] {
		all = append(all, &Channel{p: c.p, chat: r.space.Chat})
	}
	return all
}

// Title is what people know the channel by.
func (c *Channel) Title() string {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	return c.p.rooms[c.chat].space.Title
}

// withPosts are a room and the threads that hang in it, oldest first.
func (p *Platform) withPosts(r *room) []*room {
	all := []*room{r}
	for _, in := range p.rooms {
		if in.over == r {
			all = append(all, in)
		}
	}
	slices.SortFunc(all[1:], func(a, b *room) int {
		return first(a).Compare(first(b))
	})
	return all
}

// first is the id of the first message in a room.
func first(r *room) chat.MessageID {
	if len(r.messages) == 0 {
		return ""
	}
	return r.messages[0].ID
}

// openPost opens the post that a message to a forum begins, under its title or else
// its first words. A tag that isn't there is left out; where each post must have one,
// the first stands for it.
func (p *Platform) openPost(forum *room, m *chat.Message) (*room, *chat.SendError) {
	title := m.Title
	if title == "" {
		title, _, _ = strings.Cut(m.Text(), "\n")
	}
	if n := utf8.RuneCountInString(title); n == 0 || n > maxThread {
		return nil, p.violation("a post's title of %d runes, from 1 to %d", n, maxThread)
	}
	if !slices.ContainsFunc(forum.tags, func(t chat.Tag) bool { return t.ID == m.Tag }) {
		m.Tag = ""
	}
	if m.Tag == "" && forum.tagged {
		if len(forum.tags) == 0 {
			return nil, &chat.SendError{Kind: chat.NotAllowed, Err: errors.New("each post needs a tag, and there is none")}
		}
		m.Tag = forum.tags[0].ID
	}
	c := chat.Chat{Platform: p.name, ID: forum.space.ID + "/" + title}
	for p.rooms[c] != nil {
		c.ID += "'"
	}
	r := p.addRoom(chat.Space{Chat: c, Title: title, Parent: forum.space.Parent}, "", true)
	r.over = forum
	return r, nil
}

// Announce implements chat.Adapter.
func (p *Platform) Announce(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	p.tb.Helper()
	return p.do(ctx, OpAnnounce, chat.Message{To: c}, func() *chat.SendError {
		r, failed := p.writable(c)
		if failed != nil {
			return failed
		}
		if !r.kind.Announces() || r.over != nil {
			return &chat.SendError{Kind: chat.Rejected, Err: errors.New("nobody follows this channel")}
		}
		shown, failed := p.own(r, id, "announce")
		switch {
		case failed != nil:
			return failed
		case shown.Deleted:
			return &chat.SendError{Kind: chat.Rejected, Err: errMessageGone}
		}
		shown.Announced = true
		return nil
	})
}
