package community

import (
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
)

// refuse tells somebody who may not, without saying anything of what is there.
func (f *Flow) refuse(t *turn.Turn) {
	w := t.Words.Community.Rights
	switch {
	case t.Meta.Space.Private && t.Prepared.MemberErr != nil:
		t.Alert(w.CantCheck)
	case t.Meta.Space.Private:
		t.Alert(w.AdminsThere)
	case t.Meta.Actor.Admin:
		t.Alert(w.NotHere)
	default:
		f.refuseWith(t, w.AdminsOnly)
	}
}

// refuseWith tells a member why not: once where all would read it again and again,
// and where it would take a place among the few messages that a group takes.
func (f *Flow) refuseWith(t *turn.Turn, text string) {
	if t.Meta.Space.Private || t.Pressed || t.Limits.Ephemeral || f.refused.first(t.Meta) {
		t.Alert(text)
	}
}

// refused remembers who was refused in which channel, for a while; not across a
// restart.
type refused struct {
	mu   sync.Mutex
	last map[refusedIn]refusal
}

// refusedIn is somebody in a channel.
type refusedIn struct {
	chat    chat.Chat
	account string
}

// refusal is the event that was refused.
type refusal struct {
	event string
	at    time.Time
}

const (
	// silentFor is how long somebody who was refused isn't told again.
	silentFor = 24 * time.Hour
	// mostRefused is how many are remembered; then all are forgotten.
	mostRefused = 10_000
)

// first reports whether an event is the first of its account's in its channel to be
// refused for a while. It says the same of an event each time it is asked, because a
// transaction may be run again.
func (r *refused) first(m chat.Meta) bool {
	in := refusedIn{m.Space.Chat, m.Actor.Account}
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.last[in]; ok && m.At.Sub(last.at) < silentFor {
		return last.event == m.ID
	}
	if r.last == nil || len(r.last) >= mostRefused {
		r.last = map[refusedIn]refusal{}
	}
	r.last[in] = refusal{m.ID, m.At}
	return true
}
