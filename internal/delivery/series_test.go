package delivery_test

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestSeriesOutlastsADateThatWasAsked: a plan that comes to nothing takes nothing from
// the series. One whose theme the pack has no more ends by itself.
func TestSeriesOutlastsADateThatWasAsked(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.sleepUntil(due.Add(time.Minute))
		asked := r.delivery(ada, day0)
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(ada.sub)
			if err != nil {
				return err
			}
			s := reflection.Series{Subscription: sub.ID, Pack: r.packs.Pack("").ID, Theme: "staying"}
			if err := tx.AddSeries(&s); err != nil {
				return err
			}
			if err := tx.AddEvening(s.ID, reflection.Evening{Number: reflection.Evenings, Delivery: asked.ID}); err != nil {
				return err
			}
			accounts, err := tx.Identities(ada.id)
			if err != nil || len(accounts) == 0 {
				return errors.Join(err, errors.New("no account"))
			}
			reply := reflection.Reply{Person: ada.id, Identity: accounts[0].ID, Delivery: asked.ID, Created: asked.Arrived}
			if err := tx.AddReply(&reply); err != nil {
				return err
			}
			sub.Series = s.ID
			part := reflection.Part{Reply: reply.ID, Chat: sub.Chat, At: asked.Arrived, Text: "some words"}
			if err := errors.Join(tx.AddPart(&part), tx.UpdateSubscription(sub)); err != nil {
				return err
			}
			occ := schedule.Occurrence{Date: day0, At: asked.Due}
			if _, err := r.out.Plan(tx, &sub, occ, time.Now(), planning.Scheduled); !errors.Is(err, reflection.ErrPlanned) {
				t.Errorf("planning a date again: %v", err)
			}
			if sub.Series != s.ID {
				t.Error("the series has ended by it")
			}
			return nil
		})
		r.sleepUntil(due.AddDate(0, 0, 1).Add(time.Minute))
		if d := r.delivery(ada, day0.AddDays(1)); d.Prompt.Evening() != reflection.GivenBack {
			t.Errorf("then comes %+v", d.Prompt)
		}
		gone := reflection.Series{Subscription: ada.sub, Pack: r.packs.Pack("").ID, Theme: "no-such-theme"}
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(ada.sub)
			if err != nil {
				return err
			}
			if err := tx.AddSeries(&gone); err != nil {
				return err
			}
			sub.Series = gone.ID
			return tx.UpdateSubscription(sub)
		})
		r.sleepUntil(due.AddDate(0, 0, 2).Add(time.Minute))
		if d := r.delivery(ada, day0.AddDays(2)); d.Prompt.Pack != r.packs.Pack("").ID {
			t.Errorf("of a theme that is gone: %+v", d.Prompt)
		}
		if sub := r.subscription(ada); sub.Series != 0 {
			t.Error("it runs on")
		}
	})
}
