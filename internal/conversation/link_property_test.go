package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// pair is one human being with an account in each of two apps, and what they did.
type pair struct {
	r      *rig
	name   string
	in     [2]*chattest.Person
	script []string

	joined bool
	spans  [][2]time.Time // while they were joined
	// wrote is each text with the app that its answer was begun in, and answered what it
	// was filed under.
	wrote    map[string]int
	answered map[string]reflection.DeliveryID
	mended   int // questions that were answered after they had closed
}

// doings draws what somebody does at each of so many times.
func doings(times int) *rapid.Generator[[]string] {
	one := rapid.SampledFrom([]string{
		"nothing", "nothing", "write 0", "write 0", "write 0", "write 1", "write 1", "write 1",
		"mend 0", "mend 0", "mend 1", "mend 1", "skip 0", "skip 1", "pause 0", "resume 0", "pause 1", "resume 1",
		"link 0 here", "link 1 here", "link 0 there", "link 1 both", "link 0 both", "where 0 here", "where 1 here", "where 1 both",
		"unlink 0", "unlink 1", "unlink 1",
	})
	return rapid.SliceOfN(one, times, times)
}

// does carries out one of them.
func (p *pair) does(what string) {
	verb, rest, _ := strings.Cut(what, " ")
	which, arg, _ := strings.Cut(rest, " ")
	app := 0
	if which == "1" {
		app = 1
	}
	me, other := p.in[app], p.in[1-app]
	switch verb {
	case "write":
		text := fmt.Sprintf("Words %d of %s.", len(p.wrote), p.name)
		id := p.r.says(me, text)
		p.wrote[text] = app
		p.file(me, id, text)
	case "mend":
		d, ok := p.missed(app)
		if !ok {
			return
		}
		text := fmt.Sprintf("Words %d of %s, after all.", len(p.wrote), p.name)
		p.wrote[text] = app
		p.file(me, p.r.replies(me, d.Message, text), text)
		if p.answered[text] != d.ID {
			p.r.t.Errorf("%s: a reply to question %d is filed under %d", p.name, d.ID, p.answered[text])
		}
		p.mended++
	case "skip", "pause", "resume":
		p.r.types(me, verb, "")
	case "where":
		p.r.forges(me, chat.Ref{Verb: "linkwhere", Arg: arg})
	case "link":
		if p.joined {
			return
		}
		p.r.joins(me, other, map[string]string{"here": "Here", "there": "In the other app", "both": "In both"}[arg])
		p.joined = true
		p.spans = append(p.spans, [2]time.Time{time.Now(), {}})
	case "unlink":
		if !p.joined {
			return
		}
		p.r.types(me, "unlink", "")
		p.r.presses(me, "Part them")
		p.joined = false
		p.spans[len(p.spans)-1][1] = time.Now()
	}
}

// missed is the question before the latest in an app, if it has no answer, there or in
// the other, and closed less than two days ago.
func (p *pair) missed(app int) (d reflection.Delivery, ok bool) {
	p.r.view(func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionIn(p.in[app].Chat())
		if err != nil {
			return err
		}
		days, err := tx.AskedDays(sub.ID, schedule.Date{Year: 2026, Month: 1, Day: 1}, schedule.Date{Year: 2027, Month: 1, Day: 1})
		if err != nil || len(days) < 2 {
			return err
		}
		slices.SortFunc(days, func(a, b reflection.AskedDay) int { return a.Delivery.Arrived.Compare(b.Delivery.Arrived) })
		d = days[len(days)-2].Delivery
		closed := days[len(days)-1].Delivery.Arrived
		ok = d.Answered.IsZero() && !d.Arrived.IsZero() && time.Since(closed) < 40*time.Hour
		return nil
	})
	return d, ok
}

// file remembers what a text was filed under. With no question open it is a draft,
// which is let go.
func (p *pair) file(me *chattest.Person, id chat.MessageID, text string) {
	p.r.view(func(tx reflection.Tx) error {
		part, err := tx.PartByMessage(me.Chat(), id)
		if err != nil {
			return err
		}
		r, err := tx.Reply(part.Reply)
		if r.Delivery == 0 {
			delete(p.wrote, text)
			return err
		}
		p.answered[text] = r.Delivery
		for app, q := range p.in { // An answer is whole: it goes with the app in which it was begun.
			i, err := tx.Identity(q.Chat().Platform, q.Account())
			if err != nil {
				return err
			}
			if i.ID == r.Identity {
				p.wrote[text] = app
			}
		}
		return err
	})
}

// person is who an account belongs to now.
func (p *pair) person(tx reflection.Tx, app int) reflection.PersonID {
	i, err := tx.Identity(p.in[app].Chat().Platform, p.in[app].Account())
	if err != nil {
		p.r.t.Fatal(err)
	}
	return i.Person
}

// TestLinkInEveryOrder: people who join and part their accounts in any order, with
// questions open and on their way, on pauses, with rest days to spend. Every word is
// in the journal of the app in which its answer was begun, once; whatever was written to an open
// question kept its date; there is one question a day while they are one person; and
// the count is what the dates come to, afresh and from where it was stored.
func TestLinkInEveryOrder(t *testing.T) {
	t.Parallel()
	const people, days = 9, 8
	hours := []int{9, 14, 21} // at half past
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		var all []*pair
		zones := []string{"Berlin", "Tokyo", "New York"}
		for i := range people {
			p := &pair{r: r, name: fmt.Sprintf("p%d", i), wrote: map[string]int{}, answered: map[string]reflection.DeliveryID{}}
			p.script = doings(days * len(hours)).Example(i)
			p.in[0] = r.beginIn(r.platform, p.name, "Berlin", "9:00")
			p.in[1] = r.beginIn(r.other, p.name, zones[i%len(zones)], []string{"21:00", "9:00", "14:15"}[i/3%3])
			all = append(all, p)
		}
		for day := 1; day <= days; day++ {
			for i, hour := range hours {
				r.until(r.local(fmt.Sprintf("2026-06-%02d %02d:30", day+1, hour)))
				for _, p := range all {
					p.does(p.script[(day-1)*len(hours)+i])
				}
			}
			if day%4 == 0 {
				for _, p := range all {
					p.check(t)
				}
			}
		}
		joined, mended := 0, 0
		for _, p := range all {
			joined += len(p.spans)
			mended += p.mended
		}
		if mended < people/2 {
			t.Errorf("%d misses were mended only", mended)
		}
		if joined < people {
			t.Errorf("accounts were joined %d times only", joined)
		}
	})
}
