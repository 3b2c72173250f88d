package words

import "testing"

func TestEnglishCommunityReads(t *testing.T) {
	w := english.Community
	for _, c := range []struct{ got, want string }{
		{w.Setup.Missing("square", []string{"Send Messages", "Embed Links"}, "Channel settings"), "I can't do all of it in “square”: I need Send Messages and Embed Links. That is set in: Channel settings."},
		{w.DaysOff.Ask("tomorrow"), "Ask tomorrow"},
		{w.DaysOff.Ask("24 December"), "Ask on 24 December"},
		{w.Setup.ZoneOf([]string{"Portland, Oregon", "Portland, Maine", "Rome"}), "That could be Portland, Oregon, Portland, Maine or Rome. Which one is it?"},
		{w.Setup.Wrong(""), "I didn't get that."},
		{w.Setup.Wrong("nine"), "I didn't get “nine”."},
		{w.Page.Next("Monday at 09:00"), "The next one comes on Monday at 09:00."},
		{w.Page.Next("tomorrow at 09:00"), "The next one comes tomorrow at 09:00."},
		{w.Page.PausedUntil("10 June"), "Paused. I ask again on 10 June."},
		{w.Status.Answered(0), "Nobody has answered it yet."},
		{w.Status.Answered(1), "1 answered."},
		{w.Status.Counted(0), "The post doesn't say so yet."},
		{w.Status.Left(1), "One question before the first repeat."},
		{w.Status.Left(366), "366 questions before the first repeat."},
		{w.Status.Own(2), "Two questions of your own first."},
		{w.Status.Waiting(0, 0, 0), "No suggestions and no reports are waiting."},
		{w.Status.Waiting(1, 0, 0), "Waiting for an admin: one suggestion."},
		{w.Status.Waiting(0, 0, 2), "Waiting for an admin: two answers to approve."},
		{w.Approvals.Head(1), "One answer waits to be shared without a name."},
		{w.Status.Waiting(2, 1, 0), "Waiting for an admin: two suggestions and one report."},
		{w.Questions.Head(5, 8, 9), "Your own questions, 5 to 8 of 9."},
		{w.Questions.Head(9, 9, 9), "Your own questions, 9 of 9."},
		{w.Setup.AskZone("square", "18:00"), "Whose clock counts in “square”? Pick a time, and I ask at 18:00 there; the hour can be changed right after."},
		{w.Questions.Added(1), "Added one question. Your own are asked before the others."},
		{w.Questions.NoNumber(0), "This channel has no questions of its own."},
		{w.Questions.MoreSuch(1), "And one line more like that."},
		{w.Suggestions.Head(1), "One suggestion is waiting."},
		{w.Suggestions.Head(13), "13 suggestions are waiting."},
		{w.Reports.Head(2), "Two answers were reported."},
	} {
		if c.got != c.want {
			t.Errorf("%q\nwant %q", c.got, c.want)
		}
	}
}
