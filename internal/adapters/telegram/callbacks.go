package telegram

import (
	"context"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// spinFor is how long a button may show that it waits. Telegram would let a press
// be answered for some minutes; people look away sooner.
const spinFor = 8 * time.Second

// callbacks are the presses that nobody has answered yet. Each press must be
// answered: until then the button shows that it is waiting.
type callbacks struct {
	mu     sync.Mutex
	open   map[string]*time.Timer
	ending sync.WaitGroup
}

// begin has a press answered without a word when its time is over, if nobody
// answers it before.
func (c *callbacks) begin(id string, within time.Duration, release func(string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[id] == nil {
		c.open[id] = time.AfterFunc(within, func() { c.end(id, release) })
	}
}

// end has a press answered without a word, beside, if it is still to be answered.
func (c *callbacks) end(id string, release func(string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.remove(id) {
		c.ending.Go(func() { release(id) })
	}
}

// remove is called with the lock held. It reports whether the press was still to
// be answered.
func (c *callbacks) remove(id string) bool {
	t := c.open[id]
	if t == nil {
		return false
	}
	t.Stop()
	delete(c.open, id)
	return true
}

// close reports whether a press was still to be answered, which it then isn't.
func (c *callbacks) close(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.remove(id)
}

// endAll has all presses answered without a word, and waits for that.
func (c *callbacks) endAll(release func(string)) {
	c.mu.Lock()
	for id := range c.open {
		if c.remove(id) {
			c.ending.Go(func() { release(id) })
		}
	}
	c.mu.Unlock()
	c.ending.Wait()
}

// Answered implements chat.Adapter.
func (a *Adapter) Answered(handle string) { a.callbacks.end(handle, a.release) }

// Ignored implements chat.Ignorer.
func (a *Adapter) Ignored(handle string) { a.callbacks.close(handle) }

// alert answers a press with a brief notice. A press that is too old to be
// answered has nobody waiting any more.
func (a *Adapter) alert(ctx context.Context, p place, m chat.Message) error {
	text := shorten(clean(m.Text()), maxAlert)
	_, err := a.api.call(ctx, "answerCallbackQuery", params{"callback_query_id": m.Answer, "text": text})
	if err != nil && !told(err, saysOldQuery, saysQueryInvalid) {
		return a.sendError(p, err)
	}
	a.callbacks.close(m.Answer)
	return nil
}

// releaseWithin is how long letting go of a button may take, also at the end.
const releaseWithin = 3 * time.Second

// release lets go of a button without a word.
func (a *Adapter) release(id string) { a.answer(context.Background(), params{"callback_query_id": id}) }

// tell answers a press that can't be carried out now with a notice that wants to
// be closed.
func (a *Adapter) tell(ctx context.Context, id, text string) {
	a.callbacks.close(id)
	p := params{"callback_query_id": id}
	if text = strings.TrimSpace(clean(text)); text != "" {
		p["text"], p["show_alert"] = shorten(text, maxAlert), "true"
	}
	a.answer(ctx, p)
}

func (a *Adapter) answer(ctx context.Context, p params) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseWithin)
	defer cancel()
	_, err := a.api.call(ctx, "answerCallbackQuery", p)
	if err != nil && !told(err, saysOldQuery, saysQueryInvalid) {
		a.log.Debug("a press was not answered", "err", err)
	}
}
