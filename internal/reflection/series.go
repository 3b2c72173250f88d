package reflection

import (
	"strconv"
	"strings"
	"time"
)

// SeriesPack is the pack, in a delivery's prompt, of an evening of a series. The
// prompt's id is the theme's with the number of the evening. It can be no pack's id.
const SeriesPack = "(series)"

// Evenings is how many evenings a series has; GivenBack is the number of the message
// after them, which gives back what was written.
const (
	Evenings  = 4
	GivenBack = Evenings + 1
)

// SeriesID identifies a series.
type SeriesID int64

// Series is one time that somebody goes through the evenings of one theme. It runs
// while its subscription names it. It holds nobody's words.
type Series struct {
	ID           SeriesID
	Subscription SubscriptionID
	// Pack and Theme are the ids of the pack and of its series.
	Pack, Theme string
	Begun       time.Time
	// Evenings are those that were planned, by their number.
	Evenings []Evening
}

// Evening is one evening of a series, or the message that gives them back.
type Evening struct {
	Number   int
	Delivery DeliveryID
}

// Next is the number of the evening that comes next.
func (s Series) Next() int {
	next := 1
	for _, e := range s.Evenings {
		next = max(next, e.Number+1)
	}
	return next
}

// Numbered returns the number of the evening that a delivery is; 0 for none.
func (s Series) Numbered(d DeliveryID) int {
	for _, e := range s.Evenings {
		if e.Delivery == d {
			return e.Number
		}
	}
	return 0
}

// Evening is the number of the evening that a prompt is; 0 if it is none.
func (a Asked) Evening() int {
	if a.Pack != SeriesPack {
		return 0
	}
	n, err := strconv.Atoi(a.Prompt[strings.LastIndexByte(a.Prompt, '-')+1:])
	if err != nil {
		return 0
	}
	return n
}

// AllSeries holds what people go through of series.
type AllSeries interface {
	// AddSeries adds one without evenings.
	AddSeries(*Series) error
	Series(SeriesID) (Series, error)
	// SeriesOf returns the series whose evening a delivery is.
	SeriesOf(DeliveryID) (Series, error)
	AddEvening(SeriesID, Evening) error
	// RemoveEvening takes back that a delivery is an evening, where it is one.
	RemoveEvening(DeliveryID) error
}
