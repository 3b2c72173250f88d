package portable

import (
	"context"
	"errors"
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// mostOwn is how many questions of their own somebody has at most, removed ones too.
const mostOwn = 400

// takeOwnQuestions takes in what the person wrote to be asked of themselves.
func (i *importer) takeOwnQuestions(ctx context.Context) error {
	i.own = map[int]reflection.QuestionID{}
	there := map[string]reflection.QuestionID{}
	err := i.store.View(ctx, func(tx reflection.Tx) error {
		all, err := tx.QuestionsBy(i.who.Person)
		for _, q := range all {
			there[q.Text] = q.ID
		}
		return err
	})
	if err != nil {
		return err
	}
	var new []OwnQuestion
	for _, q := range i.doc.OwnQuestions {
		id, known := there[q.Text]
		_, mine := i.subs[q.Subscription]
		switch {
		case known:
			i.own[q.ID] = id
		case mine && len(there)+len(new) < mostOwn:
			new = append(new, q)
		}
	}
	return inBatches(ctx, i.store, new, func(tx reflection.Tx, _ int, from OwnQuestion) error {
		q := reflection.OwnQuestion{
			Subscription: i.subs[from.Subscription].ID, Author: i.who.Person, Text: from.Text, Credit: from.Credit, More: from.More,
			State: number[reflection.QuestionState](questionStates, from.State), Tell: from.Tell, Created: from.Created,
		}
		if err := tx.AddQuestion(&q); err != nil {
			return err
		}
		i.own[from.ID] = q.ID
		return nil
	})
}

// takeQuestions takes in what the person was asked. Where they were asked something
// else on the same date here, what the file says of it is kept by its facts alone.
func (i *importer) takeQuestions(ctx context.Context) error {
	i.questions = map[int]reflection.DeliveryID{}
	return inBatches(ctx, i.store, i.doc.Questions, func(tx reflection.Tx, _ int, from Question) error {
		sub, mine := i.subs[from.Subscription]
		if !mine || i.future(from.Arrived) || i.future(from.Due) {
			return nil
		}
		d := i.asked(from, sub)
		there, err := tx.DeliveryOn(sub.ID, from.Date)
		switch {
		case err == nil && there.Prompt.Question != from.Text:
			return nil
		case err == nil:
			d = there
		case !errors.Is(err, reflection.ErrNotFound):
			return err
		default:
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
		}
		i.questions[from.ID] = d.ID
		return i.showing(tx, d, from)
	})
}

// asked is a question of the file. One that was on its way is not on its way here.
func (i *importer) asked(from Question, sub reflection.Subscription) reflection.Delivery {
	d := reflection.Delivery{
		Subscription: sub.ID, Person: i.who.Person, Chat: sub.Chat, Date: from.Date, Zone: from.Zone, Due: from.Due,
		Extra: from.Extra, Requested: from.Requested, BackOff: from.BackOff, Swaps: from.Swaps,
		Prompt: reflection.Asked{
			Pack: from.Pack, Prompt: from.Prompt, Question: from.Text, FollowUp: from.FollowUp, Source: from.Source, Tender: from.Tender,
		},
		State: reflection.DeliveryDropped, Arrived: from.Arrived, Answered: from.Answered,
	}
	if !from.Arrived.IsZero() {
		d.State = reflection.DeliveryArrived
	}
	if from.Pack == reflection.OwnPack {
		n, _ := strconv.Atoi(from.Prompt)
		d.Prompt.Prompt = strconv.FormatInt(int64(i.own[n]), 10)
	}
	if i.ours(from, sub.Chat) {
		d.Message = chat.MessageID(from.Message)
	}
	return d
}

// ours reports whether the message that a question names is of a chat here.
func (i *importer) ours(from Question, in chat.Chat) bool {
	if !i.same {
		return false
	}
	for _, s := range i.doc.Subscriptions {
		if s.ID == from.Subscription {
			return (chat.Chat{Platform: chat.Platform(s.Platform), ID: s.Chat}) == in
		}
	}
	return false
}

// showing maps the message that showed a question, so that a reply to it is filed there
// again.
func (i *importer) showing(tx reflection.Tx, d reflection.Delivery, from Question) error {
	m := chat.MessageID(from.Message)
	if m == "" || !i.ours(from, d.Chat) {
		return nil
	}
	if _, err := tx.DeliveryByMessage(d.Chat, m); !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	return tx.MapMessage(d.Chat, m, d.ID)
}

// takeAsked says of own questions which deliveries asked them last.
func (i *importer) takeAsked(ctx context.Context) error {
	return inBatches(ctx, i.store, i.doc.OwnQuestions, func(tx reflection.Tx, _ int, from OwnQuestion) error {
		id, there := i.own[from.ID]
		asked, known := i.questions[from.Asked]
		if !there || !known {
			return nil
		}
		q, err := tx.Question(id)
		if err != nil || q.Asked != 0 {
			return err
		}
		q.Asked = asked
		return tx.UpdateQuestion(q)
	})
}

// takeSeries takes in the series, with their evenings. One is known by when it began.
func (i *importer) takeSeries(ctx context.Context) error {
	return inBatches(ctx, i.store, i.doc.Series, func(tx reflection.Tx, _ int, from Series) error {
		sub, mine := i.subs[from.Subscription]
		if !mine {
			return nil
		}
		there, err := tx.SeriesIn(sub.ID)
		if err != nil {
			return err
		}
		for _, s := range there {
			if s.Theme == from.Theme && s.Begun.Equal(from.Begun) {
				return nil
			}
		}
		s := reflection.Series{Subscription: sub.ID, Pack: from.Pack, Theme: from.Theme, Begun: from.Begun}
		if err := tx.AddSeries(&s); err != nil {
			return err
		}
		numbered := map[int]bool{}
		for _, e := range from.Evenings {
			id, known := i.questions[e.Question]
			if !known || numbered[e.Number] {
				continue
			}
			switch _, err := tx.SeriesOf(id); {
			case err == nil:
				continue
			case !errors.Is(err, reflection.ErrNotFound):
				return err
			}
			numbered[e.Number] = true
			if err := tx.AddEvening(s.ID, reflection.Evening{Number: e.Number, Delivery: id}); err != nil {
				return err
			}
		}
		return i.running(tx, sub.ID, from, s.ID)
	})
}

// running has a subscription name the series that runs, if nothing runs there.
func (i *importer) running(tx reflection.Tx, id reflection.SubscriptionID, from Series, series reflection.SeriesID) error {
	for _, s := range i.doc.Subscriptions {
		if s.ID != from.Subscription || s.Series != from.ID {
			continue
		}
		sub, err := tx.Subscription(id)
		if err != nil || sub.Series != 0 {
			return err
		}
		sub.Series = series
		return tx.UpdateSubscription(sub)
	}
	return nil
}
