package streak

import "testing"

func TestOneRestDayAtTheStart(t *testing.T) {
	d := new(diary)
	d.ask(1)
	equal(t, "rest days", d.history(later).RestDays, 1)
}

func TestEverySeventhKeptEarnsARestDay(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkk")
	equal(t, "after six", d.history(later).RestDays, 1)
	d.days(8, "k")
	equal(t, "after seven", d.history(later).RestDays, 2)
	d.days(9, "kkkkkkk")
	equal(t, "after fourteen", d.history(later).RestDays, 3)
}

func TestSevenKeptAreCountedOnAcrossMisses(t *testing.T) {
	d := begun()
	d.days(2, "kkkkk..k.kk")
	// The sixth came after a miss, the seventh after another.
	h := d.want(t, "-kkkkkrmkmkk")
	equal(t, "rest days", h.RestDays, 1)
	equal(t, "held before the seventh", h.Occasions[10].RestDays, 0)
	equal(t, "held after it", h.Occasions[11].RestDays, 1)
}

func TestAtMostThreeRestDaysAreHeld(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkkkkkkkkkkkkkkkkkkkkkkkk")
	equal(t, "after 28", d.history(later).RestDays, 3)
}

func TestSeventhWhileThreeAreHeldIsLostAndTheNextComesAtTheFourteenth(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkkkkkkkkkk") // three held
	d.days(16, "kkkkkkk")       // the 21st is lost
	d.days(23, ".kkkkkk")       // one spent; 27 kept
	equal(t, "after 27", d.history(later).RestDays, 2)
	d.days(30, "k")
	equal(t, "after 28", d.history(later).RestDays, 3)
}

func TestRestDaysAreSpentByThemselves(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkkk...k")
	h := d.want(t, "-kkkkkkkrrmk")
	equal(t, "rest days", h.RestDays, 0)
	equal(t, "run", h.Run, 1)
}

func TestRestedDoesNotBreakTheRun(t *testing.T) {
	d := begun()
	d.days(2, "kk.kk")
	h := d.want(t, "-kkrkk")
	equal(t, "run", h.Run, 4)
}

func TestNotTodaySpendsOneAtOnce(t *testing.T) {
	d := begun()
	second := d.ask(2)
	equal(t, "what the press comes to", d.history(later).NotToday(second), SpendsOne)
	d.rest(second, at(2, "22:00"))
	h := d.wantAt(t, at(2, "22:00"), "-r")
	equal(t, "rest days", h.RestDays, 0)
	equal(t, "still open", h.Occasions[1].IsOpen(), true)
	equal(t, "pressed again", h.NotToday(second), SpendsOne)
	d.rest(second, at(2, "22:01"))
	d.ask(3)
	equal(t, "spent once", d.history(later).RestDays, 0)
	d.want(t, "-ro")
}

func TestReplyAfterNotTodayGivesTheRestDayBack(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.rest(second, at(2, "22:00"))
	d.reply(second, at(3, "08:00"))
	h := d.want(t, "-k")
	equal(t, "rest days", h.RestDays, 1)
}

func TestNotTodayWithNoneLeftChangesNothing(t *testing.T) {
	d := begun()
	d.days(2, ".")
	third := d.ask(3)
	equal(t, "what the press comes to", d.history(later).NotToday(third), NoneLeft)
	d.rest(third, at(3, "22:00"))
	d.wantAt(t, at(3, "22:00"), "-ro")
	d.ask(4)
	d.want(t, "-rmo")
}

func TestNotTodayOnAKeptDateDoesNothing(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.reply(second, at(2, "21:10"))
	d.rest(second, at(2, "21:10")) // at one instant keeping comes first
	h := d.want(t, "-k")
	equal(t, "rest days", h.RestDays, 1)
	equal(t, "what the press comes to", h.NotToday(second), AlreadyKept)
}

func TestNotTodayOnAClosedQuestionDoesNothing(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkkk")
	ninth := d.ask(9)
	d.ask(10)
	d.rest(ninth, at(10, "21:00")) // at one instant closing comes first
	h := d.want(t, "-kkkkkkkro")
	equal(t, "rest days", h.RestDays, 1)
	equal(t, "what the press comes to", h.NotToday(ninth), NothingOpen)
	equal(t, "on a channel's", h.NotToday(channelQuestion), NothingOpen)
}

func TestNotTodayOnAnOptionalDateCostsNothing(t *testing.T) {
	d := begun()
	second := d.ask(2, extra)
	d.rest(second, at(2, "22:00"))
	h := d.want(t, "-o")
	equal(t, "rest days", h.RestDays, 1)
	equal(t, "what the press comes to", h.NotToday(second), CostsNothing)
}

func TestRestDayComesBackWhenItsDateTurnsOptional(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.rest(second, at(2, "22:00"))
	equal(t, "spent", d.history(later).RestDays, 0)
	d.pause(onTelegram, at(2, "23:00"))
	equal(t, "given back by the pause", d.history(later).RestDays, 1)
	d.ask(9)
	d.want(t, "--o")
}

func TestRestDayComesBackWhenItsDateTurnsOutShort(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.rest(second, at(2, "22:00"))
	equal(t, "spent", d.history(later).RestDays, 0)
	d.ask(3, due(at(3, "09:00")))
	h := d.want(t, "--o")
	equal(t, "given back", h.RestDays, 1)
}

func TestOptionalDatesNeverSpendARestDay(t *testing.T) {
	d := begun()
	d.ask(2, extra)
	d.ask(3, backOff)
	d.shown(d.plan(4), at(4, "21:05"))
	d.ask(5)
	h := d.want(t, "----o")
	equal(t, "rest days", h.RestDays, 1)
}

func TestReplyHandledLaterPutsEverythingAfterItRight(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.days(3, ".k..")
	h := d.want(t, "-rmkmo")
	equal(t, "run", h.Run, 0)
	d.reply(second, at(3, "08:00"))
	h = d.want(t, "-krkmo")
	equal(t, "best", h.Best, 2)
}

func TestRestDayEarnedEarlierIsSpentEarlier(t *testing.T) {
	d := begun()
	second := d.ask(2, extra)
	d.days(3, ".kkkkkk.k.")
	d.ask(13)
	d.want(t, "--rkkkkkkmkro")
	d.reply(second, at(3, "08:00"))
	d.want(t, "-krkkkkkkrkmo")
}

func TestLinkedAccountsHaveOneStart(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	equal(t, "rest days", d.history(later).RestDays, 1)
}
