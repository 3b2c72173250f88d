package store

import (
	"errors"
	"sync/atomic"
)

// lasting is trouble that doesn't pass by itself: the file is damaged, or isn't the
// one any more that was opened. Once it is known, every transaction is refused with
// it, until a person has set it right and the store is opened anew.
type lasting struct{ found atomic.Pointer[error] }

// note takes in an error, and reports whether it tells of lasting trouble; the first
// that does is kept.
func (l *lasting) note(err error) bool {
	if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrReplaced) && !errors.Is(err, ErrNotDatabase) && !errors.Is(err, ErrTaken) {
		return false
	}
	l.found.CompareAndSwap(nil, &err)
	return true
}

// refuse returns the trouble there is, as unavailable; nil if there is none.
func (l *lasting) refuse() error {
	if err := l.found.Load(); err != nil {
		return unavailable{*err}
	}
	return nil
}

// Lasting returns trouble that a person must set right before the store can be used
// again; nil if there is none. Ending the process is safe with it: what is in the log
// beside the file is not written into it.
func (s *Store) Lasting() error { return s.trouble.refuse() }

// Path is the file of the database; for one on a server, what it is called.
func (s *Store) Path() string { return s.path }
