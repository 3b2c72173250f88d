package streak

import "testing"

func TestReplyCountsAtItsTimestampWheneverHandled(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.ask(3)
	d.ask(4)
	d.want(t, "-rmo")
	// The bot handles it after the next two questions went out; it was written
	// while its own was open.
	d.reply(second, at(3, "09:00"))
	d.want(t, "-kro")
}

func TestReplyToTheOpenQuestionKeepsItsDate(t *testing.T) {
	d := begun()
	d.reply(d.ask(2), at(3, "20:59:59"))
	d.ask(3)
	d.want(t, "-ko")
}

func TestReplyAfterMidnightKeepsTheDateOfTheQuestion(t *testing.T) {
	d := begun()
	reply := d.reply(d.ask(2), at(3, "01:30"))
	reply.Date = march(3)
	d.ask(3)
	d.want(t, "-ko")
}

func TestReplyToAnOlderQuestionKeepsTheDateThatWasOpen(t *testing.T) {
	d := begun()
	second := d.ask(2)
	for day := 3; day <= 5; day++ {
		d.ask(day)
	}
	d.reply(second, at(5, "22:00"))
	d.ask(6)
	h := d.want(t, "-rmmko")
	equal(t, "the older one is answered", h.Answered(second), true)
	equal(t, "total", h.Total, 1)
}

func TestReplyInAChannelKeepsTheDateThatWasOpen(t *testing.T) {
	d := begun()
	d.ask(2)
	d.reply(channelQuestion, at(3, "08:00")).Chat = community
	d.ask(3)
	d.want(t, "-ko")
}

func TestReplyWithNoDateOpenKeepsNoneAndCountsInTheTotal(t *testing.T) {
	d := new(diary)
	d.reply(channelQuestion, at(1, "08:00"))
	d.ask(1)
	d.ask(2)
	h := d.want(t, "-o")
	equal(t, "total", h.Total, 1)
}

func TestReplyKeepsOneDateAtMost(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.arrived(d.plan(3), at(3, "21:00"), at(4, "12:00"))
	d.reply(second, at(4, "08:00")) // both dates are open
	d.ask(4)
	d.want(t, "-kro")
}

func TestPartsOfOneReplyCountOnce(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.reply(second, at(2, "21:05"))
	d.reply(second, at(2, "21:06"))
	d.ask(3)
	h := d.want(t, "-ko")
	equal(t, "total", h.Total, 1)
	equal(t, "run", h.Run, 1)
}

func TestReplyToTwoAppsOnOneDateCountsOneDateAndTwoDeliveries(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	first, second := d.ask(2), d.ask(2, on(onDiscord))
	d.reply(first, at(3, "08:00"))
	d.reply(second, at(3, "09:00"))
	h := d.want(t, "-k")
	equal(t, "run", h.Run, 1)
	equal(t, "total", h.Total, 2)
}
