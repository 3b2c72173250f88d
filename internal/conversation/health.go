package conversation

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"stillpoint/internal/reflection"
)

// sayEvery is how often trouble that lasts is logged.
const sayEvery = time.Minute

// health knows whether the store can be used. Trouble with it is nobody's event, so
// it is noted here, in one place, and logged at most once a minute, with what to do,
// for as long as it lasts or comes and goes.
type health struct {
	log *slog.Logger

	mu    sync.Mutex
	err   error     // the trouble; nil for none
	since time.Time // when it began
	said  time.Time // when trouble was last logged
}

// note takes in what a writing transaction came to. An error that says nothing about
// the store is no trouble of it.
func (h *health) note(err error) {
	h.failed(err)
	if err != nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err != nil && !h.said.Before(h.since) {
		h.log.Info("the store can be used again", "after", time.Since(h.since).Round(time.Second))
	}
	h.err = nil
}

// failed takes in an error of anything that uses the store; nil says nothing.
func (h *health) failed(err error) {
	if !errors.Is(err, reflection.ErrUnavailable) {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if h.err == nil {
		h.since = now
	}
	h.err = err
	if now.Sub(h.said) >= sayEvery {
		h.said = now
		h.log.Error("the store can't be used: nothing is taken in until it can", "do", remedy(err), "since", h.since, "err", err)
	}
}

// remedy is what a person can do about an error; empty where it doesn't say.
func remedy(err error) string {
	if r, ok := errors.AsType[interface {
		error
		Remedy() string
	}](err); ok {
		return r.Remedy()
	}
	return ""
}

// trouble returns what is wrong with the store; nil if nothing is known to be.
func (h *health) trouble() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.err
}
