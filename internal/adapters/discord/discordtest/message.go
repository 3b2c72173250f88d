package discordtest

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// The flags of messages that the simulator knows.
const (
	flagCrossposted  = 1 << 0
	flagNoEmbeds     = 1 << 2
	flagHasThread    = 1 << 5
	flagEphemeral    = 1 << 6
	flagLoading      = 1 << 7
	flagSilent       = 1 << 12
	flagVoice        = 1 << 13
	flagComponentsV2 = 1 << 15
)

// message is one message in a place.
type message struct {
	id     snowflake
	place  *place
	author *account
	at     time.Time

	content     string
	embeds      []any
	components  []any
	attachments []attachment
	sticker     string
	flags       int
	nonce       string
	reference   bool // replies to replyTo, which may be deleted
	replyTo     *message
	tellAuthor  bool // the reply notifies the author of what it replies to

	edited    time.Time
	late      int      // edits an hour and more after it was sent
	reactions []string // the bot's
	only      *account // who alone sees it
	via       *interaction
	thread    *place
	deleted   bool

	pinned      bool        // in its channel
	pins        bool        // it is Discord's own line that a message was pinned
	published   bool        // to the channels that follow
	publicEdits []time.Time // of the last hour, since
}

// attachment is a file that hangs on a message.
type attachment struct {
	id snowflake
	File
}

// newMessage is a message that nobody sees yet.
func (s *Server) newMessage(p *place, by *account) *message {
	id := s.newID()
	return &message{id: id, place: p, author: by, at: time.Now()}
}

// post shows a message in its place, and tells the bot of it.
func (s *Server) post(m *message) {
	p := m.place
	if p.kind == kindThread && p.archived && m.only == nil {
		s.archive(p, false, false)
	}
	p.messages = append(p.messages, m)
	p.byID[m.id] = m
	if m.only == nil {
		s.tellMessage("MESSAGE_CREATE", m)
	}
}

// tellMessage dispatches a message, if the bot can see its place.
func (s *Server) tellMessage(event string, m *message) {
	if m.place.permissions(s.bot)&permissions["VIEW_CHANNEL"] == 0 {
		return
	}
	var data object
	if event == "MESSAGE_DELETE" {
		data = object{"id": m.id, "channel_id": m.place.id}
	} else {
		data = s.messageJSON(m)
		if m.nonce != "" && event == "MESSAGE_CREATE" {
			data["nonce"] = m.nonce
		}
	}
	intent := intentPrivate
	if g := m.place.guild; g != nil {
		intent = intentGuildMessages
		data["guild_id"] = g.id
		if of := g.members[m.author.id]; of != nil && event != "MESSAGE_DELETE" {
			data["member"] = of.json(false)
		}
	}
	s.dispatch(event, intent, m.place.guild, data)
}

// mention finds what a text mentions: people, roles, everyone.
var mention = regexp.MustCompile(`<@(!|&)?([0-9]+)>|@everyone|@here`)

// mentions returns the people and roles that a message mentions by its text.
func (s *Server) mentions(m *message) (people []*account, roles []snowflake, everyone bool) {
	for _, found := range mention.FindAllStringSubmatch(m.content, -1) {
		id := parseID(found[2])
		switch {
		case found[2] == "":
			everyone = true
		case found[1] == "&":
			if !slices.Contains(roles, id) {
				roles = append(roles, id)
			}
		case s.accounts[id] != nil && !slices.Contains(people, s.accounts[id]):
			people = append(people, s.accounts[id])
		}
	}
	if m.tellAuthor && m.replyTo != nil && !slices.Contains(people, m.replyTo.author) {
		people = append(people, m.replyTo.author)
	}
	return people, roles, everyone
}

// readable reports whether the bot gets a message's content, without the
// privileged intent: in private chats, its own messages, and where it is mentioned.
func (s *Server) readable(m *message) bool {
	people, _, _ := s.mentions(m)
	return m.place.guild == nil || m.author == s.bot || slices.Contains(people, s.bot)
}

