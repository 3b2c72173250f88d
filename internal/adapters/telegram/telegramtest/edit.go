package telegramtest

import (
	"reflect"
	"slices"
	"time"
)

// deletable is how long a message can be deleted by the bot.
const deletable = 48 * time.Hour

// editable finds the message that an edit is about.
func (s *Server) editable(p params) (*message, *apiError) {
	if p.has("inline_message_id") {
		return nil, bad("MESSAGE_ID_INVALID").ours("inline_message_id", "is no message: the bot sends none inline")
	}
	if !p.has("chat_id") {
		return nil, bad("chat_id is empty").ours("chat_id", "is missing")
	}
	if !p.has("message_id") {
		return nil, bad("message identifier is not specified").ours("message_id", "is missing")
	}
	r, failed := s.target(p)
	if failed == nil {
		failed = r.reachable()
	}
	if failed != nil {
		return nil, failed
	}
	m := r.find(int(p.num("message_id")))
	switch {
	case m == nil:
		return nil, bad("message to edit not found")
	case !m.own() || m.otherMarkup:
		return nil, bad("message can't be edited")
	}
	return m, nil
}

func (s *Server) editMessageText(p params) (any, *apiError) {
	m, failed := s.editable(p)
	if failed != nil {
		return nil, failed
	}
	if m.media != nil {
		return nil, bad("there is no text in the message to edit")
	}
	if !p.has("text") {
		return nil, bad("message text is empty").ours("text", "is missing")
	}
	return s.edit(m, p, "text", "entities")
}

func (s *Server) editMessageCaption(p params) (any, *apiError) {
	m, failed := s.editable(p)
	if failed != nil {
		return nil, failed
	}
	if m.media == nil {
		return nil, bad("there is no caption in the message to edit")
	}
	return s.edit(m, p, "caption", "caption_entities")
}

func (s *Server) editMessageReplyMarkup(p params) (any, *apiError) {
	m, failed := s.editable(p)
	if failed != nil {
		return nil, failed
	}
	return s.edit(m, p, "", "")
}

// edit replaces a message's text and its keyboard. A keyboard that the request
// leaves out is taken away.
func (s *Server) edit(m *message, p params, text, entities string) (any, *apiError) {
	fresh := &message{text: m.text, entities: m.entities}
	if text != "" {
		if failed := s.setText(fresh, p, text, entities); failed != nil {
			return nil, failed
		}
	}
	fresh.setMarkup(p.object("reply_markup"))
	sameText := fresh.text == m.text && slices.Equal(fresh.entities, m.entities)
	if sameText && reflect.DeepEqual(fresh.markup, m.markup) {
		return nil, bad(notModified)
	}
	if !sameText {
		m.edits = append(m.edits, m.text)
	}
	if text == "text" {
		m.preview = p.object("link_preview_options")["is_disabled"] != true
	}
	m.text, m.entities, m.edited = fresh.text, fresh.entities, now()
	m.setMarkup(fresh.markup)
	return m.json(s, false), nil
}

func (s *Server) deleteMessage(p params) (any, *apiError) {
	r, failed := s.target(p)
	if failed == nil {
		failed = r.reachable()
	}
	if failed != nil {
		return nil, failed
	}
	m := r.find(int(p.num("message_id")))
	switch {
	case m == nil:
		return nil, bad("message to delete not found")
	case time.Since(m.date) > deletable && !r.bot.admin(),
		!m.own() && r.kind != "private" && !r.bot.admin():
		return nil, bad("message can't be deleted for everyone")
	}
	m.deleted = true
	return true, nil
}

func (s *Server) setMessageReaction(p params) (any, *apiError) {
	r, failed := s.target(p)
	if failed == nil {
		failed = r.reachable()
	}
	if failed != nil {
		return nil, failed
	}
	m := r.find(int(p.num("message_id")))
	if m == nil || m.text == "" && m.media == nil {
		return nil, bad("message to react not found")
	}
	m.reaction = ""
	for _, v := range p.list("reaction") {
		reaction := v.(map[string]any)
		if reaction["type"] != "emoji" {
			return nil, bad("REACTION_INVALID").ours("reaction", "is none that a bot can set")
		}
		m.reaction = str(reaction["emoji"])
	}
	return true, nil
}
