package summaries

import (
	"log/slog"
	"sync"

	"stillpoint/internal/outbox"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// Teller plans summaries and tells them. It is the outbox's kind of them.
type Teller struct {
	store reflection.Store
	out   *outbox.Outbox
	packs *prompts.Library
	log   *slog.Logger
	// painter draws; the fonts are opened when the first picture is.
	painter func() (*summary.Painter, error)
}

// New returns a teller. It enqueues in the outbox that Use names.
func New(store reflection.Store, packs *prompts.Library, log *slog.Logger) *Teller {
	return &Teller{store: store, packs: packs, log: log, painter: sync.OnceValues(summary.NewPainter)}
}

// Use names the outbox to enqueue in, which knows the teller as a kind. It is
// called once, before anything else.
func (t *Teller) Use(out *outbox.Outbox) { t.out = out }
