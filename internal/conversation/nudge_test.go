package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
)

// nudges counts the reminders that were ever shown.
func (r *rig) nudges(p *chattest.Person) int {
	n := 0
	for _, m := range r.platform.Shown(p.Chat()) {
		if strings.Contains(m.Text, "Still open, if you want it:") {
			n++
		}
	}
	return n
}

func TestNudge(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "09:00")
		r.types(p, "settings", "")
		r.presses(p, "Remind me in the evening")
		r.wantLast(p, "A question left open gets one reminder, at 20:00.")

		d := r.openDelivery(p.Chat())
		r.until(time.Date(2026, 6, 1, 18, 1, 0, 0, time.UTC))
		r.wantLast(p, "Still open, if you want it:\n"+d.Prompt.Question)
		nudge := p.Last().ID
		r.replies(p, nudge, "reminded")
		r.wantWords(p, d, "reminded")

		// Answered: no reminder.
		r.nextQuestion(p)
		r.soon()
		r.says(p, "in good time")
		r.until(time.Date(2026, 6, 2, 20, 0, 0, 0, time.UTC))
		// Rested: none either.
		r.nextQuestion(p)
		r.presses(p, "Not today")
		r.until(time.Date(2026, 6, 3, 20, 0, 0, 0, time.UTC))
		if n := r.nudges(p); n != 1 {
			t.Errorf("%d reminders, want one\n%s", n, p.Transcript())
		}
		t.Log(p.Transcript())
	})
}

func TestNudgeOnAndOffAndOn(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "09:00")
		r.types(p, "settings", "")
		page := p.Last().ID
		r.presses(p, "Remind me in the evening")
		r.presses(p, "No reminder")
		r.presses(p, "Remind me in the evening")
		r.pressesOn(p, page, "Remind me in the evening")
		r.until(time.Date(2026, 6, 1, 19, 0, 0, 0, time.UTC))
		if n := r.nudges(p); n != 1 {
			t.Errorf("%d reminders, want one\n%s", n, p.Transcript())
		}
	})
}

func TestNudgeSwitchedOff(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "09:00")
		r.types(p, "settings", "")
		r.presses(p, "Remind me in the evening")
		r.presses(p, "No reminder")
		r.wantLast(p, "No reminders.")
		r.wantSilence(p, func() { r.until(time.Date(2026, 6, 1, 21, 0, 0, 0, time.UTC)) })
	})
}

// A question of the early evening is still reminded of on its own evening.
func TestNudgeOfAnEveningQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "19:30")
		r.types(p, "settings", "")
		r.presses(p, "Remind me in the evening")
		r.wantLast(p, "A question left open gets one reminder, at 22:00.")
		r.types(p, "schedule", "9:00")
		r.types(p, "settings", "")
		r.wantLast(p, "A question left open gets one reminder, at 20:00.")
		r.types(p, "schedule", "20:00")
		r.nextQuestion(p)
		r.until(time.Date(2026, 6, 2, 20, 1, 0, 0, time.UTC))
		r.wantLast(p, "Still open, if you want it:")
	})
}
