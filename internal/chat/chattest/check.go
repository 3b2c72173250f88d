package chattest

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

// What people and time can bring about, so that it fails no test.
var (
	errMessageGone   = errors.New("the message is gone")
	errHandleExpired = errors.New("the event can't be answered any more")
	errRoleGone      = errors.New("the role is gone")
)

// The bounds of a message, of the tightest platform there is.
const (
	maxLabel = 40  // runes
	maxNonce = 25  // bytes
	maxAlert = 200 // runes
	maxTitle = 45  // runes, of a form and of its fields' labels
	maxHint  = 64  // runes, of a placeholder
)

// writable returns the room of a chat that the bot may write in.
func (p *Platform) writable(c chat.Chat) (*room, *chat.SendError) {
	r := p.room(c)
	switch {
	case r == nil:
		return nil, &chat.SendError{Kind: chat.Gone, Err: errors.New("chat not found")}
	case !r.movedTo.IsZero():
		return nil, &chat.SendError{Kind: chat.Moved, MovedTo: r.movedTo, Err: errors.New("the group was upgraded")}
	case r.blocked || !r.open || !p.hears(r):
		return nil, &chat.SendError{Kind: chat.Gone, Err: errors.New("the bot can't write there")}
	case r.closed || r.locked:
		return nil, &chat.SendError{Kind: chat.NotAllowed, Err: errors.New("the topic is closed, or the thread locked")}
	}
	if missing := r.lacks(); missing != "" {
		return nil, &chat.SendError{Kind: chat.NotAllowed, Missing: missing, Err: errors.New("missing permissions")}
	}
	return r, nil
}

// own returns a message of the bot's. Any other is a defect of the caller's.
func (p *Platform) own(r *room, id chat.MessageID, what string) (*message, *chat.SendError) {
	p.tb.Helper()
	m := r.byID[id]
	switch {
	case m == nil:
		return nil, p.violation("%s: no message %q in %s", what, id, r.space.ID)
	case m.Author != "":
		return nil, p.violation("%s: message %s is not the bot's", what, id)
	}
	return m, nil
}

// check holds a message against the limits and the rules of a chat.
func (p *Platform) check(m chat.Message, r *room) *chat.SendError {
	p.tb.Helper()
	if len(m.Nonce) > maxNonce {
		return p.violation("nonce of %d bytes, at most %d", len(m.Nonce), maxNonce)
	}
	if failed := p.checkAnswer(m, r); failed != nil {
		return failed
	}
	if m.Form != nil {
		return p.checkForm(m)
	}
	if f := m.File; f != nil {
		switch {
		case f.Name == "" || f.Type == "" || len(f.Data) == 0 || m.Picture != nil:
			return p.violation("file without a name, a type or content, or beside a picture")
		case len(f.Data) > p.limits.MaxFile:
			return p.violation("file of %d bytes, at most %d", len(f.Data), p.limits.MaxFile)
		}
	}
	if m.Picture == nil && m.File == nil && strings.TrimSpace(m.Text()) == "" {
		return p.violation("empty message")
	}
	for _, b := range m.Blocks {
		if !utf8.ValidString(b.Text) {
			return p.violation("a block that is no UTF-8")
		}
	}
	if pic := m.Picture; pic != nil {
		if pic.Name == "" || pic.Alt == "" || !bytes.HasPrefix(pic.PNG, []byte("\x89PNG\r\n\x1a\n")) {
			return p.violation("picture without a name, a description or a PNG")
		}
	}
	if m.ReplyTo != "" && r.byID[m.ReplyTo] == nil {
		return p.violation("a reply to %q, which is no message in %s", m.ReplyTo, r.space.ID)
	}
	if n := utf8.RuneCountInString(m.Placeholder); n > maxHint {
		return p.violation("placeholder of %d runes, at most %d", n, maxHint)
	}
	if len(m.Actions) > p.limits.MaxActions {
		return p.violation("%d actions, at most %d", len(m.Actions), p.limits.MaxActions)
	}
	for _, a := range m.Actions {
		if n := utf8.RuneCountInString(a.Label); n == 0 || n > maxLabel {
			return p.violation("label of %d runes, from 1 to %d", n, maxLabel)
		}
		if failed := p.checkRef(a.Ref); failed != nil {
			return failed
		}
	}
	return nil
}

func (p *Platform) checkRef(ref chat.Ref) *chat.SendError {
	p.tb.Helper()
	back, err := chat.ParseRef(ref.String())
	if err != nil {
		return p.violation("action %q: %w", ref.Verb, err)
	}
	if back != ref {
		return p.violation("action %q comes back as another", ref.Verb)
	}
	return nil
}

// checkAnswer holds who sees a message, and what it answers, against the rules.
func (p *Platform) checkAnswer(m chat.Message, r *room) *chat.SendError {
	p.tb.Helper()
	h := p.handles[m.Answer]
	switch {
	case m.Answer != "" && h == nil:
		return p.violation("answer to an event that never was")
	case h != nil && h.chat != m.To:
		return p.violation("answer in another chat than its event's")
	case m.Seen == chat.AsAlert && (h == nil || !h.press):
		return p.violation("a notice that answers no press")
	case m.Seen == chat.AsAlert && len(m.Actions) > 0:
		return p.violation("a notice with actions")
	case m.Seen == chat.AsAlert && utf8.RuneCountInString(m.Text()) > maxAlert:
		return p.violation("a notice of more than %d runes", maxAlert)
	case m.Seen == chat.ByActor && !r.space.Private && !p.limits.Ephemeral:
		return p.violation("a message for one member in a channel, where all would see it")
	case m.Seen == chat.ByActor && !r.space.Private && h == nil:
		return p.violation("a message for one member that answers nobody")
	}
	return nil
}

func (p *Platform) checkForm(m chat.Message) *chat.SendError {
	p.tb.Helper()
	f, h := m.Form, p.handles[m.Answer]
	switch {
	case !p.limits.Forms:
		return p.violation("a form, where there are none")
	case h == nil || !h.press || !h.form:
		return p.violation("a form that follows no press that said so")
	case f.Title == "" || utf8.RuneCountInString(f.Title) > maxTitle:
		return p.violation("form title of %d runes, from 1 to %d", utf8.RuneCountInString(f.Title), maxTitle)
	case len(f.Fields) == 0 || len(f.Fields) > 5:
		return p.violation("form of %d fields, from 1 to 5", len(f.Fields))
	}
	for _, field := range f.Fields {
		if n := utf8.RuneCountInString(field.Label); field.ID == "" || n == 0 || n > maxTitle {
			return p.violation("field without id, or with a label of %d runes, from 1 to %d", n, maxTitle)
		}
		if n := utf8.RuneCountInString(field.Placeholder); n > maxHint {
			return p.violation("placeholder of %d runes, at most %d", n, maxHint)
		}
	}
	return p.checkRef(f.Action)
}
