package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestTodayBeforeItsHourIsThatDatesOneQuestion(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkk")
		hour := r.subscription(p).Next.At
		r.skip(hour.Add(-5 * time.Hour))
		r.types(p, "today", "")
		d := r.openDelivery(p.Chat())
		r.wantLast(p, d.Prompt.Question)
		if n := strings.Count(p.Transcript(), "/today\nbot: "); n != 1 {
			t.Errorf("the question did not come alone\n%s", p.Transcript())
		}
		r.soon()
		r.says(p, "already")
		r.types(p, "today", "")
		r.wantLastIs(p, "You have answered today's. The next one comes tomorrow at 21:00.")
		r.wantSilence(p, func() { r.until(hour.Add(time.Hour)) })
		r.wantOutcome(p, d, streak.Kept)
		next := r.nextQuestion(p)
		if next.Date != d.Date.AddDays(1) {
			t.Errorf("after %v comes %v", d.Date, next.Date)
		}
		t.Log(p.Transcript())
	})
}

func TestTodayShowsAnOpenQuestionAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.nextQuestion(p)
		r.types(p, "today", "")
		r.wantLast(p, "Here it is again.\n"+d.Prompt.Question)
		again := p.Last()
		if got := r.openDelivery(p.Chat()); got.ID != d.ID {
			t.Error("another question is open")
		}
		r.soon()
		r.replies(p, again.ID, "by replying to the second showing")
		r.wantWords(p, d, "by replying to the second showing")
	})
}

func TestTodayOffTheSchedule(t *testing.T) {
	t.Parallel()
	saturday := time.Date(2026, 6, 6, 12, 0, 0, 0, time.UTC)
	inBubble(t, saturday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "a first")
		r.types(p, "schedule", "weekdays")
		r.wantLastIs(p, "I'll ask on weekdays at 21:00. Today's has been asked, so the next one comes on Monday at 21:00.")
		r.skip(saturday.Add(20 * time.Hour)) // Sunday morning
		r.types(p, "today", "")
		off := r.openDelivery(p.Chat())
		if !off.Extra || off.Date.Weekday() != time.Sunday {
			t.Errorf("it is of %v, extra %v", off.Date, off.Extra)
		}
		d := r.nextQuestion(p)
		if d.Date.Weekday() != time.Monday {
			t.Errorf("the next one is of %v", d.Date)
		}
		r.wantOutcome(p, off, streak.Optional)
		r.wantCounts(p, 1, 1, 1)
	})
}

func TestTodayOnAPause(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "a first")
		r.types(p, "pause", "")
		r.skip(monday.Add(20 * time.Hour))
		r.types(p, "today", "")
		d := r.openDelivery(p.Chat())
		if !d.Extra {
			t.Error("it counts as scheduled")
		}
		if got := p.Transcript(); !strings.Contains(got, "You are on a pause, so this one counts only if you answer it.\nbot: "+d.Prompt.Question) {
			t.Errorf("it reads\n%s", got)
		}
		r.soon()
		r.says(p, "a word in between")
		r.wantCounts(p, 2, 2, 1)
		r.types(p, "today", "")
		r.wantLastIs(p, "You have answered this one already.")
		if sub := r.subscription(p); !sub.Next.At.IsZero() {
			t.Errorf("the pause is over: %v", sub.Next)
		}
	})
}

// On a platform that doesn't tell of blocks, a refused question is dropped. When
// the person comes back and asks for it, the same one is sent.
func TestTodayAfterItWasDropped(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "a first")
		p.Block()
		r.skip(r.subscription(p).Next.At.Add(-time.Minute))
		r.until(r.subscription(p).Next.At.Add(time.Minute))
		r.soon()
		p.Unblock()
		r.types(p, "today", "")
		d := r.openDelivery(p.Chat())
		if got := d.Date.String(); got != "2026-06-02" {
			t.Fatalf("the question of %v is open\n%s", got, p.Transcript())
		}
		r.soon()
		r.says(p, "an answer to it")
		r.wantWords(p, d, "an answer to it")
		r.wantOutcome(p, d, streak.Kept)
		t.Log(p.Transcript())
	})
}

func TestTodayBeforeStarting(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		for _, command := range []string{"pause", "resume", "settings"} {
			r.types(p, command, "")
			r.wantLastIs(p, "We haven't set an hour yet. /start does it in two steps.")
		}
		for _, command := range []string{"today", "another", "skip", "later", "schedule", "timezone"} {
			r.types(p, command, "")
			r.wantLast(p, "What time is it for you?") // it leads to a question
		}
		r.types(p, "streak", "")
		r.wantLastIs(p, "Nothing to count yet. That's fine.")
		r.types(p, "start", "")
		r.wantLast(p, "What time is it for you?")
	})
}

func TestTodayOwnsTheNextText(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.types(p, "timezone", "")
		r.types(p, "today", "")
		r.says(p, "Lisbon")
		r.wantWords(p, d, "Lisbon")
		if zone := r.subscription(p).Rule.Zone; zone != "Europe/Berlin" {
			t.Errorf("the zone is %s", zone)
		}
	})
}
