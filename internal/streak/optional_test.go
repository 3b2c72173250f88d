package streak

import (
	"testing"
	"time"
)

// wantSecond checks the outcome of the 2nd, which nobody answered, and why.
func wantSecond(t *testing.T, d *diary, outcome Outcome, why Reason) {
	t.Helper()
	o, ok := d.history(later).On(march(2))
	equal(t, "asked on the 2nd", ok, true)
	equal(t, "outcome", o.Outcome, outcome)
	equal(t, "why", o.Why, why)
}

func TestFirstQuestionIsOptional(t *testing.T) {
	d := new(diary)
	d.days(1, "..")
	h := d.want(t, "-o")
	equal(t, "why", h.Occasions[0].Why, FirstQuestion)
	equal(t, "rest days", h.RestDays, 1)
}

func TestFirstIsTheFirstKnownToHaveArrived(t *testing.T) {
	d := new(diary)
	d.arrived(d.plan(1), at(1, "21:00"), at(3, "12:00")) // found afterwards
	d.ask(2)
	d.ask(3)
	h := d.want(t, "r-o")
	equal(t, "why", h.Occasions[1].Why, FirstQuestion)
}

func TestFirstIsTheFirstInEachSubscription(t *testing.T) {
	d := begun()
	d.ask(2, on(onDiscord))
	d.ask(3, on(onDiscord))
	d.ask(4, on(onDiscord))
	d.want(t, "o-ro")
}

func TestFirstOnOneAppDoesNotExcuseTheOther(t *testing.T) {
	d := begun()
	d.ask(2)
	d.ask(2, on(onDiscord)) // Discord's first
	d.ask(3)
	d.ask(3, on(onDiscord))
	wantSecond(t, d, Rested, NotOptional)
}

func TestOffTheScheduleIsOptional(t *testing.T) {
	d := begun()
	d.ask(2, extra)
	d.ask(3)
	wantSecond(t, d, Optional, OffSchedule)
}

func TestTodayBeforeTheHourIsThatDatesOneQuestion(t *testing.T) {
	d := begun()
	id := d.plan(2) // due at 21:00, asked for in the morning
	d.arrived(id, at(2, "08:00"), at(2, "08:00"))
	d.ask(3)
	h := d.want(t, "-ro")
	equal(t, "opened", h.Occasions[1].Opened, at(2, "08:00"))
}

func TestArrivedOverAnHourLateIsOptional(t *testing.T) {
	for _, c := range []struct {
		arrived string
		outcome Outcome
		why     Reason
	}{
		{"22:00:00", Rested, NotOptional},
		{"22:00:01", Optional, Late},
	} {
		d := begun()
		d.arrived(d.plan(2), at(2, c.arrived), at(2, c.arrived))
		d.ask(3)
		d.ask(4)
		wantSecond(t, d, c.outcome, c.why)
	}
}

func TestLateIsByItsOwnTimestampNotByWhenItIsKnown(t *testing.T) {
	d := begun()
	d.arrived(d.plan(2), at(2, "21:00"), at(3, "09:00"))
	d.ask(3)
	wantSecond(t, d, Rested, NotOptional)
}

func TestUncertainAndShownOnlyByThePersonIsOptional(t *testing.T) {
	d := begun()
	d.shown(d.plan(2), at(2, "21:10"))
	d.ask(3)
	wantSecond(t, d, Optional, OnlyShown)
}

func TestUncertainAndFoundIsOrdinary(t *testing.T) {
	d := begun()
	second := d.plan(2)
	d.shown(second, at(2, "21:30"))
	d.arrived(second, at(2, "21:00"), at(2, "22:00"))
	d.ask(3)
	h := d.want(t, "-ro")
	equal(t, "opened", h.Occasions[1].Opened, at(2, "21:00"))
	wantSecond(t, d, Rested, NotOptional)
}

func TestUncertainAndSentAgainIsOrdinary(t *testing.T) {
	d := begun()
	second := d.plan(2)
	d.arrived(second, at(2, "21:20"), at(2, "21:20"))
	d.ask(3)
	wantSecond(t, d, Rested, NotOptional)
	// The first of two messages settles when it opened, and so whether it was late.
	d = begun()
	second = d.plan(2)
	d.arrived(second, at(2, "23:00"), at(2, "23:00"))
	d.arrived(second, at(2, "21:00"), at(2, "23:30"))
	d.ask(3)
	wantSecond(t, d, Rested, NotOptional)
}

func TestOpenUnderTwentyHoursIsOptional(t *testing.T) {
	for _, c := range []struct {
		next    string
		outcome Outcome
		why     Reason
	}{
		{"17:00:00", Rested, NotOptional},
		{"16:59:59", Optional, Short},
		{"08:00:00", Optional, Short},
	} {
		d := begun()
		d.ask(2)
		d.ask(3, due(at(3, c.next))) // another hour, another zone, or /today
		d.ask(4)
		wantSecond(t, d, c.outcome, c.why)
	}
}

