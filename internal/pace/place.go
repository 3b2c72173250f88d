package pace

import (
	"time"

	"stillpoint/internal/chat"
)

// othersPerSecond is how many requests that are no messages one chat gets in a
// second, evenly spaced. No platform names a figure; this one is above what people
// in a chat cause, and far below what a platform would take for an attack.
const othersPerSecond = 5

// placeKey names a chat, or a group with all its topics.
type placeKey struct {
	chat  chat.Chat
	group string
}

// place is a chat or a group, and how fast requests may follow each other there.
type place struct {
	second, minute *window   // of messages
	others         *window   // of edits, reactions and the like
	blocked        time.Time // as a 429 said, until then
	unclear        bool      // that 429 didn't say how far it reaches
	queues         int
}

// place returns the place of a chat.
func (s *scheduler) place(c chat.Chat) (placeKey, *place) {
	key := placeKey{chat: c}
	if s.rate.GroupOf != nil {
		if g := s.rate.GroupOf(c); g != "" {
			key = placeKey{group: g}
		}
	}
	return key, s.placeAt(key)
}

func (s *scheduler) placeAt(key placeKey) *place {
	p := s.places[key]
	if p == nil {
		p = &place{second: newWindow(s.rate.ChatPerSecond, time.Second), others: newWindow(1, time.Second/othersPerSecond)}
		if key.group != "" {
			p.minute = newWindow(s.rate.GroupPerMin, time.Minute)
		}
		p.second.fill(s.assumed)
		p.minute.fill(s.assumed)
		s.places[key] = p
	}
	return p
}

// windows returns those of the place that an operation takes slots in.
func (p *place) windows(o operation) [2]*window {
	switch o {
	case message:
		return [2]*window{p.second, p.minute}
	case reply:
		return [2]*window{}
	default:
		return [2]*window{p.others}
	}
}

// idle reports whether the place can be forgotten.
func (p *place) idle(now time.Time) bool {
	return p.queues == 0 && p.unused(now)
}

// unused reports whether nothing that was used of its limits matters any more.
func (p *place) unused(now time.Time) bool {
	return !p.blocked.After(now) && p.second.idle(now) && p.minute.idle(now) && p.others.idle(now)
}
