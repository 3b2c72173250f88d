package telegram

import (
	"context"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// pressEvent makes a Pressed of a callback query. Under a message that can't be
// read any more (its date is 0) the button itself tells the topic.
func (a *Adapter) pressEvent(ctx context.Context, u *update, at time.Time) chat.Event {
	q := u.Callback
	if q.Message == nil || q.Message.elsewhere() || q.From == nil || q.From.ID == 0 {
		return nil
	}
	m := q.Message
	ref, topic := parseCallbackData(q.Data)
	if m.Date != 0 {
		topic = m.topic()
		if sent := unix(max(m.Date, m.EditDate)); at.Before(sent) {
			at = sent
		}
	}
	var by chat.Actor
	switch {
	case q.From.ID == anonymousAdmin && m.Chat.Type != "private":
		by.Admin = a.admins.anonymous(ctx, a.api, m.Chat.ID)
	case !q.From.person():
		return nil
	default:
		by = actor(q.From)
		by.Admin = m.Chat.Type != "private" && a.admins.has(ctx, a.api, m.Chat.ID, q.From.ID)
	}
	about := meta(u, m.Chat, topic, by, at)
	about.Answer = q.ID
	return chat.Pressed{Meta: about, Message: messageID(m.ID), Action: ref}
}

// callbacks are the presses that nobody has answered yet. Each press must be
// answered: until then the button shows that it is waiting.
type callbacks struct {
	mu      sync.Mutex
	pending map[string]bool
}

func (c *callbacks) open(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending[id] = true
}

// close reports whether the press was still to be answered.
func (c *callbacks) close(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.pending[id]
	delete(c.pending, id)
	return was
}

// alert answers a press with a brief notice. A press that is too old to be
// answered has nobody waiting any more.
func (a *Adapter) alert(ctx context.Context, p place, m chat.Message) error {
	text := strings.ToValidUTF8(m.Text(), "\uFFFD")
	_, err := a.api.call(ctx, "answerCallbackQuery", params{
		"callback_query_id": m.Answer, "text": shorten(text, maxAlert),
	})
	if err != nil && !told(err, saysOldQuery, saysQueryInvalid) {
		return a.sendError(p, err)
	}
	a.callbacks.close(m.Answer)
	return nil
}

// releaseWithin is how long letting go of a button may take, also at the end.
const releaseWithin = 3 * time.Second

// release answers a press that the core had no notice for, so that the button
// stops waiting.
func (a *Adapter) release(ctx context.Context, id string) {
	if !a.callbacks.close(id) {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseWithin)
	defer cancel()
	_, err := a.api.call(ctx, "answerCallbackQuery", params{"callback_query_id": id})
	if err != nil && !told(err, saysOldQuery, saysQueryInvalid) {
		a.log.Debug("a press was not answered", "err", err)
	}
}
