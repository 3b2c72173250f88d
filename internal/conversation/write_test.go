package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

func TestWriteFreely(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		m := r.types(p, "write", "what is on my mind")
		r.wantLastIs(p, "Written down. Only you can read it.", "Undo")
		id, found := r.replyOf(p, m)
		if reply, parts := r.journal(id); !found || reply.Kind != reflection.Writing || parts[0].Text != "what is on my mind" {
			t.Errorf("written: %+v %+v", reply, parts)
		}
		r.wantOutcome(p, d, streak.Open)
		r.wantCounts(p, 0, 0, 1)

		p.Edit(m, "/write what was on my mind")
		r.settle()
		if _, parts := r.journal(id); parts[0].Text != "what was on my mind" {
			t.Errorf("edited: %q", parts[0].Text)
		}
		p.Edit(m, "/Write\nwhat was on my mind,\nin lines")
		r.settle()
		if _, parts := r.journal(id); parts[0].Text != "what was on my mind,\nin lines" {
			t.Errorf("edited: %q", parts[0].Text)
		}
		r.presses(p, "Undo")
		r.wantLastIs(p, "Taken back. The words are gone.")
		if _, parts := r.journal(id); parts[0].Text != "" {
			t.Errorf("taken back: %q", parts[0].Text)
		}
	})
}

func TestWriteOwnsTheNextText(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.types(p, "write", "  ")
		r.wantLastIs(p, "Go ahead. It goes into your journal and answers no question.")
		r.soon()
		m := r.says(p, "free words, however long they may become; longer than any place or hour would ever be")
		r.wantLast(p, "Written down.")
		if id, _ := r.replyOf(p, m); id == 0 {
			t.Error("nothing was written down")
		}
		r.says(p, "an answer")
		r.wantWords(p, d, "an answer")

		r.types(p, "write", "")
		time.Sleep(10 * time.Minute)
		r.says(p, "ten minutes later it is an answer again")
		r.wantWords(p, d, "an answer", "ten minutes later it is an answer again")
	})
}

// Somebody who has no hour yet can write all the same, and begins with what comes
// after it.
func TestWriteBeforeThereIsAnHour(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "write", "")
		r.wantLastIs(p, "Go ahead. It goes into your journal and answers no question.")
		m := r.says(p, "free words")
		r.wantLast(p, "Written down.")
		if id, _ := r.replyOf(p, m); id == 0 {
			t.Error("nothing was written down")
		}
		r.says(p, "hello")
		r.wantLast(p, "What time is it for you?")
		r.types(p, "write", "")
		time.Sleep(10 * time.Minute)
		m = r.says(p, "ten minutes later it is a beginning again")
		if id, _ := r.replyOf(p, m); id != 0 {
			t.Error("it was written down")
		}
	})
}
