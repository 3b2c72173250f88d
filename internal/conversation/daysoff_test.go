package conversation_test

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// A day off that is to come: the question before it comes as ever, none comes on it,
// it costs nothing, and it is forgotten afterwards.
func TestADayOff(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		r.says(p, "the first")
		r.types(p, "pause", "on 3 June")
		r.wantLastIs(p, "All right, no question on Wednesday 3 June. It costs nothing. The next one comes tomorrow at 21:00.", "Take back Wednesday 3 June")
		if sub := r.subscription(p); sub.State != reflection.Active {
			t.Errorf("state %v", sub.State)
		}
		r.keeps(p, 1)
		tuesday := r.openDelivery(p.Chat())
		r.wantSilence(p, func() { r.skip(time.Date(2026, 6, 3, 21, 0, 0, 0, time.UTC)) })
		r.says(p, "the second, a day late")
		r.wantOutcome(p, tuesday, streak.Kept)
		if next := r.nextQuestion(p); next.Date.String() != "2026-06-04" {
			t.Errorf("the next one is of %v\n%s", next.Date, p.Transcript())
		}
		r.wantCounts(p, 6, 6, 1)
		r.keeps(p, 2)
		if sub := r.subscription(p); sub.DaysOff != nil {
			t.Errorf("days off %v are left", sub.DaysOff)
		}
		t.Log(p.Transcript())
	})
}

// What was open before stays open over the days off, and is closed by the question
// after them, as over any date that isn't asked.
func TestWhatIsOpenBeforeDaysOff(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		r.says(p, "the first")
		d := r.nextQuestion(p)
		r.types(p, "schedule", "away 4–6 June")
		r.wantLast(p, "All right, no questions from 4 to 6 June. Those days cost nothing. The next one comes tomorrow at 21:00.")
		open := r.nextQuestion(p)
		r.wantOutcome(p, d, streak.Rested)
		next := r.nextQuestion(p)
		if next.Date.String() != "2026-06-07" {
			t.Errorf("the next one is of %v", next.Date)
		}
		r.wantOutcome(p, open, streak.Missed)
		if n := len(r.history(p).Occasions); n != 4+4 { // with the first, which is optional
			t.Errorf("%d occasions", n)
		}
	})
}

// "Off today" is a pause until tomorrow: what is open costs nothing, as when any pause
// begins.
func TestOffToday(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		r.says(p, "the first")
		asked := r.nextQuestion(p)
		r.types(p, "schedule", "off today")
		r.wantLastIs(p, "Paused. I'll ask again tomorrow. /resume ends it sooner.", "Resume")
		next := r.nextQuestion(p)
		if want := asked.Date.AddDays(1); next.Date != want {
			t.Errorf("the next one is of %v, want %v", next.Date, want)
		}
		r.wantOutcome(p, asked, streak.Optional)

		r.skip(next.Due.Add(14 * time.Hour)) // before the hour of the day
		r.types(p, "pause", "today")
		r.wantLast(p, "Paused. I'll ask again tomorrow.")
		after := r.nextQuestion(p)
		if want := next.Date.AddDays(2); after.Date != want {
			t.Errorf("the next one is of %v, want %v", after.Date, want)
		}
		r.wantOutcome(p, next, streak.Optional)
		r.wantCounts(p, 5, 5, 1)
	})
}

// Days off are listed in settings, each with a button that takes it back, and more can
// be typed there.
func TestDaysOffInSettings(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Days off")
		const ask = "Type the next one, like “24 Dec”, “tomorrow” or “3–10 May”. Days off cost nothing."
		r.wantLastIs(p, "No days off ahead.\n"+ask, "Back")
		r.says(p, "24 Dec")
		r.wantLastIs(p, "All right, no question on Thursday 24 December. It costs nothing. The next one comes tomorrow at 21:00.", "Take back Thursday 24 December")
		r.types(p, "settings", "")
		r.wantLast(p, "\nDays off: Thursday 24 December.\n")
		r.says(p, "days off")
		r.says(p, "3-10 May")
		r.wantLast(p, "All right, no questions from 3 to 10 May 2027. Those days cost nothing.")
		r.types(p, "pause", "tomorrow")
		r.wantLast(p, "All right, no question on Tuesday 2 June. It costs nothing. The next one comes on Wednesday at 21:00.")
		r.types(p, "schedule", "")
		r.wantLast(p, "Days off: Tuesday 2 June; Thursday 24 December; 3 to 10 May 2027.")

		// The button under what was just taken can be typed, and it alone.
		r.types(p, "pause", "on 9 June")
		r.says(p, "Take back Tuesday 9 June.")
		r.wantLast(p, "Taken back: Tuesday 9 June.")
		r.types(p, "pause", "on 9 July")
		d := r.openDelivery(p.Chat())
		r.says(p, "Take back the words I said on 9 July")
		r.wantWords(p, d, "Take back the words I said on 9 July")
		r.types(p, "settings", "")
		r.presses(p, "Days off")
		r.presses(p, "Take back Thursday 9 July")

		r.types(p, "settings", "")
		r.presses(p, "Days off")
		r.wantLastIs(p, "Days off: Tuesday 2 June; Thursday 24 December; 3 to 10 May 2027.\n"+ask,
			"Take back Tuesday 2 June", "Take back Thursday 24 December", "Take back 3 to 10 May 2027", "Back")
		page := p.Last().ID
		r.presses(p, "Take back Tuesday 2 June")
		r.wantLastIs(p, "Taken back: Tuesday 2 June. The next one comes tomorrow at 21:00.\nDays off: Thursday 24 December; 3 to 10 May 2027.\n"+ask,
			"Take back Thursday 24 December", "Take back 3 to 10 May 2027", "Back")
		if p.Last().ID != page {
			t.Error("the page did not change in its place")
		}
		r.forges(p, chat.Ref{Verb: "daysoff", Arg: "2026-06-02/2026-06-02"}) // Pressing twice is pressing once.
		r.wantLast(p, "Days off: Thursday 24 December; 3 to 10 May 2027.")
		r.says(p, "take back Thursday 24 December")
		r.wantLast(p, "Taken back: Thursday 24 December.")
		if off := r.subscription(p).DaysOff; len(off) != 1 || off[0].String() != "2027-05-03/2027-05-10" {
			t.Errorf("days off %v", off)
		}
		r.forges(p, chat.Ref{Verb: "daysoff", Arg: "blorp"})
		r.wantAlert(p, "does nothing now")
		t.Log(p.Transcript())
	})
}

