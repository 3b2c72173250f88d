package store

import (
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/storetest"
)

func TestSuite(t *testing.T) {
	storetest.Run(t, func(t testing.TB) reflection.Store { return openTemp(t) })
}

// The suite's own words, for what is tested of SQLite alone.
type home = storetest.Home

var (
	noon          = storetest.Noon
	today         = storetest.Today
	addChannel    = storetest.AddChannel
	addDispatches = storetest.AddDispatches
	addHome       = storetest.AddHome
	answered      = storetest.Answered
	askedIn       = storetest.AskedIn
	at            = storetest.At
	claim         = storetest.Claim
	missing       = storetest.Missing
	newChannel    = storetest.NewChannel
	newDelivery   = storetest.NewDelivery
	newHome       = storetest.NewHome
	same          = storetest.Same
	update        = storetest.Update
	view          = storetest.View
)
