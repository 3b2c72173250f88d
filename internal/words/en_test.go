package words

import (
	"testing"
	"time"
)

func TestEnglishReads(t *testing.T) {
	w := english
	for _, c := range []struct{ got, want string }{
		{w.KeptRun(2, 0, 0), "2 in a row."},
		{w.KeptRun(0, 5, 9), "5 of the last 9."},
		{w.KeptRun(5, 23, 26), "5 in a row; 23 of the last 26."},
		{w.KeptRun(9, 9, 9), "9 in a row."},
		{w.KeptRun(45, 30, 30), "45 in a row; 30 of the last 30."},
		{w.BackAgain(1), "Good to see you again. 1 reflection so far."},
		{w.BackAgain(142), "Good to see you again. 142 reflections so far."},
		{w.Milestone(7), "That makes 7."},
		{w.RestedDays([]string{"yesterday"}, 0), "A rest day covered yesterday; none left."},
		{w.RestedDays([]string{"Monday", "Tuesday"}, 1), "Rest days covered Monday and Tuesday; one left."},
		{w.RestedDays([]string{"Monday"}, -1), "A rest day covered Monday."},
		{w.RestEarned(1), "A rest day comes with it; one in hand."},
		{w.RestEarned(3), "A rest day comes with it; three in hand."},
		{w.NotTodaySpent(0), "All right. That takes a rest day; none left. Write anyway and you get it back."},
		{w.NotTodaySpent(1), "All right. That takes a rest day; one left. Write anyway and you get it back."},
		{w.NotTodaySpent(2), "All right. That takes a rest day; two left. Write anyway and you get it back."},
		{w.NotTodayNone("tomorrow at 21:00"), "No rest days left this time. The question stays open until tomorrow at 21:00, if you want it."},
		{w.Streak.Total(1), "1 reflection so far."},
		{w.Streak.Total(2), "2 reflections so far."},
		{w.Run(2, 2), "2 in a row."},
		{w.Run(2, 9), "2 in a row; the longest was 9."},
		{w.Recent(7, 9), "7 of the last 9."},
		{w.RestDays(1), "One rest day in hand."},
		{w.RestDays(2), "Two rest days in hand."},
		{w.RestDays(3), "Three rest days in hand."},
		{w.LaterSet("today at 20:00"), "I'll ask again today at 20:00."},
		{w.LaterSet("tomorrow at 00:10"), "I'll ask again tomorrow at 00:10."},
		{w.TodayDone("Monday at 08:30"), "You have answered today's. The next one comes on Monday at 08:30."},
		{w.Weekly("22 June at 21:00"), "Once a week, then. The next one comes on 22 June at 21:00."},
		{w.PausedUntil("Thursday"), "Paused. I'll ask again on Thursday. /resume ends it sooner."},
		{w.PausedUntil("tomorrow"), "Paused. I'll ask again tomorrow. /resume ends it sooner."},
		{w.PausedUntil("3 January 2027"), "Paused. I'll ask again on 3 January 2027. /resume ends it sooner."},
		{w.Resumed("today at 21:00"), "Welcome back. The next question comes today at 21:00."},
		{w.Open("Monday at 21:00"), "The question is open until Monday at 21:00."},
		{w.Begun("every day", "21:00", "tomorrow at 21:00"), "Every day at 21:00, then. Here is a first one; the next comes tomorrow at 21:00."},
		{w.Begun("on Mondays", "08:30", "tomorrow at 21:00"), "On Mondays at 08:30, then. Here is a first one; the next comes tomorrow at 21:00."},
		{w.Schedule("on weekends", "10:00", "Europe/Berlin"), "I ask on weekends at 10:00, Europe/Berlin time."},
		{w.ScheduleWrong(""), "I didn't get that. Try “8:30 weekdays” or “mon,wed,fri 20:00”."},
		{w.UnknownCommand("stop"), "I don't know /stop."},
		{w.From("An Essay", "A. Writer"), "Drawn from “An Essay” by A. Writer"},
		{w.WasDown("yesterday evening", "this morning"), "I was down from yesterday evening until this morning. Nothing in that time counts against you."},
		{w.Own.Head(1, 5, 6), "Your own questions, 1 to 5 of 6. Nobody else is asked them."},
		{w.Own.Head(6, 6, 6), "Your own questions, 6 of 6. Nobody else is asked them."},
		{w.Own.Head(1, 1, 1), "Your own question. Nobody else is asked it."},
		{enCount(0, "rest day", "rest days"), "no rest days"},
		{enCount(12, "rest day", "rest days"), "twelve rest days"},
		{enCount(13, "rest day", "rest days"), "13 rest days"},
	} {
		if c.got != c.want {
			t.Errorf("%q\nwant %q", c.got, c.want)
		}
	}
}