func TestTwoAppsAreOpenTwentyHoursTogether(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	d.ask(2)
	d.ask(2, on(onDiscord), due(at(3, "03:00")))
	d.ask(3, due(at(3, "10:00")))
	d.ask(3, on(onDiscord), due(at(3, "18:00")))
	// 13 and 15 hours, but 21 from the first opening to the last closing.
	wantSecond(t, d, Rested, NotOptional)
}

func TestOpenWhenAPauseBeganIsOptional(t *testing.T) {
	for _, c := range []struct {
		name    string
		pause   time.Time
		outcome Outcome
		why     Reason
	}{
		{"just before it opened", at(2, "20:59:59"), Rested, NotOptional},
		{"as it opened", at(2, "21:00:00"), Optional, PausedThen},
		{"while it was open", at(3, "12:00:00"), Optional, PausedThen},
		{"just before it closed", at(9, "20:59:59"), Optional, PausedThen},
		{"as it closed", at(9, "21:00:00"), Rested, NotOptional},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := begun()
			d.ask(2)
			d.pause(onTelegram, c.pause)
			d.ask(9)
			d.ask(10)
			wantSecond(t, d, c.outcome, c.why)
		})
	}
}

func TestPauseOfOneAppDoesNotExcuseTheOther(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	d.ask(2)
	d.pause(onDiscord, at(3, "12:00"))
	d.ask(3)
	wantSecond(t, d, Rested, NotOptional)
}

func TestOpenWhileTheBotWasAwayIsOptional(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to time.Time
		outcome  Outcome
		why      Reason
	}{
		{"an hour", at(3, "02:00"), at(3, "03:00"), Rested, NotOptional},
		{"over an hour", at(3, "02:00"), at(3, "03:00:01"), Optional, BotAway},
		{"until it opened", at(2, "12:00"), at(2, "21:00"), Rested, NotOptional},
		{"until just after it opened", at(2, "12:00"), at(2, "21:00:01"), Optional, BotAway},
		{"from just before it closed", at(3, "20:59:59"), at(4, "06:00"), Optional, BotAway},
		{"from when it closed", at(3, "21:00"), at(4, "06:00"), Rested, NotOptional},
		{"all the time and more", at(1, "22:00"), at(9, "06:00"), Optional, BotAway},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := begun()
			d.ask(2)
			d.ask(3)
			d.away(onTelegram, c.from, c.to)
			wantSecond(t, d, c.outcome, c.why)
		})
	}
}

func TestOutageOfAnotherPlatformExcusesNothing(t *testing.T) {
	d := begun()
	d.ask(2)
	d.ask(3)
	d.away(onDiscord, at(2, "22:00"), at(3, "20:00"))
	wantSecond(t, d, Rested, NotOptional)
}

func TestTwoShortOutagesAreNotOneLongOne(t *testing.T) {
	d := begun()
	d.ask(2)
	d.ask(3)
	d.away(onTelegram, at(3, "02:00"), at(3, "02:50"))
	d.away(onTelegram, at(3, "04:00"), at(3, "04:50"))
	wantSecond(t, d, Rested, NotOptional)
}

func TestLongOutageIsSeenBehindLaterShorterOnes(t *testing.T) {
	d := begun()
	d.ask(2)
	d.ask(3)
	d.away(onTelegram, at(1, "23:00"), at(2, "23:00")) // overlaps the question
	d.away(onTelegram, at(2, "03:00"), at(2, "05:00")) // does not
	wantSecond(t, d, Optional, BotAway)
}

func TestWeeklyAfterBackOffIsOptional(t *testing.T) {
	d := begun()
	d.ask(2, backOff)
	d.ask(9)
	wantSecond(t, d, Optional, Weekly)
}

func TestOnceAWeekByChoiceIsASchedule(t *testing.T) {
	d := begun()
	d.ask(8)
	d.ask(15)
	d.ask(22)
	d.want(t, "-rmo")
}

func TestOptionalAndKeptCountsLikeAnyOther(t *testing.T) {
	d := new(diary)
	d.days(1, "kkkkkk") // the first of them is optional
	d.reply(d.ask(7, extra), at(8, "08:00"))
	h := d.want(t, "kkkkkkk")
	equal(t, "run", h.Run, 7)
	equal(t, "total", h.Total, 7)
	equal(t, "rest days", h.RestDays, 2) // the seventh earned one
	equal(t, "counted", h.Counted, 7)
}

func TestOptionalAndUnansweredCountsAsNothing(t *testing.T) {
	d := begun()
	d.days(2, "kk")
	d.ask(4, extra)
	d.days(5, "k")
	h := d.want(t, "-kk-k")
	equal(t, "run", h.Run, 3)
	equal(t, "counted", h.Counted, 3)
	equal(t, "rest days", h.RestDays, 1)
}
