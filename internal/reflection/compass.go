package reflection

import "stillpoint/internal/schedule"

// Compass is a person's: five places from stay to go, under a question now and then.
type Compass struct {
	Person PersonID
	On     bool
	// Named is what it points at, in the person's own word. Sealed at rest.
	Named string
	// Last is the date on which it stood under a question last, and Delivery that
	// question; zero before the first.
	Last     schedule.Date
	Delivery DeliveryID
}

// Places is how many places a compass has.
const Places = 5

// Tap is where somebody stood on a date.
type Tap struct {
	Person PersonID
	Date   schedule.Date
	Place  int // 1 (stay) to Places (go)
	// Sealed is what an engine keeps of the place; see Raw. It is nil above the layer
	// that seals.
	Sealed []byte
}

// Compasses holds people's compasses. A tap is no reply and no fact.
type Compasses interface {
	// Compass is zero but for its person where there is none.
	Compass(PersonID) (Compass, error)
	SetCompass(Compass) error
	// SetTap takes the place of an earlier one on that date.
	SetTap(Tap) error
	RemoveTap(Tap) error
	// Taps returns a person's, by their dates.
	Taps(PersonID) ([]Tap, error)
}
