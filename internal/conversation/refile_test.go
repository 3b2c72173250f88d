package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestThatWasForTheLastOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkk")
		older := r.openDelivery(p.Chat())
		newer := r.nextQuestion(p)
		r.soon()
		r.says(p, "I was still at the last one")
		r.wantLastIs(p, "Kept. A rest day covered yesterday; none left. "+english.RestComes+" 4 in a row.", "Go deeper", "Undo", "That was for the last one", "Ask me this again in a year")
		ack := p.Last().ID
		r.says(p, "in two messages")
		r.presses(p, "That was for the last one")
		r.wantLast(p, "Moved to “")
		r.wantLast(p, "The new question is still open.")
		r.wantWords(p, older, "I was still at the last one", "in two messages")
		r.wantOutcome(p, older, streak.Kept)
		r.wantOutcome(p, newer, streak.Open)
		r.wantCounts(p, 4, 4, 1)

		r.pressesOn(p, ack, "That was for the last one")
		r.wantAlert(p, "does nothing now")
		r.soon()
		r.says(p, "and this is for the new one")
		r.wantWords(p, newer, "and this is for the new one")
		r.wantCounts(p, 5, 5, 1)
		t.Log(p.Transcript())
	})
}

func TestRefileIsOfferedForTenMinutes(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.soon()
		r.says(p, "to the first there is nothing before")
		r.wantLastIs(p, "Kept. Only you can read it.", "Go deeper", "Undo", "Ask me this again in a year")
		r.nextQuestion(p)
		time.Sleep(11 * time.Minute)
		r.says(p, "surely the new one")
		r.wantLastIs(p, "Kept. Only you can read it.", "Go deeper", "Undo", "Ask me this again in a year")
	})
}

func TestRefileJoinsWhatWasThere(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		older := r.openDelivery(p.Chat())
		r.soon()
		r.says(p, "a beginning")
		newer := r.nextQuestion(p)
		r.soon()
		last := r.says(p, "and its end")
		r.presses(p, "That was for the last one")
		r.wantWords(p, older, "a beginning", "and its end")
		r.wantCounts(p, 1, 1, 1)
		r.wantOutcome(p, newer, streak.Open)
		// It can still be edited, and taken back.
		p.Edit(last, "and its better end")
		r.settle()
		r.wantWords(p, older, "a beginning", "and its better end")
	})
}
