package portable_test

import (
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

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
