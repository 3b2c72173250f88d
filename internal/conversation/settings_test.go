package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestSettingsPage(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		const chosen = "\nAll themes.\nTender questions come now and then, after the first month.\nWords are kept for good."
		r.types(p, "settings", "")
		r.wantLastIs(p, "I ask every day at 21:00, Europe/Berlin time.\nNo reminders.\nCounts are shown.\nQuestions: Walking away."+chosen,
			"Change the hour", "Change the days", "Change the zone", "Days off", "Remind me in the evening", "Hide counts", "Themes and essays", "No tender questions", "What comes back", "Summaries", "How long words are kept", "Pause")
		page := p.Last().ID
		r.presses(p, "Hide counts")
		r.presses(p, "Remind me in the evening")
		r.wantLastIs(p, "I ask every day at 21:00, Europe/Berlin time.\nA question left open gets one reminder, at 20:00.\nCounts are hidden.\nQuestions: Walking away."+chosen,
			"Change the hour", "Change the days", "Change the zone", "Days off", "No reminder", "Show counts", "Themes and essays", "No tender questions", "What comes back", "Summaries", "How long words are kept", "Pause")
		if p.Last().ID != page {
			t.Error("the page did not change in its place")
		}
		r.presses(p, "Pause")
		r.wantLastIs(p, "Paused. /resume when you like; nothing is lost meanwhile.", "Resume")
		r.types(p, "settings", "")
		r.wantLast(p, "You are on a pause. /resume ends it.")
		if last := p.Last().Labels; last[len(last)-1] != "Resume" {
			t.Errorf("buttons %q", last)
		}
		r.presses(p, "Resume")
		r.wantLastIs(p, "Welcome back. The next question comes tomorrow at 21:00.")
		r.forges(p, chat.Ref{Verb: "set", Arg: "blorp"})
		r.wantAlert(p, "does nothing now")
		t.Log(p.Transcript())
	})
}

func TestSettingsChangeTheHourAndTheZone(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Change the hour")
		r.says(p, "8:30")
		r.wantLast(p, "I'll ask every day at 08:30.")
		r.types(p, "settings", "")
		r.presses(p, "Change the zone")
		r.says(p, "Tokyo")
		r.wantLast(p, "Asia/Tokyo, where it is 21:00 now.")
		if rule := r.subscription(p).Rule; rule.Zone != "Asia/Tokyo" || rule.At.Hour != 8 || rule.At.Minute != 30 {
			t.Errorf("the rule is %+v", rule)
		}
	})
}

func TestSettingsPack(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		pack := r.packs.Pack("")
		r.forges(p, chat.Ref{Verb: "set", Arg: "pack"})
		r.wantLastIs(p, "Which questions would you like?", pack.Name)
		r.presses(p, pack.Name)
		r.wantLastIs(p, "From the next one on: "+pack.Name+".")
		r.forges(p, chat.Ref{Verb: "pack", Arg: "no-such-pack"})
		r.wantAlert(p, "does nothing now")
		r.nextQuestion(p)
	})
}
