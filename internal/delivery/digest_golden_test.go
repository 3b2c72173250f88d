package delivery_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestGoldenSummaries: a week, a month and a year as their reader gets them.
func TestGoldenSummaries(t *testing.T) {
	for name, c := range map[string]struct {
		at    time.Time // its hour
		from  schedule.Date
		days  string
		quiet bool
		want  string
		alt   string
	}{
		"week": {
			time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC), schedule.Date{Year: 2026, Month: 11, Day: 9}, "kkkkkkk" + "kk.kk.k", false,
			"Your week, 16 to 22 November\n" +
				"This week: 5 of 7. Two rest days used.\n" +
				"12 reflections so far.\n" +
				"A line of yours: “On 2026-11-22 I thought about it for a while.”",
			"The picture shows a line of yours above the week with five days kept.",
		},
		// Rest days: one at the start, one each for the 7th, 14th and 21st kept. The
		// 11th, 12th, 24th and 25th take them, the four days after are missed, and
		// the 30th is open.
		"month": {
			time.Date(2026, 11, 30, 17, 0, 0, 0, time.UTC), schedule.Date{Year: 2026, Month: 11, Day: 1}, "kkkkkkkkkk..kkkkkkkkkkk.......", false,
			"Your November 2026\n" +
				"November: 21 of 29. Four rest days used.\n" +
				"Your 14th reflection is among them.\n" +
				"You wrote 189 words.\n" +
				"A line of yours: “On 2026-11-23 I thought about it for a while.”",
			"The picture is a calendar of November with 21 days kept.",
		},
		"year": {
			time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC), schedule.Date{Year: 2026, Month: 12, Day: 1}, "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkk ", false,
			"Your 2026\n" +
				"2026: 30 of 30.\n" +
				"Your 30th reflection is among them.\n" +
				"You wrote 270 words.\n" +
				"A line of yours: “On 2026-12-11 I thought about it for a while.”",
			"The picture is a calendar of 2026 with 30 days kept.",
		},
		"a quiet week": {
			time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC), schedule.Date{Year: 2026, Month: 11, Day: 9}, "kkkkkkk" + "kk.kk.k", true,
			"Your week, 16 to 22 November\n" +
				"Here it is, without numbers.\n" +
				"A line of yours: “On 2026-11-22 I thought about it for a while.”",
			"The picture shows a line of yours above the days of the week.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, c.at.Add(-time.Hour), func(r *rig) {
				ada := r.told(r.ada(inTheMorning), c.at.AddDate(0, 0, -360))
				r.lived(ada, c.from, c.days)
				if c.quiet {
					r.update(func(tx reflection.Tx) error {
						p, err := tx.Person(ada.id)
						p.Quiet = true
						if err != nil {
							return err
						}
						return tx.UpdatePerson(p)
					})
				}
				r.sleepUntil(c.at.Add(10 * time.Second))
				told := r.summaries(ada.Chat())
				if len(told) == 0 {
					t.Fatalf("nothing was told\n%s", r.log)
				}
				last := told[len(told)-1] // The week before the month's end is caught up with.
				if last.Text != c.want {
					t.Errorf("it reads\n%s\n\nwant\n%s", last.Text, c.want)
				}
				if last.Picture.Alt != c.alt {
					t.Errorf("its picture is %q, want %q", last.Picture.Alt, c.alt)
				}
				if n := len(last.Picture.PNG); n > 60_000 {
					t.Errorf("its picture has %d bytes", n)
				}
			}, chattest.LikeDiscord())
		})
	}
}
