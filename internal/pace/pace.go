package pace

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"stillpoint/internal/chat"
)

// patience is how long a request is kept for the platform's sake, by a 429.
// Delivery plans a question anew that would wait longer; an answer is tried
// again until then, since nobody else would.
const patience = 30 * time.Second

// Pace is an adapter that sends through another one, no faster than that one's
// Limits.Rate and in the order of lanes. Beside what its adapter returns, its
// requests fail as Unsent when their context ends, or Pace is closed, before
// their turn; and as Throttled when the platform's latest word is to wait for
// more than half a minute.
type Pace struct {
	adapter chat.Adapter
	turns   *scheduler
	log     *slog.Logger
}

// New returns a pace for the adapter. It reads the adapter's limits once.
func New(a chat.Adapter, log *slog.Logger) *Pace {
	return &Pace{adapter: a, turns: newScheduler(a.Limits().Rate), log: log}
}

// Close refuses whoever waits for a turn, and all who come after. Requests in
// flight are let be.
func (p *Pace) Close() { p.turns.close() }

// Platform implements chat.Adapter.
func (p *Pace) Platform() chat.Platform { return p.adapter.Platform() }

// Limits implements chat.Adapter.
func (p *Pace) Limits() chat.Limits { return p.adapter.Limits() }

// Run implements chat.Adapter.
func (p *Pace) Run(ctx context.Context, in chat.Intake) error { return p.adapter.Run(ctx, in) }

// Send implements chat.Adapter.
func (p *Pace) Send(ctx context.Context, m chat.Message) (sent chat.Sent, err error) {
	send := func() error {
		sent, err = p.adapter.Send(ctx, m)
		return err
	}
	if p.isFree(m) {
		err = p.atOnce(ctx, send)
		return sent, err
	}
	err = p.do(ctx, m.To, isApart(m), m.Lane, send)
	return sent, err
}

// isApart reports whether a message answers one member alone: a form, a notice,
// what only the actor of an event sees. Such aren't messages in the chat: platforms
// give them a few seconds and no limit by chat, however many members there are.
func isApart(m chat.Message) bool {
	return m.Form != nil || m.Seen == chat.AsAlert || (m.Seen == chat.ByActor && m.Answer != "")
}

// isFree reports whether a message is outside the platform's limits.
func (p *Pace) isFree(m chat.Message) bool {
	return m.Answer != "" && p.adapter.Limits().Rate.AnswersFree
}

// atOnce makes a request that has no turn. One that the platform finds too fast
// all the same is made again.
func (p *Pace) atOnce(ctx context.Context, request func() error) error {
	giveUp := time.Now().Add(patience)
	for {
		err := request()
		slow, ok := errors.AsType[*chat.SendError](err)
		if !ok || slow.Kind != chat.Throttled || time.Now().Add(slow.Wait).After(giveUp) {
			return err
		}
		if !sleep(ctx, slow.Wait) {
			return err
		}
	}
}

// sleep waits; it reports false if ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// Edit implements chat.Adapter.
func (p *Pace) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	edit := func() error { return p.adapter.Edit(ctx, id, m) }
	if p.isFree(m) {
		return p.atOnce(ctx, edit)
	}
	return p.do(ctx, m.To, isApart(m), m.Lane, edit)
}

// Delete implements chat.Adapter. It goes in the lane of answers: somebody
// waits for the words to be gone.
func (p *Pace) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	return p.do(ctx, c, false, chat.LaneAnswer, func() error { return p.adapter.Delete(ctx, c, id) })
}

// React implements chat.Adapter. It goes in the lane of answers, being one.
func (p *Pace) React(ctx context.Context, c chat.Chat, id chat.MessageID, r chat.Reaction) error {
	return p.do(ctx, c, false, chat.LaneAnswer, func() error { return p.adapter.React(ctx, c, id, r) })
}

// Find implements chat.Adapter. It goes in the lane of questions, since it is
// one of those that is sought.
func (p *Pace) Find(ctx context.Context, c chat.Chat, nonce string, since time.Time) (sent chat.Sent, found bool, err error) {
	if !p.Limits().History {
		return p.adapter.Find(ctx, c, nonce, since) // asks the platform nothing
	}
	err = p.do(ctx, c, false, chat.LaneQuestion, func() error {
		sent, found, err = p.adapter.Find(ctx, c, nonce, since)
		return err
	})
	return sent, found, err
}

// Private implements chat.Adapter. Opening a private chat is paced by the
// adapter, which knows whether there is anything to ask the platform.
func (p *Pace) Private(ctx context.Context, account string) (chat.Chat, error) {
	return p.adapter.Private(ctx, account)
}

// Inspect implements chat.Adapter. It shows nothing, and has no turn.
func (p *Pace) Inspect(ctx context.Context, c chat.Chat, n chat.Need) (chat.Standing, error) {
	return p.adapter.Inspect(ctx, c, n)
}

// Member implements chat.Adapter. It shows nothing, and has no turn.
func (p *Pace) Member(ctx context.Context, c chat.Chat, account string) (chat.Membership, error) {
	return p.adapter.Member(ctx, c, account)
}

// Thread implements chat.Adapter. It goes in the lane of edits, being one.
func (p *Pace) Thread(ctx context.Context, c chat.Chat, m chat.MessageID, title string) (thread chat.Chat, err error) {
	err = p.do(ctx, c, false, chat.LaneEdit, func() error {
		thread, err = p.adapter.Thread(ctx, c, m, title)
		return err
	})
	return thread, err
}

// Probe implements chat.Adapter. It goes in the lane of edits, being nobody's
// message.
func (p *Pace) Probe(ctx context.Context, c chat.Chat) error {
	return p.do(ctx, c, false, chat.LaneEdit, func() error { return p.adapter.Probe(ctx, c) })
}

// Answered implements chat.Adapter.
func (p *Pace) Answered(handle string) { p.adapter.Answered(handle) }

// do makes one request in its turn. In the lane of answers a request that the
// platform finds too fast is made again, in its old place.
func (p *Pace) do(ctx context.Context, c chat.Chat, apart bool, lane chat.Lane, request func() error) error {
	seq, giveUp := p.turns.number(), time.Now().Add(patience)
	for {
		t, failed := p.await(ctx, c, apart, lane, seq)
		if failed != nil {
			return failed
		}
		err := request()
		p.turns.finish(t, c, err)
		slow, ok := errors.AsType[*chat.SendError](err)
		if !ok || slow.Kind != chat.Throttled || lane != chat.LaneAnswer || time.Now().Add(slow.Wait).After(giveUp) {
			return err
		}
		p.log.Warn("told to slow down; answering later",
			"platform", c.Platform, "wait", slow.Wait, "all", slow.Scope == chat.ScopeAll)
		if slow.Scope == chat.ScopeRoute && !sleep(ctx, slow.Wait) { // No queue is blocked for it.
			return err
		}
	}
}

// await waits for a turn. Its error is nil or says that the request wasn't made.
func (p *Pace) await(ctx context.Context, c chat.Chat, apart bool, lane chat.Lane, seq uint64) (turn, *chat.SendError) {
	if err := ctx.Err(); err != nil {
		return turn{}, &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	w := p.turns.enqueue(c, apart, lane, seq)
	select {
	case t := <-w.turn:
		return t, t.err
	case <-ctx.Done():
		if !p.turns.withdraw(w) {
			if t := <-w.turn; t.err == nil {
				p.turns.abandon(t)
			}
		}
		return turn{}, &chat.SendError{Kind: chat.Unsent, Err: ctx.Err()}
	}
}
