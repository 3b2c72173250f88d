package discordtest

import (
	"slices"
	"time"
)

// Person is somebody at their client, in one place: at first in their private
// chat with the bot. What they do becomes events, at once or when the bot comes
// back in time. A step that nobody could take, such as pressing a button that
// isn't there, ends the test.
//
// Somebody who was never put into a guild is taken to share one with the bot
// that no test tells of.
type Person struct {
	s       *Server
	account *account
	place   *place
}

// Person returns the person of that name in their private chat; the same for the
// same name.
func (s *Server) Person(name string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.byName[name]
	if a == nil {
		a = s.newAccount(name)
		s.byName[name] = a
	}
	return &Person{s, a, s.privateChat(a)}
}

// In returns the same person in a channel of a guild, which they join if they
// aren't in it.
func (p *Person) In(c *Channel) *Person {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.join(c.guild, p.account)
	return &Person{p.s, p.account, c.place}
}

// Speaks sets the language of their client, such as "de".
func (p *Person) Speaks(locale string) *Person {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.account.locale = locale
	return p
}

// ID is the account's.
func (p *Person) ID() string { return p.account.id.String() }

// ChannelID is the id of the channel that the person is in.
func (p *Person) ChannelID() string { return p.place.id.String() }

// Block has the person block the bot, or take no messages from it.
func (p *Person) Block() { p.set(func(a *account) { a.blocked = true }) }

// Unblock takes that back.
func (p *Person) Unblock() { p.set(func(a *account) { a.blocked = false }) }

// Install adds the app to the account, so that it works everywhere.
func (p *Person) Install() { p.set(func(a *account) { a.installed = true }) }

// Uninstall takes the app off the account. From then on only guilds connect the
// person with the bot.
func (p *Person) Uninstall() { p.set(func(a *account) { a.installed, a.joined = false, true }) }

func (p *Person) set(what func(*account)) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	what(p.account)
}

// present ends the test if the person can't write where they are.
func (p *Person) present() {
	p.s.tb.Helper()
	if p.place.kind == kindPrivate {
		if p.account.blocked || !p.s.reachable(p.account) {
			p.s.tb.Fatalf("discordtest: %s has blocked the bot, or shares no guild with it", p.account.name)
		}
		return
	}
	need := "SEND_MESSAGES"
	if p.place.kind == kindThread {
		need = "SEND_MESSAGES_IN_THREADS"
	}
	if lacks := missing(p.place, p.account, "VIEW_CHANNEL", need); lacks != "" || p.place.deleted || p.place.locked {
		p.s.tb.Fatalf("discordtest: %s can't write in %q; lacks %s", p.account.name, p.place.name, lacks)
	}
}

// Write writes a message, and returns its id; empty for one that AutoMod keeps from
// being shown.
func (p *Person) Write(text string) string { return p.say(func(m *message) { m.content = text }) }

// Mention writes a message that mentions the bot.
func (p *Person) Mention(text string) string { return p.Write("<@" + p.s.BotID() + "> " + text) }

// Reply writes a message by the reply function, with the notice to the author
// that is on by default: to one of the bot's, it mentions the bot.
func (p *Person) Reply(to, text string) string { return p.reply(to, text, true) }

// ReplyQuietly is Reply with the notice switched off.
func (p *Person) ReplyQuietly(to, text string) string { return p.reply(to, text, false) }

func (p *Person) reply(to, text string, tell bool) string {
	p.s.tb.Helper()
	return p.say(func(m *message) {
		m.content, m.reference, m.replyTo, m.tellAuthor = text, true, p.message(to), tell
	})
}

// say puts a message of the person's into the place, and tells the bot.
func (p *Person) say(what func(*message)) string {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.present()
	m := p.s.newMessage(p.place, p.account)
	what(m)
	if p.place.guild.blocks(m.content) {
		return ""
	}
	p.s.post(m)
	return m.id.String()
}

// Edit changes a message of the person's.
func (p *Person) Edit(id, text string) {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m := p.ownMessage(id)
	m.content = text
	p.s.change(m)
}

// Touch has the bot told of an update that changed no text, as happens when a
// preview is loaded.
func (p *Person) Touch(id string) {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	m := p.ownMessage(id)
	m.embeds = []any{object{"type": "link", "url": "https://example.org/", "title": "A page"}}
	p.s.tellMessage("MESSAGE_UPDATE", m)
}

// Delete takes away a message of the person's.
func (p *Person) Delete(id string) {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.delete(p.ownMessage(id))
}

// Medium says what a message consists of besides words.
type Medium int

// The media.
const (
	Image Medium = iota
	VoiceMessage
	Sticker
	Document
)

// Attach sends a medium, with a caption that may be empty; a sticker or a voice
// message has none.
func (p *Person) Attach(kind Medium, caption string) string {
	p.s.tb.Helper()
	return p.say(func(m *message) {
		m.content = caption
		file := File{Name: "photo.png", Type: "image/png", Bytes: []byte("\x89PNG\r\n\x1a\n")}
		switch kind {
		case Sticker:
			m.sticker = "Wave"
			return
		case VoiceMessage:
			m.content, m.flags = "", flagVoice
			file = File{Name: "voice-message.ogg", Type: "audio/ogg", Bytes: []byte("OggS")}
		case Document:
			file = File{Name: "notes.pdf", Type: "application/pdf", Bytes: []byte("%PDF-1.7")}
		}
		m.attachments = []attachment{{id: p.s.newID(), File: file}}
	})
}

func (p *Person) message(id string) *message {
	p.s.tb.Helper()
	m := p.place.byID[parseID(id)]
	if m == nil || m.only != nil && m.only != p.account {
		p.s.tb.Fatalf("discordtest: %s sees no message %s", p.account.name, id)
	}
	return m
}

func (p *Person) ownMessage(id string) *message {
	p.s.tb.Helper()
	m := p.message(id)
	if m.author != p.account || m.deleted {
		p.s.tb.Fatalf("discordtest: message %s is not %s's", id, p.account.name)
	}
	return m
}

// Failed returns the person's interactions that failed for them.
func (p *Person) Failed() []Failure {
	return slices.DeleteFunc(p.s.Failed(), func(f Failure) bool { return f.Person != p.account.name })
}

// Typing reports whether the bot is seen typing, which lasts ten seconds.
func (p *Person) Typing() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	n := len(p.place.typed)
	return n > 0 && time.Since(p.place.typed[n-1]) < 10*time.Second
}
