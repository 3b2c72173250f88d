package pace

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"stillpoint/internal/chat"
)

// patience is how long a request is kept because of a 429. The outbox reschedules
// a question that would wait longer; an answer is tried again until then.
const patience = 30 * time.Second

// longWait is the shortest wait by a 429 that the log tells at the level of a
// warning.
const longWait = 5 * time.Second

// do makes one request when its limits allow. An answer that the platform finds
// too fast is made again, in its old place in its queue.
func (p *Pace) do(ctx context.Context, r request, attempt func() error) error {
	r.seq = p.scheduler.number()
	giveUp := time.Now().Add(patience)
	for {
		g, failed := p.await(ctx, r)
		if failed != nil {
			return failed
		}
		err := attempt()
		wait := p.scheduler.finish(g, err)
		if wait == nil {
			return err
		}
		p.tell(r, wait)
		if !r.answers() || time.Now().Add(wait.Wait).After(giveUp) {
			return err
		}
	}
}

// await waits until the request is granted. Its error is nil or says that the
// request wasn't made.
func (p *Pace) await(ctx context.Context, r request) (grant, *chat.SendError) {
	if err := ctx.Err(); err != nil {
		return grant{}, &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	return p.collect(ctx, p.scheduler.enqueue(r))
}

// collect waits for the grant of a request that was enqueued. When the context
// ends first, the request leaves its queue, or its grant is given back.
func (p *Pace) collect(ctx context.Context, w *waiter) (grant, *chat.SendError) {
	select {
	case g := <-w.granted:
		return g, g.refused
	case <-ctx.Done():
		if !p.scheduler.withdraw(w) {
			if g := <-w.granted; g.refused == nil {
				p.scheduler.giveBack(g)
			}
		}
		return grant{}, &chat.SendError{Kind: chat.Unsent, Err: ctx.Err()}
	}
}

// tell logs that the platform said to wait, how long, and for what.
func (p *Pace) tell(r request, wait *chat.SendError) {
	level := slog.LevelDebug
	if wait.Wait >= longWait {
		level = slog.LevelWarn
	}
	p.log.Log(context.Background(), level, "told to slow down",
		"platform", p.Platform(), "request", r.operation, "scope", wait.Scope, "wait", wait.Wait)
}

// throttled returns the 429 that a request came to, if it did.
func throttled(err error) *chat.SendError {
	if failed, ok := errors.AsType[*chat.SendError](err); ok && failed.Kind == chat.Throttled {
		return failed
	}
	return nil
}
