package schedule

import "errors"

// What a text is not. Each can be told by errors.Is, so that the caller can
// answer with an example of its own.
var (
	ErrTimeOfDay = errors.New("not a time of day")
	ErrWeekdays  = errors.New("not days of the week")
	ErrSchedule  = errors.New("not a time of day, days of the week, or both")
	ErrPause     = errors.New("not a length of time or a date")
	// ErrAlternate says that somebody wants every other day, which changes
	// from week to week and is no set of weekdays.
	ErrAlternate = errors.New("every other day")
	// ErrPast says that a pause would end today or earlier.
	ErrPast = errors.New("a date that is not after today")
	// ErrLater says that a break begins on a later date than a pause can.
	ErrLater = errors.New("a break that begins later")
	// ErrFar says that a pause would end more than ten years from now.
	ErrFar = errors.New("a date that is too far away")
)

// UnknownWord says which word kept a text from being understood. Err is what
// the text was hoped to be (ErrTimeOfDay and its like). What people type
// stays out of logs, so Error leaves the word out; it is for the answer to
// the person alone, and is cut to a length that can be quoted.
type UnknownWord struct {
	Word string
	Err  error
}

// Error describes the failure without the word.
func (e *UnknownWord) Error() string { return e.Err.Error() + ": a word is not understood" }

// Unwrap returns what the text was hoped to be.
func (e *UnknownWord) Unwrap() error { return e.Err }
