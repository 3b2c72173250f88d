package telegramtest

import (
	"maps"
	"slices"
	"time"
)

// message is one message in a chat, a person's, the bot's or a service one.
type message struct {
	id       int
	thread   int
	inTopic  bool
	room     *room
	from     *account
	sender   object // sender_chat, where a chat speaks
	date     time.Time
	edited   time.Time
	text     string // a caption, if there is media
	entities []Entity
	media    object // such as {"voice": {…}}; also location
	file     File   // of a photo or document of the bot's
	replyTo  *message
	extra    object // forward_origin, service fields and the like

	// What only the bot's messages have.
	markup      map[string]any // an inline keyboard
	otherMarkup bool           // a reply keyboard, its removal, or a forced reply
	forceReply  bool
	placeholder string
	preview     bool
	silent      bool
	edits       []string
	had         []Button // every button that ever stood under it, the latest first

	deleted  bool
	pinned   bool
	reaction string // the bot's
}

func (m *message) own() bool { return m.from != nil && m.from.id == botID }

// json shows a message as the API does; a message replied to is shown without
// what it replies to itself.
func (m *message) json(s *Server, nested bool) object {
	o := object{"message_id": m.id, "date": m.date.Unix(), "chat": m.room.json()}
	if m.from != nil {
		o["from"] = m.from.json()
	}
	if m.sender != nil {
		o["sender_chat"] = m.sender
	}
	if m.thread != 0 {
		o["message_thread_id"] = m.thread
	}
	if m.inTopic {
		o["is_topic_message"] = true
	}
	if !m.edited.IsZero() {
		o["edit_date"] = m.edited.Unix()
	}
	if m.replyTo != nil && !nested && !m.replyTo.deleted {
		o["reply_to_message"] = m.replyTo.json(s, true)
	}
	text, entities := "text", "entities"
	if m.media != nil {
		text, entities = "caption", "caption_entities"
	}
	if m.text != "" {
		o[text] = m.text
		if list := s.entitiesJSON(m.entities); list != nil {
			o[entities] = list
		}
	}
	maps.Copy(o, m.media)
	maps.Copy(o, m.extra)
	if m.markup != nil {
		o["reply_markup"] = m.markup
	}
	return o
}

// put gives a message its id, its date and its place.
func (s *Server) put(r *room, m *message) *message {
	m.room, m.date, m.id = r, now(), s.nextID(r)
	r.messages = append(r.messages, m)
	r.byID[m.id] = m
	return m
}

// Button is one button under a message.
type Button struct {
	Label string
	Data  string // of a button that calls back
	URL   string // of a link
}

// buttons returns a message's rows of buttons.
func (m *message) buttons() [][]Button {
	var rows [][]Button
	list, _ := m.markup["inline_keyboard"].([]any)
	for _, row := range list {
		var buttons []Button
		for _, b := range row.([]any) {
			b := b.(map[string]any)
			buttons = append(buttons, Button{Label: str(b["text"]), Data: str(b["callback_data"]), URL: str(b["url"])})
		}
		rows = append(rows, buttons)
	}
	return rows
}

// setMarkup replaces the inline keyboard; one without buttons is none.
func (m *message) setMarkup(markup map[string]any) {
	m.markup = markup
	if len(m.buttons()) == 0 {
		m.markup = nil
	}
	m.had = slices.Concat(slices.Concat(m.buttons()...), m.had)
}

// Seen is a message as its chat shows it.
type Seen struct {
	ID    int
	Topic int // the forum topic it stands in, or 0
	At    time.Time
	// From is who wrote it: a name, or "bot".
	From string
	// Text is plain; of a photo or a document it is the caption. Edits are its
	// earlier texts, oldest first.
	Text     string
	Entities []Entity
	Edits    []string
	Buttons  [][]Button
	ReplyTo  int
	Photo    *File
	Document *File
	// ForceReply says that the message opened the reply function, with this
	// placeholder.
	ForceReply  bool
	Placeholder string
	Preview     bool   // links may be previewed
	Silent      bool   // it rang no bell
	Reaction    string // the bot's
	Deleted     bool
}

// Labels returns the labels of all buttons in reading order.
func (s Seen) Labels() []string {
	var all []string
	for _, b := range slices.Concat(s.Buttons...) {
		all = append(all, b.Label)
	}
	return all
}

func (m *message) seen() Seen {
	v := Seen{
		ID: m.id, At: m.date, From: "bot", Text: m.text,
		Entities: slices.Clone(m.entities), Edits: slices.Clone(m.edits), Buttons: m.buttons(),
		ForceReply: m.forceReply, Placeholder: m.placeholder, Preview: m.preview, Silent: m.silent,
		Reaction: m.reaction, Deleted: m.deleted,
	}
	if m.inTopic {
		v.Topic = m.thread
	}
	if !m.own() {
		v.From = m.from.first
	}
	if m.replyTo != nil {
		v.ReplyTo = m.replyTo.id
	}
	if m.file.Bytes != nil {
		file := m.file
		if _, ok := m.media["photo"]; ok {
			v.Photo = &file
		} else {
			v.Document = &file
		}
	}
	return v
}
