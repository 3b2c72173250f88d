package chattest

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
)

type nonceKey struct {
	chat  chat.Chat
	nonce string
}

type nonceUse struct {
	at   time.Time
	sent chat.Sent
}

// do makes one request: it is checked and carried out by act under the lock,
// unless a fault prevents it. Its error is nil or a *chat.SendError.
func (p *Platform) do(ctx context.Context, op Op, m chat.Message, act func() *chat.SendError) error {
	p.tb.Helper()
	began := time.Now()
	fault := p.faultFor(op, m)
	failed := fault.before(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	if failed == nil {
		failed = act()
	}
	if failed == nil {
		failed = fault.after()
	}
	var err error
	if failed != nil {
		err = failed
	}
	p.requests = append(p.requests, Request{Op: op, Chat: m.To, Lane: m.Lane, At: began, Err: err})
	return err
}

// Send implements chat.Adapter.
func (p *Platform) Send(ctx context.Context, m chat.Message) (sent chat.Sent, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpSend, m, func() *chat.SendError {
		r, failed := p.writable(m.To)
		if failed == nil {
			failed = p.check(m, r)
		}
		if failed == nil && m.Answer == "" && (r.unseen || !r.kind.Posts()) {
			failed = &chat.SendError{Kind: chat.NotAllowed, Err: errors.New("the channel takes no messages of the bot's")}
		}
		if failed == nil && p.lacksRole(r, m.PingRole) {
			failed = &chat.SendError{Kind: chat.Rejected, Err: errRoleGone}
		}
		if failed == nil {
			sent, failed = p.show(r, m)
		}
		return failed
	})
	if err != nil {
		return chat.Sent{}, err
	}
	return sent, nil
}

// sentBefore returns the receipt of the message that has this one's nonce.
func (p *Platform) sentBefore(key nonceKey) (chat.Sent, bool) {
	use, ok := p.nonces[key]
	ok = ok && key.nonce != "" && p.limits.NonceWindow > 0 && time.Since(use.at) < p.limits.NonceWindow
	return use.sent, ok
}

// show puts a checked message into its room, or returns the receipt of the one
// that has its nonce already.
func (p *Platform) show(r *room, m chat.Message) (chat.Sent, *chat.SendError) {
	now := p.now()
	r.archived = false
	key := nonceKey{m.To, m.Nonce}
	if sent, ok := p.sentBefore(key); ok {
		return sent, nil
	}
	var in chat.Chat
	if r.kind == chat.KindForum && m.Answer == "" {
		var failed *chat.SendError
		if r, failed = p.openPost(r, &m); failed != nil {
			return chat.Sent{}, failed
		}
		in = r.space.Chat
	}
	readers := ""
	if m.Answer != "" {
		h := p.handles[m.Answer]
		if time.Since(h.at) > handleLife && (m.Form != nil || m.Seen != chat.ByAll) {
			return chat.Sent{}, &chat.SendError{Kind: chat.Expired, Err: errHandleExpired}
		}
		if m.Seen != chat.ByAll || m.Form != nil {
			readers = h.account
		}
	}
	pieces := splitText(m.Text(), p.maxRunes)
	for i, piece := range pieces {
		shown := &message{Shown: Shown{
			At: now, Text: piece, Seen: m.Seen, Nonce: m.Nonce, Lane: m.Lane, ReplyTo: m.ReplyTo,
			PingRole: m.PingRole, Picture: m.Picture, Form: m.Form, Tag: m.Tag,
		}, readers: readers}
		if i == len(pieces)-1 {
			shown.setActions(m.Actions)
			shown.Blocks = append([]chat.Block(nil), m.Blocks...)
			shown.File = m.File
		}
		p.put(r, shown)
	}
	last := r.messages[len(r.messages)-1]
	sent := chat.Sent{Message: last.ID, At: now, In: in}
	if m.Seen == chat.AsAlert || m.Form != nil {
		sent.Message = ""
	}
	if m.Nonce != "" {
		p.nonces[key] = nonceUse{time.Now(), sent}
	}
	return sent, nil
}

// put gives a message its id and its place.
func (p *Platform) put(r *room, m *message) {
	m.ID = p.newMessageID()
	r.messages = append(r.messages, m)
	r.byID[m.ID] = m
}

// Edit implements chat.Adapter.
func (p *Platform) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	p.tb.Helper()
	return p.do(ctx, OpEdit, m, func() *chat.SendError {
		if !p.limits.Edits {
			return p.violation("edit: the platform has none")
		}
		r, failed := p.writable(m.To)
		if failed != nil {
			return failed
		}
		if failed := p.check(m, r); failed != nil {
			return failed
		}
		shown, failed := p.own(r, id, "edit")
		if failed != nil {
			return failed
		}
		if shown.Deleted {
			return &chat.SendError{Kind: chat.Rejected, Err: errMessageGone}
		}
		if shown.Text == m.Text() && sameActions(shown.actions, m.Actions) {
			return nil
		}
		shown.Edits = append(shown.Edits, shown.Text)
		shown.Text = m.Text()
		shown.Blocks = append([]chat.Block(nil), m.Blocks...)
		shown.setActions(m.Actions)
		if m.Picture != nil {
			shown.Picture = m.Picture
		}
		return nil
	})
}

// Delete implements chat.Adapter.
func (p *Platform) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	p.tb.Helper()
	return p.do(ctx, OpDelete, chat.Message{To: c}, func() *chat.SendError {
		if !p.limits.Deletions {
			return p.violation("delete: the platform has none")
		}
		r, failed := p.writable(c)
		if failed != nil {
			return failed
		}
		shown, failed := p.own(r, id, "delete")
		if failed != nil {
			return failed
		}
		shown.Deleted = true
		return nil
	})
}

// React implements chat.Adapter.
func (p *Platform) React(ctx context.Context, c chat.Chat, id chat.MessageID, reaction chat.Reaction) error {
	p.tb.Helper()
	return p.do(ctx, OpReact, chat.Message{To: c}, func() *chat.SendError {
		if !p.limits.Reactions {
			return p.violation("react: the platform has none")
		}
		r, failed := p.writable(c)
		if failed != nil {
			return failed
		}
		m := r.byID[id]
		if m == nil {
			return p.violation("react: no message %s in %s", id, c.ID)
		}
		if m.Deleted {
			return &chat.SendError{Kind: chat.Rejected, Err: errMessageGone}
		}
		m.Reaction = reaction
		return nil
	})
}

// Find implements chat.Adapter.
func (p *Platform) Find(ctx context.Context, c chat.Chat, nonce string, since time.Time) (sent chat.Sent, found bool, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpFind, chat.Message{To: c, Nonce: nonce}, func() *chat.SendError {
		r, failed := p.writable(c)
		if failed != nil || !p.limits.History || nonce == "" {
			return failed
		}
		for _, in := range p.withPosts(r) {
			for _, m := range in.messages {
				if m.Author == "" && m.Nonce == nonce && !m.Deleted && !m.At.Before(since) {
					sent, found = chat.Sent{Message: m.ID, At: m.At}, true
					if in != r {
						sent.In = in.space.Chat
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return chat.Sent{}, false, err
	}
	return sent, found, nil
}
