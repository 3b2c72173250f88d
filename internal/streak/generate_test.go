package streak

import (
	"slices"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// scene is a plausible history: up to three subscriptions on two platforms,
// journeys, pauses, outages, uncertain questions, Not today, replies to
// whatever there is and parts that were refiled.
type scene struct {
	facts []reflection.Fact
	aways []reflection.Away
	now   time.Time
}

func (s scene) history() History { return Count(s.facts, s.aways, s.now) }

// sceneChats are where the subscriptions 1 to 3 ask.
var sceneChats = []chat.Chat{
	{}, {Platform: "telegram", ID: "7"}, {Platform: "discord", ID: "8"}, {Platform: "telegram", ID: "9"},
}

// stage is a scene in the making.
type stage struct {
	*rapid.T
	facts   []reflection.Fact
	handled []time.Time       // when facts[i] was recorded
	opened  []reflection.Fact // what other things happen near
	asked   reflection.DeliveryID
	parts   reflection.PartID
}

// scenes draws a scene; refiled says whether parts are refiled in it.
func scenes(t *rapid.T, refiled bool) scene {
	s := &stage{T: t, opened: []reflection.Fact{{Delivery: channelQuestion, At: at(1, "21:00")}}}
	for sub := range rapid.IntRange(1, 3).Draw(t, "subscriptions") {
		s.subscribe(reflection.SubscriptionID(sub + 1))
	}
	for range rapid.IntRange(0, 40).Draw(t, "replies") {
		s.reply()
	}
	if refiled {
		for range rapid.IntRange(0, 5).Draw(t, "refiled") {
			s.refile()
		}
	}
	for range rapid.IntRange(0, 6).Draw(t, "rests") {
		id, when := s.target(), s.instant()
		s.add(reflection.Fact{Kind: reflection.FactRested, Delivery: id, Chat: s.chatOf(id), At: when}, when)
	}
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		sub, when := rapid.IntRange(1, 3).Draw(t, "of"), s.instant()
		s.add(reflection.Fact{
			Kind: reflection.FactPaused, Subscription: reflection.SubscriptionID(sub),
			Chat: sceneChats[sub], At: when,
		}, when)
	}
	made := scene{aways: s.outages(), now: later}
	if rapid.IntRange(0, 3).Draw(t, "meanwhile") == 0 {
		made.now = s.instant()
	}
	s.number()
	made.facts = s.inOrderOfRecord()
	return made
}

// add records a fact at the instant at which the bot handled it.
func (s *stage) add(f reflection.Fact, handled time.Time) {
	f.Person, f.Zone = 1, "UTC"
	s.facts = append(s.facts, f)
	s.handled = append(s.handled, handled)
}

// subscribe asks one subscription's questions over some days.
func (s *stage) subscribe(sub reflection.SubscriptionID) {
	hour := rapid.IntRange(0, 23).Draw(s.T, "hour")
	from := rapid.IntRange(1, 8).Draw(s.T, "from")
	for day := range rapid.IntRange(1, 25).Draw(s.T, "days") {
		day += from
		what := rapid.IntRange(0, 19).Draw(s.T, "what")
		if what == 0 {
			continue // off the schedule
		}
		if what == 1 {
			hour = rapid.IntRange(-11, 34).Draw(s.T, "hour elsewhere") // a journey
		}
		s.asked++
		due := at(day, "00:00").Add(time.Duration(hour) * time.Hour)
		f := reflection.Fact{
			Kind: reflection.FactAsked, Delivery: s.asked, Subscription: sub, Chat: sceneChats[sub],
			At: due, Date: march(day), Extra: what == 2, BackOff: what == 3,
		}
		s.add(f, due)
		s.arrive(f, due, what)
	}
}

// arrive lets a question arrive, in one of the ways it can.
func (s *stage) arrive(f reflection.Fact, due time.Time, what int) {
	f.Kind = reflection.FactArrived
	arrives := func(sent, known time.Time, shown bool) {
		f.At, f.Known, f.Shown = sent, known, shown
		s.add(f, known)
		s.opened = append(s.opened, f)
	}
	within := func(hours int) time.Time {
		return due.Add(time.Duration(rapid.IntRange(0, hours*3600).Draw(s.T, "seconds")) * time.Second)
	}
	switch what {
	case 4: // dropped, or uncertain to this day
		s.opened = append(s.opened, reflection.Fact{Delivery: f.Delivery, At: due})
	case 5: // late, or nearly
		sent := due.Add(time.Hour + time.Duration(rapid.IntRange(-1, 1).Draw(s.T, "off"))*time.Second)
		arrives(sent, sent, false)
	case 6: // found
		arrives(due, within(50), false)
	case 7: // shown by what the person did
		when := within(50)
		arrives(when, when, true)
	case 8: // shown, then found
		when := within(20)
		arrives(when, when, true)
		arrives(due, when.Add(time.Hour), false)
	case 9: // sent twice, both found in either order
		again := within(3)
		arrives(again, again, false)
		arrives(due, within(50), false)
	case 10: // shown while it is sent again
		when := within(1)
		arrives(when, when, true)
		arrives(when.Add(2*time.Second), when.Add(2*time.Second), false)
	default:
		arrives(due, due, false)
	}
}

