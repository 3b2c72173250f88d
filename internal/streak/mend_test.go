package streak

import (
	"testing"
	"time"
)

func TestAnsweredWithinTwoDaysOfItsClosingIsMended(t *testing.T) {
	for clock, want := range map[string]string{"21:00:00": "-kro", "21:00:01": "-rko"} {
		d := begun()
		second := d.ask(2)
		d.ask(3) // closes the 2nd at 21:00
		d.reply(second, at(5, clock))
		d.ask(6)
		h := d.want(t, want)
		equal(t, "mended", h.Occasions[1].Mended, want == "-kro")
		equal(t, "total", h.Total, 1)
	}
}

func TestMendedGivesBackTheRestDay(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.ask(3)
	h := d.want(t, "-ro")
	equal(t, "spent", h.RestDays, 0)
	d.reply(second, at(4, "08:00"))
	h = d.want(t, "-ko")
	equal(t, "given back", h.RestDays, 1)
	equal(t, "mended", h.Occasions[1].Mended, true)
}

func TestMendedGivesBackTheRestDayOfNotToday(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.rest(second, at(2, "22:00"))
	d.ask(3)
	d.reply(second, at(4, "08:00"))
	h := d.want(t, "-ko")
	equal(t, "given back", h.RestDays, 1)
}

func TestMendedPutsTheRunTogetherAgain(t *testing.T) {
	d := begun()
	d.days(2, "kkk.")
	missed := d.ask(6)
	d.days(7, "k")
	h := d.want(t, "-kkkrmk")
	equal(t, "run", h.Run, 1)
	equal(t, "welcomed back", h.AfterMiss(), true)
	d.reply(missed, at(8, "20:00"))
	h = d.want(t, "-kkkrkk")
	equal(t, "run", h.Run, 5)
	equal(t, "welcomed back", h.AfterMiss(), false)
}

func TestMendingKeepsNoOtherDate(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.ask(3)
	d.reply(second, at(4, "08:00"))
	d.reply(second, at(4, "08:01")) // a further part of the same answer
	d.want(t, "-ko")
	d.ask(4)
	d.want(t, "-kro")
}

func TestReplyToAnOlderOneThatIsKeptKeepsTheDateThatWasOpen(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.reply(second, at(3, "08:00"))
	d.ask(3)
	d.reply(second, at(4, "08:00")) // it needs no mending
	d.ask(4)
	h := d.want(t, "-kko")
	equal(t, "mended", h.Occasions[1].Mended, false)
}

func TestReplyInAChannelMendsNothing(t *testing.T) {
	d := begun()
	d.ask(2)
	d.ask(3)
	d.reply(channelQuestion, at(4, "08:00"))
	d.ask(4)
	d.want(t, "-rko")
}

func TestOptionalAndMendedCountsLikeAnyOther(t *testing.T) {
	d := new(diary)
	first := d.ask(1)
	d.ask(2)
	d.reply(first, at(3, "08:00"))
	h := d.want(t, "ko")
	equal(t, "run", h.Run, 1)
}

func TestMendingIsCountedFromWhenTheClosingWasKnown(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.arrived(d.plan(3), at(3, "21:00"), at(4, "10:00"))
	d.reply(second, at(6, "09:59"))
	d.want(t, "-ko")
}

// A reply that mends a date and is handled days later is not counted on from a
// checkpoint that has settled that date.
func TestMendedLongAgoAndHandledNowIsCountedAnew(t *testing.T) {
	d := begun()
	d.days(2, "kk")
	missed := d.ask(4)
	d.days(5, "kkkkkkkk")
	facts := len(d.facts)
	c := Begin(d.facts, nil, at(13, "09:00")).Checkpoint()
	if !march(4).Before(c.saved.Until.date()) {
		t.Fatalf("the 4th isn't settled: %v", c.saved.Until)
	}
	d.reply(missed, at(5, "23:00"))
	late := scene{facts: d.facts, now: at(13, "10:00")}.after(facts)
	if _, ok := Resume(c, late, nil, at(13, "10:00")); ok {
		t.Error("counted on")
	}
	d.want(t, "-kkkkkkkkkkk")
	// One that is beyond any mending is.
	d.facts = d.facts[:facts]
	d.reply(missed, at(13, "09:30"))
	late = scene{facts: d.facts, now: at(13, "10:00")}.after(facts)
	standing, ok := Resume(c, late, nil, at(13, "10:00"))
	if !ok || standing.Total != 11 {
		t.Errorf("counted on %v, total %d", ok, standing.Total)
	}
	if mendable != 48*time.Hour {
		t.Errorf("mendable for %v", mendable)
	}
}
