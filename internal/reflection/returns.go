package reflection

import (
	"time"

	"stillpoint/internal/schedule"
)

// ReturnPack is the pack, in a delivery's prompt, of a return: a question that brings
// an earlier reply back. The prompt's id is the reply's. It can be no pack's id.
const ReturnPack = "(return)"

// ReturnsAfter is how many answers somebody has given before any comes back by itself.
const ReturnsAfter = 14

// Return says that a delivery brings a reply back. The reply to that delivery tells
// what has changed: the two are linked by it.
type Return struct {
	Delivery DeliveryID
	Reply    ReplyID
	// Booked says that its writer asked for it.
	Booked bool
}

// Booking is what its writer said of whether a reply comes back.
type Booking struct {
	Reply  ReplyID
	Person PersonID
	// Due is the date from which on it comes back; zero where Away.
	Due schedule.Date
	// Away says that it never does.
	Away bool
}

// Recall is how things stand with what comes back to a person.
type Recall struct {
	Person PersonID
	// Off keeps everything back.
	Off bool
	// Last is the date of the latest return that was not booked; zero before any.
	Last schedule.Date
	// Never are words and days that never come back; see planning.NeverDay. Sealed at
	// rest.
	Never []string
	// Answers counts the person's answers, up to ReturnsAfter. It is not stored.
	Answers int
}

// Returns holds what came back to people, and what they want to come back.
type Returns interface {
	AddReturn(Return) error
	// RemoveReturn takes back that a delivery is a return, where it is one.
	RemoveReturn(DeliveryID) error
	// ReturnOn returns what a delivery brings back.
	ReturnOn(DeliveryID) (Return, error)
	// ReturnsOf returns the deliveries that brought a reply back, in the order in
	// which they were planned. What was written to one is its AnswerTo.
	ReturnsOf(ReplyID) ([]Return, error)

	// SetBooking takes the place of what was said of that reply before.
	SetBooking(Booking) error
	Booking(ReplyID) (Booking, error)
	DeleteBooking(ReplyID) error
	// Booked returns the person's reply that is due on a date and was booked first.
	Booked(p PersonID, on schedule.Date) (Reply, error)

	// Recall is never missing for a person who exists.
	Recall(PersonID) (Recall, error)
	SetRecall(Recall) error
	// Returnable returns a person's answers to questions of their own that were
	// begun at or after from and before to, and may come back as far as the store can
	// tell: none that came back before, none of which anything was said, none to a
	// tender question, an evening of a series or another return. Oldest first.
	Returnable(p PersonID, from, to time.Time) ([]Reply, error)
}
