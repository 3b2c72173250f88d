package reflection

import (
	"time"

	"stillpoint/internal/schedule"
)

// Amount is how much a person wrote on one day, whether it was kept or not.
type Amount struct {
	Messages, Bytes int
}

// Amounts holds what lets a message be filed without looking at all before it.
type Amounts interface {
	// AddAmount counts a message of that many bytes on a day, and returns what
	// the day comes to with it. Only the latest day is remembered.
	AddAmount(p PersonID, day schedule.Date, bytes int) (Amount, error)
	// LastWritten returns when the latest part of a reply was written that has
	// its words, but for one part; ErrNotFound if there is none.
	LastWritten(r ReplyID, but PartID) (time.Time, error)
}
