package terminal

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
)

// Send implements chat.Adapter.
func (t *Terminal) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	if err := t.check(ctx, m.To); err != nil {
		return chat.Sent{}, err
	}
	if m.Form != nil {
		return chat.Sent{At: t.controls.Now().UTC()}, t.sendForm(m)
	}
	saved := ""
	if m.File != nil {
		var err error
		if saved, err = t.save(m.File); err != nil {
			return chat.Sent{}, &chat.SendError{Kind: chat.Rejected, Err: err}
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	id, r := t.newID(), t.room(m.To)
	s := &shown{text: m.Text(), actions: m.Actions, saved: saved}
	if m.Seen != chat.ByAll {
		_, s.readers, _ = strings.Cut(m.Answer, "/")
	}
	if m.Seen != chat.AsAlert {
		if isQuestion(m) {
			r.questions = append(r.questions, id)
			s.question = len(r.questions)
		}
		r.texts[id] = s
		if len(s.actions) > 0 {
			r.setButtons(id, s)
		}
	}
	at := t.controls.Now()
	if err := t.page.message(m, s, at.Local()); err != nil {
		return chat.Sent{}, &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	sent := chat.Sent{Message: id, At: at.UTC()}
	if m.Seen == chat.AsAlert {
		sent.Message = ""
	}
	return sent, nil
}

// isQuestion reports whether :reply can name a message: what has a source is
// a question.
func isQuestion(m chat.Message) bool {
	return m.Seen == chat.ByAll &&
		slices.ContainsFunc(m.Blocks, func(b chat.Block) bool { return b.Kind == chat.Source })
}

// Edit implements chat.Adapter. Of what changed, only that is shown again.
func (t *Terminal) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	if err := t.check(ctx, m.To); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.room(m.To)
	was := r.texts[id]
	if was == nil { // shown before a restart
		was = &shown{}
		r.texts[id] = was
	}
	text, buttons := m.Text() != was.text, !sameLabels(was.actions, m.Actions)
	was.text, was.actions = m.Text(), m.Actions
	if buttons {
		r.setButtons(id, was)
	} else if r.row.message == id {
		r.row.actions = m.Actions // other refs under the same labels
	}
	if err := t.page.edit(m, was, text, buttons); err != nil {
		return &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	return nil
}

func sameLabels(a, b []chat.Action) bool {
	return slices.EqualFunc(a, b, func(a, b chat.Action) bool { return a.Label == b.Label })
}

// Delete implements chat.Adapter.
func (t *Terminal) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	if err := t.check(ctx, c); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.room(c)
	s := r.texts[id]
	if s == nil {
		return nil
	}
	delete(r.texts, id)
	s.actions = nil
	r.setButtons(id, s)
	if err := t.page.gone(c, s); err != nil {
		return &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	return nil
}

// React implements chat.Adapter.
func (t *Terminal) React(ctx context.Context, c chat.Chat, _ chat.MessageID, reaction chat.Reaction) error {
	if err := t.check(ctx, c); err != nil {
		return err
	}
	if err := t.page.reaction(c, reaction); err != nil {
		return &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	return nil
}

// Find implements chat.Adapter. There is no history to look into.
func (t *Terminal) Find(context.Context, chat.Chat, string, time.Time) (chat.Sent, bool, error) {
	return chat.Sent{}, false, nil
}

// check says why a request can't be made.
func (t *Terminal) check(ctx context.Context, c chat.Chat) error {
	if err := ctx.Err(); err != nil {
		return &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	if !exists(c) {
		return &chat.SendError{Kind: chat.Gone, Err: errors.New("there is no such chat")}
	}
	return nil
}
