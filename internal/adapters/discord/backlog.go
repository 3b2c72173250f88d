package discord

import (
	"slices"
	"sync"

	"stillpoint/internal/chat"
)

// hold has all private chats wait until it is known which of them were missed.
func (in *intake) hold() *gap {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.gap = &gap{}
	return in.gap
}

// readsBy says how histories are read; nil while there is no gateway, whose next
// session will have them read.
func (in *intake) readsBy(refill func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.refill = refill
}

// list says which chats the gap concerns; the others go on.
func (in *intake) list(g *gap, chats []string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	g.listed, g.chats = true, map[string]bool{}
	for _, c := range chats {
		g.chats[c] = true
	}
	for name, q := range in.queues {
		in.start(name, q)
	}
}

// fill puts what was missed in a chat in its place, which is after what was held
// and before what came since, and lets the chat go on.
func (in *intake) fill(g *gap, name string, missed []*arrival) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(g.chats, name)
	if in.ended || in.gap != g {
		for _, u := range missed {
			u.done()
		}
		return
	}
	q := in.queues[name]
	if q == nil {
		q = &queue{private: true}
		in.queues[name] = q
	}
	known := map[string]bool{}
	for _, u := range missed {
		known[u.message] = true
	}
	var kept []*arrival
	earlier := 0 // of those kept: what was held before the first that was missed
	for _, u := range q.waiting {
		if known[u.message] {
			u.done()
			continue
		}
		kept = append(kept, u)
		if u.message != "" && len(missed) > 0 && chat.MessageID(u.message).Compare(chat.MessageID(missed[0].message)) < 0 {
			earlier = len(kept)
		}
	}
	q.waiting = slices.Concat(kept[:earlier], missed, kept[earlier:])
	in.start(name, q)
	if len(q.waiting) == 0 && !q.busy {
		delete(in.queues, name)
	}
}

// unread are the private chats whose history is yet to be looked into, the
// likeliest first: where somebody has written since and waits, and then by how
// lately something was said.
type unread struct {
	mu    sync.Mutex
	left  map[string]chat.Gap // by chat
	order []string
}

func newUnread(gaps []chat.Gap) *unread {
	gaps = slices.Clone(gaps)
	slices.SortStableFunc(gaps, func(a, b chat.Gap) int { return b.After.Compare(a.After) })
	u := &unread{left: make(map[string]chat.Gap, len(gaps))}
	for _, g := range gaps {
		u.left[g.Chat.ID] = g
		u.order = append(u.order, g.Chat.ID)
	}
	return u
}

// next takes the next chat; it reports false if none is left.
func (u *unread) next(in *intake) (chat.Gap, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	name, ok := in.awaited(u.left)
	for !ok && len(u.order) > 0 {
		name, u.order = u.order[0], u.order[1:]
		_, ok = u.left[name]
	}
	if !ok {
		return chat.Gap{}, false
	}
	g := u.left[name]
	delete(u.left, name)
	return g, true
}

// awaited is a chat among these in which something waits.
func (in *intake) awaited(among map[string]chat.Gap) (name string, ok bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for name, q := range in.queues {
		if _, there := among[name]; there && len(q.waiting) > 0 {
			return name, true
		}
	}
	return "", false
}
