package delivery_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// sunday is an ordinary one, 22 November 2026, at noon in Berlin.
var sunday = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)

// sixPM is the hour at which that day's week is told.
var sixPM = sunday.Add(6 * time.Hour)

// monday16 is the first date of that week.
var monday16 = schedule.Date{Year: 2026, Month: 11, Day: 16}

// inTheMorning has somebody asked at nine, so that their week is told on its last day.
func inTheMorning(s *reflection.Subscription) { s.Rule.At.Hour = 9 }

// told has a person's summaries go out, as from an instant in their past on.
func (r *rig) told(s someone, since time.Time) someone {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		return summaries.Begin(tx, sub, since)
	})
	return s
}

// lived gives a person a past of one question a day from a date on, each asked
// at nine in the morning: k for one that was answered an hour later, a dot for
// one that was not, a blank for a day without.
func (r *rig) lived(s someone, from schedule.Date, days string) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		loc, err := schedule.Location(sub.Rule.Zone)
		if err != nil {
			return err
		}
		for i, c := range days {
			if c == ' ' {
				continue
			}
			date := from.AddDays(i)
			at := time.Date(date.Year, date.Month, date.Day, 9, 0, 0, 0, loc).UTC()
			if err := live(tx, s, sub, date, at, c == 'k'); err != nil {
				return err
			}
		}
		return nil
	})
}

// live is one such day.
func live(tx reflection.Tx, s someone, sub reflection.Subscription, date schedule.Date, at time.Time, answers bool) error {
	d := reflection.Delivery{
		Subscription: sub.ID, Person: sub.Person, Chat: sub.Chat, Date: date, Zone: sub.Rule.Zone, Due: at,
		State: reflection.DeliveryArrived, Arrived: at, Prompt: reflection.Asked{Question: "One of the past?"},
	}
	if answers {
		d.Answered = at.Add(time.Hour)
	}
	if err := tx.AddDelivery(&d); err != nil {
		return err
	}
	fact := reflection.Fact{
		Person: sub.Person, Subscription: sub.ID, Delivery: d.ID, Chat: sub.Chat,
		At: at, Known: at, Date: date, Zone: sub.Rule.Zone,
	}
	for _, kind := range []reflection.FactKind{reflection.FactAsked, reflection.FactArrived} {
		f := fact
		f.Kind = kind
		if err := tx.AddFact(&f); err != nil {
			return err
		}
	}
	if !answers {
		return nil
	}
	id, err := tx.Identity(sub.Chat.Platform, s.Account())
	if err != nil {
		return err
	}
	return answer(tx, id, d, at.Add(time.Hour), fmt.Sprintf("On %s I thought about it for a while.", date))
}

// answer files an answer to a delivery.
func answer(tx reflection.Tx, id reflection.Identity, d reflection.Delivery, at time.Time, text string) error {
	reply, err := tx.AnswerTo(d.ID, id.Person)
	if errors.Is(err, reflection.ErrNotFound) {
		reply = reflection.Reply{Person: id.Person, Identity: id.ID, Delivery: d.ID, Question: d.Prompt.Question, Created: at}
		err = tx.AddReply(&reply)
	}
	if err != nil {
		return err
	}
	part := reflection.Part{Reply: reply.ID, Chat: id.Private, At: at, Text: text}
	if err := tx.AddPart(&part); err != nil {
		return err
	}
	date, err := planning.LocalDate(at, d.Zone)
	if err != nil {
		return err
	}
	return tx.AddFact(&reflection.Fact{
		Kind: reflection.FactReplied, Person: id.Person, Subscription: d.Subscription, Delivery: d.ID,
		Part: part.ID, Chat: d.Chat, At: at, Date: date, Zone: d.Zone,
	})
}

// summaries are those that were shown in a chat, edited or not.
func (r *rig) summaries(c chat.Chat) []chattest.Shown {
	r.t.Helper()
	synctest.Wait()
	return slices.DeleteFunc(r.platform.Shown(c), func(m chattest.Shown) bool {
		return len(m.Blocks) == 0 || m.Blocks[0].Kind != chat.Heading || !strings.HasPrefix(m.Blocks[0].Text, "Your ")
	})
}

// wantSummaries fails unless exactly these were shown, by their titles.
func (r *rig) wantSummaries(s someone, titles ...string) {
	r.t.Helper()
	var got []string
	for _, m := range r.summaries(s.Chat()) {
		got = append(got, m.Blocks[0].Text)
	}
	if !slices.Equal(got, titles) {
		r.t.Errorf("summaries %q, want %q\n%s\n%s", got, titles, s.Transcript(), r.log)
	}
}

// row is when a person's summaries go out.
func (r *rig) row(s someone) (row reflection.Summaries) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) { row, err = tx.Summaries(s.sub); return err })
	return row
}

// travels moves a person to another zone, as /timezone does.
func (r *rig) travels(s someone, zone string) {
	r.t.Helper()
	r.change(s, func(sub *reflection.Subscription) { sub.Rule.Zone = zone })
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		return summaries.Reschedule(tx, sub, r.out.Now())
	})
}

// keptWeek is ada with a week that is worth telling, at the rig's own time.
func (r *rig) keptWeek(change ...func(*reflection.Subscription)) someone {
	r.t.Helper()
	ada := r.told(r.ada(append([]func(*reflection.Subscription){inTheMorning}, change...)...), sunday.AddDate(0, 0, -6))
	r.lived(ada, monday16, "kkk.k")
	return ada
}

// weekTitle is the title of the week of sunday.
const weekTitle = "Your first week"
