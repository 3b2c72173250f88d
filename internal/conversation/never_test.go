package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Of what somebody lists that never comes back, what fits is taken, and what doesn't is
// told; a long text that comes meanwhile is no list, but an answer.
func TestWhatFitsNeverComesBack(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		never := func() (list []string) {
			r.view(func(tx reflection.Tx) error {
				recall, err := tx.Recall(r.personOf(p).ID)
				list = recall.Never
				return err
			})
			return list
		}
		r.types(p, "settings", "")
		r.presses(p, english.Returns.Open)
		r.presses(p, english.Returns.AddNever)
		r.says(p, "mother\n"+strings.Repeat("y", 70)+"\n14 August")
		if got := strings.Join(never(), ", "); got != "mother, 08-14" {
			t.Errorf("kept from coming back: %s", got)
		}
		r.wantLast(p, english.Returns.TooLong)
		r.says(p, "It was the badge, of all things, that I could not give back to them on that last day, and I kept it.")
		if kept := r.words(p, d); len(kept) != 1 {
			t.Errorf("the answer is %q", kept)
		}
		if got := len(never()); got != 2 {
			t.Errorf("%d entries", got)
		}
	})
}

// What was brought along from before somebody knew the bot has its day too.
func TestThisDayBeforeTheBot(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		today := monday.Format("01-02")
		r.brings(p, "2011-"+today+"\n\nThe first day at the harbour.\n\n2013-"+today+"\n\nThe crane again.\n")
		r.types(p, "journal", "today")
		r.wantLast(p, "The first day at the harbour.")
		r.wantLast(p, "The crane again.")
	})
}
