package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

func TestUndoTakesTheWordsAndNotTheFact(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.soon()
		r.says(p, "something too raw")
		ack := p.Last().ID
		more := r.says(p, "and something that may stay")
		r.presses(p, "Undo")
		if got := p.Message(ack); got.Text != "Taken back. The words are gone; the day still counts." || len(got.Labels) != 0 {
			t.Errorf("the acknowledgement reads %q %q", got.Text, got.Labels)
		}
		if p.Message(more).Reaction != chat.Kept {
			t.Error("the sign of the other part is gone")
		}
		r.wantWords(p, d, "", "and something that may stay")
		r.wantOutcome(p, d, streak.Kept)
		r.wantCounts(p, 1, 1, 1)
		r.pressesOn(p, ack, "Undo")
		r.wantAlert(p, "Those words are gone already.")
		t.Log(p.Transcript())
	})
}

func TestUndoAndWriteAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.soon()
		taken := r.says(p, "a first try")
		r.presses(p, "Undo")
		p.Edit(taken, "a first try, edited afterwards")
		r.settle()
		r.wantWords(p, d, "")
		r.says(p, "a second try")
		// Whoever took everything back begins anew, and can take that back too.
		r.wantLastIs(p, "Kept. Only you can read it.", "Go deeper", "Undo")
		r.wantWords(p, d, "", "a second try")
		r.presses(p, "Undo")
		r.wantWords(p, d, "", "")
		r.wantCounts(p, 1, 1, 1)
		t.Log(p.Transcript())
	})
}

func TestUndoDaysLater(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "an old answer")
		ack := p.Last().ID
		r.nextQuestion(p)
		r.pressesOn(p, ack, "Undo")
		r.wantWords(p, d, "")
		if got := p.Message(ack).Text; got != "Taken back. The words are gone; the day still counts." {
			t.Errorf("the acknowledgement reads %q", got)
		}
	})
}
