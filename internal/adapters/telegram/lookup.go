package telegram

import (
	"context"
	"errors"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// lookupWithin is how long to wait for what Telegram knows of a chat.
	lookupWithin = 5 * time.Second
	// believedFor is for how many times as long as a look-up took its answer is
	// believed. A quick one is asked for again each time.
	believedFor = 5
	// longestBelief bounds that.
	longestBelief = 10 * time.Second
)

var errLookupSlow = errors.New("this chat's look-ups took Telegram too long a moment ago")

// lookups keep slow answers of Telegram's from adding up in one chat, where each
// event may ask. A look-up that ran out of time keeps the chat's others from
// being made for a while; what a slow one answered is believed for a while.
type lookups struct {
	mu   sync.Mutex
	slow map[int64]time.Time    // by chat: until when nothing is asked
	told map[lookupKey]believed // what was answered slowly
}

type lookupKey struct {
	method  string
	chat    int64
	account string
}

type believed struct {
	until time.Time
	value any
}

// lookup asks, unless a slow answer tells. It doesn't keep failures other than
// those of time.
func lookup[T any](ctx context.Context, l *lookups, key lookupKey, ask func(context.Context) (T, error)) (T, error) {
	if v, known, err := l.known(key); known || err != nil {
		t, _ := v.(T)
		return t, err
	}
	ctx, cancel := context.WithTimeout(ctx, lookupWithin)
	defer cancel()
	began := time.Now()
	v, err := ask(ctx)
	l.took(key, time.Since(began), v, err, ctx.Err() != nil)
	return v, err
}

func (l *lookups) known(key lookupKey) (v any, known bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for k, b := range l.told {
		if !now.Before(b.until) {
			delete(l.told, k)
		}
	}
	for c, until := range l.slow {
		if !now.Before(until) {
			delete(l.slow, c)
		}
	}
	if b, ok := l.told[key]; ok {
		return b.value, true, nil
	}
	if _, slow := l.slow[key.chat]; slow {
		return nil, false, &chat.SendError{Kind: chat.Unsent, Err: errLookupSlow}
	}
	return nil, false, nil
}

// took notes how long an answer took.
func (l *lookups) took(key lookupKey, took time.Duration, v any, err error, late bool) {
	until := time.Now().Add(min(believedFor*took, longestBelief))
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		if l.told == nil {
			l.told = map[lookupKey]believed{}
		}
		l.told[key] = believed{until, v}
	case late:
		if l.slow == nil {
			l.slow = map[int64]time.Time{}
		}
		l.slow[key.chat] = until
	}
}
