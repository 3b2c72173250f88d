package delivery_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/summary"
)

// writer adds somebody to a store who has answered every day for some days, up
// to sunday.
func writer(b *testing.B, st *store.Store, account string, days int) reflection.Subscription {
	b.Helper()
	private := chat.Chat{Platform: "memory", ID: "@" + account}
	sub := reflection.Subscription{
		Chat: private, Created: sunday.AddDate(0, 0, -days),
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: berlin},
	}
	err := st.Update(context.Background(), func(tx reflection.Tx) error {
		person := reflection.Person{Created: sub.Created}
		if err := tx.AddPerson(&person); err != nil {
			return err
		}
		if err := tx.AddIdentity(&reflection.Identity{Person: person.ID, Account: account, Private: private}); err != nil {
			return err
		}
		sub.Person = person.ID
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		if err := summaries.Begin(tx, sub, sub.Created); err != nil {
			return err
		}
		id, err := tx.Identity("memory", account)
		if err != nil {
			return err
		}
		first := schedule.Date{Year: 2026, Month: 11, Day: 21}.AddDays(1 - days)
		for i := range days {
			date := first.AddDays(i)
			at := time.Date(date.Year, date.Month, date.Day, 8, 0, 0, 0, time.UTC)
			if err := benchDay(tx, id, sub, date, at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return sub
}

func benchDay(tx reflection.Tx, id reflection.Identity, sub reflection.Subscription, date schedule.Date, at time.Time) error {
	d := reflection.Delivery{
		Subscription: sub.ID, Person: sub.Person, Chat: sub.Chat, Date: date, Zone: sub.Rule.Zone, Due: at,
		State: reflection.DeliveryArrived, Arrived: at, Answered: at.Add(time.Hour),
		Prompt: reflection.Asked{Pack: "walking-away", Prompt: "badge", Question: "What did people stop asking you about once you had it?"},
	}
	if err := tx.AddDelivery(&d); err != nil {
		return err
	}
	for _, kind := range []reflection.FactKind{reflection.FactAsked, reflection.FactArrived} {
		if err := tx.AddFact(&reflection.Fact{
			Kind: kind, Person: sub.Person, Subscription: sub.ID, Delivery: d.ID, Chat: sub.Chat,
			At: at, Known: at, Date: date, Zone: sub.Rule.Zone,
		}); err != nil {
			return err
		}
	}
	return answer(tx, id, d, at.Add(time.Hour), "It was easier than I had thought, and it took longer. I kept the badge in a drawer for years.")
}

// BenchmarkGather: what gathering a week of somebody costs who has answered each
// day for ten years, and for one.
func BenchmarkGather(b *testing.B) {
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	st := openStore(b, filepath.Join(b.TempDir(), "gather.db"))
	out := delivery.New(st, packs, slog.New(slog.DiscardHandler))
	for name, days := range map[string]int{"one year": 365, "ten years": 3650} {
		sub := writer(b, st, name, days)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				err := st.View(context.Background(), func(tx reflection.Tx) error {
					person, err := tx.Person(sub.Person)
					if err != nil {
						return err
					}
					_, err = out.Gather(tx, person, sub, summary.Containing(summary.Week, monday16), sunday)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
