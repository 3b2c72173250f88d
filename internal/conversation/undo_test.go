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
		r.presses(p, "Take back 1")
		if got := p.Message(ack); got.Text != "Taken back. The words of that one are gone; one other message of the answer stays." {
			t.Errorf("the acknowledgement reads %q %q", got.Text, got.Labels)
		}
		if p.Message(more).Reaction != chat.Kept {
			t.Error("the sign of the other part is gone")
		}
		r.wantWords(p, d, "", "and something that may stay")
		r.wantOutcome(p, d, streak.Kept)
		r.wantCounts(p, 1, 1, 1)
		r.pressesOn(p, ack, "Take back 1")
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
		r.wantLastIs(p, "Kept. Only you can read it.", "Go deeper", "Undo", "Ask me this again in a year")
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

// Every message of an answer can be taken back, in whatever order, and the bot says
// that the words are gone only when all are.
func TestUndoEveryMessage(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.soon()
		var sent []chat.MessageID
		for _, text := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight"} {
			sent = append(sent, r.says(p, text))
		}
		r.presses(p, "Undo")
		r.presses(p, "Take back 7")
		r.wantLast(p, "seven other messages of the answer stay")
		r.wantWords(p, d, "one", "two", "three", "four", "five", "six", "", "eight")
		if p.Message(sent[6]).Reaction != chat.NoReaction || p.Message(sent[7]).Reaction != chat.Kept {
			t.Error("the signs don't tell what is kept")
		}
		r.presses(p, "Undo")
		r.presses(p, "Earlier")
		r.presses(p, "Take back 2")
		r.wantWords(p, d, "one", "", "three", "four", "five", "six", "", "eight")
		r.presses(p, "Undo")
		r.presses(p, "Keep it")
		r.wantLastIs(p, "Nothing was taken back.", "Undo")
		r.presses(p, "Undo")
		r.presses(p, "All of it")
		r.wantWords(p, d, "", "", "", "", "", "", "", "")
		r.wantLastIs(p, "Taken back. The words are gone; the day still counts.")
		r.wantOutcome(p, d, streak.Kept)
	})
}
