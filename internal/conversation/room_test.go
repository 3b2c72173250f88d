package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

const dayIsFull = "That's as much as I can keep in one day: this one isn't kept. All before it is. Within a day there's room again."

// wrote counts further messages of a person's day.
func (r *rig) wrote(p *chattest.Person, messages, bytes int) {
	r.t.Helper()
	sub := r.subscription(p)
	r.update(func(tx reflection.Tx) error {
		for range messages {
			if _, err := tx.AddAmount(sub.Person, schedule.DateOf(time.Now(), time.UTC), bytes); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestADayKeepsAThousandMessages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "UTC", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "the first")
		r.wrote(p, 998, 1)
		r.says(p, "the thousandth")
		r.says(p, "one more")
		r.wantLastIs(p, dayIsFull)
		r.wantSilence(p, func() { r.says(p, "and another") })
		r.types(p, "write", "freely")
		r.wantWords(p, d, "the first", "the thousandth")
		r.wrote(p, 96, 1)
		r.says(p, "the eleven hundredth")
		if n := strings.Count(p.Transcript(), dayIsFull); n != 2 {
			t.Errorf("said %d times, want at the first and at the eleven hundredth\n%s", n, p.Transcript())
		}

		d = r.nextQuestion(p)
		r.wrote(p, 2000, 1)
		r.says(p, "the first answer is always kept")
		r.says(p, "a further part is not")
		r.wantWords(p, d, "the first answer is always kept")
		r.wantOutcome(p, d, streak.Kept)
		r.nextQuestion(p)
		r.says(p, "a new day")
		r.says(p, "has room again")
		r.wantCounts(p, 3, 3, 1)
	})
}

// What was kept as a draft is counted once, and isn't lost for becoming an answer.
func TestAnOfferIsKeptOnAFullDay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "UTC", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "the first")
		r.wrote(p, 998, 1)
		r.says(p, "stop") // the thousandth
		r.presses(p, "Keep it as my answer")
		r.wantWords(p, d, "the first", "stop")
	})
}

func TestADayKeepsAMegabyte(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "UTC", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "12345")
		r.wrote(p, 1, 1<<20-10)
		r.says(p, "67890")
		r.says(p, "x")
		r.wantLastIs(p, dayIsFull)
		r.wantWords(p, d, "12345", "67890")
	})
}
