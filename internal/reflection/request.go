package reflection

import "time"

// Request is something that the host did for somebody who asked for it by mail. It
// names nobody: whoever asked to be forgotten is.
type Request struct {
	At   time.Time
	Kind string // the command's name, such as "forget"
	// Entries is how many of their entries it was about.
	Entries int
}
