package streak

import "testing"

func TestKeptIsAnsweredWhileOpen(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.wantAt(t, at(3, "07:00"), "-o")
	d.reply(second, at(3, "08:00"))
	h := d.wantAt(t, at(3, "09:00"), "-k") // at once, not when it closes
	equal(t, "still open", h.Occasions[1].IsOpen(), true)
	equal(t, "run", h.Run, 1)
}

func TestRestedIsClosedUnansweredWithARestDaySpent(t *testing.T) {
	d := begun()
	d.days(2, ".k")
	h := d.want(t, "-rk")
	equal(t, "rest days", h.RestDays, 0)
	equal(t, "run", h.Run, 1)
}

func TestMissedIsClosedUnansweredWithNoneLeft(t *testing.T) {
	d := begun()
	d.days(2, "..k")
	h := d.want(t, "-rmk")
	equal(t, "rest days", h.RestDays, 0)
}

func TestOneOccasionADateWhateverTheApps(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	for day := 2; day <= 3; day++ {
		d.ask(day)
		d.ask(day, on(onDiscord))
	}
	h := d.want(t, "-ro")
	equal(t, "questions of the 2nd", len(h.Occasions[1].Deliveries), 2)
	equal(t, "rest days", h.RestDays, 0)
}

func TestKeptOnOneAppBeatsUnansweredOnTheOther(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	for day := 2; day <= 3; day++ {
		d.ask(day)
		d.reply(d.ask(day, on(onDiscord)), at(day+1, "08:00"))
	}
	h := d.want(t, "-kk")
	equal(t, "rest days", h.RestDays, 1)
}

func TestDateOfTwoAppsIsOpenUntilTheLastOfItsQuestionsCloses(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord), due(at(1, "23:00")))
	d.ask(2)
	discord := d.ask(2, on(onDiscord), due(at(2, "23:00")))
	d.ask(3)
	d.wantAt(t, at(3, "22:00"), "-oo")
	d.reply(discord, at(3, "22:30")) // Telegram's question has closed
	h := d.wantAt(t, at(3, "22:45"), "-ko")
	d.ask(3, on(onDiscord), due(at(3, "23:00")))
	h = d.want(t, "-ko")
	equal(t, "closed", h.Occasions[1].Closed, at(3, "23:00"))
}

func TestDateOfTwoAppsSpendsOneRestDay(t *testing.T) {
	d := begun()
	d.ask(1, on(onDiscord))
	d.days(2, "kkkkkkk") // two rest days now
	before := d.history(later).RestDays
	for day := 9; day <= 10; day++ {
		d.ask(day)
		d.ask(day, on(onDiscord))
	}
	h := d.want(t, "-kkkkkkkro")
	equal(t, "before", before, 2)
	equal(t, "after", h.RestDays, 1)
}

func TestNoOccasionWithoutAnArrival(t *testing.T) {
	d := begun()
	d.plan(2) // dropped: never delivered
	h := d.wantAt(t, later, "o")
	_, asked := h.On(march(2))
	equal(t, "the 2nd asked", asked, false)
}

func TestNoOccasionOnDatesOffTheSchedule(t *testing.T) {
	d := begun()
	d.days(2, "kkk  kkk")
	h := d.want(t, "-kkkkkk")
	equal(t, "run", h.Run, 6)
	for day := 5; day <= 6; day++ {
		if _, asked := h.On(march(day)); asked {
			t.Errorf("March %d asked", day)
		}
	}
}

func TestDateOpensWithTheEarliestOfItsQuestions(t *testing.T) {
	d := new(diary)
	for clock, app := range map[string]asking{
		"21:00:00.4": on(onTelegram), "21:00:00.9": on(onDiscord), // within one second
	} {
		id := d.plan(1, app)
		d.arrived(id, at(1, clock), at(1, clock)).Message = "1"
	}
	h := d.want(t, "o")
	equal(t, "opened", h.Occasions[0].Opened, at(1, "21:00:00.4"))
}
