package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestScheduleShowsAndSets(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "schedule", "")
		r.wantLastIs(p, "I ask every day at 21:00, Europe/Berlin time.\nPick an hour, or type one, with days if you like: “8:30 weekdays” or “mon,wed,fri 20:00”. “off on 24 Dec” keeps a day free.",
			"07:00", "12:30", "18:00", "21:00", "another time")
		page := p.Last().ID
		r.presses(p, "07:00")
		// 17 hours after the last one: nothing to warn of.
		if got := p.Message(page).Text; got != "I'll ask every day at 07:00." {
			t.Errorf("it reads %q", got)
		}
		r.types(p, "schedule", "")
		r.says(p, "mon, wed and fri at 8pm")
		r.wantLastIs(p, "I'll ask on Mondays, Wednesdays and Fridays at 20:00. Today's has been asked, so the next one comes on Wednesday at 20:00.")
		r.types(p, "schedule", "10:00 weekends")
		r.wantLastIs(p, "I'll ask on weekends at 10:00. Today's has been asked, so the next one comes on Saturday at 10:00.")
		d := r.nextQuestion(p)
		if want := time.Date(2026, 6, 6, 8, 0, 0, 0, time.UTC); !d.Due.Equal(want) {
			t.Errorf("due at %v, want %v", d.Due, want)
		}
	})
}

func TestScheduleAnotherTime(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "schedule", "")
		r.presses(p, "another time")
		r.wantLastIs(p, "Type an hour, like 8:30, 20:30 or 9pm.")
		r.says(p, "whenever")
		r.wantLastIs(p, "I didn't get the hour. Try something like 8:30, 20:30 or 9pm.", "07:00", "12:30", "18:00", "21:00", "another time")
		r.says(p, "half past nine in the evening")
		r.wantLast(p, "I'll ask every day at 21:30.")
	})
}

func TestScheduleNonsense(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for args, want := range map[string]string{
			"blorp":                "I didn't get “blorp”. Try “8:30 weekdays” or “mon,wed,fri 20:00”.",
			"25:00":                "Try “8:30 weekdays” or “mon,wed,fri 20:00”.",
			"monday except monday": "Try “8:30 weekdays” or “mon,wed,fri 20:00”.",
			"99999999999999999999": "Try “8:30 weekdays” or “mon,wed,fri 20:00”.",
		} {
			r.types(p, "schedule", args)
			r.wantLast(p, want)
		}
		if rule := r.subscription(p).Rule; rule.At.Hour != 21 {
			t.Errorf("the rule is %+v", rule)
		}
		// The next text is still about the schedule; one that can't be is an answer.
		r.says(p, "8pm weekdays")
		r.wantLast(p, "I'll ask on weekdays at 20:00.")
		r.types(p, "schedule", "")
		long := "At eight in the evening I used to sit on the stairs and wait for the key in the door, every day."
		d := r.openDelivery(p.Chat())
		r.says(p, long)
		r.wantLast(p, "Kept.")
		r.wantWords(p, d, long)
	})
}

// A slow finger taps the same hour twice at the start.
func TestScheduleTheSameHourTwice(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		r.presses(p, "14:00")
		page := p.Last().ID
		p.Press("21:00")
		p.PressOn(page, "21:00")
		r.settle()
		if got := p.Message(page).Text; got != "Every day at 21:00, then. Here is a first one; the next comes tomorrow at 21:00." {
			t.Errorf("it reads %q", got)
		}
		p.PressOn(page, "21:00")
		r.settle()
		if got := p.LastAlert(); got != "" {
			t.Errorf("it was said again: %q", got)
		}
		if n := len(p.Sees()); n != 2 {
			t.Errorf("%d messages, want the schedule and one question\n%s", n, p.Transcript())
		}
		// Another hour under the same message changes it.
		r.pressesOn(p, page, "07:00")
		if rule := r.subscription(p).Rule; rule.At.Hour != 7 {
			t.Errorf("the rule is %+v", rule)
		}
		r.pressesOn(p, page, "21:00")
		r.pressesOn(p, page, "07:00")
		if rule := r.subscription(p).Rule; rule.At.Hour != 7 {
			t.Errorf("back and forth, the rule is %+v", rule)
		}
	})
}

func TestScheduleDays(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Change the days")
		r.wantLast(p, "Pick the days, or type them: “weekdays” or “mon,wed,fri”.")
		r.presses(p, "Weekdays")
		r.wantLast(p, "I'll ask on weekdays at 21:00.")
		r.forges(p, chat.Ref{Verb: "days", Arg: "blorpday"})
		r.wantAlert(p, "does nothing now")
		r.forges(p, chat.Ref{Verb: "hour", Arg: "blorp"})
		r.wantAlert(p, "does nothing now")
	})
}

// A change that leaves more than 30 hours between two questions says so.
func TestScheduleTellsOfALongGap(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "07:00")
		r.nextQuestion(p) // Tuesday, 07:00
		r.types(p, "schedule", "12:00")
		r.wantLastIs(p, "I'll ask every day at 12:00.") // 29 hours
		r.types(p, "schedule", "13:01")
		r.wantLastIs(p, "I'll ask every day at 13:01. Today's has been asked, so the next one comes tomorrow at 13:01.")
		r.skip(time.Date(2026, 6, 3, 6, 0, 0, 0, time.UTC)) // Wednesday, 08:00
		r.types(p, "schedule", "22:00")
		r.wantLastIs(p, "I'll ask every day at 22:00. The next one comes today at 22:00.")
	})
}
