package door

import (
	"context"
	"sync"
	"time"
)

const (
	// mostTelling bounds how many are told at the same time, and tellWithin how long
	// that may take: whoever is turned away holds nobody up.
	mostTelling = 16
	tellWithin  = 10 * time.Second
)

// teller tells people something without anybody waiting for it.
type teller struct {
	once    sync.Once
	telling chan struct{}
}

// begin has somebody be told, and reports whether they are: not where too many are told
// at the moment.
func (t *teller) begin(ctx context.Context, tell func(context.Context)) bool {
	t.once.Do(func() { t.telling = make(chan struct{}, mostTelling) })
	select {
	case t.telling <- struct{}{}:
	default:
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tellWithin)
	go func() {
		defer func() { <-t.telling }()
		defer cancel()
		tell(ctx)
	}()
	return true
}
