package discord

import (
	"slices"

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

// awaits reports whether something came in a chat that waits for the gap.
func (in *intake) awaits(name string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	q := in.queues[name]
	return q != nil && len(q.waiting) > 0
}

// awaitedFirst orders gaps so that chats in which somebody waits come first.
func (in *intake) awaitedFirst(gaps []chat.Gap) {
	slices.SortStableFunc(gaps, func(a, b chat.Gap) int {
		x, y := in.awaits(a.Chat.ID), in.awaits(b.Chat.ID)
		switch {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
}
