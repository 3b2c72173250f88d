package telegramtest

// Topic is one of a forum's.
type Topic struct {
	group *Group
	topic *topic
}

// Topic opens a topic; by is who did it.
func (g *Group) Topic(by *User, name string) *Topic {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.tb.Helper()
	if !g.room.forum {
		g.s.tb.Fatalf("telegramtest: %q has no topics", g.room.title)
	}
	g.room.enter(by.account)
	t := &topic{name: name}
	m := &message{from: by.account, extra: object{
		"forum_topic_created": object{"name": name, "icon_color": 7322096},
	}}
	// A topic has the id of the message that created it.
	m.thread, m.inTopic = g.room.lastID+1, true
	t.created, t.id = m, m.thread
	g.room.topics[t.id] = t
	g.s.post(g.room, nil, m)
	return &Topic{group: g, topic: t}
}

// ID is the message_thread_id.
func (t *Topic) ID() int { return t.topic.id }

// Close keeps everybody but admins from writing in it.
func (t *Topic) Close(by *User) { t.change(by, true, "forum_topic_closed") }

// Reopen lets them write again.
func (t *Topic) Reopen(by *User) { t.change(by, false, "forum_topic_reopened") }

func (t *Topic) change(by *User, closed bool, what string) {
	s := t.group.s
	s.mu.Lock()
	defer s.mu.Unlock()
	t.topic.closed = closed
	s.post(t.group.room, t.topic, &message{from: by.account, extra: object{what: object{}}})
}

// Rename gives it another name.
func (t *Topic) Rename(by *User, name string) {
	s := t.group.s
	s.mu.Lock()
	defer s.mu.Unlock()
	t.topic.name = name
	s.post(t.group.room, t.topic, &message{from: by.account, extra: object{"forum_topic_edited": object{"name": name}}})
}

// Delete takes the topic away with all that is in it. The bot isn't told.
func (t *Topic) Delete() {
	s := t.group.s
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(t.group.room.topics, t.topic.id)
	for _, m := range t.group.room.messages {
		if m.inTopic && m.thread == t.topic.id {
			m.deleted = true
		}
	}
}

// Sees returns the bot's messages that stand in the topic now.
func (t *Topic) Sees() []Seen {
	return (&User{s: t.group.s, room: t.group.room, topic: t.topic}).Sees()
}
