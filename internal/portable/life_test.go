package portable_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
)

// begun is the first evening of a life.
var begun = schedule.Date{Year: 2025, Month: 12, Day: 30}

const berlin = "Europe/Berlin"

// openStore opens an empty store that need not outlast the machine.
func openStore(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(freshtest.Folder(t), "test.db")
	freshtest.Put(t, path, "")
	s, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func update(t testing.TB, s reflection.Store, fn func(reflection.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// life is a person in a store, who was asked for some days and wrote.
type life struct {
	tx       reflection.Tx
	person   reflection.Person
	identity reflection.Identity
	sub      reflection.Subscription
	message  int
}

// meet makes a person with an account, as the bot does when somebody writes first.
func meet(tx reflection.Tx, account string, at time.Time) (reflection.Person, reflection.Identity, error) {
	p := reflection.Person{Locale: "de", Seed: 99, Created: at, Told: at}
	if err := tx.AddPerson(&p); err != nil {
		return p, reflection.Identity{}, err
	}
	i := reflection.Identity{Person: p.ID, Account: account, Private: chat.Chat{Platform: "telegram", ID: account}}
	return p, i, tx.AddIdentity(&i)
}

// live makes a person who was asked for so many days, and wrote as people do: most
// days answered, some in several messages, one edited, one taken back, one deeper, one
// rested, a pause, notes, free writing, own questions, and a series.
func live(tx reflection.Tx, account string, days int) (*life, error) {
	l := &life{tx: tx}
	due := at(begun)
	var err error
	if l.person, l.identity, err = meet(tx, account, due.Add(-time.Hour)); err != nil {
		return nil, err
	}
	l.person.Locale, l.person.Seed, l.person.Dark, l.person.Milestone = "en-GB", 1<<63+7, true, 7
	l.person.Taste = reflection.Taste{Themes: []string{"time", "money"}, Essays: []string{"e-1"}, Spared: true, Share: reflection.ShareHalf}
	l.person.Explained, l.person.KeepMonths = reflection.ExplainedSpending, 60
	l.person.Wrote = due.AddDate(0, 0, days)
	if err := tx.UpdatePerson(l.person); err != nil {
		return nil, err
	}
	nudge := schedule.TimeOfDay{Hour: 22, Minute: 15}
	l.sub = reflection.Subscription{
		Person: l.person.ID, Chat: l.identity.Private, Created: due.Add(-time.Minute), Nudge: &nudge, Pack: "work",
		Rule:        schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: berlin},
		LastPlanned: begun.AddDays(days - 1), Unanswered: 1,
		DaysOff: []schedule.DaysOff{{First: begun.AddDays(days + 3), Last: begun.AddDays(days + 5)}},
	}
	if err := tx.AddSubscription(&l.sub); err != nil {
		return nil, err
	}
	usual := reflection.Sending{Days: schedule.WeekdaysOf(time.Sunday), At: schedule.TimeOfDay{Hour: 18}}
	row := reflection.Summaries{Subscription: l.sub.ID, Week: usual, Month: usual, Year: usual}
	row.Week.Settled, row.Month.Off = "2026-W03", true
	if err := tx.SetSummaries(row); err != nil {
		return nil, err
	}
	if err := tx.SetChoice(l.person.ID, "work", []byte(`{"asked":["a","b"],"n":3}`)); err != nil {
		return nil, err
	}
	never := reflection.Recall{Person: l.person.ID, Last: begun.AddDays(30), Never: []string{"the piano", "08-14"}}
	points := reflection.Compass{Person: l.person.ID, On: true, Named: "the bakery", Last: begun.AddDays(14)}
	if err := errors.Join(tx.SetRecall(never), tx.SetCompass(points)); err != nil {
		return nil, err
	}
	for n, place := range []int{2, 3, 5} {
		if err := tx.SetTap(reflection.Tap{Person: l.person.ID, Date: begun.AddDays(14 * n / 2), Place: place}); err != nil {
			return nil, err
		}
	}
	if err := l.days(days); err != nil {
		return nil, err
	}
	return l, l.goesBack()
}

// at is nine in the evening of a date in Berlin.
func at(d schedule.Date) time.Time {
	loc, err := schedule.Location(berlin)
	if err != nil {
		panic(err)
	}
	return time.Date(d.Year, d.Month, d.Day, 21, 0, 0, 0, loc).UTC()
}

func (l *life) days(n int) error {
	own := reflection.OwnQuestion{
		Subscription: l.sub.ID, Author: l.person.ID, Text: "Which desk is still yours?", State: reflection.Approved, Created: at(begun),
	}
	if err := l.tx.AddQuestion(&own); err != nil {
		return err
	}
	series := reflection.Series{Subscription: l.sub.ID, Pack: "work", Theme: "leaving", Begun: at(begun.AddDays(20))}
	if err := l.tx.AddSeries(&series); err != nil {
		return err
	}
	for day := range n {
		d, err := l.ask(day, own.ID)
		if err != nil {
			return err
		}
		if day >= 20 && day < 24 {
			if err := l.tx.AddEvening(series.ID, reflection.Evening{Number: day - 19, Delivery: d.ID}); err != nil {
				return err
			}
		}
		if d.Prompt.Pack == reflection.OwnPack {
			own.Asked = d.ID
			if err := l.tx.UpdateQuestion(own); err != nil {
				return err
			}
		}
		if err := l.answer(day, &d); err != nil {
			return err
		}
	}
	if n > 22 {
		l.sub.Series = series.ID
		return l.tx.UpdateSubscription(l.sub)
	}
	return nil
}

// goesBack has the third reply never come back, and the fifth in a year; the seventh
// came back with the last question.
func (l *life) goesBack() error {
	all, err := l.tx.RepliesOf(l.person.ID)
	if err != nil || len(all) < 8 {
		return err
	}
	d, err := l.tx.Latest(l.sub.ID)
	if err != nil {
		return err
	}
	d.Prompt = reflection.Asked{Pack: reflection.ReturnPack, Prompt: fmt.Sprint(all[6].ID), Question: "What has changed since?"}
	return errors.Join(l.tx.UpdateDelivery(d), l.tx.AddReturn(reflection.Return{Delivery: d.ID, Reply: all[6].ID}),
		l.tx.SetBooking(reflection.Booking{Reply: all[2].ID, Person: l.person.ID, Away: true}),
		l.tx.SetBooking(reflection.Booking{Reply: all[4].ID, Person: l.person.ID, Due: begun.AddDays(365)}))
}

// written is a person's JSON.
func written(t testing.TB, s reflection.Store, p reflection.PersonID) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.View(t.Context(), func(tx reflection.Tx) error { return portable.JSON(&b, tx, p) }); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
