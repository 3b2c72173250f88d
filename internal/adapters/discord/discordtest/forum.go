package discordtest

import (
	"slices"
	"time"
)

// Tag gives the forum a tag and returns its id; one that is moderated is set by those
// who manage threads.
func (c *Channel) Tag(name string, moderated bool) string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := forumTag{id: c.s.newID(), name: name, moderated: moderated}
	c.tags = append(c.tags, t)
	c.s.tellChannel("UPDATE", c.place)
	return t.id.String()
}

// Untag takes a tag from the forum.
func (c *Channel) Untag(id string) {
	c.change(func() {
		c.tags = slices.DeleteFunc(c.tags, func(t forumTag) bool { return t.id.String() == id })
	})
}

// NeedTags says whether each of the forum's posts must have a tag.
func (c *Channel) NeedTags(on bool) { c.change(func() { c.tagNeeded = on }) }

// Tags are the names of what a post is tagged with.
func (c *Channel) Tags() (names []string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, t := range c.parent.tags {
		if slices.Contains(c.applied, t.id) {
			names = append(names, t.name)
		}
	}
	return names
}

// Published reports whether a message was published to the channels that follow.
func (c *Channel) Published(id string) bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := c.byID[parseID(id)]
	return m != nil && m.published
}

// flagRequireTag is a channel's flag.
const flagRequireTag = 1 << 4

// describePosts adds what a forum says of its posts.
func (p *place) describePosts(o object) {
	tags := []any{}
	for _, t := range p.tags {
		tags = append(tags, object{"id": t.id, "name": t.name, "moderated": t.moderated, "emoji_id": nil, "emoji_name": nil})
	}
	o["available_tags"], o["default_reaction_emoji"], o["default_sort_order"], o["default_forum_layout"] = tags, nil, nil, 0
	if p.tagNeeded {
		o["flags"] = flagRequireTag
	}
}

// openForumPost begins a post: a thread with its first message, which has its id.
func (s *Server) openForumPost(p *place, c *call) (any, *apiError) {
	form := c.form()
	if !has(form, "message") {
		return nil, invalid(wrong("message", required, "is missing: a forum's post begins with one"))
	}
	if failed := s.may(p, "SEND_MESSAGES"); failed != nil {
		return nil, failed
	}
	if len(c.files) > 0 {
		if failed := s.may(p, "ATTACH_FILES"); failed != nil {
			return nil, failed
		}
	}
	applied, failed := s.applied(p, listOf(form["applied_tags"]))
	if failed != nil {
		return nil, failed
	}
	of := objectOf(form["message"])
	t := s.newPlace(kindThread, stringOf(form["name"]), p.guild)
	m := &message{id: t.id, place: t, author: s.bot, at: time.Now()}
	if failed := s.compose(m, "message", of, c.files, flagsOfMessage); failed != nil {
		delete(s.places, t.id)
		return nil, failed
	}
	t.parent, t.owner, t.archivedAt, t.applied = p, s.bot, time.Now(), applied
	s.tellChannel("CREATE", t)
	s.notify(m, of)
	s.post(m)
	body := t.json()
	body["message"] = s.messageJSON(m)
	return created{body}, nil
}

// applied are the tags that a new post gets.
func (s *Server) applied(p *place, asked []any) ([]snowflake, *apiError) {
	tags := []snowflake{}
	for _, v := range asked {
		id := parseID(stringOf(v))
		i := slices.IndexFunc(p.tags, func(t forumTag) bool { return t.id == id })
		if i < 0 {
			return nil, errTag
		}
		if p.tags[i].moderated && s.may(p, "MANAGE_THREADS") != nil {
			return nil, errPermissions
		}
		tags = append(tags, id)
	}
	if p.tagNeeded && len(tags) == 0 && s.may(p, "MANAGE_THREADS") != nil {
		return nil, errTagNeeded
	}
	return tags, nil
}

// announcedPerHour is how many messages of one channel can be published in an hour.
const announcedPerHour = 10

// crosspost publishes a message to the channels that follow its own.
func (s *Server) crosspost(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"), "SEND_MESSAGES")
	if failed != nil {
		return nil, failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, failed
	}
	switch {
	case p.kind != kindAnnounce:
		return nil, errChannelType
	case m.author != s.bot && s.may(p, "MANAGE_MESSAGES") != nil:
		return nil, errPermissions
	case m.published:
		return nil, errCrossposted
	}
	now := time.Now()
	if p.announced = within(p.announced, now, time.Hour); len(p.announced) >= announcedPerHour {
		wait := p.announced[0].Add(time.Hour).Sub(now)
		return nil, &apiError{status: 429, message: "You are being rate limited.", wait: wait.Seconds(), scope: "shared"}
	}
	p.announced = append(p.announced, now)
	m.published = true
	s.change(m)
	return s.messageJSON(m), nil
}
