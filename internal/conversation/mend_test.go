package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/streak"
)

// The question after a miss says once that the one before can still be answered; an
// answer to it keeps its day after all, and gives back a rest day that it had taken.
func TestAMissIsMended(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.lived(ada, "kkk")
		rested := r.openDelivery(ada.Chat())
		said := func() bool { return strings.Contains(ada.Last().Text, english.Mendable) }
		missed := r.nextQuestion(ada)
		if said() {
			t.Error("a rest day covers it, and nothing is to be mended")
		}
		now := r.nextQuestion(ada)
		if !said() {
			t.Errorf("it isn't said that the miss can be mended\n%s", ada.Transcript())
		}
		r.wantOutcome(ada, rested, streak.Rested)
		r.wantOutcome(ada, missed, streak.Missed)
		r.replies(ada, missed.Message, "Late, and here it is.")
		r.wantLast(ada, english.KeptWith(short80(missed.Prompt.Question))+" "+english.Mended)
		r.wantOutcome(ada, missed, streak.Kept)
		r.wantCounts(ada, 4, 4, 0)
		r.soon()
		r.types(ada, "journal", "")
		r.fills(ada, "Answer 3 now", "answer", "And the one before.")
		r.wantLast(ada, english.MendedRest)
		r.wantCounts(ada, 5, 5, 1)
		if o := r.wantOutcome(ada, now, streak.Open); o.Mended {
			t.Error("the open one is mended")
		}
		r.soon()
		r.says(ada, "And today's.")
		r.wantCounts(ada, 6, 6, 1)
	})
}

// It is said once where a run ends, and not again while nothing is answered; after two
// days a late answer only counts in the
// total.
func TestAMissIsMendedInTime(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.lived(ada, "kkk")
		first := r.openDelivery(ada.Chat())
		said := 0
		for range 5 {
			r.nextQuestion(ada)
			if strings.Contains(ada.Last().Text, english.Mendable) {
				said++
			}
		}
		if said != 1 {
			t.Errorf("it was said %d times\n%s", said, ada.Transcript())
		}
		total := r.history(ada).Total
		r.replies(ada, first.Message, "Much later.")
		r.wantLastIs(ada, english.KeptWith(short80(first.Prompt.Question)), english.GoDeeper, english.Undo, english.Returns.InAYear)
		r.wantOutcome(ada, first, streak.Rested)
		if h := r.history(ada); h.Total != total+1 {
			t.Errorf("total %d, want %d", h.Total, total+1)
		}
	})
}

// Rest days are explained once each: when the first is earned, and when the first is
// spent.
func TestRestDaysAreExplainedOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.says(ada, "The first.")
		counts := map[string]int{}
		note := func() {
			for _, line := range []string{english.RestIs, english.RestComes} {
				if strings.Contains(ada.Last().Text, line) {
					counts[line]++
				}
			}
		}
		for day := range 16 {
			r.nextQuestion(ada)
			r.soon()
			if day == 3 {
				r.presses(ada, english.NotToday)
				note()
				continue
			}
			if day == 9 {
				continue
			}
			r.says(ada, "a few words")
			note()
		}
		if counts[english.RestIs] != 1 || counts[english.RestComes] != 1 {
			t.Errorf("explained %v\n%s", counts, ada.Transcript())
		}
	})
}
