package pace

import (
	"encoding/json"
	"time"

	"stillpoint/internal/chat"
)

// handover is what was used of the limits, by when it is free again: what another
// process goes on from that sends for the same bot.
type handover struct {
	Overall []time.Time
	Blocked time.Time
	Places  []handedPlace
}

// handedPlace is what was used of a place's limits.
type handedPlace struct {
	Chat                   chat.Chat
	Group                  string
	Second, Minute, Others []time.Time
	Blocked                time.Time
}

// Used is what was used of the limits, for GoOn of another process. It is called when
// nothing is sent any more.
func (p *Pace) Used() ([]byte, error) {
	s := p.scheduler
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	h := handover{Overall: s.overall.taken(now), Blocked: s.blocked.Round(0)}
	for key, p := range s.places {
		if p.unused(now) {
			continue
		}
		h.Places = append(h.Places, handedPlace{
			Chat: key.chat, Group: key.group, Blocked: p.blocked.Round(0),
			Second: p.second.taken(now), Minute: p.minute.taken(now), Others: p.others.taken(now),
		})
	}
	return json.Marshal(h)
}

// GoOn has the limits go on from what another process used of them. It is called before
// anything is sent.
func (p *Pace) GoOn(used []byte) error {
	var h handover
	if err := json.Unmarshal(used, &h); err != nil {
		return err
	}
	s := p.scheduler
	s.mu.Lock()
	defer s.mu.Unlock()
	s.overall.occupy(h.Overall)
	s.blocked = h.Blocked
	for _, was := range h.Places {
		at := s.placeAt(placeKey{chat: was.Chat, group: was.Group})
		at.second.occupy(was.Second)
		at.minute.occupy(was.Minute)
		at.others.occupy(was.Others)
		at.blocked = was.Blocked
	}
	return nil
}

// Assume has the limits go on as if all that they allow had been used at an instant, by
// another process that left no word of it.
func (p *Pace) Assume(at time.Time) {
	s := p.scheduler
	s.mu.Lock()
	defer s.mu.Unlock()
	s.assumed = at
	s.overall.fill(at)
}

// taken are the slots that aren't free, by when they are.
func (w *window) taken(now time.Time) (all []time.Time) {
	if w == nil {
		return nil
	}
	for _, s := range w.slots {
		if s.After(now) {
			all = append(all, s.Round(0))
		}
	}
	return all
}

// occupy has slots be free no earlier than that.
func (w *window) occupy(until []time.Time) {
	if w == nil {
		return
	}
	for _, t := range until {
		if i := w.first(); w.slots[i].Before(t) {
			w.slots[i] = t
		}
	}
}

// fill has the slots be free as if all had been taken at an instant.
func (w *window) fill(at time.Time) {
	if w == nil || at.IsZero() {
		return
	}
	for i := range w.slots {
		w.slots[i] = latest(w.slots[i], at.Add(w.length))
	}
}
