package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/schedule"
)

// channelOwn are the channel's own questions by the first date on which each can be
// asked; on the second the country rests.
var channelOwn = map[string]string{
	"2027-05-05": "What did the first week of May bring?",
	"2027-05-06": "Whom do you walk with on a holiday?",
	"2027-12-06": "What would you put into somebody's shoe?",
}

// channelYear is a channel as its platform shows it, and who does something in it.
type channelYear struct {
	// news are the messages of the bot that all see, since it was last asked.
	news func() []channelNews
	// order has an admin give a command with one option.
	order func(who, sub, option, value string)
	setup func()
	// hands has one admin leave and another come; who left tries to end it all.
	hands func()
	// roleGone deletes the role, where there are any; newRole has another notified.
	roleGone, newRole func()
	answer            func(words string)
	// pinned are the pinned messages, by their texts.
	pinned func() []string
	// pings counts whom the bot has notified since it was last asked: the role's
	// members, and anybody else.
	pings func() (role, others int)
	roles bool
}

type channelNews struct {
	at   time.Time
	text string
}

// asks reports whether a channel is to be asked on a date, apart from the bot.
func (y *channelYear) asks(d time.Time) bool {
	day := d.Format(time.DateOnly)
	switch {
	case strings.Contains(closedInGermany, day):
		return false
	case day == "2027-05-09": // the pause
		return false
	case day == "2027-05-10", day >= "2027-12-24" && day <= "2028-01-02": // days off
		return false
	}
	return true
}

// acts is what the admins do late on a day.
func (y *channelYear) acts(day string) {
	switch day {
	case "2027-05-03":
		y.setup()
		y.order("ada", "pin", "pinned", "on")
		y.order("ada", "daysoff", "off", "Germany")
		y.order("ada", "daysoff", "off", "10 May")
		y.order("ada", "daysoff", "off", "24 Dec to 2 Jan")
	case "2027-05-05":
		y.roleGone()
	case "2027-05-07":
		y.hands()
		y.order("bea", "setup", "time", "18:00")
		y.newRole()
	case "2027-05-08":
		y.order("bea", "pause", "until", "until 10 May")
	}
}

// live plays the days, and holds each to what its admins chose: one question at their
// hour, or nothing; each once; nobody notified but the role, while it is there.
func (y *channelYear) live(t *testing.T) {
	berlin, err := schedule.Location("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	began := time.Date(2027, 5, 3, 0, 0, 0, 0, berlin)
	came, asked := map[string]string{}, 0
	days := max(actDays, *channelDays)
	for n := 0; n <= days && !t.Failed(); n++ {
		d := began.AddDate(0, 0, n)
		day := d.Format(time.DateOnly)
		time.Sleep(time.Until(time.Date(d.Year(), d.Month(), d.Day(), 22, 0, 0, 0, berlin)))
		synctest.Wait()
		news := y.news()
		role, others := y.pings()
		if n > 0 && y.asks(d) {
			hour := 9
			if day > "2027-05-07" {
				hour = 18
			}
			due := time.Date(d.Year(), d.Month(), d.Day(), hour, 0, 0, 0, berlin)
			if asked++; len(news) != 1 || !strings.Contains(news[0].text, dailyOne) || !news[0].at.Truncate(time.Minute).Equal(due) {
				t.Fatalf("%s: %d messages: %+v", day, len(news), news)
			}
			q := questionUnder(news[0].text, dailyOne)
			if again, ok := came[q]; ok || q == "" {
				t.Errorf("%s: what came on %s came again: %q", day, again, q)
			}
			came[q] = day
			want := 0
			if y.roles && (day <= "2027-05-05" || day > "2027-05-07") {
				want = 1
			}
			if all := y.pinned(); len(all) != 1 || questionUnder(all[0], dailyOne) != q {
				t.Errorf("%s: pinned is %q, want %q", day, all, q)
			}
			if role != want || others != 0 {
				t.Errorf("%s: the role was notified %d times, want %d, and others %d times", day, role, want, others)
			}
			if asked%3 == 0 { // So that it isn't asked once a week.
				y.answer("Words of a member on " + day + ".")
			}
		} else if len(news) != 0 || role+others != 0 {
			t.Errorf("%s: it is off, and shows %+v", day, news)
		}
		y.acts(day)
		nap()
		for _, m := range y.news() {
			if strings.Contains(m.text, dailyOne) && strings.Contains(m.text, "Reflect") {
				t.Errorf("%s: an act asked a question: %q", day, m.text)
			}
		}
		if role, others := y.pings(); role+others != 0 {
			t.Errorf("%s: an act notified somebody", day)
		}
	}
	for from, q := range channelOwn {
		first, err := time.ParseInLocation(time.DateOnly, from, berlin)
		if err != nil {
			t.Fatal(err)
		}
		for !y.asks(first) {
			first = first.AddDate(0, 0, 1)
		}
		if got := came[q]; got != first.Format(time.DateOnly) && first.Before(time.Now()) {
			t.Errorf("%q came on %q, want %s", q, got, first.Format(time.DateOnly))
		}
	}
	t.Logf("%d questions in %d days", asked, days)
}

// questionUnder is the line that follows the one that holds a heading.
func questionUnder(text, heading string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines[:len(lines)-1] {
		if strings.Contains(l, heading) {
			return strings.ReplaceAll(lines[i+1], `\`, "")
		}
	}
	return ""
}

// channelTable is the own questions as a table.
func channelTable() string {
	var b strings.Builder
	b.WriteString("question,date\n")
	for day, q := range channelOwn {
		fmt.Fprintf(&b, "%s,%s\n", q, day)
	}
	return b.String()
}
