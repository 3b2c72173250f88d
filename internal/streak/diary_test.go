package streak

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// The tests tell small histories in a diary: dates are the days of March 2026
// by number, questions come at 21:00 UTC, and the outcomes are read off as one
// letter a date.
//
//	k kept   r rested   m missed   - optional   o open

const (
	onTelegram reflection.SubscriptionID = 1
	onDiscord  reflection.SubscriptionID = 2
)

// chats are where the two subscriptions ask.
var chats = map[reflection.SubscriptionID]chat.Chat{
	onTelegram: {Platform: "telegram", ID: "7"},
	onDiscord:  {Platform: "discord", ID: "8"},
}

// community is a channel that is nobody's own.
var community = chat.Chat{Platform: "discord", ID: "99"}

type diary struct {
	facts []reflection.Fact
	aways []reflection.Away

	deliveries reflection.DeliveryID
	parts      reflection.PartID
}

// begun returns a diary whose first question, on the 1st, lies behind it: it is
// optional and unanswered.
func begun() *diary {
	d := new(diary)
	d.ask(1)
	return d
}

func march(day int) schedule.Date {
	return schedule.Date{Year: 2026, Month: time.March, Day: 1}.AddDays(day - 1)
}

// at returns an instant of a day of March, by a clock in UTC with or without
// seconds.
func at(day int, clock string) time.Time {
	layout := "2006-01-02 15:04:05.999"
	if len(clock) == len("15:04") {
		clock += ":00"
	}
	t, err := time.Parse(layout, march(day).String()+" "+clock)
	if err != nil {
		panic(err)
	}
	return t
}

func (d *diary) add(f reflection.Fact) *reflection.Fact {
	f.ID = reflection.FactID(len(d.facts) + 1)
	f.Person = 1
	d.facts = append(d.facts, f)
	return &d.facts[len(d.facts)-1]
}

// asking changes a question before it is planned.
type asking func(*reflection.Fact)

func on(s reflection.SubscriptionID) asking {
	return func(f *reflection.Fact) { f.Subscription, f.Chat = s, chats[s] }
}

func due(t time.Time) asking { return func(f *reflection.Fact) { f.At = t } }

func extra(f *reflection.Fact)   { f.Extra = true }
func backOff(f *reflection.Fact) { f.BackOff = true }

// plan plans a question that does not arrive of itself.
func (d *diary) plan(day int, how ...asking) reflection.DeliveryID {
	d.deliveries++
	f := reflection.Fact{
		Kind: reflection.FactAsked, Delivery: d.deliveries,
		Subscription: onTelegram, Chat: chats[onTelegram],
		At: at(day, "21:00"), Date: march(day), Zone: "UTC",
	}
	for _, h := range how {
		h(&f)
	}
	d.add(f)
	return d.deliveries
}

// asked returns the plan of a delivery.
func (d *diary) asked(id reflection.DeliveryID) reflection.Fact {
	for _, f := range d.facts {
		if f.Kind == reflection.FactAsked && f.Delivery == id {
			return f
		}
	}
	panic("no such delivery")
}

// arrived records that a question was sent at one instant and known to have
// arrived at another.
func (d *diary) arrived(id reflection.DeliveryID, sent, known time.Time) *reflection.Fact {
	plan := d.asked(id)
	return d.add(reflection.Fact{
		Kind: reflection.FactArrived, Delivery: id, Subscription: plan.Subscription,
		Chat: plan.Chat, At: sent, Known: known, Date: plan.Date, Zone: plan.Zone,
	})
}

// shown records that something the person did showed that a question arrived.
func (d *diary) shown(id reflection.DeliveryID, when time.Time) {
	d.arrived(id, when, when).Shown = true
}

// ask plans a question that arrives when it is due.
func (d *diary) ask(day int, how ...asking) reflection.DeliveryID {
	id := d.plan(day, how...)
	d.arrived(id, d.asked(id).At, d.asked(id).At)
	return id
}

// reply files a new part under a delivery. One without a plan is a channel's.
func (d *diary) reply(id reflection.DeliveryID, when time.Time) *reflection.Fact {
	d.parts++
	return d.add(reflection.Fact{
		Kind: reflection.FactReplied, Delivery: id, Part: d.parts, At: when, Zone: "UTC",
	})
}

// channelQuestion is the delivery of a question in a community channel.
const channelQuestion reflection.DeliveryID = 1000

func (d *diary) rest(id reflection.DeliveryID, when time.Time) {
	d.add(reflection.Fact{Kind: reflection.FactRested, Delivery: id, At: when})
}

func (d *diary) pause(s reflection.SubscriptionID, when time.Time) {
	d.add(reflection.Fact{Kind: reflection.FactPaused, Subscription: s, At: when})
}

func (d *diary) away(s reflection.SubscriptionID, from, to time.Time) {
	d.aways = append(d.aways, reflection.Away{Platform: chats[s].Platform, From: from, To: to})
}

// days asks on one date after another from the given day on: k is answered the
// next morning, a dot is not answered, a blank is a date that does not ask.
func (d *diary) days(from int, story string) {
	for i, c := range story {
		switch day := from + i; c {
		case 'k':
			d.reply(d.ask(day), at(day+1, "08:00"))
		case '.':
			d.ask(day)
		case ' ':
		default:
			panic(fmt.Sprintf("no day is told by %q", c))
		}
	}
}

// history counts as of the given instant.
func (d *diary) history(now time.Time) History { return Count(d.facts, d.aways, now) }

// later is after all that the tests tell.
var later = at(1000, "00:00")

func letters(h History) string {
	out := make([]byte, len(h.Occasions))
	for i, o := range h.Occasions {
		out[i] = "okrm-"[o.Outcome]
	}
	return string(out)
}

// want checks the outcomes of all dates, as things stand in the end.
func (d *diary) want(t *testing.T, outcomes string) History {
	t.Helper()
	return d.wantAt(t, later, outcomes)
}

// wantAt checks the outcomes of all dates as of an instant.
func (d *diary) wantAt(t *testing.T, now time.Time, outcomes string) History {
	t.Helper()
	h := d.history(now)
	if got := letters(h); got != outcomes {
		t.Errorf("outcomes %s, want %s", got, outcomes)
	}
	return h
}

// equal checks one figure.
func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func messageID(s string) chat.MessageID { return chat.MessageID(s) }
