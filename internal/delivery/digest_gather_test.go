package delivery_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// gather is what a person's summary of a period is made of now.
func (r *rig) gather(s someone, period string) (in summary.Input) {
	r.t.Helper()
	p, err := summary.ParsePeriod(period)
	if err != nil {
		r.t.Fatal(err)
	}
	r.view(func(tx reflection.Tx) error {
		person, err := tx.Person(s.id)
		if err != nil {
			return err
		}
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		in, err = r.out.Gather(tx, person, sub, p, time.Now())
		return err
	})
	return in
}

// writes files an answer to a date's delivery.
func (r *rig) writes(s someone, date schedule.Date, at time.Time, text string) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		id, err := tx.Identity(s.Chat().Platform, s.Account())
		if err != nil {
			return err
		}
		d, err := tx.DeliveryOn(s.sub, date)
		if err != nil {
			return err
		}
		return answer(tx, id, d, at, text)
	})
}

// TestGather: words count in the week in which they were written, by the clock
// as it stood there then; a section is named as people read it; what was taken
// back, and what was never kept, counts nowhere.
func TestGather(t *testing.T) {
	inBubble(t, sunday.AddDate(0, 0, 7), func(r *rig) {
		ada := r.ada()
		r.lived(ada, monday16, "...")
		prompt := r.packs.Pack("").Prompts[3]
		section, _, _ := r.packs.Pack("").Section(prompt.Section)
		theme := section.Label()
		r.update(func(tx reflection.Tx) error {
			d, err := tx.DeliveryOn(ada.sub, monday16)
			if err != nil {
				return err
			}
			d.Prompt.Pack, d.Prompt.Prompt = r.packs.Pack("").ID, prompt.ID
			return tx.UpdateDelivery(d)
		})
		at := time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)
		r.writes(ada, monday16, at, "It began on a Monday, of all days.")
		r.writes(ada, monday16, at.Add(time.Minute), "Four words more here.")
		r.writes(ada, monday16, at.AddDate(0, 0, 8), "Added a week later.")
		r.writes(ada, monday16.AddDays(1), at.AddDate(0, 0, 1), "A question of no theme.")
		// Sunday, half past eleven in the evening in Berlin.
		r.writes(ada, monday16.AddDays(2), time.Date(2026, 11, 22, 22, 30, 0, 0, time.UTC), "late")
		r.update(func(tx reflection.Tx) error { return others(tx, ada, at) })
		r.change(ada, func(s *reflection.Subscription) { s.Rule.Zone = "Pacific/Auckland" })

		in := r.gather(ada, "2026-W47")
		got := map[string]int{}
		for _, reply := range in.Replies {
			if in.Period.Has(reply.Date) && reply.Words > 0 {
				got[strings.Join(reply.Themes[:min(len(reply.Themes), 1)], "")] += reply.Words
			}
		}
		// Beside the theme: five words, one late in the evening, and a note of three.
		if want := (map[string]int{theme: 12, "": 9}); got[theme] != want[theme] || got[""] != want[""] || len(got) != 2 {
			t.Errorf("words by theme %v, want %v", got, want)
		}
		if in.History.Total != 3 {
			t.Errorf("%d answers in all", in.History.Total)
		}
		if in.Line == "" || !strings.Contains("It began on a Monday, of all days. Four words more here. A question of no theme.", in.Line) {
			t.Errorf("the line is %q", in.Line)
		}
		later := r.gather(ada, "2026-W48")
		words := 0
		for _, reply := range later.Replies {
			if later.Period.Has(reply.Date) {
				words += reply.Words
				if reply.Words > 0 && (len(reply.Themes) == 0 || reply.Themes[0] != theme || reply.Delivery == 0) {
					t.Errorf("what was added later: %+v", reply)
				}
			}
		}
		if words != 4 {
			t.Errorf("%d words in the week after, want the 4 that were added", words)
		}
	})
}

// others are what doesn't count as an answer: a note, a draft, and words that
// were taken back.
func others(tx reflection.Tx, s someone, at time.Time) error {
	id, err := tx.Identity(s.Chat().Platform, s.Account())
	if err != nil {
		return err
	}
	for _, w := range []struct {
		kind    reflection.ReplyKind
		text    string
		deleted time.Time
	}{{reflection.Note, "A short note", time.Time{}}, {reflection.Draft, "A draft that nobody kept", time.Time{}}, {reflection.Writing, "", at}} {
		reply := reflection.Reply{Person: id.Person, Identity: id.ID, Kind: w.kind, Created: at}
		if err := tx.AddReply(&reply); err != nil {
			return err
		}
		if err := tx.AddPart(&reflection.Part{Reply: reply.ID, Chat: id.Private, At: at, Text: w.text, Deleted: w.deleted}); err != nil {
			return err
		}
	}
	return nil
}

// TestTodayWithoutASubscription: where somebody was last.
func TestTodayWithoutASubscription(t *testing.T) {
	inBubble(t, sixPM, func(r *rig) {
		ada := r.ada()
		at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		today := func() (d schedule.Date) {
			r.view(func(tx reflection.Tx) (err error) {
				d, err = summaries.Today(tx, ada.id, reflection.Subscription{}, at)
				return err
			})
			return d
		}
		if got := today().String(); got != "2026-11-22" {
			t.Errorf("with nothing known it is %s", got)
		}
		r.update(func(tx reflection.Tx) error {
			return tx.AddFact(&reflection.Fact{Kind: reflection.FactReplied, Person: ada.id, Delivery: 1, Part: 1, At: at, Zone: "Pacific/Kiritimati"})
		})
		if got := today().String(); got != "2026-11-23" {
			t.Errorf("on Kiritimati it is %s", got)
		}
	})
}
