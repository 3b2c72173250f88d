package pace

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"stillpoint/internal/chat"
)

// Pace is an adapter that sends through another one, no faster than that one's
// Limits.Rate, the most urgent first. Beside what its adapter returns, its
// requests fail as Unsent when their context ends, or Pace is closed, before they
// are made; and as Throttled when the platform's latest word is to wait for more
// than half a minute, or when too many wait in their queue already.
type Pace struct {
	adapter   chat.Adapter
	limits    chat.Limits
	scheduler *scheduler
	log       *slog.Logger
}

// New returns a pace for the adapter. It reads the adapter's limits once.
func New(a chat.Adapter, log *slog.Logger) *Pace {
	limits := a.Limits()
	return &Pace{adapter: a, limits: limits, scheduler: newScheduler(limits.Rate), log: log}
}

// Yield refuses every request that waits, but for those that somebody waits for, and
// every later one: another process makes them. Requests in flight are let be.
func (p *Pace) Yield() { p.scheduler.yield() }

// Close refuses every request that waits, and every later one. Requests in flight
// are let be.
func (p *Pace) Close() { p.scheduler.close() }

// Waiting counts the requests that wait to be made, by their lane.
func (p *Pace) Waiting() map[chat.Lane]int {
	p.scheduler.mu.Lock()
	defer p.scheduler.mu.Unlock()
	n := map[chat.Lane]int{chat.LaneAnswer: 0, chat.LaneQuestion: 0, chat.LaneSummary: 0, chat.LaneEdit: 0}
	for _, q := range p.scheduler.queues {
		for _, w := range q.waiting {
			n[w.priority]++
		}
	}
	return n
}

// Platform implements chat.Adapter.
func (p *Pace) Platform() chat.Platform { return p.adapter.Platform() }

// Limits implements chat.Adapter.
func (p *Pace) Limits() chat.Limits { return p.adapter.Limits() }

// Run implements chat.Adapter.
func (p *Pace) Run(ctx context.Context, in chat.Intake) error { return p.adapter.Run(ctx, in) }

// Send implements chat.Adapter.
func (p *Pace) Send(ctx context.Context, m chat.Message) (sent chat.Sent, err error) {
	err = p.do(ctx, p.ofMessage(message, m), func() error {
		sent, err = p.adapter.Send(ctx, m)
		return err
	})
	return sent, err
}

// Edit implements chat.Adapter.
func (p *Pace) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	return p.do(ctx, p.ofMessage(edit, m), func() error { return p.adapter.Edit(ctx, id, m) })
}

// Delete implements chat.Adapter. It is urgent: somebody waits for the words to
// be gone.
func (p *Pace) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	r := request{operation: deletion, chat: c, priority: chat.LaneAnswer}
	return p.do(ctx, r, func() error { return p.adapter.Delete(ctx, c, id) })
}

// React implements chat.Adapter. It is urgent, being an answer.
func (p *Pace) React(ctx context.Context, c chat.Chat, id chat.MessageID, sign chat.Reaction) error {
	r := request{operation: reaction, chat: c, priority: chat.LaneAnswer}
	return p.do(ctx, r, func() error { return p.adapter.React(ctx, c, id, sign) })
}

// Find implements chat.Adapter. It has a question's priority, since questions are
// what is looked for.
func (p *Pace) Find(ctx context.Context, c chat.Chat, nonce string, since time.Time) (sent chat.Sent, found bool, err error) {
	if !p.limits.History {
		return p.adapter.Find(ctx, c, nonce, since) // asks the platform nothing
	}
	r := request{operation: find, chat: c, priority: chat.LaneQuestion}
	err = p.do(ctx, r, func() error {
		sent, found, err = p.adapter.Find(ctx, c, nonce, since)
		return err
	})
	return sent, found, err
}

// Thread implements chat.Adapter. It has the last priority, as an edit has.
func (p *Pace) Thread(ctx context.Context, c chat.Chat, m chat.MessageID, title string) (opened chat.Chat, err error) {
	r := request{operation: thread, chat: c, priority: chat.LaneEdit}
	err = p.do(ctx, r, func() error {
		opened, err = p.adapter.Thread(ctx, c, m, title)
		return err
	})
	return opened, err
}

// Announce implements chat.Adapter. It has the last priority, as an edit has.
func (p *Pace) Announce(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	r := request{operation: announcement, chat: c, priority: chat.LaneEdit}
	return p.do(ctx, r, func() error { return p.adapter.Announce(ctx, c, id) })
}

// Pin implements chat.Adapter. It has the last priority, as an edit has.
func (p *Pace) Pin(ctx context.Context, c chat.Chat, id chat.MessageID, pinned bool) error {
	r := request{operation: pin, chat: c, priority: chat.LaneEdit}
	return p.do(ctx, r, func() error { return p.adapter.Pin(ctx, c, id, pinned) })
}

// Probe implements chat.Adapter. It is urgent: what it precedes may be an answer.
func (p *Pace) Probe(ctx context.Context, c chat.Chat) error {
	r := request{operation: probe, chat: c, priority: chat.LaneAnswer}
	return p.do(ctx, r, func() error { return p.adapter.Probe(ctx, c) })
}

// Private implements chat.Adapter. Opening a private chat isn't paced here: the
// adapter alone knows whether there is anything to ask the platform.
func (p *Pace) Private(ctx context.Context, account string) (chat.Chat, error) {
	return p.adapter.Private(ctx, account)
}

// Inspect implements chat.Adapter. It isn't paced, as Private isn't.
func (p *Pace) Inspect(ctx context.Context, c chat.Chat, n chat.Need) (chat.Standing, error) {
	return p.adapter.Inspect(ctx, c, n)
}

// Member implements chat.Adapter. It isn't paced, as Private isn't.
func (p *Pace) Member(ctx context.Context, c chat.Chat, account string) (chat.Membership, error) {
	return p.adapter.Member(ctx, c, account)
}

// Leave implements chat.Leaver, where the adapter does. It isn't paced.
func (p *Pace) Leave(ctx context.Context, parent string) error {
	if l, ok := p.adapter.(chat.Leaver); ok {
		return l.Leave(ctx, parent)
	}
	return &chat.SendError{Kind: chat.Rejected, Err: errors.New("the platform can't be left")}
}

// Answered implements chat.Adapter.
func (p *Pace) Answered(handle string) { p.adapter.Answered(handle) }

// Ignored implements chat.Ignorer, where the adapter does.
func (p *Pace) Ignored(handle string) {
	if i, ok := p.adapter.(chat.Ignorer); ok {
		i.Ignored(handle)
		return
	}
	p.adapter.Answered(handle)
}
