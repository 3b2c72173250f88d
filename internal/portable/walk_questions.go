package portable

import (
	"errors"
	"strconv"

	"stillpoint/internal/reflection"
)

func (w *walker) tellOwnQuestions() error {
	all, err := w.tx.QuestionsBy(w.who.ID)
	if err != nil {
		return err
	}
	if err := w.numberQuestions(); err != nil {
		return err
	}
	for _, q := range all {
		told := OwnQuestion{
			ID: w.own.of(q.ID), Text: q.Text, Credit: q.Credit, More: q.More, State: named(questionStates, q.State), Tell: q.Tell, Created: q.Created,
		}
		if w.isOwn(q.Subscription) {
			told.Subscription, told.Asked = w.subscription.of(q.Subscription), w.question.of(q.Asked)
		} else if told.Channel, err = w.channel(q.Subscription); err != nil {
			return err
		}
		if err := w.to.ownQuestion(told); err != nil {
			return err
		}
	}
	return nil
}

// isOwn reports whether a subscription is the person's.
func (w *walker) isOwn(id reflection.SubscriptionID) bool {
	for _, s := range w.subs {
		if s.ID == id {
			return true
		}
	}
	return false
}

// channel is a channel's name; empty where it is none any more.
func (w *walker) channel(id reflection.SubscriptionID) (string, error) {
	c, err := w.tx.Channel(id)
	if errors.Is(err, reflection.ErrNotFound) {
		return "", nil
	}
	return c.Title, err
}

// numberQuestions numbers what the person was asked before anything refers to it.
func (w *walker) numberQuestions() error {
	return w.eachQuestion(func(d reflection.Delivery) error {
		w.question.of(d.ID)
		return nil
	})
}

// eachQuestion goes through what the person was asked, a page at a time.
func (w *walker) eachQuestion(do func(reflection.Delivery) error) error {
	for _, s := range w.subs {
		for after := reflection.DeliveryID(0); ; {
			some, err := w.tx.DeliveriesIn(s.ID, after, page)
			if err != nil {
				return err
			}
			for _, d := range some {
				if err := do(d); err != nil {
					return err
				}
				after = d.ID
			}
			if len(some) < page {
				break
			}
		}
	}
	return nil
}

func (w *walker) tellQuestions() error {
	return w.eachQuestion(func(d reflection.Delivery) error {
		q := Question{
			ID: w.question.of(d.ID), Subscription: w.subscription.of(d.Subscription), Date: d.Date, Zone: d.Zone, Due: d.Due,
			Extra: d.Extra, Requested: d.Requested, BackOff: d.BackOff, Pack: d.Prompt.Pack, Prompt: d.Prompt.Prompt,
			Text: d.Prompt.Question, FollowUp: d.Prompt.FollowUp, Source: d.Prompt.Source, Tender: d.Prompt.Tender,
			Swaps: d.Swaps, State: named(deliveryStates, d.State), Arrived: d.Arrived, Message: string(d.Message), Answered: d.Answered,
		}
		if d.Prompt.Pack == reflection.ReturnPack {
			q.Prompt = "" // A reply's id; the reply says which question brought it back.
		}
		if d.Prompt.Pack == reflection.OwnPack {
			id, err := strconv.ParseInt(d.Prompt.Prompt, 10, 64)
			if err == nil {
				q.Prompt = strconv.Itoa(w.own.of(reflection.QuestionID(id)))
			}
		}
		return w.to.question(q)
	})
}

func (w *walker) tellSeries() error {
	for _, s := range w.subs {
		all, err := w.tx.SeriesIn(s.ID)
		if err != nil {
			return err
		}
		for _, one := range all {
			told := Series{
				ID: w.series.of(one.ID), Subscription: w.subscription.of(s.ID), Pack: one.Pack, Theme: one.Theme, Begun: one.Begun,
			}
			for _, e := range one.Evenings {
				told.Evenings = append(told.Evenings, Evening{e.Number, w.question.of(e.Delivery)})
			}
			if err := w.to.series(told); err != nil {
				return err
			}
		}
	}
	return nil
}
