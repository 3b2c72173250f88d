package telegramtest

import "strings"

// User is somebody at their phone, in one chat: at first in their private chat
// with the bot. What they do becomes updates, at once or when the bot comes
// back. A step that nobody could take, such as pressing a button that isn't
// there, ends the test.
type User struct {
	s         *Server
	account   *account
	room      *room
	topic     *topic
	anonymous bool
}

// User returns the person of that name in their private chat; the same for the
// same name.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.byName[name]
	if a == nil {
		s.lastUser += 11
		a = &account{id: s.lastUser, first: name, language: "en"}
		s.byName[name], s.accounts[a.id] = a, a
		s.addRoom(&room{id: a.id, kind: "private", owner: a})
	}
	return &User{s: s, account: a, room: s.rooms[a.id]}
}

// In returns the same person in a group, which they join if they aren't in it.
func (u *User) In(g *Group) *User {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	g.room.enter(u.account)
	return &User{s: u.s, account: u.account, room: g.room}
}

// InTopic returns the same person in a topic of a forum.
func (u *User) InTopic(t *Topic) *User {
	v := u.In(t.group)
	v.topic = t.topic
	return v
}

// Anonymously returns the same person writing in the group's name, as an admin
// may.
func (u *User) Anonymously() *User {
	v := *u
	v.anonymous = true
	return &v
}

// Called changes what the account calls itself, and its language.
func (u *User) Called(name, language string) *User {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.account.first, u.account.language = name, language
	return u
}

// ID is the account's.
func (u *User) ID() int64 { return u.account.id }

// ChatID is the id of the chat that the person is in.
func (u *User) ChatID() int64 { return u.room.id }

// Opened has the private chat open without a word written, so that the bot may
// write there.
func (u *User) Opened() *User {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.room.started = true
	return u
}

// Start presses Start, on a link with this payload if it isn't empty.
func (u *User) Start(payload string) int { return u.Command("start", payload) }

// Command gives a command, without its slash. In a group it is addressed to
// nobody; write "/name@bot" to address it.
func (u *User) Command(name, args string) int {
	return u.Write(strings.TrimSpace("/" + name + " " + args))
}

// Write writes a message, and returns its id.
func (u *User) Write(text string) int { return u.say(&message{text: text}, 0) }

// Mention writes a message that mentions the bot.
func (u *User) Mention(text string) int { return u.Write("@" + botUsername + " " + text) }

// Reply writes a message by the reply function.
func (u *User) Reply(to int, text string) int { return u.say(&message{text: text}, to) }

// say puts a message of the person's into the chat, and tells the bot of it if
// it may know.
func (u *User) say(m *message, replyTo int) int {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.present()
	m.from = u.account
	if u.anonymous {
		m.from, m.sender = special(anonymousAdmin), u.room.json()
	}
	if replyTo != 0 {
		m.replyTo = u.message(replyTo)
	}
	u.s.post(u.room, u.topic, m)
	return m.id
}

// post shows a message of somebody's. With the lock held.
func (s *Server) post(r *room, t *topic, m *message) {
	m.text, m.entities = tidy(m.text, m.entities)
	m.entities = detect(m.text, m.entities)
	explicit := m.replyTo
	switch {
	case t != nil:
		m.thread, m.inTopic = t.id, true
		if m.replyTo == nil {
			m.replyTo = t.created
		}
	case m.replyTo != nil && m.replyTo.inTopic:
		m.thread, m.inTopic = m.replyTo.thread, true
	case m.replyTo != nil && r.kind == "supergroup":
		// A reply in a supergroup has a thread too, which is no topic.
		if m.thread = m.replyTo.thread; m.thread == 0 {
			m.thread = m.replyTo.id
		}
	}
	s.put(r, m)
	if r.hears(m, explicit) {
		s.push("message", m.json(s, false))
	}
}

// hears says whether the bot is told of a message: with privacy mode on, in a
// group only of commands, mentions, replies to its own messages, and service
// messages; as an admin, of all.
func (r *room) hears(m *message, repliesTo *message) bool {
	if r.kind == "private" {
		return !r.blocked
	}
	if !r.bot.in() {
		return false
	}
	if r.bot.admin() || (repliesTo != nil && repliesTo.own()) || (m.text == "" && m.media == nil) {
		return true
	}
	for _, e := range m.entities {
		word := e.Covers(m.text)
		switch e.Type {
		case "bot_command":
			_, addressee, addressed := strings.Cut(word, "@")
			if e.Offset == 0 && (!addressed || strings.EqualFold(addressee, botUsername)) {
				return true
			}
		case "mention":
			if strings.EqualFold(word, "@"+botUsername) {
				return true
			}
		}
	}
	return false
}

// present opens the chat, and ends the test if the person can't write there.
func (u *User) present() {
	u.s.tb.Helper()
	if u.account.deleted {
		u.s.tb.Fatalf("telegramtest: %s has no account any more", u.account.first)
	}
	if u.room.kind == "private" {
		if u.room.blocked {
			u.s.tb.Fatalf("telegramtest: %s has blocked the bot and can't write to it", u.account.first)
		}
		u.room.started = true
		return
	}
	m := u.room.member(u.account)
	if !m.in() {
		u.s.tb.Fatalf("telegramtest: %s isn't in %q", u.account.first, u.room.title)
	}
	if u.anonymous && !m.admin() {
		u.s.tb.Fatalf("telegramtest: %s is no admin of %q", u.account.first, u.room.title)
	}
}

// Edit changes a message of the person's.
func (u *User) Edit(id int, text string) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	m := u.ownMessage(id)
	m.edits = append(m.edits, m.text)
	m.text, m.entities = tidy(text, nil)
	m.entities = detect(m.text, nil)
	u.s.tellEdit(u.room, m)
}

// Touch has the bot told of an edit that changed no text, as happens when a
// preview is loaded.
func (u *User) Touch(id int) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.tellEdit(u.room, u.ownMessage(id))
}

func (s *Server) tellEdit(r *room, m *message) {
	m.edited = now()
	if r.hears(m, m.replyTo) {
		s.push("edited_message", m.json(s, false))
	}
}

// Delete takes away a message of the person's or, in the private chat, one of
// the bot's. The bot isn't told.
func (u *User) Delete(id int) {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	m := u.message(id)
	if m.from.id != u.account.id && u.room.kind != "private" {
		u.s.tb.Fatalf("telegramtest: message %d is not %s's to delete", id, u.account.first)
	}
	m.deleted = true
}

func (u *User) message(id int) *message {
	u.s.tb.Helper()
	m := u.room.byID[id]
	if m == nil {
		u.s.tb.Fatalf("telegramtest: no message %d in chat %d", id, u.room.id)
	}
	return m
}

func (u *User) ownMessage(id int) *message {
	u.s.tb.Helper()
	m := u.message(id)
	if m.from.id != u.account.id && (!u.anonymous || m.from.id != anonymousAdmin) {
		u.s.tb.Fatalf("telegramtest: message %d is not %s's", id, u.account.first)
	}
	return m
}
