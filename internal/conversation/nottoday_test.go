package conversation_test

import (
	"testing"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestNotTodaySpendsARestDayAndAReplyGivesItBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkk")
		d := r.openDelivery(p.Chat())
		r.presses(p, "Not today")
		r.wantLastIs(p, "All right. That takes a rest day; none left. Write anyway and you get it back. "+english.RestComes)
		r.wantCounts(p, 3, 3, 0)
		r.presses(p, "Not today")
		r.wantLastIs(p, "Noted already. Nothing more to do.")
		r.wantCounts(p, 3, 3, 0)
		r.soon()
		r.says(p, "after all")
		r.wantLast(p, "Kept. The rest day is yours again.")
		r.wantCounts(p, 4, 4, 1)
		r.wantOutcome(p, d, streak.Kept)
		r.presses(p, "Not today")
		r.wantLastIs(p, "You have answered this one. Nothing to skip.")
		r.wantCounts(p, 4, 4, 1)
		t.Log(p.Transcript())
	})
}

func TestNotTodayStays(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		d := r.openDelivery(p.Chat())
		r.types(p, "skip", "")
		r.wantLast(p, "That takes a rest day; none left.")
		r.nextQuestion(p)
		r.wantOutcome(p, d, streak.Rested)
		r.soon()
		r.says(p, "back again")
		// Who pressed Not today knows what it took.
		r.wantLast(p, "Kept. 5 in a row.")
		r.wantCounts(p, 5, 5, 0)
	})
}

func TestNotTodayWithNoneLeft(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkk.") // The only rest day went by itself.
		d := r.openDelivery(p.Chat())
		r.presses(p, "Not today")
		r.wantLastIs(p, "No rest days left this time. The question stays open until tomorrow at 21:00, if you want it.")
		r.nextQuestion(p)
		r.wantOutcome(p, d, streak.Missed)
		r.soon()
		r.says(p, "here I am")
		r.wantLast(p, "Good to see you again. 6 reflections so far.")
		r.wantCounts(p, 1, 6, 0)
		r.nextQuestion(p)
		r.soon()
		r.says(p, "and the day after")
		r.wantLast(p, "Kept. That makes 7. A rest day comes with it; one in hand.")
		r.wantCounts(p, 2, 7, 1)
		t.Log(p.Transcript())
	})
}

func TestNotTodayOnTheFirstQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.presses(p, "Not today")
		r.wantLastIs(p, "All right. This one counts only if you answer it.")
		r.nextQuestion(p)
		r.wantCounts(p, 0, 0, 1)
	})
}
