package telegram

import (
	"cmp"
	"sync"
)

// topics remembers which forum topics are closed, as far as that was heard or
// felt, and what they are called, as far as that was heard: Telegram can't be asked.
type topics struct {
	mu    sync.Mutex
	set   map[place]bool
	names map[place]heard
}

// mostNames is how many names are remembered. What is said in a topic tells its name
// again.
const mostNames = 10_000

// heard is what a topic is called by one of Telegram's messages about it: the one that
// created it tells its first name for ever, one that renamed it the name from there on.
type heard struct {
	name    string
	renamed bool
	by      int64 // the message's id
}

// hear notes the name of the topic that a message is in: by what created or renamed the
// topic, which the message is or replies to. Everything that is no reply there formally
// replies to what created it. The later of what was heard holds.
func (t *topics) hear(m *message) {
	in := place{chat: m.Chat.ID, topic: m.topic()}
	if in.topic == 0 {
		return
	}
	by := m
	if m.TopicCreated == nil && m.TopicEdited == nil && m.ReplyTo != nil {
		by = m.ReplyTo
	}
	name := cmp.Or(by.TopicEdited, by.TopicCreated)
	if name == nil || name.Name == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil || len(t.names) >= mostNames {
		t.names = map[place]heard{}
	}
	if by.ID > t.names[in].by {
		t.names[in] = heard{name: name.Name, renamed: by.TopicEdited != nil, by: by.ID}
	}
}

// called is what a topic is called, as far as that was heard.
func (t *topics) called(p place) heard {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.names[p]
}

// note says that a topic is closed, or open.
func (t *topics) note(p place, closed bool) {
	if p.topic == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !closed {
		delete(t.set, p)
		return
	}
	if t.set == nil {
		t.set = map[place]bool{}
	}
	t.set[p] = true
}

// closed reports whether a topic is known to be closed.
func (t *topics) closed(p place) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.set[p]
}
