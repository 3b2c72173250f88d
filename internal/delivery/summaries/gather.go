package summaries

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// Gather is what a person's summary of a period is made of, as of an instant.
// The subscription is their own; zero if they have none.
func (t *Teller) Gather(tx reflection.Tx, person reflection.Person, sub reflection.Subscription, p summary.Period, now time.Time) (summary.Input, error) {
	past, err := pastOf(tx, person, sub, now)
	if err != nil {
		return summary.Input{}, err
	}
	in := summary.Input{
		Locale: person.Locale, Period: p, History: past.history,
		Quiet: person.Quiet, Theme: summary.ThemeOf(person.Dark), FirstDay: summary.FirstDay(person.Locale),
	}
	if in.Today, err = planning.LocalDate(now, past.zone); err != nil {
		return in, err
	}
	taps, err := tx.Taps(person.ID)
	if err != nil {
		return in, err
	}
	for _, tap := range taps {
		in.Compass = append(in.Compass, summary.Point{Date: tap.Date, Place: tap.Place})
	}
	err = t.words(tx, past, &in)
	return in, err
}

// Today is the local date at an instant where a person is: by the subscription,
// or, without one, where they were last.
func Today(tx reflection.Tx, id reflection.PersonID, sub reflection.Subscription, now time.Time) (schedule.Date, error) {
	if sub.Rule.Zone != "" {
		return planning.LocalDate(now, sub.Rule.Zone)
	}
	facts, err := tx.FactsOf(id)
	if err != nil {
		return schedule.Date{}, err
	}
	return planning.LocalDate(now, zoneOf(facts))
}

// worthTelling returns the first of some periods that is worth a summary; the
// zero Period if none is. Where enough of the questions of a period were answered
// that tells it already, since it is looked at again when the summary is sent;
// else it takes all that the person ever did.
func (t *Teller) worthTelling(tx reflection.Tx, sub reflection.Subscription, periods []summary.Period, now time.Time) (summary.Period, error) {
	if sub.Person == 0 {
		return channelWorth(tx, sub, periods)
	}
	asked, err := tx.AskedDays(sub.ID, periods[0].First(), periods[0].Last())
	if err != nil {
		return summary.Period{}, err
	}
	answered := 0
	for _, d := range asked {
		answered += min(d.Answered, 1)
	}
	if answered >= summary.LeastTotal {
		return periods[0], nil
	}
	person, err := tx.Person(sub.Person)
	if err != nil {
		return summary.Period{}, err
	}
	past, err := pastOf(tx, person, sub, now)
	if err != nil {
		return summary.Period{}, err
	}
	in := summary.Input{History: past.history, Replies: past.replies()}
	for _, in.Period = range periods {
		if summary.Worth(in) {
			return in.Period, nil
		}
	}
	return summary.Period{}, nil
}

// past is what a person did, by its facts.
type past struct {
	person  reflection.Person
	history streak.History
	zone    string // where they are now
	// answered is the local date on which each delivery was first answered, and
	// wrote that on which each part was written, as the clock stood then.
	answered map[reflection.DeliveryID]schedule.Date
	wrote    map[reflection.PartID]schedule.Date
	zones    []zonePeriod
}

// zonePeriod is a zone with the instant from which on questions were asked there.
type zonePeriod struct {
	from time.Time
	zone string
}

func pastOf(tx reflection.Tx, person reflection.Person, sub reflection.Subscription, now time.Time) (past, error) {
	facts, err := tx.FactsOf(person.ID)
	if err != nil {
		return past{}, err
	}
	aways, err := tx.AwaySince(person.Created)
	if err != nil {
		return past{}, err
	}
	p := past{
		person: person, history: streak.Count(facts, aways, now), zone: sub.Rule.Zone,
		answered: map[reflection.DeliveryID]schedule.Date{}, wrote: map[reflection.PartID]schedule.Date{},
	}
	filed := map[reflection.PartID]reflection.Fact{}
	for _, f := range facts {
		switch f.Kind {
		case reflection.FactReplied:
			filed[f.Part] = f // The latest tells where the part is now.
		case reflection.FactAsked:
			if n := len(p.zones); n == 0 || p.zones[n-1].zone != f.Zone {
				p.zones = append(p.zones, zonePeriod{f.At, f.Zone})
			}
		case reflection.FactArrived, reflection.FactRested, reflection.FactPaused:
		}
	}
	for part, f := range filed {
		p.wrote[part] = f.Date
		if d, ok := p.answered[f.Delivery]; !ok || f.Date.Before(d) {
			p.answered[f.Delivery] = f.Date
		}
	}
	if p.zone == "" {
		p.zone = zoneOf(facts)
	}
	return p, nil
}

