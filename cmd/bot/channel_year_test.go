package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/schedule"
)

// channelDays is how long the channels of TestDiscordChannelYear and
// TestTelegramChannelYear are lived in: a year is
//
//	go test ./cmd/bot -run ChannelYear -timeout 60m -args -channel.days=366
var channelDays = flag.Int("channel.days", 0, "how many days to live in a channel; 0 for the days on which its admins do something")

const (
	// actDays are the days in which its admins do all that they do.
	actDays = 8
	// dailyOne is what they put above its questions.
	dailyOne = "The daily one"
)

// closedInGermany are its public holidays from May 2027 to May 2028, as its calendar has
// them, but for those around the new year, which are days off besides.
const closedInGermany = "2027-05-06 2027-05-17 2027-10-03 2028-04-14 2028-04-17 2028-05-01"

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
	// roleGone deletes the role, where there are any.
	roleGone func()
	answer   func(words string)
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
		y.order("ada", "daysoff", "off", "Germany")
		y.order("ada", "daysoff", "off", "10 May")
		y.order("ada", "daysoff", "off", "24 Dec to 2 Jan")
	case "2027-05-05":
		y.roleGone()
	case "2027-05-07":
		y.hands()
		y.order("bea", "setup", "time", "18:00")
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
			if y.roles && day <= "2027-05-05" {
				want = 1
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

// A year of a channel on Discord: the role is notified while it is there, and holidays,
// days off, a pause, own questions by their dates and new admins are kept to.
func TestDiscordChannelYear(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "year.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions(), discordtest.WithHeartbeat(5*time.Minute))
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		role := guild.Role("writers")
		s.discord.AllowRole(role.ID())
		role.Mentionable()
		ada, bea := s.discord.Person("ada"), s.discord.Person("bea")
		guild.Member(ada, "MANAGE_GUILD")
		guild.Member(bea)
		nap()
		spoken, pinged := 0, 0
		y := &channelYear{roles: true}
		y.news = func() (fresh []channelNews) {
			all := channel.Said()
			for _, m := range all[spoken:] {
				fresh = append(fresh, channelNews{m.At, m.Text + "\n" + strings.Join(m.Labels(), "\n")})
			}
			spoken = len(all)
			return fresh
		}
		y.order = func(who, sub, option, value string) {
			s.discord.Person(who).In(channel).Command("community "+sub, map[string]any{option: value})
			nap()
		}
		y.setup = func() {
			ada.In(channel).Command("community setup", map[string]any{
				"zone": "Europe/Berlin", "time": "9am", "role": role.ID(), "title": dailyOne,
			})
			nap()
			ada.In(channel).Command("community questions add", map[string]any{
				"file": discordtest.File{Name: "own.csv", Type: "text/csv", Bytes: []byte(channelTable())},
			})
			nap()
		}
		y.hands = func() {
			ada.In(channel).Command("community off", nil)
			nap()
			guild.Role("role of ada").Take(ada)
			guild.Member(bea, "MANAGE_GUILD")
			ada.In(channel).Press("", "Switch off") // under a page from before
			nap()
			wantLast(t, ada.In(channel), "Only the admins of this server or group can do that.")
		}
		y.roleGone = role.Delete
		y.answer = func(words string) {
			p := s.discord.Person("ben").In(channel)
			said := channel.Said()
			p.Press(said[len(said)-1].ID, "Reflect")
			nap()
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: words})
			nap()
		}
		y.pings = func() (to, others int) {
			all := s.discord.Pings()
			for _, p := range all[pinged:] {
				if len(p.Roles) == 1 && p.Roles[0] == role.ID() && !p.Everyone && len(p.Users) == 0 {
					to++
				} else {
					others++
				}
			}
			pinged = len(all)
			return to, others
		}
		y.live(t)
		for _, p := range []*discordtest.Person{ada, bea, s.discord.Person("ben")} {
			if n := len(p.Failed()); n != 0 {
				t.Errorf("%d interactions failed", n)
			}
		}
		if strings.Contains(s.log.String(), "Words of a member") {
			t.Error("the log holds what was answered")
		}
	})
}

// A year of a group on Telegram, which knows no roles.
func TestTelegramChannelYear(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "year.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		defer s.onFailure()
		group := s.server.Supergroup("walkers")
		ada, bea := s.server.User("ada"), s.server.User("bea")
		group.MakeAdmin(ada)
		nap()
		seen := 0
		y := &channelYear{}
		y.news = func() (fresh []channelNews) {
			all := group.Sees()
			for _, m := range all {
				if m.ID > seen && m.From == "bot" {
					fresh = append(fresh, channelNews{m.At, m.Text + "\n" + strings.Join(m.Labels(), "\n")})
					for _, e := range m.Entities {
						if e.Type == "mention" || e.Type == "text_mention" {
							t.Errorf("it names somebody: %q", m.Text)
						}
					}
				}
			}
			for _, m := range all {
				seen = max(seen, m.ID)
			}
			return fresh
		}
		y.order = func(who, sub, _, value string) {
			s.server.User(who).In(group).Command("community", sub+" "+value)
			nap()
		}
		y.setup = func() {
			y.order("ada", "setup", "", "09:00 Europe/Berlin every day")
			y.order("ada", "heading", "", dailyOne)
			y.order("ada", "questions add", "", channelTable())
		}
		y.hands = func() {
			group.MakeMember(ada)
			group.MakeAdmin(bea)
			nap()
			y.order("ada", "off", "", "")
		}
		y.roleGone = func() {}
		y.answer = func(words string) {
			var post int
			for _, m := range group.Sees() {
				if m.From == "bot" {
					post = m.ID
				}
			}
			ben := s.server.User("ben").In(group)
			id := ben.Reply(post, words)
			nap()
			if ben.Reaction(id) == "" {
				t.Errorf("%q bears no sign that it was kept", words)
			}
		}
		y.pings = func() (int, int) { return 0, 0 }
		y.live(t)
		if strings.Contains(s.log.String(), "Words of a member") {
			t.Error("the log holds what was answered")
		}
	})
}
