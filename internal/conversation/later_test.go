package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestLaterAsksAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "08:00")
		d := r.nextQuestion(p)
		question := d.Prompt.Question
		r.presses(p, "Later")
		r.wantLastIs(p, "When should I ask again?", "In an hour", "In three hours", "This evening")
		r.presses(p, "In three hours")
		r.wantLastIs(p, "I'll ask again today at 11:00.")
		r.wantSilence(p, func() { time.Sleep(2*time.Hour + 50*time.Minute) })
		time.Sleep(15 * time.Minute)
		r.settle()
		r.wantLast(p, "Here it is again.\n"+question)
		again := p.Last()
		r.soon()
		r.replies(p, again.ID, "now I know")
		r.wantWords(p, d, "now I know")
		r.wantOutcome(p, d, streak.Kept)
		r.pressesOn(p, again.ID, "Later")
		r.wantLastIs(p, "You have answered this one already.")
		t.Log(p.Transcript())
	})
}

func TestLaterOneBookingGivesWayToTheNext(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "08:00")
		r.nextQuestion(p)
		r.presses(p, "Later")
		offer := p.Last().ID
		r.presses(p, "In an hour")
		r.pressesOn(p, offer, "This evening")
		r.wantLastIs(p, "I'll ask again today at 20:00.")
		r.wantSilence(p, func() { time.Sleep(11 * time.Hour) })
		time.Sleep(time.Hour)
		r.wantLast(p, "Here it is again.")
	})
}

func TestLaterIsDroppedOnceAnswered(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "08:00")
		r.nextQuestion(p)
		r.types(p, "later", "")
		offer := p.Last().ID
		r.presses(p, "In an hour")
		r.soon()
		r.says(p, "sooner than I thought")
		r.wantSilence(p, func() { time.Sleep(5 * time.Hour) })
		r.pressesOn(p, offer, "In three hours")
		r.wantLast(p, "Kept.")
		if got := p.Message(offer).Text; got != "You have answered this one already." {
			t.Errorf("the offer reads %q", got)
		}
	})
}

func TestLaterNeverPastTheNextQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		next := r.subscription(p).Next.At
		r.skip(next.Add(-150 * time.Minute))
		r.presses(p, "Later")
		r.wantLastIs(p, "When should I ask again?", "In an hour", "This evening")
		stale := p.Last().ID
		r.until(next.Add(-40 * time.Minute))
		r.types(p, "later", "")
		r.wantLastIs(p, "There is no room for that: the next question comes today at 21:00.")
		r.pressesOn(p, stale, "In an hour")
		r.wantAlert(p, "does nothing now")
		r.until(next.Add(time.Minute))
		r.pressesOn(p, stale, "In an hour")
		r.wantAlert(p, "A newer question has come since.")
	})
}

func TestLaterOnAPause(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		question := p.Last().ID
		r.presses(p, "Later")
		offer := p.Last().ID
		r.types(p, "pause", "")
		r.pressesOn(p, question, "Later")
		r.wantLastIs(p, "You are on a pause. /resume ends it.")
		r.pressesOn(p, offer, "In an hour")
		if got := p.Message(offer).Text; got != "You are on a pause. /resume ends it." {
			t.Errorf("the offer reads %q", got)
		}
		r.wantSilence(p, func() { time.Sleep(2 * time.Hour) })
	})
}
