package chat

import "fmt"

// Unavailable is returned by an Intake while the store can't be used: it is
// locked, full, read-only or failing. It is nobody's event that is at fault, so
// no event is counted against it or passed over because of it.
type Unavailable struct {
	// Say is what somebody who waits for an answer is shown, in their language.
	Say string
	// Err is the cause.
	Err error
}

// Error implements error.
func (e *Unavailable) Error() string { return fmt.Sprintf("the store can't be used: %v", e.Err) }

// Unwrap returns the cause.
func (e *Unavailable) Unwrap() error { return e.Err }
