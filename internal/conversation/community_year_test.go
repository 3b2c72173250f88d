package conversation_test

import (
	"flag"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

var channelDaily = flag.Bool("channel.daily", false, "have TestCommunityYear ask on all weekdays, not on Mondays alone")

// closedInPortugal are its public holidays that fall on weekdays from June 2026 to May
// 2027, as its calendar has them.
const closedInPortugal = "2026-06-04 2026-06-10 2026-10-05 2026-12-01 2026-12-08 2026-12-25 2027-01-01 2027-03-26 2027-05-27"

// aYear is how many days are played.
const aYear = 366

// theHeading is what its admins put above its questions.
const theHeading = "The daily one"

// theYear says, apart from the bot, what a channel is to be asked: on which days and at
// which hour, and which of its own questions on which.
type theYear struct {
	off    map[string]bool
	dated  map[string]string // a question by the first date on which it can be asked
	hourAt func(day string) string
}

func (y theYear) asks(d time.Time) bool {
	day := d.Format(time.DateOnly)
	switch {
	case d.Weekday() == time.Saturday, d.Weekday() == time.Sunday, y.off[day], d.Weekday() != time.Monday && !*channelDaily:
		return false
	case day >= "2026-08-03" && day < "2026-08-17": // the pause
		return false
	case day >= "2026-12-24" && day <= "2027-01-02": // days off
		return false
	}
	return true
}

// A year of a channel: on each of its days one question, at the hour that its admins
// chose, and nothing else; none on holidays, days off and in a pause; their own by the
// dates that they gave; nobody notified but the role, and nobody once it is gone; and
// the admins are others at its end than at its beginning.
func TestCommunityYear(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		lisbon, err := time.LoadLocation("Europe/Lisbon")
		if err != nil {
			t.Fatal(err)
		}
		y := theYear{off: map[string]bool{}, dated: map[string]string{
			"2026-07-14": "What did the storm of last July move?",
			"2026-10-05": "Whom would you give a republic to?", // a holiday: it comes on the next day
			"2026-12-23": "What may stay undone this year?",
			"2027-02-01": "What is February for?",
		}, hourAt: func(day string) string {
			if day >= "2027-02-01" {
				return "18:00"
			}
			return "09:00"
		}}
		for _, day := range strings.Fields(closedInPortugal) {
			y.off[day] = true
		}
		r.platform.Server("acme").AddRole("writers")
		ada, bea := r.admin("ada").In(r.square()), r.platform.Person("bea").In(r.square())
		weekly := "mon"
		if *channelDaily {
			weekly = "weekdays"
		}
		roles := r.platform.Limits().Forms
		if roles {
			ada.CommandWith("community", "setup", map[string]string{"zone": "Europe/Lisbon", "time": "9:00", "days": weekly, "role": "writers"})
			r.settle()
		} else {
			r.orders(ada, "setup 09:00 Europe/Lisbon "+weekly)
		}
		r.orders(ada, "daysoff Portugal")
		r.orders(ada, "daysoff 24 Dec to 2 Jan")
		r.orders(ada, "heading "+theHeading)
		r.orders(ada, "pin on")
		file := "question,date\r\n"
		for day, q := range y.dated {
			file += q + "," + day + "\r\n"
		}
		ada.CommandWith("community", "questions add", map[string]string{"file": file})
		r.settle()
		acts := []struct {
			day string
			do  func()
		}{
			{"2026-08-01", func() { r.orders(ada, "pause until 17 Aug") }},
			{"2026-10-10", func() { r.platform.Server("acme").DeleteRole("writers") }},
			{"2026-11-02", func() {
				r.platform.Person("ada").MakeAdmin(false)
				r.admin("bea")
				r.orders(ada, "off") // no admin any more
			}},
			{"2027-01-30", func() { r.orders(bea, "setup 18:00") }},
		}
		spoken := len(r.platform.Shown(r.square().Chat()))
		news := func() []chattest.Shown {
			all := r.platform.Shown(r.square().Chat())
			fresh := all[spoken:]
			spoken = len(all)
			return fresh
		}
		came, days := map[string]string{}, 0
		start := time.Now().In(lisbon)
		for n := 1; n <= aYear; n++ {
			d := time.Date(start.Year(), start.Month(), start.Day()+n, 0, 0, 0, 0, lisbon)
			day := d.Format(time.DateOnly)
			for ; len(acts) > 0 && acts[0].day <= day; acts = acts[1:] {
				r.skip(d.Add(7 * time.Hour))
				acts[0].do()
				r.settle()
				for _, s := range news() {
					if s.Seen == chat.ByAll && s.Blocks[0].Text == theHeading {
						t.Errorf("%s: an act asked a question", day)
					}
				}
			}
			if !y.asks(d) {
				continue // What came on such a day would be found on the next.
			}
			hour, err := time.Parse("15:04", y.hourAt(day))
			if err != nil {
				t.Fatal(err)
			}
			due := time.Date(d.Year(), d.Month(), d.Day(), hour.Hour(), 0, 0, 0, lisbon)
			r.skip(due.Add(-time.Minute))
			r.until(due.Add(5 * time.Second))
			fresh := news()
			if days++; len(fresh) != 1 || fresh[0].Blocks[0].Text != theHeading || !fresh[0].At.Truncate(time.Minute).Equal(due) {
				t.Fatalf("%s: %d messages: %+v", day, len(fresh), fresh)
			}
			post := fresh[0]
			if again, ok := came[post.Blocks[1].Text]; ok {
				t.Errorf("%s: asked again what came on %s: %q", day, again, post.Blocks[1].Text)
			}
			came[post.Blocks[1].Text] = day
			if want := roles && day < "2026-10-10"; (post.PingRole == "writers") != want || !want && post.PingRole != "" {
				t.Errorf("%s: notifies %q", day, post.PingRole)
			}
			if days%3 == 0 { // So that it isn't asked weekly.
				asked{r: r, in: r.square()}.member("ben").answers("Words.")
				news()
			}
		}
		for from, q := range y.dated {
			first, _ := time.ParseInLocation(time.DateOnly, from, lisbon)
			for !y.asks(first) {
				first = first.AddDate(0, 0, 1)
			}
			if got := came[q]; got != first.Format(time.DateOnly) && first.Before(time.Now()) {
				t.Errorf("%q came on %q, want %s", q, got, first.Format(time.DateOnly))
			}
		}
		if pinned := r.square().Pinned(); len(pinned) != 1 || came[pinned[0].Blocks[1].Text] == "" {
			t.Errorf("%d are pinned", len(pinned))
		}
		if want := map[bool]int{false: 48, true: 238}[*channelDaily]; days != want {
			t.Errorf("%d questions in a year, want %d", days, want)
		}
	})
}
