package discordtest

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"
)

// message returns a message of a place that the bot can find there.
func (p *place) message(id snowflake) (*message, *apiError) {
	m := p.byID[id]
	if m == nil || m.deleted || m.only != nil {
		return nil, errMessage
	}
	return m, nil
}

// writable returns a place that the bot may write in.
func (s *Server) writable(id snowflake, form object, files map[string]File) (*place, *apiError) {
	need := "SEND_MESSAGES"
	if p := s.places[id]; p != nil && p.kind == kindThread {
		need = "SEND_MESSAGES_IN_THREADS"
	}
	p, failed := s.sighted(id, need)
	if failed != nil {
		return nil, failed
	}
	if p.kind == kindPrivate {
		switch {
		case p.owner.blocked:
			return nil, errCannotSend
		case !s.reachable(p.owner):
			return nil, errNoMutual
		}
		return p, nil
	}
	if p.silent() {
		return nil, errNoText
	}
	if p.locked && p.permissions(s.bot)&permissions["MANAGE_THREADS"] == 0 {
		return nil, errThreadLocked
	}
	if len(listOf(form["embeds"])) > 0 {
		failed = s.may(p, "EMBED_LINKS")
	}
	if failed == nil && len(files) > 0 {
		failed = s.may(p, "ATTACH_FILES")
	}
	return p, failed
}

// noncesMessage returns the message that this nonce has made already.
func (s *Server) noncesMessage(p *place, nonce string) *message {
	for _, m := range slices.Backward(p.messages) {
		if time.Since(m.at) >= s.nonceWindow {
			break
		}
		if m.author == s.bot && m.nonce == nonce && m.only == nil {
			return m
		}
	}
	return nil
}

func nonceOf(form object) string {
	if n, ok := form["nonce"].(json.Number); ok {
		return n.String()
	}
	return stringOf(form["nonce"])
}

func (s *Server) createMessage(c *call) (any, *apiError) {
	form := c.form()
	p, failed := s.writable(c.id("channel_id"), form, c.files)
	if failed != nil {
		return nil, failed
	}
	m := s.newMessage(p, s.bot)
	m.nonce = nonceOf(form)
	if utf8.RuneCountInString(m.nonce) > 25 {
		return nil, invalid(wrong("nonce", tooLong, "has more than 25 characters"))
	}
	if boolOf(form["enforce_nonce"]) {
		if m.nonce == "" {
			return nil, invalid(wrong("nonce", required, "is missing, and enforced"))
		}
		if first := s.noncesMessage(p, m.nonce); first != nil {
			return s.messageJSON(first), nil
		}
	}
	if failed := s.refer(m, objectOf(form["message_reference"])); failed != nil {
		return nil, failed
	}
	if failed := s.compose(m, "", form, c.files, flagsOfMessage); failed != nil {
		return nil, failed
	}
	s.notify(m, form)
	s.post(m)
	return s.messageJSON(m), nil
}

// refer makes a message a reply.
func (s *Server) refer(m *message, to object) *apiError {
	if to == nil {
		return nil
	}
	if id := stringOf(to["channel_id"]); id != "" && parseID(id) != m.place.id {
		return invalid(wrong("message_reference.channel_id", notChoice, "is another channel"))
	}
	if s.may(m.place, "READ_MESSAGE_HISTORY") != nil {
		return errReplyHistory
	}
	m.replyTo = m.place.byID[parseID(stringOf(to["message_id"]))]
	m.reference = m.replyTo != nil && !m.replyTo.deleted
	if strict, named := to["fail_if_not_exists"]; !m.reference && (!named || boolOf(strict)) {
		// The world can delete a message at any time: no fault of the bot's.
		e := invalid(wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", ""))
		e.fault = ""
		return e
	}
	return nil
}

func (s *Server) listMessages(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	list := []any{}
	if s.may(p, "READ_MESSAGE_HISTORY") != nil {
		return list, nil
	}
	limit := 50
	if n := intOf(c.query["limit"]); n > 0 {
		limit = n
	}
	bound := func(name string) (snowflake, bool) {
		v, named := c.query[name]
		return parseID(stringOf(v)), named
	}
	after, isAfter := bound("after")
	before, isBefore := bound("before")
	around, isAround := bound("around")
	if isAfter && isBefore || isAround && (isAfter || isBefore) {
		return nil, invalid(wrong("after", notChoice, "can't stand beside before or around"))
	}
	var found []*message
	for _, m := range p.messages {
		if !m.deleted && m.only == nil && (!isAfter || m.id > after) && (!isBefore || m.id < before) {
			found = append(found, m)
		}
	}
	switch {
	case isAround:
		i := slices.IndexFunc(found, func(m *message) bool { return m.id >= around })
		from := max(0, i-limit/2)
		found = found[from:min(len(found), from+limit)]
	case isAfter:
		found = found[:min(len(found), limit)]
	default:
		found = found[max(0, len(found)-limit):]
	}
	for _, m := range slices.Backward(found) {
		list = append(list, s.messageJSON(m))
	}
	return list, nil
}

func (s *Server) getMessage(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"), "READ_MESSAGE_HISTORY")
	if failed != nil {
		return nil, failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, failed
	}
	return s.messageJSON(m), nil
}

func (s *Server) editMessage(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, failed
	}
	if failed := s.changeable(m); failed != nil {
		return nil, failed
	}
	if failed := s.edit(m, "", c.form(), c.files); failed != nil {
		return nil, failed
	}
	return s.messageJSON(m), nil
}

// changeable reports whether the bot may edit a message.
func (s *Server) changeable(m *message) *apiError {
	switch {
	case m.author != s.bot:
		return errNotAuthor
	case m.place.archived:
		return errArchived
	case m.published:
		if m.publicEdits = within(m.publicEdits, time.Now(), time.Hour); len(m.publicEdits) >= 3 {
			return errAnnounced
		}
		m.publicEdits = append(m.publicEdits, time.Now())
	case time.Since(m.at) >= time.Hour:
		if m.late++; s.oldEdits > 0 && m.late > s.oldEdits {
			return errOldEdits
		}
	}
	return nil
}

// edit changes a message of the bot's, and tells of it.
func (s *Server) edit(m *message, at string, form object, files map[string]File) *apiError {
	if failed := s.compose(m, at, form, files, flagsOfMessage); failed != nil {
		return failed
	}
	s.change(m)
	return nil
}

func (s *Server) deleteMessage(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, failed
	}
	if m.author != s.bot {
		if p.kind == kindPrivate {
			return nil, errDMType
		}
		if failed := s.may(p, "MANAGE_MESSAGES"); failed != nil {
			return nil, failed
		}
	}
	if p.archived {
		return nil, errArchived
	}
	s.delete(m)
	return nil, nil
}
