package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

// On a day off nobody is reminded, /today brings a question that costs nothing, and
// /resume shows what can be taken back.
func TestOnADayOff(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Remind me in the evening")
		r.nextQuestion(p) // of Tuesday; its reminder is due on Wednesday at 20:00
		r.types(p, "pause", "tomorrow")
		r.wantLast(p, "no question on Wednesday 3 June")
		before := r.nudges(p)
		r.until(time.Date(2026, 6, 3, 20, 0, 0, 0, time.UTC))
		if n := r.nudges(p); n != before {
			t.Errorf("%d reminders on a day off\n%s", n-before, p.Transcript())
		}
		r.presses(p, "Take back Wednesday 3 June")
		r.types(p, "pause", "on 5 June")
		r.nextQuestion(p) // of Thursday
		r.until(time.Date(2026, 6, 5, 20, 0, 0, 0, time.UTC))
		if n := r.nudges(p); n != before {
			t.Errorf("%d reminders on a day off that was taken before the question came\n%s", n-before, p.Transcript())
		}
		r.types(p, "resume", "")
		r.wantLast(p, "The next one comes tomorrow at 21:00.\nDays off: Friday 5 June.")
		r.types(p, "today", "")
		r.soon()
		d := r.openDelivery(p.Chat())
		if d.Date.String() != "2026-06-05" || !d.Extra {
			t.Errorf("the question is of %v, extra %v\n%s", d.Date, d.Extra, p.Transcript())
		}
		r.nextQuestion(p)
		r.wantOutcome(p, d, streak.Optional)
	})
}

// A day off that is taken back in good time is asked.
func TestADayOffTakenBack(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "pause", "tomorrow")
		label := p.Last().Labels[0]
		r.skip(time.Date(2026, 6, 2, 18, 30, 0, 0, time.UTC))
		r.presses(p, label)
		r.wantLast(p, "Taken back: Tuesday 2 June. The next one comes today at 21:00.")
		if d := r.nextQuestion(p); d.Date.String() != "2026-06-02" {
			t.Errorf("the next one is of %v", d.Date)
		}
	})
}

// After an outage nothing is caught up with that was due on a day off.
func TestNothingIsCaughtUpOnADayOff(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "pause", "on 3 June")
		r.skip(time.Date(2026, 6, 2, 12, 0, 0, 0, time.UTC))
		r.stop()
		time.Sleep(36 * time.Hour) // until midnight after the day off, in UTC
		r.start()
		r.soon()
		for _, m := range p.Sees() {
			if m.At.After(time.Date(2026, 6, 3, 0, 0, 0, 0, time.UTC)) && strings.Contains(strings.Join(m.Labels, " "), "Not today") {
				t.Errorf("asked after a day off: %s", m.Text)
			}
		}
		if d := r.nextQuestion(p); d.Date.String() != "2026-06-04" {
			t.Errorf("the next one is of %v", d.Date)
		}
	})
}
