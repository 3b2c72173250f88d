package chattest

import (
	"context"
	"errors"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

// maxThread is the longest title of a thread, in runes.
const maxThread = 100

// Thread implements chat.Adapter.
func (p *Platform) Thread(ctx context.Context, c chat.Chat, m chat.MessageID, title string) (thread chat.Chat, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpThread, chat.Message{To: c}, func() *chat.SendError {
		if !p.limits.Threads {
			return &chat.SendError{Kind: chat.Rejected, Err: errors.New("the platform has no threads")}
		}
		r, failed := p.writable(c)
		if failed != nil {
			return failed
		}
		shown, failed := p.own(r, m, "thread")
		switch {
		case failed != nil:
			return failed
		case r.space.Private:
			return p.violation("a thread in a private chat")
		case r.over != nil || !r.kind.Threads():
			return &chat.SendError{Kind: chat.Rejected, Err: errors.New("messages there can't have threads")}
		case title == "" || utf8.RuneCountInString(title) > maxThread:
			return p.violation("thread title of %d runes, from 1 to %d", utf8.RuneCountInString(title), maxThread)
		case shown.Deleted:
			return &chat.SendError{Kind: chat.Rejected, Err: errMessageGone}
		}
		thread = chat.Chat{Platform: p.name, ID: c.ID + "/" + string(m)}
		if p.room(thread) == nil {
			p.addRoom(chat.Space{Chat: thread, Title: title, Parent: r.space.Parent}, "", true).over = r
		}
		return nil
	})
	return thread, err
}

// ThreadUnder returns the thread that hangs on a message of the channel; without
// one it ends the test.
func (c *Channel) ThreadUnder(id chat.MessageID) *Channel {
	c.p.tb.Helper()
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	thread := chat.Chat{Platform: c.p.name, ID: c.chat.ID + "/" + string(id)}
	if c.p.rooms[thread] == nil {
		c.p.tb.Fatalf("chattest: no thread under %s in %s", id, c.chat.ID)
	}
	return &Channel{p: c.p, chat: thread}
}

// Archive puts a thread away, as time does; a message takes it out again.
func (c *Channel) Archive() { c.setArchived(false) }

// Lock puts it away so that the bot's messages don't take it out. The bot isn't
// told.
func (c *Channel) Lock() { c.setArchived(true) }

// Unlock opens a locked thread again.
func (c *Channel) Unlock() {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	r := c.p.rooms[c.chat]
	r.archived, r.locked = false, false
}

// Archived reports whether a thread is put away.
func (c *Channel) Archived() bool {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	return c.p.rooms[c.chat].archived
}

func (c *Channel) setArchived(locked bool) {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	r := c.p.rooms[c.chat]
	r.archived, r.locked = true, locked
}

// Probe implements chat.Adapter.
func (p *Platform) Probe(ctx context.Context, c chat.Chat) error {
	return p.do(ctx, OpProbe, chat.Message{To: c}, func() *chat.SendError {
		_, failed := p.writable(c)
		return failed
	})
}

// Answered implements chat.Adapter.
func (p *Platform) Answered(string) {}
