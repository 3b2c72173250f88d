package telegram

import (
	"context"
	"strconv"
	"time"

	"stillpoint/internal/chat"
)

const (
	// slow is how long an answer may take before the chat shows that one is
	// being written.
	slow = 1500 * time.Millisecond
	// typingShows is how long Telegram shows it.
	typingShows = 5 * time.Second
	// typingAtMost is how often it is shown for one answer.
	typingAtMost = 4
)

// typing shows, in a private chat, that an answer is being written, once that
// takes long; and stops when stop is called. Nothing is shown while Telegram
// wants less from us.
func (a *Adapter) typing(ctx context.Context, e chat.Event) (stop func()) {
	switch e.(type) {
	case chat.Text, chat.Located, chat.Command, chat.Pressed:
	default:
		return func() {}
	}
	p, err := placeOf(e.About().Space.Chat)
	if err != nil || p.group() {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		wait := slow
		for range typingAtMost {
			if pause(ctx, wait) != nil {
				return
			}
			wait = typingShows
			if a.floods.any() {
				continue
			}
			err := a.showTyping(ctx, p)
			if err != nil && codeOf(err) != 0 {
				_ = a.sendError(p, err) // Notes a 429.
				return
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// showTyping has a chat, or a topic, show for a moment that something is being
// written there.
func (a *Adapter) showTyping(ctx context.Context, p place) error {
	all := params{"chat_id": strconv.FormatInt(p.chat, 10), "action": "typing"}
	if p.topic != 0 {
		all["message_thread_id"] = strconv.FormatInt(p.topic, 10)
	}
	_, err := a.api.call(ctx, "sendChatAction", all)
	return err
}

// Probe implements chat.Adapter. What it shows is gone after five seconds.
func (a *Adapter) Probe(ctx context.Context, c chat.Chat) (failed error) {
	defer a.recovered(&failed)
	p, err := placeOf(c)
	if err != nil {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	if err := a.showTyping(ctx, p); err != nil {
		return a.sendError(p, err)
	}
	return nil
}
