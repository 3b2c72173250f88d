package chat

import (
	"fmt"
	"strconv"
	"strings"
)

// Action is a button.
type Action struct {
	Label  string // at most 40 runes
	Ref    Ref
	Follow Follow
}

// Follow says what comes of a press, because some platforms must know before
// the core has answered: a form can't follow a deferred answer.
type Follow int

// What can follow a press.
const (
	Update  Follow = iota // the message it stands under changes
	Private               // an answer that only the presser sees
	Public                // an answer that the chat sees
	Opens                 // a form
	Alert                 // a brief notice
)

// MaxRef is the longest encoded Ref, in bytes. It leaves an adapter room for
// its own bookkeeping within the 64 bytes that the tightest platform allows.
const MaxRef = 40

// Ref is what a button carries: what to do, to what, and how. It comes back
// through people's hands and is trusted in nothing.
type Ref struct {
	Verb string // lower-case letters
	ID   int64  // what it is about; 0 for nothing
	Arg  string // anything short without a colon
}

// String encodes the ref as verb:id:arg, with the id in base 36.
func (r Ref) String() string {
	return r.Verb + ":" + strconv.FormatInt(r.ID, 36) + ":" + r.Arg
}

// ParseRef decodes what String encoded. Anything else is an error that names
// the fault and never the text.
func ParseRef(s string) (Ref, error) {
	if len(s) > MaxRef {
		return Ref{}, fmt.Errorf("action of %d bytes, at most %d", len(s), MaxRef)
	}
	verb, rest, ok := strings.Cut(s, ":")
	id, arg, ok2 := strings.Cut(rest, ":")
	if !ok || !ok2 {
		return Ref{}, fmt.Errorf("action without its three fields")
	}
	if verb == "" || strings.Trim(verb, "abcdefghijklmnopqrstuvwxyz") != "" {
		return Ref{}, fmt.Errorf("action with a verb that is no word")
	}
	n, err := strconv.ParseInt(id, 36, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 36) != id {
		return Ref{}, fmt.Errorf("action with a malformed id")
	}
	if strings.Contains(arg, ":") {
		return Ref{}, fmt.Errorf("action with a fourth field")
	}
	return Ref{Verb: verb, ID: n, Arg: arg}, nil
}
