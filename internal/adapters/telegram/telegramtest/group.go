package telegramtest

// Group is a group or supergroup, seen from its own side. The bot is in it from
// the start, as a member with privacy mode on.
type Group struct {
	s    *Server
	room *room
}

// Group returns the basic group of that title; the same for the same title.
func (s *Server) Group(title string) *Group { return s.newGroup(title, "group", false) }

// Supergroup returns the supergroup of that title.
func (s *Server) Supergroup(title string) *Group { return s.newGroup(title, "supergroup", false) }

// Forum returns the supergroup of that title, with topics.
func (s *Server) Forum(title string) *Group { return s.newGroup(title, "supergroup", true) }

func (s *Server) newGroup(title, kind string, forum bool) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.byTitle[title]
	if r == nil {
		r = s.addRoom(&room{
			id: s.groupID(kind), kind: kind, title: title, forum: forum, bot: member{status: "member"},
		})
		s.byTitle[title] = r
	}
	return &Group{s: s, room: r}
}

// groupID makes ids in the official shape; a supergroup's starts -100.
func (s *Server) groupID(kind string) int64 {
	s.lastGroup += 13
	if kind == "supergroup" {
		return -1_000_000_000_000 - s.lastGroup%2_000_000_000 - 1_500_000_000
	}
	return -s.lastGroup
}

// ID is the chat's.
func (g *Group) ID() int64 { return g.room.id }

// enter makes somebody a member who isn't one.
func (r *room) enter(a *account) *member {
	m := r.members[a.id]
	if m == nil {
		m = &member{account: a}
		r.members[a.id] = m
	}
	if !m.in() || m.status == "" {
		m.status = "member"
	}
	return m
}

// Leave has somebody leave; the group shows it.
func (g *Group) Leave(u *User) *Group {
	g.standing(u, "left", false)
	g.service(u, object{"left_chat_member": u.account.json()})
	return g
}

// Join has somebody join; the group shows it.
func (g *Group) Join(u *User) *Group {
	g.standing(u, "member", false)
	g.service(u, object{"new_chat_members": []object{u.account.json()}})
	return g
}

// service shows a service message, which the bot always hears of.
func (g *Group) service(by *User, what object) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.post(g.room, nil, &message{from: by.account, extra: what})
}

// Migrate upgrades a basic group to a supergroup, which has another id, and
// returns it. Both chats show a service message; requests to the old one are
// answered with the new id.
func (g *Group) Migrate(by *User) *Group {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old := g.room
	r := g.s.addRoom(&room{id: g.s.groupID("supergroup"), kind: "supergroup", title: old.title, bot: old.bot})
	r.members, r.forbids = old.members, old.forbids
	g.s.byTitle[old.title] = r
	g.s.post(old, nil, &message{from: by.account, extra: object{"migrate_to_chat_id": r.id}})
	old.movedTo = r.id
	g.s.post(r, nil, &message{
		from: special(anonymousAdmin), sender: r.json(), extra: object{"migrate_from_chat_id": old.id},
	})
	return &Group{s: g.s, room: r}
}

// channel is what a channel looks like in a group.
func (g *Group) channel() object {
	return object{"id": g.room.id - 7_777_777, "type": "channel", "title": g.room.title + " channel"}
}

// WriteAsChannel writes a message in the name of a channel, as members can.
func (g *Group) WriteAsChannel(text string) int {
	return g.postFor(&message{from: special(channelBot), sender: g.channel(), text: text})
}

// LinkedPost has Telegram itself forward a post of the linked channel.
func (g *Group) LinkedPost(text string) int {
	return g.postFor(&message{from: special(telegramItself), sender: g.channel(), text: text, extra: object{
		"is_automatic_forward": true,
		"forward_origin":       object{"type": "channel", "date": now().Unix(), "chat": g.channel(), "message_id": 5},
	}})
}

func (g *Group) postFor(m *message) int {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.post(g.room, nil, m)
	return m.id
}

// Sees returns the bot's messages that stand in the group now, in all topics.
func (g *Group) Sees() []Seen { return (&User{s: g.s, room: g.room}).Sees() }
