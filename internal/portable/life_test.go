package portable_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// begun is the first evening of a life.
var begun = schedule.Date{Year: 2025, Month: 12, Day: 30}

const berlin = "Europe/Berlin"

// openStore opens an empty store that need not outlast the machine.
func openStore(t testing.TB) *store.Store {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "stillpoint-test-")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s, err := store.Open(context.Background(), store.Options{Path: filepath.Join(dir, "test.db")})
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

// next is the id of the next message in the chat.
func (l *life) next() chat.MessageID {
	l.message++
	return chat.MessageID(fmt.Sprint(l.message))
}

func (l *life) ask(day int, own reflection.QuestionID) (reflection.Delivery, error) {
	date := begun.AddDays(day)
	d := reflection.Delivery{
		Subscription: l.sub.ID, Person: l.person.ID, Chat: l.sub.Chat, Date: date, Zone: berlin, Due: at(date),
		Prompt: reflection.Asked{
			Pack: "work", Prompt: fmt.Sprintf("p-%d", day), Question: questions[day%len(questions)],
			FollowUp: "What would you have to stop guarding?", Source: "“I gave up my dream job” by Irfan Ali", Tender: day%29 == 3,
		},
		Swaps: day % 3, State: reflection.DeliveryArrived, Arrived: at(date).Add(time.Second), Message: l.next(),
	}
	if day%11 == 5 {
		d.Prompt.Pack, d.Prompt.Prompt, d.Prompt.Question, d.Prompt.Source = reflection.OwnPack, fmt.Sprint(int64(own)), "Which desk is still yours?", ""
	}
	if day == 17 {
		d.State, d.Arrived, d.Message = reflection.DeliveryDropped, time.Time{}, ""
	}
	if err := l.tx.AddDelivery(&d); err != nil {
		return d, err
	}
	f := reflection.Fact{
		Kind: reflection.FactAsked, Person: l.person.ID, Subscription: l.sub.ID, Delivery: d.ID, Chat: l.sub.Chat, At: d.Due, Date: date, Zone: berlin,
	}
	if err := l.tx.AddFact(&f); err != nil || d.Arrived.IsZero() {
		return d, err
	}
	if err := l.tx.MapMessage(d.Chat, d.Message, d.ID); err != nil {
		return d, err
	}
	f.ID, f.Kind, f.At, f.Known, f.Message = 0, reflection.FactArrived, d.Arrived, d.Arrived, d.Message
	return d, l.tx.AddFact(&f)
}

func (l *life) answer(day int, d *reflection.Delivery) error {
	when := d.Due.Add(11 * time.Hour)
	switch {
	case day%13 == 6, day == 17:
		return nil
	case day%31 == 9:
		return l.tx.AddFact(&reflection.Fact{
			Kind: reflection.FactRested, Person: l.person.ID, Subscription: l.sub.ID, Delivery: d.ID, At: when, Date: d.Date.AddDays(1), Zone: berlin,
		})
	case day == 40:
		return l.tx.AddFact(&reflection.Fact{
			Kind: reflection.FactPaused, Person: l.person.ID, Subscription: l.sub.ID, At: when, Date: d.Date.AddDays(1), Zone: berlin,
		})
	}
	d.Answered = when
	if err := l.tx.UpdateDelivery(*d); err != nil {
		return err
	}
	r := reflection.Reply{
		Person: l.person.ID, Identity: l.identity.ID, Delivery: d.ID, Kind: reflection.Answering, Question: d.Prompt.Question, Created: when,
	}
	if err := l.tx.AddReply(&r); err != nil {
		return err
	}
	for n := range 1 + day%7/5 {
		p := reflection.Part{
			Reply: r.ID, Chat: l.sub.Chat, Message: l.next(), At: when, Text: answers[(day+n)%len(answers)], Deeper: n == 1,
		}
		if day%37 == 8 {
			p.Edited = when.Add(time.Minute)
		}
		if err := l.tx.AddPart(&p); err != nil {
			return err
		}
		if err := l.tx.AddFact(&reflection.Fact{
			Kind: reflection.FactReplied, Person: l.person.ID, Subscription: l.sub.ID, Delivery: d.ID, Part: p.ID, Chat: p.Chat,
			Message: p.Message, At: when, Date: d.Date.AddDays(1), Zone: berlin,
		}); err != nil {
			return err
		}
		if day%41 == 10 {
			p.Deleted, p.Text = when.Add(time.Hour), ""
			if err := l.tx.UpdatePart(p); err != nil {
				return err
			}
		}
	}
	return l.aside(day, when)
}

// aside is what people write besides.
func (l *life) aside(day int, when time.Time) error {
	kind := map[int]reflection.ReplyKind{4: reflection.Writing, 12: reflection.Note}[day%19]
	if kind == 0 {
		return nil
	}
	r := reflection.Reply{Person: l.person.ID, Identity: l.identity.ID, Kind: kind, Created: when.Add(2 * time.Hour)}
	if err := l.tx.AddReply(&r); err != nil {
		return err
	}
	return l.tx.AddPart(&reflection.Part{
		Reply: r.ID, Chat: l.sub.Chat, Message: l.next(), At: r.Created, Text: "Aside: <b>not bold</b> & \"quoted\"\nand a second line.\n\n- a dash",
	})
}

var questions = []string{
	"Think of a title you have carried: at work, at home, anywhere. What did people stop asking you about once you had it?",
	"What do you know how to do so well that nobody thanks you for it any more?",
	"Name three things that cost you more this year than they did last year.",
	"Whose voice do you hear when you are about to say no?",
	"Finish the sentence: “I would tell them I’m leaving, if …”",
}

var answers = []string{
	"I keep the badge in a drawer and can’t say why.",
	"Sunday evening used to start at noon. It starts at six now, on good weeks.\n\nMy daughter noticed before I did.",
	"The list of people I would call at three in the morning has got shorter, and truer.",
	"“No” is a whole sentence, and I have said it twice.",
	"Время, которое я подарил, вернулось под другим именем. 時間は誰のものでもない。 ✍🏽",
	"It turned out that the thing I was guarding had left years ago. What remained was the habit of standing in front of the door, a good coat, and a way of answering the phone that made everybody lower their voice. I could have gone home at any time in those four years and nobody would have stopped me; somebody might even have held the lift.",
	"`rm -rf` of a whole year, and I miss the *smell* of the stairwell most. # not a heading",
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
