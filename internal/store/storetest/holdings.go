package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// testHoldings: each method returns what was added of one person, and nothing of
// another's.
func testHoldings(t *testing.T, open Open) {
	s := open(t)
	mine, other := NewHome(t, s, 1), NewHome(t, s, 2)
	channel := NewChannel(t, s, "77", "server")
	notice := reflection.Notice{Platform: "telegram", Parent: "server", Text: "It was approved.", At: Noon}
	var questions []reflection.QuestionID
	var series reflection.Series
	for _, h := range []Home{mine, other} {
		Update(t, s, func(tx reflection.Tx) error {
			d := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Subscription.Chat, Date: Today, Due: Noon}
			own := reflection.OwnQuestion{Subscription: h.Subscription.ID, Author: h.Person.ID, Text: "Which desk?", State: reflection.Removed, Created: Noon}
			suggested := own
			suggested.Subscription, suggested.Credit = channel.Subscription, "Ada"
			n := notice
			n.Person = h.Person.ID
			series = reflection.Series{Subscription: h.Subscription.ID, Pack: "work", Theme: "leaving", Begun: Noon}
			err := errors.Join(
				tx.SetChoice(h.Person.ID, "b", []byte{2}), tx.SetChoice(h.Person.ID, "a", []byte{1}),
				tx.AddQuestion(&own), tx.AddQuestion(&suggested), tx.AddDelivery(&d), tx.AddSeries(&series),
				tx.SetBoard(reflection.BoardEntry{Subscription: channel.Subscription, Person: h.Person.ID, Name: "Ada"}),
				tx.Stop("telegram", "server", h.Person.ID, reflection.Stop{}), tx.AddNotice(&n),
				tx.AddHostAct(h.Person.ID, reflection.HostAct{Act: "export", At: Noon}),
			)
			if err != nil {
				return err
			}
			if h.Person.ID == mine.Person.ID {
				questions = []reflection.QuestionID{own.ID, suggested.ID}
			}
			return tx.AddEvening(series.ID, reflection.Evening{Number: 1, Delivery: d.ID})
		})
	}
	View(t, s, func(tx reflection.Tx) error {
		p := mine.Person.ID
		choices, err := tx.Choices(p)
		Same(t, "choices", choices, []reflection.Choice{{Pack: "a", State: []byte{1}}, {Pack: "b", State: []byte{2}}}, err)
		own, err := tx.QuestionsBy(p)
		if err != nil || len(own) != 2 || own[0].ID != questions[0] || own[1].ID != questions[1] || own[0].Text != "Which desk?" || own[1].Credit != "Ada" {
			t.Errorf("questions by their author: %+v, %v", own, err)
		}
		all, err := tx.SeriesIn(mine.Subscription.ID)
		if err != nil || len(all) != 1 || all[0].Theme != "leaving" || len(all[0].Evenings) != 1 {
			t.Errorf("series: %+v, %v", all, err)
		}
		boards, err := tx.BoardsOf(p)
		Same(t, "boards", boards, []reflection.BoardEntry{{Subscription: channel.Subscription, Person: p, Name: "Ada"}}, err)
		stops, err := tx.StopsOf(p)
		Same(t, "stops", stops, []reflection.StoppedIn{{Platform: "telegram", Parent: "server"}}, err)
		notices, err := tx.NoticesTo(p)
		if err != nil || len(notices) != 1 || notices[0].Text != notice.Text || notices[0].Person != p {
			t.Errorf("notices: %+v, %v", notices, err)
		}
		acts, err := tx.HostActs(p)
		Same(t, "host's acts", acts, []reflection.HostAct{{Act: "export", At: Noon}}, err)
		return nil
	})
}

// testHoldingsByThePage reads deliveries, replies and facts a page at a time: each
// once, in order, whatever the page's size, though many are of one instant.
func testHoldingsByThePage(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	const n = 23
	Update(t, s, func(tx reflection.Tx) error {
		for i := range n {
			for _, of := range []Home{h, other} {
				err := errors.Join(
					tx.AddDelivery(&reflection.Delivery{
						Subscription: of.Subscription.ID, Person: of.Person.ID, Chat: of.Subscription.Chat, Date: Today.AddDays(-i),
						Prompt: reflection.Asked{Question: fmt.Sprint(i)},
					}),
					tx.AddReply(&reflection.Reply{
						Person: of.Person.ID, Identity: of.Identity.ID, Kind: reflection.ReplyKind(i % 4), Question: fmt.Sprint(i),
						Created: Noon.Add(time.Duration(i/5) * time.Second),
					}),
					tx.AddFact(&reflection.Fact{Person: of.Person.ID, Subscription: reflection.SubscriptionID(i), At: Noon}),
				)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	var want []string
	for i := range n {
		want = append(want, fmt.Sprint(i))
	}
	for _, limit := range []int{1, 4, 5, n, 100} {
		View(t, s, func(tx reflection.Tx) error {
			var deliveries, replies, facts []string
			for after := reflection.DeliveryID(0); ; {
				some, err := tx.DeliveriesIn(h.Subscription.ID, after, limit)
				if err != nil || len(some) == 0 {
					break
				}
				for _, d := range some {
					deliveries, after = append(deliveries, d.Prompt.Question), d.ID
				}
			}
			var at time.Time
			for after := reflection.ReplyID(0); ; {
				some, err := tx.RepliesFrom(h.Person.ID, at, after, limit)
				if err != nil || len(some) == 0 {
					break
				}
				for _, r := range some {
					replies, at, after = append(replies, r.Question), r.Created, r.ID
				}
			}
			for after := reflection.FactID(0); ; {
				some, err := tx.FactsFrom(h.Person.ID, after, limit)
				if err != nil || len(some) == 0 {
					break
				}
				for _, f := range some {
					facts, after = append(facts, fmt.Sprint(int64(f.Subscription))), f.ID
				}
			}
			for what, got := range map[string][]string{"deliveries": deliveries, "replies": replies, "facts": facts} {
				if !slices.Equal(got, want) {
					t.Errorf("%s, %d a page: %v", what, limit, got)
				}
			}
			count, err := tx.CountReplies(h.Person.ID)
			if count != n {
				t.Errorf("%d replies were counted, of %d", count, n)
			}
			return err
		})
	}
}
