package outbox

import (
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Kind is one kind of dispatch: what it says, and what follows from it. Decide and
// Resolve run in a transaction that can be run again, so they only read and write.
type Kind interface {
	// Decide settles what becomes of a claimed dispatch, which it is given as it was
	// before the claim. It returns the job, and true, to have it sent. Otherwise it
	// has stored the dispatch as it is to be: waiting, or done with.
	Decide(tx reflection.Tx, s *Sender, d reflection.Dispatch, now time.Time) (j Job, send bool, err error)
	// Make carries a job out on the platform, outside any transaction. It is not
	// called to look for what was perhaps shown, unless the kind implements Seeker.
	Make(ctx context.Context, s *Sender, j Job) Outcome
	// Resolve records what came of a job. The dispatch is stored already where the
	// fate is Waiting; else Resolve stores it.
	Resolve(tx reflection.Tx, s *Sender, d reflection.Dispatch, r Result, now time.Time) error
}

// Seeker is a kind that looks for what was perhaps shown in its own way, instead
// of in the history of the chat that the job's message is for.
type Seeker interface {
	Seek(ctx context.Context, s *Sender, j Job) Outcome
}

// Registration is a kind with what the outbox must know of it.
type Registration struct {
	Kind  Kind
	Rules Rules
	// Urgent kinds have places of their own among what is in flight, go out before a
	// platform is open, and are in flight from their enqueueing on where nothing else
	// waits for their chat.
	Urgent bool
}

// Job is a claimed dispatch on its way out.
type Job struct {
	Dispatch reflection.Dispatch
	Message  chat.Message
	// Seek says that the message is looked for, from Since on, and nothing is sent.
	Seek  bool
	Since time.Time
	// Within bounds an attempt whose repetition the platform's nonce makes harmless;
	// zero for no bound.
	Within time.Duration
	// Proven says that the attempt is made only once the platform has carried out a
	// request since the last attempt.
	Proven bool
	// Due is when it was to go out, for those who measure; zero where nobody waits.
	Due time.Time
	// Note is the kind's own.
	Note any
}

// Attempt is one attempt at a dispatch, for those who measure: it says nothing of
// whom it was for.
type Attempt struct {
	Platform chat.Platform
	Purpose  reflection.Purpose
	// Due is when it was to go out, and Placed when it was enqueued, where it is an
	// answer; zero where nobody waits.
	Due, Placed time.Time
	Seek        bool
	Err         error
}

// Outcome is what came of an attempt: it failed, or the dispatch was sent, or what
// was sought was found or not.
type Outcome struct {
	Sent  chat.Sent
	Found bool // of a job that seeks
	Err   error
	// Note is the kind's own.
	Note any
}

// Result is what Resolve is told of a job.
type Result struct {
	Job     Job
	Outcome Outcome
	Fate    Fate
}

// Fate says how a job ended.
type Fate int

// The fates. After Waiting the dispatch will be tried again; after any other the
// kind decides how it is stored.
const (
	Sent     Fate = iota // shown, or found where it was sought
	NotFound             // sought, and surely never shown
	Waiting              // stored to be tried again, or found out about
	Dropped              // refused for good
	Gone                 // the chat can't be written to any more
	Barred               // a permission is missing in the chat
	Moved                // the chat has another id
)
