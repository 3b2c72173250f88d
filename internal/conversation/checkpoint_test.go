package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// The checkpoint is given a hundred reflections that never were: what an
// acknowledgement tells shows whether it counts on from there.
func TestAnAcknowledgementCountsOnFromTheCheckpoint(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, strings.Repeat("k", 61))
		person := r.subscription(p).Person
		stored := func() (c reflection.Checkpoint) {
			r.view(func(tx reflection.Tx) (err error) { c, err = tx.Checkpoint(person); return err })
			return c
		}
		store := func(c reflection.Checkpoint) {
			r.update(func(tx reflection.Tx) error { return tx.SetCheckpoint(c) })
		}
		r.says(p, "counted in full")
		r.wantLast(p, "62 in a row")

		invented := stored()
		r.view(func(tx reflection.Tx) error {
			facts, err := tx.FactsOf(person)
			if err != nil {
				return err
			}
			for i := range 20 {
				facts[len(facts)-1-i].Delivery += 1 << 40
				facts[i].Kind = reflection.FactPaused
			}
			invented.State, err = streak.Begin(facts, nil, time.Now()).Checkpoint().MarshalBinary()
			return err
		})
		want := r.history(p).Run + 1
		store(invented)
		d := r.nextQuestion(p)
		r.says(p, "counted on")
		if strings.Contains(p.Transcript(), "63 in a row") || want != 63 {
			t.Errorf("it was counted in full\n%s", p.Transcript())
		}
		r.wantOutcome(p, d, streak.Kept)

		invented.State = []byte("of another version")
		store(invented)
		r.nextQuestion(p)
		r.says(p, "counted anew")
		r.wantLast(p, "64 in a row")
		if _, err := streak.ReadCheckpoint(stored().State); err != nil {
			t.Errorf("no other was stored: %v", err)
		}
	})
}
