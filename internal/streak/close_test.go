package streak

import (
	"testing"
	"time"
)

func TestQuestionClosesWhenTheNextHasArrived(t *testing.T) {
	d := begun()
	d.ask(2)
	third := d.ask(3)
	h := d.want(t, "-ro")
	equal(t, "opened", h.Occasions[1].Opened, at(2, "21:00"))
	equal(t, "closed", h.Occasions[1].Closed, at(3, "21:00"))
	o, ok := h.Of(third)
	equal(t, "found", ok, true)
	equal(t, "open", o.IsOpen(), true)
}

func TestQuestionStaysOpenOverDatesThatDoNotAsk(t *testing.T) {
	d := begun()
	friday := d.ask(6)
	d.reply(friday, at(9, "20:00"))
	d.ask(9)
	d.want(t, "-ko")
}

func TestQuestionClosesWhenTheNextIsKnownNotWhenItWasSent(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.reply(second, at(4, "09:59")) // before anyone knew of the third
	d.arrived(d.plan(3), at(3, "21:00"), at(4, "10:00"))
	h := d.want(t, "-ko")
	equal(t, "closed", h.Occasions[1].Closed, at(4, "10:00"))
	equal(t, "the next opened", h.Occasions[2].Opened, at(3, "21:00"))
}

func TestReplyAfterTheNextIsKnownComesTooLate(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.arrived(d.plan(3), at(3, "21:00"), at(4, "10:00"))
	d.reply(second, at(6, "10:01")) // too late to mend it, too
	d.want(t, "-rk")                // it keeps the date that is open instead
}

func TestPlannedDroppedAndUncertainQuestionsCloseNothing(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.plan(3) // planned, dropped or uncertain: nobody knows that it arrived
	d.wantAt(t, at(4, "12:00"), "-o")
	d.reply(second, at(4, "13:00"))
	d.ask(4)
	d.want(t, "-ko")
}

func TestTextAfterAnUncertainQuestionIsFiledUnderItAndShowsIt(t *testing.T) {
	d := begun()
	d.ask(2)
	third := d.plan(3)
	d.shown(third, at(4, "08:00"))
	d.reply(third, at(4, "08:00"))
	h := d.want(t, "-rk")
	equal(t, "the one before closed then", h.Occasions[1].Closed, at(4, "08:00"))
}

func TestQuestionIsOpenFromTheFirstSignOfIt(t *testing.T) {
	// A press shows the question while it is being sent once more. What is
	// written between the two is not lost.
	d := begun()
	d.ask(2)
	third := d.plan(3)
	d.shown(third, at(3, "21:03:00"))
	d.reply(third, at(3, "21:03:01"))
	d.arrived(third, at(3, "21:03:02"), at(3, "21:03:02"))
	h := d.want(t, "-rk")
	equal(t, "opened", h.Occasions[2].Opened, at(3, "21:03"))
}

func TestNowDecidesOnlyWhatIsOpen(t *testing.T) {
	d := begun()
	d.days(2, "..")
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{at(1, "00:00"), "ooo"},
		{at(2, "20:59"), "ooo"},
		{at(2, "21:00"), "-oo"},
		{at(3, "21:00"), "-ro"},
	} {
		d.wantAt(t, c.now, c.want)
	}
}

func TestSubscriptionsCloseTheirOwnQuestionsOnly(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	d.ask(2)
	d.ask(3, on(onDiscord))
	// The 2nd was asked on Telegram alone, and nothing followed it there.
	d.want(t, "-oo")
}

// A reply, a pause and a press carry the platform's seconds; ids tell them
// apart from the question that closes.
func TestWithinOneSecondTheLowerMessageIsEarlier(t *testing.T) {
	for _, c := range []struct {
		name, question, reply string
		mended                bool
	}{
		{"written before the next question", "500", "499", false},
		{"written after it", "500", "501", true},
		{"longer is later", "999", "1000", true},
		{"shorter is earlier", "1000", "999", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := begun()
			second := d.ask(2)
			third := d.plan(3)
			next := d.arrived(third, at(3, "21:00:00.2"), at(3, "21:00:00.2"))
			next.Chat, next.Message = chats[onTelegram], messageID(c.question)
			reply := d.reply(second, at(3, "21:00:00.7"))
			reply.Chat, reply.Message = chats[onTelegram], messageID(c.reply)
			h := d.want(t, "-ko")
			equal(t, "after it had closed", h.Occasions[1].Mended, c.mended)
		})
	}
}

func TestAtOneInstantClosingComesBeforeKeeping(t *testing.T) {
	for _, c := range []struct {
		name string
		chat string
		id   string
	}{
		{"a form has no message", "7", ""},
		{"ids of two chats can't be compared", "another", "1"},
		{"one and the same message", "7", "500"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := begun()
			second := d.ask(2)
			next := d.arrived(d.plan(3), at(3, "21:00"), at(3, "21:00"))
			next.Message = "500"
			reply := d.reply(second, at(3, "21:00"))
			reply.Chat, reply.Message = chats[onTelegram], messageID(c.id)
			reply.Chat.ID = c.chat
			h := d.want(t, "-ko")
			equal(t, "after it had closed", h.Occasions[1].Mended, true)
		})
	}
}

func TestTwoQuestionsWithinOneSecondAreOrderedByMessage(t *testing.T) {
	d := begun()
	third, second := d.plan(3), d.plan(2, due(at(3, "21:00"))) // ids the other way round
	d.arrived(third, at(3, "21:00"), at(3, "21:00")).Message = "40"
	d.arrived(second, at(3, "21:00"), at(3, "21:00")).Message = "39"
	h := d.want(t, "--o")
	equal(t, "closed by the later one", h.Occasions[1].Closed, at(3, "21:00"))
	equal(t, "why", h.Occasions[1].Why, Short)
}
