package telegram

import "sync"

// topics remembers which forum topics are closed, as far as that was heard or
// felt, and what they are called, as far as that was heard: Telegram can't be asked.
type topics struct {
	mu    sync.Mutex
	set   map[place]bool
	names map[place]string
}

// mostNames is how many names are remembered. What is said in a topic tells its name
// again.
const mostNames = 10_000

// hear notes the name of the topic that a message is in: by what created or renamed the
// topic, which everything that is no reply there formally replies to.
func (t *topics) hear(m *message) {
	in := place{chat: m.Chat.ID, topic: m.topic()}
	var name *named
	switch {
	case in.topic == 0:
		return
	case m.TopicEdited != nil:
		name = m.TopicEdited
	case m.TopicCreated != nil:
		name = m.TopicCreated
	case m.ReplyTo != nil:
		name = m.ReplyTo.TopicCreated
	}
	if name == nil || name.Name == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil || len(t.names) >= mostNames {
		t.names = map[place]string{}
	}
	if _, known := t.names[in]; !known || m.TopicEdited != nil {
		t.names[in] = name.Name // Whether what created it tells a later name isn't documented.
	}
}

// name is what a topic is called; empty where that wasn't heard.
func (t *topics) name(p place) string {
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
