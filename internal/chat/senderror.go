package chat

import (
	"errors"
	"fmt"
	"time"
)

// SendKind names a way in which sending fails. One switch in delivery decides
// what follows.
type SendKind int

// The kinds of failure.
const (
	// Rejected: the platform refused this very request, and says nothing that holds
	// for another. Of a message, a defect of ours.
	Rejected SendKind = iota
	// Gone: the person or the chat can't be written to any more.
	Gone
	// NotAllowed: the bot lacks a permission in that chat.
	NotAllowed
	// Moved: the chat has another id now, in MovedTo.
	Moved
	// Throttled: too fast; again after Wait, in Scope. No attempt is counted.
	Throttled
	// Unsent: surely not shown. Safe to try again.
	Unsent
	// Uncertain: perhaps shown. Must not be repeated blindly.
	Uncertain
	// Expired: what the message answers can't be answered any more.
	Expired
)

// String returns the kind's name for logs.
func (k SendKind) String() string {
	return [...]string{"rejected", "gone", "barred", "moved", "throttled", "unsent", "uncertain", "expired"}[k]
}

// Scope says how far a Throttled reaches.
type Scope int

// The scopes of a limit: everything that is sent to the chat; everything the bot
// sends; or requests of this kind in the chat, such as edits, beside which messages
// go on.
const (
	ScopeChat    Scope = iota // everything in that chat
	ScopeAll                  // everything
	ScopeRoute                // requests of the same kind in that chat
	ScopeUnknown              // the platform doesn't say: that chat, and perhaps everything
)

// String returns the scope's name for logs.
func (s Scope) String() string { return [...]string{"chat", "all", "route", "unknown"}[s] }

// SendError is the one error that adapters return for a failed sending.
type SendError struct {
	Kind    SendKind
	Wait    time.Duration // Throttled: how long
	Scope   Scope         // Throttled: how far
	MovedTo Chat          // Moved: where to
	Missing string        // NotAllowed: the permission as the platform names it, if known
	// Err is the cause. It never holds a token or anything that a person wrote.
	Err error
}

// Error implements error.
func (e *SendError) Error() string {
	if e.Err == nil {
		return "send: " + e.Kind.String()
	}
	return fmt.Sprintf("send: %s: %v", e.Kind, e.Err)
}

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }

// KindOf returns the kind of a failed sending. An error that is no *SendError
// is taken for Uncertain, the kind that promises the least.
func KindOf(err error) SendKind {
	if se, ok := errors.AsType[*SendError](err); ok {
		return se.Kind
	}
	return Uncertain
}