// zoneOf is where somebody without a subscription is: where they were last.
func zoneOf(facts []reflection.Fact) string {
	if n := len(facts); n > 0 && facts[n-1].Zone != "" {
		return facts[n-1].Zone
	}
	return "UTC"
}

// date is the local date of an instant, by the clock where the person was then.
func (p past) date(at time.Time) (schedule.Date, error) {
	zone := p.zone
	if n := len(p.zones); n > 0 {
		i, found := slices.BinarySearchFunc(p.zones, at, func(s zonePeriod, at time.Time) int { return s.from.Compare(at) })
		if !found {
			i--
		}
		zone = p.zones[max(i, 0)].zone
	}
	return planning.LocalDate(at, zone)
}

// replies are the person's answers, each on the local date on which it was first
// written, in no order.
func (p past) replies() []summary.Reply {
	out := make([]summary.Reply, 0, len(p.answered))
	for _, date := range p.answered {
		out = append(out, summary.Reply{Date: date})
	}
	return out
}

// zonesApart is how far the clock of any zone is from UTC at most.
const zonesApart = 15 * time.Hour

// words gathers the person's answers, with what was written in the period, and a
// line of it. Words count where they were written, whatever they were added to.
func (t *Teller) words(tx reflection.Tx, past past, in *summary.Input) error {
	in.Replies = past.replies()
	parts, err := past.parts(tx, in.Period)
	if err != nil {
		return err
	}
	var texts []string
	answers := map[reflection.ReplyID]written{}
	for _, part := range parts {
		w, known := answers[part.Reply]
		if !known {
			if w, err = t.about(tx, part.Reply); err != nil {
				return err
			}
			answers[part.Reply] = w
		}
		if !w.tender {
			texts = append(texts, part.Text)
		}
		in.Card = in.Card || len(w.lines(words.For(in.Locale), part.Part)) > 0
		w.told.Date, w.told.Words = part.date, summary.CountWords(part.Text)
		in.Replies = append(in.Replies, w.told)
	}
	in.Line = summary.Line(texts, in.Period.String())
	return nil
}

// datedPart is a part with the local date on which it was written.
type datedPart struct {
	reflection.Part
	date schedule.Date
}

// parts returns what was written in a period and has its words, oldest first.
func (p past) parts(tx reflection.Tx, in summary.Period) ([]datedPart, error) {
	parts, err := tx.PartsBetween(p.person.ID, midnight(in.First()).Add(-zonesApart), midnight(in.Last().AddDays(1)).Add(zonesApart))
	if err != nil {
		return nil, err
	}
	var out []datedPart
	for _, part := range parts {
		date, known := p.wrote[part.ID]
		if !known {
			if date, err = p.date(part.At); err != nil {
				return nil, err
			}
		}
		if in.Has(date) {
			out = append(out, datedPart{part, date})
		}
	}
	return out, nil
}

// midnight is the instant at which a date begins in UTC.
func midnight(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// written is what a reply's words are about. What answers a tender question is never
// drawn as a line.
type written struct {
	told   summary.Reply
	tender bool
	// apart says that the words are not for a card besides: an admin hid them, or
	// they are a draft.
	apart bool
	// question is what the reply answers, followUp what its deeper parts do; empty
	// for none. prompt tells the question among all.
	question, followUp, prompt string
}

// about is what a reply's words are about: its question and the theme of that; no
// theme where the question is drawn from nothing, as a note's and a channel's own,
// or the pack has it no more.
func (t *Teller) about(tx reflection.Tx, id reflection.ReplyID) (w written, err error) {
	w.told.Free = true
	reply, err := tx.Reply(id)
	if err != nil {
		return w, err
	}
	w.apart, w.question = reply.Hidden || reply.Kind == reflection.Draft, reply.Question
	if reply.Delivery == 0 {
		return w, nil
	}
	w.told.Delivery = reply.Delivery
	d, err := tx.Delivery(reply.Delivery)
	if errors.Is(err, reflection.ErrNotFound) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	w.tender, w.followUp, w.prompt = d.Prompt.Tender, d.Prompt.FollowUp, d.Prompt.Pack+"/"+d.Prompt.Prompt
	if d.Prompt.Pack == reflection.OwnPack {
		return w, nil
	}
	pack := t.packs.Pack(d.Prompt.Pack)
	prompt, ok := pack.Prompt(d.Prompt.Prompt)
	if pack.ID != d.Prompt.Pack || !ok {
		return w, nil
	}
	w.tender = w.tender || prompt.Tender
	if section, _, ok := pack.Section(prompt.Section); ok {
		w.told.Themes = []string{section.Label()}
	}
	return w, nil
}
