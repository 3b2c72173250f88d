package delivery_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// TestASummaryGoesOutOnceAtItsHour: not before, and not again, whatever happens
// afterwards; the next week has nothing in it and is silent.
func TestASummaryGoesOutOnceAtItsHour(t *testing.T) {
	for name, like := range map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.keptWeek()
				r.sleepUntil(sixPM.Add(-time.Second))
				r.wantSummaries(ada)
				r.sleepUntil(sixPM.Add(5 * time.Second))
				r.wantSummaries(ada, weekTitle)
				told := r.summaries(ada.Chat())[0]
				want := weekTitle + "\nThat is a beginning.\nThis week: 4 of 5. One rest day used."
				if !strings.HasPrefix(told.Text, want) {
					t.Errorf("it says %q", told.Text)
				}
				if told.Picture == nil || !strings.HasPrefix(told.Picture.Alt, "The picture shows ") {
					t.Errorf("its picture is not the week: %q", told.Text)
				}
				if got := r.row(ada); got.Week.Settled != "2026-W47" || !got.Next.Equal(sixPM.AddDate(0, 0, 7)) {
					t.Errorf("settled up to %s, next at %v", got.Week.Settled, got.Next)
				}
				r.restart(time.Minute)
				r.tickAt(sixPM)
				r.tickEvery(time.Hour)
				r.sleepUntil(sunday.AddDate(0, 0, 20))
				r.wantSummaries(ada, weekTitle, "Your November 2026")
			}, like)
		})
	}
}

// TestASummaryOverACrash cuts the process off at each moment of a sending.
func TestASummaryOverACrash(t *testing.T) {
	for name, like := range map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()} {
		for moment, h := range map[string]holding{"before the write": heldBefore, "after the write": heldAfter} {
			for _, away := range []time.Duration{time.Second, 3 * time.Minute, 5 * time.Hour} {
				t.Run(fmt.Sprintf("%s, %s, away for %v", name, moment, away), func(t *testing.T) {
					inBubble(t, sunday, func(r *rig) {
						ada := r.keptWeek()
						c := wired(r)
						r.sleepUntil(sixPM.Add(-time.Minute))
						c.holdNext(h)
						r.sleepUntil(sixPM.Add(10 * time.Second))
						r.kill(c)
						time.Sleep(away)
						r.start()
						r.sleepUntil(time.Now().Add(20 * time.Minute))
						most := 1
						if h == heldAfter && r.platform.Limits().NonceWindow == 0 {
							most = 2 // It was cut after it was written.
						}
						if n := len(r.summaries(ada.Chat())); n < 1 || n > most {
							t.Errorf("shown %d times, want 1 to %d", n, most)
						}
						if got := r.row(ada).Week.Settled; got != "2026-W47" {
							t.Errorf("settled up to %q", got)
						}
					}, like)
				})
			}
		}
	}
	t.Run("between planning and sending", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.stop()
			r.startClosed()
			r.sleepUntil(sixPM.Add(5 * time.Minute))
			r.crash()
			r.start()
			r.wantSummaries(ada, weekTitle)
		})
	})
}

// TestASummaryAfterAnOutage: within three days it is caught up with; after that
// it is let go, and the next one comes.
func TestASummaryAfterAnOutage(t *testing.T) {
	for _, c := range []struct {
		away   time.Duration
		titles []string
	}{
		{2 * 24 * time.Hour, []string{weekTitle}},
		{3*24*time.Hour - 2*time.Minute, []string{weekTitle}},
		{3 * 24 * time.Hour, nil},
		{5 * 24 * time.Hour, nil},
	} {
		t.Run(c.away.String(), func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.keptWeek()
				r.sleepUntil(sixPM.Add(-time.Minute))
				r.stop()
				time.Sleep(c.away + time.Minute)
				r.start()
				r.wantSummaries(ada, c.titles...)
				r.tickEvery(time.Hour)
				r.sleepUntil(sunday.AddDate(0, 0, 9))
				r.wantSummaries(ada, append(c.titles, "Your November 2026")...)
			})
		})
	}
}

