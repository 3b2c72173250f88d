package planning

import (
	"log/slog"

	"stillpoint/internal/outbox"
	"stillpoint/internal/prompts"
)

// Planner plans what is asked: it chooses the prompt and enqueues the question.
type Planner struct {
	out   *outbox.Outbox
	packs *prompts.Library
	log   *slog.Logger
}

// New returns a planner that enqueues in an outbox and chooses from packs.
func New(out *outbox.Outbox, packs *prompts.Library, log *slog.Logger) *Planner {
	return &Planner{out: out, packs: packs, log: log}
}
