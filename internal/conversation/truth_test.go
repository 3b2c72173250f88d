package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Somebody who chooses an evening hour in the morning knows that a day and a half
// passes between the first question and the next.
func TestTheFirstQuestionSaysWhenTheNextComes(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 6, 1, 7, 30, 0, 0, time.UTC)
	inBubble(t, morning, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		r.says(p, "Berlin")
		r.says(p, "21:00 weekdays")
		if got := p.Sees()[len(p.Sees())-2].Text; got != "On weekdays at 21:00, then. Here is a first one; the next comes tomorrow at 21:00." {
			t.Errorf("it reads %q", got)
		}
		if got, want := r.subscription(p).Next.At, morning.Add(35*time.Hour+30*time.Minute); !got.Equal(want) {
			t.Errorf("the next comes at %v, want %v", got, want)
		}
	})
}

// All rest days that were spent since somebody answered last are named, whatever
// else there is to say.
func TestAllRestDaysThatWereSpentAreNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ days, want string }{
		"two":              {"kkkkkkkkkkkkkkk..", "Kept. Rest days covered Saturday and yesterday; one left. " + english.RestComes + " 16 in a row."},
		"three":            {"kkkkkkkkkkkkkkk...", "Kept. Rest days covered Friday, Saturday and yesterday; none left. " + english.RestComes + " 16 in a row."},
		"with a milestone": {"kkkkkk.", "Kept. A rest day covered yesterday. " + english.RestComes + " That makes 7. A rest day comes with it; one in hand. " + english.RestIs},
		"early on":         {"k.", "Kept. Only you can read it. A rest day covered yesterday; none left. " + english.RestComes},
		"one named before": {"kkkkkkkkkkkkk.k.", "Kept. A rest day covered yesterday; one left. " + english.RestComes + " 15 in a row."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
				p := r.begin("ada", "Berlin", "21:00")
				r.lived(p, c.days)
				r.says(p, "an answer")
				r.wantLast(p, c.want)
			})
		})
	}
}

// Looking in during a pause ends nothing, and neither does the command that every
// link gives; the button does.
func TestStartDoesNotEndAPause(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "pause", "1 week")
		r.types(p, "start", "")
		r.wantLastIs(p, "You are on a pause. I'll ask again on 8 June; /resume ends it sooner.", "Resume")
		if got := r.subscription(p).State; got != reflection.Paused {
			t.Errorf("the subscription is %v", got)
		}
		r.types(p, "pause", "")
		r.types(p, "start", "whatever")
		r.wantLastIs(p, "You are on a pause. /resume ends it.", "Resume")
		if got := r.subscription(p).State; got != reflection.Paused {
			t.Errorf("the subscription is %v", got)
		}
		r.presses(p, "Resume")
		r.wantLast(p, "Welcome back.")
		if got := r.subscription(p).State; got != reflection.Active {
			t.Errorf("the subscription is %v", got)
		}
	})
}

// In a channel that nobody has set up, help doesn't say that it is asked.
func TestHelpWhereNobodyIsAsked(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.platform.Person("ada").In(r.platform.Channel("quiet"))
		r.types(p, "help", "")
		r.wantLast(p, "Nobody has set me up in this channel yet; an admin can, with /community setup.")
	})
}

// Three quick taps on an hour are one.
func TestThreeTapsOnAnHourAreOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "start", "")
		r.says(p, "Berlin")
		on := p.Last().ID
		for range 3 {
			r.pressesOn(p, on, "21:00")
		}
		if n := strings.Count(p.Transcript(), "very day at 21:00"); n != 1 {
			t.Errorf("the hour is said %d times\n%s", n, p.Transcript())
		}
		if n := strings.Count(p.Transcript(), "[Not today]"); n != 1 {
			t.Errorf("%d questions\n%s", n, p.Transcript())
		}
	})
}
