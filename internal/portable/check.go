package portable

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// Checks return the name of the first field whose value can't be; empty for none.

// earliest is before anybody wrote in a chat.
var earliest = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// latest keeps what is computed with instants within what a file can hold.
var latest = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// field is a field with whether its value can be.
type field struct {
	name string
	ok   bool
}

func firstWrong(all ...field) string {
	for _, f := range all {
		if !f.ok {
			return f.name
		}
	}
	return ""
}

func instant(name string, t time.Time) field {
	return field{name, t.IsZero() || !t.Before(earliest) && t.Before(latest)}
}

func needed(name string, t time.Time) field {
	return field{name, !t.IsZero() && instant(name, t).ok}
}

func date(name string, d schedule.Date) field {
	return field{name, d.IsZero() || d.Year >= earliest.Year() && d.Year < latest.Year()}
}

func short(name, s string) field { return field{name, utf8.RuneCountInString(s) <= shortRunes} }
func long(name, s string) field  { return field{name, utf8.RuneCountInString(s) <= mostRunes} }

func in(name string, names []string, s string) field { return field{name, slices.Contains(names, s)} }

// zone is a zone that is known, or none.
func zone(name, s string) field {
	if s == "" {
		return field{name, true}
	}
	_, err := schedule.Location(s)
	return field{name, err == nil}
}

// id is a message's id or a chat's: a number, or what a platform makes of it.
func id(name, s string) field { return field{name, len(s) <= 64} }

// leastKept and mostKept are for how many months words are kept, where not for good.
const leastKept, mostKept = 6, 1200

func checkPerson(p *Person) string {
	if wrong := cmp.Or(checkCompass(p.Compass), checkReturns(p.Returns)); wrong != "" {
		return wrong
	}
	return firstWrong(short("locale", p.Locale), instant("created", p.Created), instant("wrote", p.Wrote),
		instant("told", p.Told), field{"milestone", p.Milestone >= 0 && p.Milestone <= mostItems},
		field{"explained", p.Explained >= 0 && p.Explained <= int(reflection.ExplainedEarning|reflection.ExplainedSpending)},
		field{"keep_months", p.KeepMonths == 0 || p.KeepMonths >= leastKept && p.KeepMonths <= mostKept},
		in("own_share", shares, p.OwnShare), ids("themes", p.Themes), ids("essays", p.Essays))
}

// ids are names of themes or essays, which are stored with a space between them.
func ids(name string, all []string) field {
	bad := func(s string) bool {
		return s == "" || len(s) > 64 || slices.ContainsFunc([]rune(s), func(r rune) bool { return r <= ' ' })
	}
	return field{name, len(all) <= 200 && !slices.ContainsFunc(all, bad)}
}

func checkIdentity(i *Identity) string {
	return firstWrong(field{"id", i.ID > 0}, id("platform", i.Platform), id("account", i.Account), id("chat", i.Chat))
}

func checkChoice(c *Choice) string {
	return firstWrong(id("pack", c.Pack), field{"state", len(c.State) <= 1<<20})
}

// mostDaysOff is how many spans of days off a subscription of a file may have.
const mostDaysOff = 100

func checkSubscription(s *Subscription) string {
	wrong := firstWrong(field{"id", s.ID > 0}, id("platform", s.Platform), id("chat", s.Chat),
		field{"days", s.Days != 0}, field{"zone", s.Zone != ""}, zone("zone", s.Zone), id("pack", s.Pack),
		in("state", subscriptions, s.State), date("paused_until", s.PausedUntil), date("last_planned", s.LastPlanned),
		field{"days_off", len(s.DaysOff) <= mostDaysOff}, field{"unanswered", s.Unanswered >= 0 && s.Unanswered <= mostItems}, instant("created", s.Created))
	if wrong == "" && s.Summaries != nil {
		for _, one := range []Sending{s.Summaries.Week, s.Summaries.Month, s.Summaries.Year} {
			if wrong == "" {
				wrong = firstWrong(id("settled", one.Settled), period("settled", one.Settled))
			}
		}
	}
	return wrong
}

func checkOwnQuestion(q *OwnQuestion) string {
	return firstWrong(field{"id", q.ID > 0}, field{"text", q.Text != ""}, long("text", q.Text), short("credit", q.Credit), short("more", q.More),
		in("state", questionStates, q.State), instant("created", q.Created))
}

func checkQuestion(q *Question) string {
	return firstWrong(field{"id", q.ID > 0}, field{"date", !q.Date.IsZero()}, date("date", q.Date), zone("zone", q.Zone),
		instant("due", q.Due), id("pack", q.Pack), id("prompt", q.Prompt), long("text", q.Text), long("follow_up", q.FollowUp),
		short("source", q.Source), field{"swaps", q.Swaps >= 0 && q.Swaps < 100}, in("state", deliveryStates, q.State),
		instant("arrived", q.Arrived), messageID("message", q.Message), instant("answered", q.Answered))
}

// messageID is a number without leading zeros, or none.
func messageID(name, s string) field {
	for _, r := range s {
		if r < '0' || r > '9' {
			return field{name, false}
		}
	}
	return field{name, len(s) <= 20 && (s == "" || s == "0" || s[0] != '0')}
}

func checkSeries(s *Series) string {
	return firstWrong(field{"id", s.ID > 0}, id("pack", s.Pack), id("theme", s.Theme), instant("begun", s.Begun),
		field{"evenings", len(s.Evenings) <= 5 && !slices.ContainsFunc(s.Evenings, func(e Evening) bool {
			return e.Number < 1 || e.Number > 5
		})})
}

func (p *documentParser) checkReply(r *Reply) string {
	p.items += len(r.Parts)
	wrong := firstWrong(in("kind", replyKinds, r.Kind), long("asked", r.Asked), in("audience", audiences, r.Audience),
		needed("created", r.Created), field{"parts", len(r.Parts) < 1000})
	wrong = cmp.Or(wrong, checkBack(r.Back))
	for _, part := range r.Parts {
		if wrong == "" {
			wrong = firstWrong(needed("at", part.At), instant("edited", part.Edited), instant("deleted", part.Deleted),
				long("text", part.Text), id("platform", part.Platform), id("chat", part.Chat), messageID("message", part.Message),
				field{"text", part.Text == "" || part.Deleted.IsZero()})
		}
	}
	return wrong
}

func checkFact(f *Fact) string {
	return firstWrong(in("kind", factKinds, f.Kind), id("platform", f.Platform), id("chat", f.Chat),
		messageID("message", f.Message), instant("at", f.At), instant("known", f.Known), date("date", f.Date), zone("zone", f.Zone),
		field{"question", f.Question >= 0}, field{"part", f.Part >= 0}, field{"subscription", f.Subscription >= 0})
}

func checkOutage(o *Outage) string {
	return firstWrong(id("platform", o.Platform), needed("from", o.From), needed("to", o.To))
}

// period is the key of a period, or nothing.
func period(name, s string) field {
	if s == "" {
		return field{name, true}
	}
	_, err := summary.ParsePeriod(s)
	return field{name, err == nil}
}
