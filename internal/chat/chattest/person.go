package chattest

import (
	"strings"

	"stillpoint/internal/chat"
)

// Person is somebody at their device, in one chat. Everything they do becomes
// an event of the platform's, at once or when the bot comes back. A step that
// nobody could take, such as pressing a button that isn't there, ends the test.
type Person struct {
	p       *Platform
	account string
	chat    chat.Chat
}

// Person returns the person of that name, in their private chat with the bot;
// the same for the same name.
func (p *Platform) Person(name string) *Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := chat.Chat{Platform: p.name, ID: "@" + name}
	if p.people[name] == nil {
		p.people[name] = &account{name: name, adminOf: map[string]bool{}, roles: map[roleIn]bool{}}
		p.addRoom(chat.Space{Chat: c, Private: true}, name, p.writesFirst)
	}
	return &Person{p: p, account: name, chat: c}
}

// In returns the same person in a channel.
func (q *Person) In(c *Channel) *Person {
	return &Person{p: q.p, account: q.account, chat: c.Chat()}
}

// Chat returns the chat that the person is in.
func (q *Person) Chat() chat.Chat { return q.chat }

// Account returns the person's account.
func (q *Person) Account() string { return q.account }

// Opened has the person's private chat open without a word written, so that
// the bot may write there.
func (q *Person) Opened() *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.enter()
	return q
}

// Called changes what the account calls itself, and its language.
func (q *Person) Called(name, locale string) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	a := q.p.people[q.account]
	a.name, a.locale = name, locale
	return q
}

// Write writes a message. In a channel the bot isn't told of it.
func (q *Person) Write(text string) chat.MessageID {
	return q.say(chat.Text{Body: text})
}

// Mention writes a message in a channel that mentions the bot.
func (q *Person) Mention(text string) chat.MessageID {
	return q.say(chat.Text{Body: text, Mention: true})
}

// Reply writes a message by the platform's own reply function.
func (q *Person) Reply(to chat.MessageID, text string) chat.MessageID {
	return q.say(chat.Text{Body: text, ReplyTo: to})
}

// Voice sends a voice message.
func (q *Person) Voice() chat.MessageID { return q.say(chat.Text{Medium: chat.Voice}) }

// File sends a file; its caption, if any, is words. Its text is empty where it is none
// that can be read.
func (q *Person) File(text, caption string) chat.MessageID {
	if caption != "" {
		return q.say(chat.Text{Body: caption, File: &text})
	}
	return q.say(chat.Text{Medium: chat.OtherMedium, File: &text})
}

// Sticker sends a sticker.
func (q *Person) Sticker() chat.MessageID { return q.say(chat.Text{Medium: chat.Sticker}) }

// Photo sends a picture; its caption, if any, is words.
func (q *Person) Photo(caption string) chat.MessageID {
	if caption != "" {
		return q.say(chat.Text{Body: caption})
	}
	return q.say(chat.Text{Medium: chat.Image})
}

// Locate shares a point on the map, in a private chat.
func (q *Person) Locate(latitude, longitude float64) chat.MessageID {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	r := q.enter()
	m := &message{Shown: Shown{Author: q.account, At: q.p.now(), Medium: chat.OtherMedium}}
	q.p.put(r, m)
	if r.space.Private {
		q.p.intake.add(chat.Located{Meta: q.meta(), Message: m.ID, Latitude: latitude, Longitude: longitude})
	}
	return m.ID
}

func (q *Person) say(t chat.Text) chat.MessageID {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	r := q.enter()
	m := &message{Shown: Shown{
		Author: q.account, At: q.p.now(), Text: t.Body, ReplyTo: t.ReplyTo, Medium: t.Medium,
	}}
	q.p.put(r, m)
	t.Message = m.ID
	if m.told = q.heard(t); m.told {
		t.Meta = q.meta()
		q.p.intake.add(t)
	}
	return m.ID
}

// heard reports whether the platform tells the bot of a message: in channels
// only of mentions, and of replies to the bot's own messages; never of what is
// written in the group's name.
func (q *Person) heard(t chat.Text) bool {
	r := q.room()
	if r.space.Private {
		return true
	}
	to := r.byID[t.ReplyTo]
	return q.p.hears(r) && !q.hides() && (t.Mention || (to != nil && to.Author == ""))
}

// Edit changes a message of the person's.
func (q *Person) Edit(id chat.MessageID, text string) {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	m := q.ownMessage(id)
	m.Edits = append(m.Edits, m.Text)
	m.Text = text
	if m.told && q.p.hears(q.room()) {
		e := chat.Edited{Meta: q.meta(), Message: id, Body: text}
		if command, ok := strings.CutPrefix(text, "/"); ok {
			e.Command, e.Args, _ = strings.Cut(command, " ")
		}
		q.p.intake.add(e)
	}
}

// Delete takes away a message of the person's, or, in their private chat, one
// of the bot's; an admin deletes any. The bot is told only where
// Limits.TellsDeletions, and only of those of the person's that it was told of.
func (q *Person) Delete(id chat.MessageID) {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	m := q.message(id)
	if r := q.room(); m.Author != q.account && !r.space.Private && !q.p.manages(q.account, r.space.Parent) {
		q.p.tb.Fatalf("chattest: message %s is not %s's to delete", id, q.account)
	}
	m.Deleted = true
	if q.p.limits.TellsDeletions && m.Author == q.account && m.told && q.p.hears(q.room()) {
		q.p.intake.add(chat.Deleted{Meta: q.meta(), Message: id})
	}
}

// Block keeps the bot from writing to the person.
func (q *Person) Block() { q.setBlocked(true) }

// Unblock lets it write again.
func (q *Person) Unblock() { q.setBlocked(false) }

func (q *Person) setBlocked(on bool) {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.block(on)
}

func (q *Person) block(on bool) {
	q.room().blocked = on
	if !q.p.tellsBlocks {
		return
	}
	if on {
		q.p.intake.add(chat.Left{Meta: q.meta()})
	} else {
		q.p.intake.add(chat.Allowed{Meta: q.meta()})
	}
}

// enter returns the chat's room; whoever writes there privately has opened it.
func (q *Person) enter() *room {
	r := q.room()
	if r.space.Private {
		r.open = true
	}
	return r
}

func (q *Person) room() *room { return q.p.rooms[q.chat] }

func (q *Person) message(id chat.MessageID) *message {
	q.p.tb.Helper()
	m := q.room().byID[id]
	if m == nil {
		q.p.tb.Fatalf("chattest: no message %q in %s", id, q.chat.ID)
	}
	return m
}

func (q *Person) ownMessage(id chat.MessageID) *message {
	q.p.tb.Helper()
	m := q.message(id)
	if m.Author != q.account {
		q.p.tb.Fatalf("chattest: message %s is not %s's", id, q.account)
	}
	return m
}

func (q *Person) meta() chat.Meta {
	space := q.room().space
	return chat.Meta{ID: q.p.newSeq("e"), Space: space, Actor: q.actor(space), At: q.p.now()}
}

// actor is what the platform tells of the person in a space.
func (q *Person) actor(s chat.Space) chat.Actor {
	a := q.p.people[q.account]
	by := chat.Actor{Account: q.account, Name: a.name, Locale: a.locale}
	if !s.Private {
		by.Admin, by.Roles = q.p.manages(q.account, s.Parent), q.p.rolesOf(q.account, s.Parent)
	}
	if by.Admin && a.anonymous {
		return chat.Actor{Admin: true}
	}
	return by
}