// messageJSON is the message as the bot gets it.
func (s *Server) messageJSON(m *message) object {
	o := s.messageBody(m)
	if m.reference {
		o["referenced_message"] = nil
		if !m.replyTo.deleted {
			o["referenced_message"] = s.messageBody(m.replyTo)
		}
		o["message_reference"] = object{"type": 0, "channel_id": m.place.id, "message_id": m.replyTo.id}
		if m.place.guild != nil {
			o["message_reference"].(object)["guild_id"] = m.place.guild.id
		}
	}
	return o
}

func (s *Server) messageBody(m *message) object {
	people, roles, everyone := s.mentions(m)
	o := object{
		"id": m.id, "channel_id": m.place.id, "author": m.author.json(), "type": m.kind(), "content": "",
		"timestamp": stamp(m.at), "edited_timestamp": stampOrNull(m.edited), "tts": false, "pinned": m.pinned,
		"mention_everyone": everyone && m.author != s.bot, "mentions": []any{}, "mention_roles": []any{},
		"attachments": []any{}, "embeds": []any{}, "components": []any{}, "flags": m.flags,
	}
	for _, a := range people {
		o["mentions"] = append(o["mentions"].([]any), a.json())
	}
	if len(roles) > 0 {
		o["mention_roles"] = roles
	}
	if s.readable(m) {
		s.fillContent(o, m)
	}
	if len(m.reactions) > 0 {
		list := []any{}
		for _, emoji := range m.reactions {
			list = append(list, object{
				"emoji": object{"id": nil, "name": emoji}, "count": 1, "me": true, "me_burst": false,
				"burst_colors": []any{}, "count_details": object{"burst": 0, "normal": 1},
			})
		}
		o["reactions"] = list
	}
	if m.via != nil {
		o["webhook_id"], o["application_id"] = s.app, s.app
		o["interaction_metadata"] = m.via.metadata()
	}
	flags := m.flags
	if m.thread != nil {
		o["thread"] = m.thread.json()
		flags |= flagHasThread
	}
	if m.published {
		flags |= flagCrossposted
	}
	o["flags"] = flags
	return o
}

// fillContent adds what only those get who may read a message.
func (s *Server) fillContent(o object, m *message) {
	o["content"] = m.content
	if m.embeds != nil {
		o["embeds"] = m.embeds
	}
	if m.components != nil {
		o["components"] = m.components
	}
	list := []any{}
	for _, a := range m.attachments {
		url := s.URL() + "/attachments/" + a.id.String() + "/" + a.Name
		f := object{
			"id": a.id, "filename": a.Name, "size": len(a.Bytes), "url": url, "proxy_url": url, "content_type": a.Type,
		}
		if a.Description != "" {
			f["description"] = a.Description
		}
		if m.only != nil {
			f["ephemeral"] = true
		}
		if m.flags&flagVoice != 0 {
			f["duration_secs"], f["waveform"] = 3.2, "AAAA"
		}
		list = append(list, f)
	}
	o["attachments"] = list
	if m.sticker != "" {
		o["sticker_items"] = []any{object{"id": m.id, "name": m.sticker, "format_type": 1}}
	}
}

// kind is the official number of the message's type.
func (m *message) kind() int {
	switch {
	case m.via != nil && m.via.kind == kindCommand && m == m.via.original:
		return 20
	case m.pins:
		return 6
	case m.reference:
		return 19
	}
	return 0
}

// delete takes a message away.
func (s *Server) delete(m *message) {
	m.deleted = true
	if m.only == nil {
		s.tellMessage("MESSAGE_DELETE", m)
	}
}

// change tells of an edit.
func (s *Server) change(m *message) {
	m.edited = time.Now()
	if m.only == nil {
		s.tellMessage("MESSAGE_UPDATE", m)
	}
}

// embedText is all that an embed shows in words, a line each.
func embedText(v any) string {
	e := objectOf(v)
	lines := []string{stringOf(objectOf(e["author"])["name"]), stringOf(e["title"]), stringOf(e["description"])}
	for _, f := range listOf(e["fields"]) {
		lines = append(lines, stringOf(objectOf(f)["name"]), stringOf(objectOf(f)["value"]))
	}
	lines = append(lines, stringOf(objectOf(e["footer"])["text"]))
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n")
}