// TestASummaryAcrossClockChanges: an hour that the clock skips is the first
// instant after it, and one that it repeats is the first of the two.
func TestASummaryAcrossClockChanges(t *testing.T) {
	for name, c := range map[string]struct {
		from  schedule.Date // a Monday
		hour  schedule.TimeOfDay
		comes time.Time
	}{
		"spring, in the evening":       {schedule.Date{Year: 2026, Month: 3, Day: 23}, schedule.TimeOfDay{Hour: 18}, time.Date(2026, 3, 29, 16, 0, 0, 0, time.UTC)},
		"spring, in the hour skipped":  {schedule.Date{Year: 2026, Month: 3, Day: 23}, schedule.TimeOfDay{Hour: 2, Minute: 30}, time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)},
		"autumn, in the evening":       {schedule.Date{Year: 2026, Month: 10, Day: 19}, schedule.TimeOfDay{Hour: 18}, time.Date(2026, 10, 25, 17, 0, 0, 0, time.UTC)},
		"autumn, in the hour repeated": {schedule.Date{Year: 2026, Month: 10, Day: 19}, schedule.TimeOfDay{Hour: 2, Minute: 30}, time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, c.comes.Add(-26*time.Hour), func(r *rig) {
				ada := r.told(r.ada(func(s *reflection.Subscription) { s.Rule.At.Hour = 1 }), c.comes.AddDate(0, 0, -6))
				r.lived(ada, c.from, "kkkk")
				r.sets(ada, summary.Week, func(s *reflection.Sending) { s.At = c.hour })
				r.sleepUntil(c.comes.Add(-time.Second))
				r.wantSummaries(ada)
				r.sleepUntil(c.comes.Add(5 * time.Second))
				r.wantSummaries(ada, weekTitle)
				r.sleepUntil(c.comes.Add(3 * time.Hour))
				r.wantSummaries(ada, weekTitle)
			})
		})
	}
}

// sets changes how a person's summaries of a kind go out.
func (r *rig) sets(s someone, k summary.Kind, change func(*reflection.Sending)) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		_, err = summaries.SetSending(tx, sub, k, r.out.Now(), change)
		return err
	})
}

// TestASummaryOnAJourney: it comes at the local hour of where somebody is, and
// never twice.
func TestASummaryOnAJourney(t *testing.T) {
	t.Run("west after it came", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.sleepUntil(sixPM.Add(time.Minute))
			r.travels(ada, "America/New_York")
			r.sleepUntil(sixPM.Add(12 * time.Hour))
			r.wantSummaries(ada, weekTitle)
		})
	})
	t.Run("west before it came", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.travels(ada, "America/New_York")
			r.sleepUntil(sixPM.Add(6*time.Hour - time.Second)) // 18:00 there.
			r.wantSummaries(ada)
			r.sleepUntil(sixPM.Add(6*time.Hour + 5*time.Second))
			r.wantSummaries(ada, weekTitle)
		})
	})
	t.Run("east, where the hour has passed", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.travels(ada, "Asia/Tokyo") // It is 20:00 there.
			r.sleepUntil(sunday.Add(2 * time.Minute))
			r.wantSummaries(ada, weekTitle)
			r.sleepUntil(sixPM.Add(time.Hour))
			r.wantSummaries(ada, weekTitle)
		})
	})
	t.Run("west while it waits to be sent", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			ada := r.keptWeek()
			r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
			r.sleepUntil(sixPM.Add(time.Minute))
			r.travels(ada, "America/New_York")
			r.platform.Script(nil)
			r.sleepUntil(sixPM.Add(6*time.Hour - time.Second))
			r.wantSummaries(ada)
			r.sleepUntil(sixPM.Add(6*time.Hour + time.Minute))
			r.wantSummaries(ada, weekTitle)
		})
	})
}
