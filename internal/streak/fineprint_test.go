package streak

import (
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func TestReplyToSomethingElseKeepsTheDateThatOpenedLast(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	d.ask(2)
	d.ask(3, on(onDiscord)) // the 2nd is open on Telegram, the 3rd on Discord
	d.reply(channelQuestion, at(4, "08:00"))
	d.want(t, "-ok")
}

func TestReplyToSomethingElseBelowAnUncertainOneKeepsTheOpenOne(t *testing.T) {
	d := begun()
	d.ask(2)
	third := d.plan(3)
	d.reply(channelQuestion, at(4, "08:00"))
	d.wantAt(t, at(4, "08:00"), "-k") // the 3rd hangs above it
	// It stays so when the third is found to have been there all the time.
	d.arrived(third, at(3, "21:00"), at(4, "10:00"))
	d.want(t, "-ko")
}

func TestReplyBelowAnUncertainOneKeepsItsOwn(t *testing.T) {
	d := begun()
	d.ask(2)
	third := d.plan(3)
	d.arrived(third, at(3, "21:00"), at(4, "10:00"))
	d.reply(third, at(4, "09:00")) // while the second was open as well
	d.want(t, "-rk")
}

func TestThatWasForTheLastOneKeepsTheOlderAndOpensTheNewer(t *testing.T) {
	d := begun()
	second, third := d.ask(2), d.ask(3)
	part := *d.reply(third, at(3, "21:02"))
	h := d.want(t, "-rk")
	equal(t, "total", h.Total, 1)
	// The button files it as if it had been written just before the third.
	refiled := d.reply(second, at(3, "20:59:59"))
	refiled.Part = part.Part
	h = d.want(t, "-ko")
	equal(t, "total", h.Total, 1)
	equal(t, "the third is answered", h.Answered(third), false)
	equal(t, "rest days", h.RestDays, 1)
}

func TestOfTheFactsAboutOnePartTheLatestCountsWhateverTheirOrder(t *testing.T) {
	d := begun()
	second, third := d.ask(2), d.ask(3)
	refiled := *d.reply(second, at(3, "20:59:59"))
	first := d.reply(third, at(3, "21:02"))
	first.Part = refiled.Part
	first.ID, d.facts[len(d.facts)-2].ID = refiled.ID, first.ID
	d.want(t, "-ko")
}

func TestRefilingOntoAnAnsweredOneLowersTheTotal(t *testing.T) {
	d := begun()
	second, third := d.ask(2), d.ask(3)
	d.reply(second, at(3, "08:00"))
	part := d.reply(third, at(3, "21:02")).Part
	equal(t, "before", d.history(later).Total, 2)
	d.reply(second, at(3, "20:59:59")).Part = part
	equal(t, "after", d.history(later).Total, 1)
}

func TestZonesOfFactsChangeNothing(t *testing.T) {
	d := begun()
	d.days(2, "kk..k")
	h := d.history(later)
	for i := range d.facts {
		d.facts[i].Zone = "Pacific/Kiritimati"
		if d.facts[i].Kind != reflection.FactAsked {
			d.facts[i].Date = march(200)
		}
	}
	equal(t, "outcomes", letters(d.history(later)), letters(h))
}

func TestTravelEastMakesTheShortDateOptional(t *testing.T) {
	// 21:00 in New York, then 21:00 in Berlin: 18 hours apart.
	d := begun()
	d.ask(2, due(at(3, "02:00")))
	d.ask(3, due(at(3, "20:00")))
	d.ask(4, due(at(4, "20:00")))
	h := d.want(t, "--ro")
	equal(t, "why", h.Occasions[1].Why, Short)
}

func TestTravelWestAndClockChangesCostNothing(t *testing.T) {
	d := begun()
	// 21:00 in Berlin, in New York from the 4th on, and an hour earlier from the
	// 6th on: 24, 29, 24 and 23 hours lie between the questions.
	for i, asked := range []time.Time{
		at(2, "20:00"), at(3, "20:00"), at(5, "01:00"), at(6, "01:00"), at(7, "00:00"),
	} {
		d.reply(d.ask(2+i, due(asked)), asked.Add(22*time.Hour))
	}
	h := d.want(t, "-kkkkk")
	equal(t, "run", h.Run, 5)
	equal(t, "rest days", h.RestDays, 1)
}
