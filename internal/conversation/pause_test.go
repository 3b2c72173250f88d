package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

func TestPauseUntilResumed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		d := r.openDelivery(p.Chat())
		r.types(p, "pause", "")
		r.wantLastIs(p, "Paused. /resume when you like; nothing is lost meanwhile.", "Resume")
		r.wantSilence(p, func() {
			r.skip(time.Date(2026, 6, 2, 18, 55, 0, 0, time.UTC))
			time.Sleep(time.Hour)
			r.skip(monday.Add(50 * time.Hour))
		})
		// What was open stays open.
		r.says(p, "in the middle of the pause")
		r.wantWords(p, d, "in the middle of the pause")
		r.presses(p, "Resume")
		r.wantCounts(p, 5, 5, 1)
		next := r.nextQuestion(p)
		if next.Date.String() != "2026-06-03" {
			t.Errorf("the next one is of %v\n%s", next.Date, p.Transcript())
		}
		t.Log(p.Transcript())
	})
}

func TestPauseCostsNothing(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		d := r.openDelivery(p.Chat())
		r.types(p, "pause", "2 days")
		r.wantLastIs(p, "Paused. I'll ask again on Wednesday. /resume ends it sooner.", "Resume")
		next := r.nextQuestion(p)
		if next.Date.String() != "2026-06-03" {
			t.Errorf("the next one is of %v", next.Date)
		}
		r.wantOutcome(p, d, streak.Optional)
		r.wantCounts(p, 4, 4, 1)
		if sub := r.subscription(p); sub.State != reflection.Active {
			t.Errorf("state %v", sub.State)
		}
	})
}

func TestResume(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "resume", "")
		r.wantLastIs(p, "There was no pause. The next question comes tomorrow at 21:00.")
		r.types(p, "pause", "a month")
		r.wantLastIs(p, "Paused. I'll ask again on 1 July. /resume ends it sooner.", "Resume")
		r.types(p, "start", "")
		r.wantLastIs(p, "You are on a pause. I'll ask again on 1 July; /resume ends it sooner.", "Resume")
		r.presses(p, "Resume")
		r.wantLastIs(p, "Welcome back. The next question comes tomorrow at 21:00.")
		r.pressesOn(p, p.Sees()[len(p.Sees())-2].ID, "Resume")
		r.wantLast(p, "There was no pause.")
	})
}

func TestPauseNonsense(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for args, want := range map[string]string{
			"for a blorp":      "I didn't get how long. Try “/pause 2 weeks” or “/pause until 3 Jan”, or just “/pause”.",
			"until 2020-01-01": "That day has passed. Try “/pause 2 weeks” or “/pause until 3 Jan”.",
			"until today":      "That day has passed. Try “/pause 2 weeks” or “/pause until 3 Jan”.",
			"90 years":         "That is very far ahead. “/pause” alone waits until you say /resume.",
			"-3 days":          "I didn't get how long.",
		} {
			r.types(p, "pause", args)
			r.wantLast(p, want)
			if sub := r.subscription(p); sub.State != reflection.Active {
				t.Errorf("/pause %s paused", args)
			}
		}
	})
}

// On a platform that tells of blocks, one that begins and ends while on a pause
// leaves the pause as it is.
func TestAPauseOutlastsABlock(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "pause", "")
		p.Block()
		r.soon()
		p.Unblock()
		r.soon()
		if sub := r.subscription(p); sub.State != reflection.Paused {
			t.Errorf("state %v", sub.State)
		}
	})
}