// target draws a delivery: an own one, or a channel's.
func (s *stage) target() reflection.DeliveryID {
	id := reflection.DeliveryID(rapid.IntRange(0, int(s.asked)).Draw(s.T, "delivery"))
	if id == 0 {
		return channelQuestion
	}
	return id
}

// instant draws an instant near a question: often within a second of it.
func (s *stage) instant() time.Time {
	near := rapid.SampledFrom(s.opened).Draw(s.T, "near").At
	return s.off(near)
}

func (s *stage) off(near time.Time) time.Time {
	if rapid.Bool().Draw(s.T, "close by") {
		return near.Add(time.Duration(rapid.IntRange(-4, 4).Draw(s.T, "quarters")) * 250 * time.Millisecond)
	}
	return near.Add(time.Duration(rapid.IntRange(-3600, 40*3600).Draw(s.T, "off")) * time.Second)
}

func (s *stage) chatOf(id reflection.DeliveryID) chat.Chat {
	for _, f := range s.facts {
		if f.Kind == reflection.FactAsked && f.Delivery == id {
			return f.Chat
		}
	}
	return community
}

// reply answers a question, most often one that has just been asked.
func (s *stage) reply() {
	near := rapid.SampledFrom(s.opened).Draw(s.T, "near")
	id, when := near.Delivery, s.off(near.At)
	if rapid.IntRange(0, 3).Draw(s.T, "another") == 0 {
		id = s.target()
	}
	handled := when
	if rapid.IntRange(0, 5).Draw(s.T, "handled later") == 0 {
		handled = when.Add(30 * time.Hour)
	}
	s.parts++
	s.add(reflection.Fact{
		Kind: reflection.FactReplied, Delivery: id, Part: s.parts, Chat: s.chatOf(id), At: when,
	}, handled)
}

// refile files a part that there is, if any, under another delivery.
func (s *stage) refile() {
	if s.parts == 0 {
		return
	}
	id, when := s.target(), s.instant()
	part := rapid.IntRange(1, int(s.parts)).Draw(s.T, "part")
	s.add(reflection.Fact{
		Kind: reflection.FactReplied, Delivery: id, Part: reflection.PartID(part), Chat: s.chatOf(id), At: when,
	}, when.Add(time.Minute))
}

func (s *stage) outages() []reflection.Away {
	var aways []reflection.Away
	for range rapid.IntRange(0, 3).Draw(s.T, "outages") {
		from := s.instant()
		minutes := rapid.SampledFrom([]int{30, 60, 61, 600, 3000}).Draw(s.T, "minutes")
		aways = append(aways, reflection.Away{
			Platform: rapid.SampledFrom(sceneChats[1:]).Draw(s.T, "platform").Platform,
			From:     from, To: from.Add(time.Duration(minutes) * time.Minute),
		})
	}
	return aways
}

// number gives messages their ids: in each chat, rising with time. Some facts
// have no message.
func (s *stage) number() {
	byTime := make([]int, len(s.facts))
	for i := range byTime {
		byTime[i] = i
	}
	slices.SortStableFunc(byTime, func(a, b int) int { return s.facts[a].At.Compare(s.facts[b].At) })
	for n, i := range byTime {
		if f := &s.facts[i]; f.Kind != reflection.FactAsked && rapid.IntRange(0, 4).Draw(s.T, "a form") > 0 {
			f.Message = chat.MessageID(strconv.Itoa(950 + n)) // three digits, then four
		}
	}
}

// inOrderOfRecord returns the facts as they were appended, with their ids.
func (s *stage) inOrderOfRecord() []reflection.Fact {
	order := make([]int, len(s.facts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.handled[a].Compare(s.handled[b]) })
	facts := make([]reflection.Fact, len(order))
	for i, from := range order {
		facts[i] = s.facts[from]
		facts[i].ID = reflection.FactID(i + 1)
	}
	return facts
}
