package delivery_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// TestTheYearStandsForAllThatEndsWithIt: on Sunday 31 December 2023 a year, a
// month and a week end. One summary comes, and the others are settled with it.
func TestTheYearStandsForAllThatEndsWithIt(t *testing.T) {
	newYear := time.Date(2023, 12, 31, 17, 0, 0, 0, time.UTC)
	inBubble(t, newYear.Add(-time.Hour), func(r *rig) {
		ada := r.told(r.ada(inTheMorning), newYear.AddDate(0, -11, 0))
		r.lived(ada, schedule.Date{Year: 2023, Month: 11, Day: 20}, strings.Repeat("kkkk.", 8))
		r.sleepUntil(newYear.Add(time.Minute))
		r.wantSummaries(ada, "Your 2023")
		row := r.row(ada)
		if row.Week.Settled != "2023-W52" || row.Month.Settled != "2023-12" || row.Year.Settled != "2023" {
			t.Errorf("settled: %q, %q, %q", row.Week.Settled, row.Month.Settled, row.Year.Settled)
		}
		r.tickEvery(time.Hour)
		r.sleepUntil(newYear.AddDate(0, 0, 5))
		r.wantSummaries(ada, "Your 2023")
	})
}

// TestTheLongestThatIsWorthIt: of what ends together the longest is told; where
// that is switched off the week alone is left, and has nothing in it.
func TestTheLongestThatIsWorthIt(t *testing.T) {
	end := time.Date(2026, 5, 31, 16, 0, 0, 0, time.UTC) // A Sunday, 18:00 in Berlin.
	inBubble(t, end.Add(-time.Hour), func(r *rig) {
		ada := r.told(r.ada(inTheMorning), end.AddDate(0, -2, 0))
		r.lived(ada, schedule.Date{Year: 2026, Month: 5, Day: 1}, "kkkk")
		r.sets(ada, summary.Month, func(s *reflection.Sending) { s.Off = true })
		bob := r.told(r.subscribe(r.platform.Person("bob"), berlin, "09:00"), end.AddDate(0, -2, 0))
		r.lived(bob, schedule.Date{Year: 2026, Month: 5, Day: 1}, "kkkk")
		r.sleepUntil(end.Add(time.Minute))
		r.wantSummaries(ada) // The week is empty, and the month is off.
		r.wantSummaries(bob, "Your May 2026")
		for _, s := range []someone{ada, bob} {
			if got := r.row(s).Week.Settled; got != "2026-W22" {
				t.Errorf("the week is settled up to %q", got)
			}
		}
	})
}

// TestNothingIsToldOfTooLittle: an empty week, and fewer than three answers in
// all, are silent.
func TestNothingIsToldOfTooLittle(t *testing.T) {
	for name, days := range map[string]string{"nothing": "....", "two answers": "kk.."} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.told(r.ada(inTheMorning), sunday.AddDate(0, 0, -6))
				r.lived(ada, monday16, days)
				r.sleepUntil(sixPM.Add(time.Minute))
				r.wantSummaries(ada)
				if got := r.row(ada).Week.Settled; got != "2026-W47" {
					t.Errorf("settled up to %q", got)
				}
			})
		})
	}
}

// TestBeginning: what ended before a subscription began is not told, not even
// that day's.
func TestBeginning(t *testing.T) {
	inBubble(t, sixPM.Add(time.Hour), func(r *rig) {
		ada := r.ada(inTheMorning)
		r.lived(ada, monday16, "kkkk")
		r.told(ada, time.Now())
		r.sleepUntil(sixPM.Add(3 * time.Hour))
		r.wantSummaries(ada)
		row := r.row(ada)
		if !slices.Equal([]string{row.Week.Settled, row.Month.Settled, row.Year.Settled}, []string{"2026-W47", "2026-10", "2025"}) {
			t.Errorf("settled: %q, %q, %q", row.Week.Settled, row.Month.Settled, row.Year.Settled)
		}
	})
}

// Somebody who is asked in the evening has their week told on Monday at its hour, with
// Sunday evening's answer: a perfect week is seven of seven. One that is still open is
// said to be.
func TestSundaysQuestionIsInItsWeek(t *testing.T) {
	for want, sundays := range map[string]bool{
		"Last week: 7 of 7. Two rest days in hand.":                                 true,
		"Last week: 6 of 6. Sunday's question is still open. One rest day in hand.": false,
	} {
		inBubble(t, sunday, func(r *rig) {
			ada := r.told(r.ada(), sunday.AddDate(0, 0, -7))
			r.lived(ada, monday16, "kkkkkk")
			if sundays {
				at := sunday.Add(10 * time.Hour) // 22:00 in Berlin
				r.sleepUntil(at)
				r.update(func(tx reflection.Tx) error {
					id, err := tx.Identity(r.platform.Platform(), "ada")
					if err != nil {
						return err
					}
					d, err := tx.DeliveryOn(ada.sub, monday16.AddDays(6))
					if err != nil {
						return err
					}
					return answer(tx, id, d, at, "It was good.")
				})
			}
			monday := sixPM.AddDate(0, 0, 1)
			r.sleepUntil(monday.Add(-time.Second))
			r.wantSummaries(ada)
			r.sleepUntil(monday.Add(10 * time.Second))
			told := r.summaries(ada.Chat())
			if len(told) != 1 || !strings.Contains(told[0].Text, want) {
				t.Errorf("want %q, told %+v\n%s", want, told, r.log)
			}
		})
	}
}
