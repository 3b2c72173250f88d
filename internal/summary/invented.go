package summary

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// invented makes up a person's facts, a day at a time, as the bot would have
// recorded them: questions at nine in the evening, answers the next morning.
type invented struct {
	facts   []reflection.Fact
	replies []Reply
	rule    schedule.Rule
	// day is the date that comes next.
	day        schedule.Date
	deliveries reflection.DeliveryID
	err        error
}

// inventFrom begins on a date, in a zone.
func inventFrom(d schedule.Date, zone string) *invented {
	return &invented{
		day:  d,
		rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: zone},
	}
}

// days tells one day after another:
//
//	k  asked, and answered the next morning
//	.  asked, and not answered
//	n  asked, and Not today pressed
//	w  asked weekly after back-off, and not answered
//	W  the same, and answered
//	x  not on the schedule, but asked for by /today, and answered
//	y  the same, and not answered
//	c  not asked, but a channel's question answered
//	p  not asked; a pause begins
//	   (a blank) not asked
func (v *invented) days(story string) *invented {
	for _, c := range story {
		switch c {
		case 'k', 'W', 'x':
			v.reply(v.ask(c == 'W', c == 'x'))
		case '.', 'w', 'y':
			v.ask(c == 'w', c == 'y')
		case 'n':
			v.add(reflection.Fact{Kind: reflection.FactRested, Delivery: v.ask(false, false), At: v.due().Add(time.Hour)})
		case 'c':
			v.deliveries++
			v.reply(v.deliveries)
		case 'p':
			v.add(reflection.Fact{Kind: reflection.FactPaused, Subscription: 1, At: v.due()})
		}
		v.day = v.day.AddDays(1)
	}
	return v
}

// until repeats a story up to and with a date.
func (v *invented) until(last schedule.Date, story string) *invented {
	for i := 0; !v.day.After(last); i++ {
		v.days(story[i%len(story) : i%len(story)+1])
	}
	return v
}

// travel moves to another zone.
func (v *invented) travel(zone string) *invented {
	v.rule.Zone = zone
	return v
}

// due is the hour of the question on the day that comes next.
func (v *invented) due() time.Time {
	at, _, err := v.rule.On(v.day)
	if err != nil && v.err == nil {
		v.err = err
	}
	return at
}

func (v *invented) add(f reflection.Fact) {
	f.ID = reflection.FactID(len(v.facts) + 1)
	f.Person, f.Zone = 1, v.rule.Zone
	f.Chat = chat.Chat{Platform: "terminal", ID: "1"}
	v.facts = append(v.facts, f)
}

func (v *invented) ask(backOff, extra bool) reflection.DeliveryID {
	v.deliveries++
	f := reflection.Fact{
		Kind: reflection.FactAsked, Subscription: 1, Delivery: v.deliveries,
		At: v.due(), Known: v.due(), Date: v.day, BackOff: backOff, Extra: extra,
	}
	v.add(f)
	f.Kind = reflection.FactArrived
	v.add(f)
	return v.deliveries
}

// inventedThemes are the themes that answers are about, the common ones more
// often.
var inventedThemes = [...]string{"work", "time", "time", "others", "pride", "time", "letting-go"}

func (v *invented) reply(id reflection.DeliveryID) {
	v.add(reflection.Fact{
		Kind: reflection.FactReplied, Delivery: id, Part: reflection.PartID(id),
		At: v.due().Add(11 * time.Hour), Date: v.day,
	})
	n := int(id)
	v.replies = append(v.replies, Reply{
		Date:     v.day,
		Delivery: id,
		Themes:   inventedThemes[n%len(inventedThemes):][:1],
		Words:    14 + n*37%91,
	})
}

// input makes the input of a summary of a period as of six in the evening of a
// date.
func (v *invented) input(p Period, on schedule.Date) (Input, error) {
	at, _, err := schedule.Rule{At: schedule.TimeOfDay{Hour: 18}, Days: schedule.Everyday, Zone: v.rule.Zone}.On(on)
	if err != nil {
		return Input{}, err
	}
	return Input{
		Locale: "en", Period: p, Today: on, FirstDay: time.Monday,
		History: streak.Count(v.facts, nil, at),
		Replies: v.replies,
	}, v.err
}
