package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"time"
)

const (
	// pollFor is how long Telegram holds a request when nothing waits.
	pollFor = 25 * time.Second
	// pollWithin is how long a request for updates may take in all.
	pollWithin = pollFor + 15*time.Second
	// batch is how many updates one answer holds at most.
	batch = 100

	// doneFor is how long updates are given to be done before the next look;
	// lookAgain is when to look anew though one isn't done, so that a slow chat
	// holds up no other.
	doneFor   = 50 * time.Millisecond
	lookAgain = 250 * time.Millisecond
	// lookSeldom is when to look anew, at most, though nothing came of it lately.
	lookSeldom = time.Second
	// lookHeld is when to look anew for presses, at most, while the store can't be
	// used.
	lookHeld = 2 * time.Second

	// confirmWithin is how long the last confirmation may take, at the end.
	confirmWithin = 2 * time.Second
)

// poll takes in updates by long polling until ctx ends. Each request's offset
// confirms what is done; while something isn't, Telegram hands over the same
// once more, with what is new behind it, up to a hundred. While the store can't
// be used, a request goes out now and then, so that whoever presses a button is
// told.
func (a *Adapter) poll(ctx context.Context, in *intake) error {
	t := trouble{adapter: a}
	r := newReporter(a, in)
	reports, stop := context.WithCancel(ctx)
	var reporting sync.WaitGroup
	reporting.Go(func() { r.run(reports) })
	defer reporting.Wait()
	defer stop()
	a.dropWebhook(ctx)
	limit, look := batch, lookAgain
	for ctx.Err() == nil {
		if a.options.Held() != nil { // It may be another's by now.
			_ = pause(ctx, firstWait)
			continue
		}
		in.hold.step(ctx, lookHeld)
		offset, open := in.position()
		hold := pollFor
		if held, _ := in.hold.state(); open > 0 || held != nil || !r.caughtAny() {
			hold = 0
		}
		asked := time.Now()
		updates, err := a.updates(ctx, offset, limit, hold)
		if err != nil {
			if errors.Is(err, errTooLong) {
				limit = max(limit/2, 1)
			}
			if ended := refusedForGood(err); ended != nil && ctx.Err() == nil {
				return ended
			}
			if told(err, saysWebhookActive) {
				a.dropWebhook(ctx)
			}
			_ = t.wait(ctx, err)
			continue
		}
		t.over()
		in.confirmed(offset)
		admitted, fresh := in.admit(in.read(updates, time.Now()))
		if len(admitted) == 0 && len(updates) > 0 {
			_ = pause(ctx, rivalWait) // Nothing of it can be read; it would come again at once.
			continue
		}
		if len(updates) < limit {
			r.handedOver(asked)
		} else if fresh == 0 {
			in.relieve()
		}
		if limit, look = batch, min(2*look, lookSeldom); fresh > 0 || open == 0 {
			look = lookAgain
		}
		in.wait(ctx, look)
		r.kick()
	}
	in.end()
	a.confirm(ctx, in)
	return nil
}

// updates asks for what waits from an offset on; 0 is the first unconfirmed one.
func (a *Adapter) updates(ctx context.Context, offset int64, limit int, hold time.Duration) ([]json.RawMessage, error) {
	p := params{
		"timeout":         strconv.Itoa(int(hold / time.Second)),
		"limit":           strconv.Itoa(limit),
		"allowed_updates": allowedUpdates,
	}
	if offset != 0 {
		p["offset"] = strconv.FormatInt(offset, 10)
	}
	result, err := a.api.callWithin(ctx, pollWithin, "getUpdates", p)
	if err != nil {
		return nil, err
	}
	var updates []json.RawMessage
	if err := json.Unmarshal(result, &updates); err != nil {
		return nil, &callError{Err: errUnreadable, Written: true}
	}
	return updates, nil
}

// wait waits until all that came is done, or some of it and a moment has passed,
// or it takes too long.
func (in *intake) wait(ctx context.Context, most time.Duration) {
	late, moment := time.NewTimer(most), time.NewTimer(doneFor)
	defer late.Stop()
	defer moment.Stop()
	some, passed := false, false
	for {
		if _, open := in.position(); open == 0 || (some && passed) {
			return
		}
		select {
		case <-in.progress:
			some = true
		case <-moment.C:
			passed = true
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// confirm tells Telegram what is done, so that it doesn't come again at the next
// start. That it fails does no harm.
func (a *Adapter) confirm(ctx context.Context, in *intake) {
	offset, _ := in.position()
	if offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmWithin)
	defer cancel()
	_, err := a.api.call(ctx, "getUpdates", params{
		"offset": strconv.FormatInt(offset, 10), "limit": "1", "timeout": "0", "allowed_updates": allowedUpdates,
	})
	if err != nil {
		a.log.Debug("what was done last is not confirmed", "err", err)
	}
}

// dropWebhook removes a webhook, which would keep Telegram from answering polls.
func (a *Adapter) dropWebhook(ctx context.Context) {
	if _, err := a.api.call(ctx, "deleteWebhook", nil); err != nil && ctx.Err() == nil {
		a.log.Warn("the webhook was not removed", "err", err)
	}
}
