package door

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

const (
	// atOnce is how many commands and presses of one account are taken in a row, and one
	// more with each oneMore: more than anybody gives by hand.
	atOnce  = 60
	oneMore = time.Second
	// slowerEvery is how often somebody who floods is told that not all of it is taken.
	slowerEvery = time.Minute
	// mostCounted bounds how many accounts are counted.
	mostCounted = 10_000
)

// Turnstile is an intake that hands on as many commands and presses of one account as
// somebody gives by hand. The others are let go, and whoever gives them is told so. What
// people write isn't counted here: it is kept within the limits of a day. A form is opened
// by what is counted.
type Turnstile struct {
	chat.Intake
	Adapters map[chat.Platform]chat.Adapter
	Log      *slog.Logger

	teller teller
	mu     sync.Mutex
	counts map[visitor]*count
}

// count is what an account gave lately.
type count struct {
	// free is when all that it gave is made up for.
	free time.Time
	told time.Time // when it was last told of the limit
}

// Handle implements chat.Intake.
func (s *Turnstile) Handle(ctx context.Context, e chat.Event) error {
	m := e.About()
	how := chat.ByActor
	switch e.(type) {
	case chat.Pressed:
		how = chat.AsAlert
	case chat.Command:
	default:
		return s.Intake.Handle(ctx, e)
	}
	passes, tell := s.counted(m, time.Now())
	if passes {
		return s.Intake.Handle(ctx, e)
	}
	a := s.Adapters[m.Space.Platform]
	if a == nil {
		return nil
	}
	// In a group, where all would read it, nobody is told.
	if tell = tell && (m.Space.Private || m.Answer != ""); tell {
		s.Log.Warn("somebody sends more than can be done by hand; what comes on top isn't taken in", "platform", m.Space.Platform)
		tell = s.teller.begin(ctx, func(ctx context.Context) {
			defer a.Answered(m.Answer)
			_, err := a.Send(ctx, chat.Message{
				To: m.Space.Chat, Answer: m.Answer, Seen: how, Lane: chat.LaneAnswer, Blocks: []chat.Block{chat.P(words.For(m.Actor.Locale).TooMuch)},
			})
			if err != nil {
				s.Log.Debug("telling somebody that it is too much failed", "platform", m.Space.Platform, "err", err)
			}
		})
	}
	if !tell {
		ignored(a, m.Answer)
	}
	return nil
}

// ignored lets go of what was pressed, without a request where that can be done.
func ignored(a chat.Adapter, handle string) {
	if i, ok := a.(chat.Ignorer); ok {
		i.Ignored(handle)
		return
	}
	a.Answered(handle)
}

// counted counts something that an account gave, and reports whether it passes, and if
// not, whether it is time to tell so. Where a platform hides who it is, the chat counts.
func (s *Turnstile) counted(m chat.Meta, now time.Time) (passes, tell bool) {
	who := visitor{m.Space.Platform, m.Actor.Account}
	if who.id == "" {
		who.id = m.Space.ID
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counts[who]
	if c == nil {
		s.makeRoom(now)
		c = &count{}
		s.counts[who] = c
	}
	if c.free.Before(now) {
		c.free = now
	}
	if c.free.Add(oneMore).Sub(now) <= atOnce*oneMore {
		c.free = c.free.Add(oneMore)
		return true, false
	}
	if now.Sub(c.told) < slowerEvery {
		return false, false
	}
	c.told = now
	return false, true
}

// makeRoom forgets accounts for which nothing is left to count; if that is none, all.
func (s *Turnstile) makeRoom(now time.Time) {
	if s.counts == nil {
		s.counts = map[visitor]*count{}
	}
	if len(s.counts) < mostCounted {
		return
	}
	for who, c := range s.counts {
		if !c.free.After(now) && now.Sub(c.told) >= slowerEvery {
			delete(s.counts, who)
		}
	}
	if len(s.counts) >= mostCounted {
		clear(s.counts)
	}
}