func TestEnglishDays(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 30, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		t               time.Time
		day, at, partOf string
	}{
		{at(6, 10, 15), "today", "today at 15:30", "this afternoon"},
		{at(6, 10, 8), "today", "today at 08:30", "this morning"},
		{at(6, 10, 21), "today", "today at 21:30", "this evening"},
		{at(6, 10, 23), "today", "today at 23:30", "tonight"},
		{at(6, 11, 0), "tomorrow", "tomorrow at 00:30", "tomorrow night"},
		{at(6, 9, 23), "yesterday", "yesterday at 23:30", "last night"},
		{at(6, 9, 7), "yesterday", "yesterday at 07:30", "yesterday morning"},
		{at(6, 8, 18), "Monday", "Monday at 18:30", "Monday evening"},
		{at(6, 16, 18), "Tuesday", "Tuesday at 18:30", "Tuesday evening"},
		{at(6, 17, 18), "17 June", "17 June at 18:30", "the evening of 17 June"},
		{at(6, 3, 18), "3 June", "3 June at 18:30", "the evening of 3 June"},
		{at(1, 3, 8), "3 January", "3 January at 08:30", "the morning of 3 January"},
		{time.Date(2027, 1, 3, 8, 30, 0, 0, time.UTC), "3 January 2027", "3 January 2027 at 08:30", "the morning of 3 January 2027"},
	} {
		w := english
		if got := w.Day(c.t, wednesday); got != c.day {
			t.Errorf("day: %q, want %q", got, c.day)
		}
		if got := w.At(c.t, wednesday); got != c.at {
			t.Errorf("at: %q, want %q", got, c.at)
		}
		if got := w.Part(c.t, wednesday); got != c.partOf {
			t.Errorf("part: %q, want %q", got, c.partOf)
		}
	}
}

// Days are the reader's, not UTC's: at 23:30 in New York tomorrow is near.
func TestEnglishDaysInAZone(t *testing.T) {
	loc := time.FixedZone("UTC-4", -4*60*60)
	now := time.Date(2026, 6, 11, 3, 30, 0, 0, time.UTC)
	if got := english.At(now.Add(time.Hour).In(loc), now); got != "tomorrow at 00:30" {
		t.Errorf("%q", got)
	}
	if got := english.At(now.Add(-time.Hour).In(loc), now); got != "today at 22:30" {
		t.Errorf("%q", got)
	}
}

func TestEnglishWeekdays(t *testing.T) {
	const sun, mon, tue, wed, fri, sat = time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Friday, time.Saturday
	for _, c := range []struct {
		days []time.Weekday
		want string
	}{
		{[]time.Weekday{0, 1, 2, 3, 4, 5, 6}, "every day"},
		{[]time.Weekday{1, 2, 3, 4, 5}, "on weekdays"},
		{[]time.Weekday{sat, sun}, "on weekends"},
		{[]time.Weekday{mon}, "on Mondays"},
		{[]time.Weekday{sun, mon}, "on Mondays and Sundays"},
		{[]time.Weekday{fri, wed, mon, mon}, "on Mondays, Wednesdays and Fridays"},
		{[]time.Weekday{tue, sat, sun, fri}, "on Tuesdays, Fridays, Saturdays and Sundays"},
	} {
		if got := english.Days(c.days); got != c.want {
			t.Errorf("%v: %q, want %q", c.days, got, c.want)
		}
	}
}
