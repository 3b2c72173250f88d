package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// TestWhatPartedDoesNotComeBack: words that were booked while two accounts were one
// person's come back to neither once they have gone with the other account.
func TestWhatPartedDoesNotComeBack(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(b, "What I think of is the work, and that it was mine: day 0.")
		r.joins(b, a, "In the other app")
		r.until(r.local("2026-06-02 21:30"))
		r.says(a, "What I think of is the work, and that it was mine: day 1.")
		// As if what was written in the other app came back with today's question here.
		var d reflection.Delivery
		r.update(func(tx reflection.Tx) error {
			one := r.personOf(a)
			all, err := tx.RepliesOf(one.ID)
			if err != nil {
				return err
			}
			sub, err := tx.SubscriptionIn(a.Chat())
			if err != nil {
				return err
			}
			if d, err = tx.Latest(sub.ID); err != nil {
				return err
			}
			d.Prompt = reflection.Asked{Pack: reflection.ReturnPack, Prompt: "1", Question: english.Returns.Changed}
			if err := tx.UpdateDelivery(d); err != nil {
				return err
			}
			return tx.AddReturn(reflection.Return{Delivery: d.ID, Reply: all[0].ID, Booked: true})
		})
		r.types(a, "journal", "")
		r.wantLast(a, "day 0.")
		r.types(b, "unlink", "")
		r.presses(b, "Part them")
		may := true
		r.view(func(tx reflection.Tx) (err error) {
			may, err = planning.New(nil, r.packs, nil).Returns(tx, d)
			return err
		})
		if may {
			t.Error("words of an account that parted may come back")
		}
		r.types(a, "journal", "")
		if text := a.Last().Text; strings.Contains(text, "day 0.") || !strings.Contains(text, "day 1.") {
			t.Errorf("the journal after parting:\n%s", text)
		}
	})
}