// Days off come in lists, too, each with a button of its own; what of a list begins
// today is a pause.
func TestAListOfDaysOff(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "pause", "on 24, 25 and 31 Dec")
		r.wantLastIs(p, "All right, no questions on these days: 24 to 25 December; Thursday 31 December. They cost nothing. The next one comes tomorrow at 21:00.",
			"Take back 24 to 25 December", "Take back Thursday 31 December")
		r.says(p, "take back thursday 31 december")
		r.wantLast(p, "Taken back: Thursday 31 December.")
		r.types(p, "schedule", "off on monday and wednesday")
		r.wantLast(p, "All right, no questions on these days: Wednesday 3 June; Monday 8 June.")
		r.wantLast(p, "The next one comes tomorrow at 21:00.")
		r.types(p, "settings", "")
		r.presses(p, "Days off")
		r.says(p, "2, 4 and 30 Dec")
		if got := fmt.Sprint(r.subscription(p).DaysOff); got != "[2026-06-03/2026-06-03 2026-06-08/2026-06-08 2026-12-02/2026-12-02 2026-12-04/2026-12-04 2026-12-24/2026-12-25 2026-12-30/2026-12-30]" {
			t.Errorf("days off %v", got)
		}
		r.types(p, "pause", "1, 3, 5, 7 and 9 July")
		r.wantLast(p, "That is as many days off as I can keep.")
		r.types(p, "pause", "today and thursday")
		r.wantLast(p, "Paused. I'll ask again tomorrow.")
		if sub := r.subscription(p); len(sub.DaysOff) != 7 || sub.PausedUntil.String() != "2026-06-02" {
			t.Errorf("days off %v, paused until %v", sub.DaysOff, sub.PausedUntil)
		}
	})
}

// What names no days sets none.
func TestDaysOffNotUnderstood(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Days off")
		for text, want := range map[string]string{
			"24 and 31": "I didn't get which days.", "monday, 24 dec": "I didn't get which days.", "every Friday": "I didn't get which days.", "hi": "I didn't get which days.",
			"2020-01-01": "Those days have passed.", "off": "I didn't get which days.", "until 2999-01-01": "That is very far ahead.",
		} {
			r.says(p, text)
			r.wantLast(p, want)
			if sub := r.subscription(p); sub.DaysOff != nil || sub.State != reflection.Active {
				t.Errorf("%q: days off %v, %v", text, sub.DaysOff, sub.State)
			}
		}
		r.types(p, "schedule", "off")
		r.wantLast(p, "I didn't get “off”.")
		r.types(p, "schedule", "off every other tuesday")
		r.wantLast(p, "I didn't get “off”.")
		for _, text := range []string{"weekdays at 8 and weekends at 10", "mon 8, tue 9"} {
			r.types(p, "schedule", text)
			r.wantLast(p, "I keep one hour for all your days. Which shall it be?")
		}
	})
}

// More than have a button under one message aren't taken; spans that have a date in
// common are one.
func TestTooManyDaysOff(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for day := 1; day <= 10; day++ {
			r.types(p, "pause", fmt.Sprintf("on %d July", day))
		}
		r.types(p, "pause", "on 1 August")
		r.wantLast(p, "That is as many days off as I can keep. Take one back first.\nDays off: Wednesday 1 July;")
		r.types(p, "pause", "1 July to 1 August")
		r.wantLastIs(p, "All right, no questions from 1 July to 1 August. Those days cost nothing. The next one comes tomorrow at 21:00.", "Take back 1 July to 1 August")
		if off := r.subscription(p).DaysOff; len(off) != 1 {
			t.Errorf("days off %v", off)
		}
	})
}
