package main

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
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

// A year of a channel on Discord: the role is notified while it is there, and another
// later; each question is pinned and the one before it no more; and holidays, days off, a
// pause, own questions by their dates and new admins are kept to.
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
		walkers := guild.Role("walkers")
		walkers.Mentionable()
		channel.Allow("PIN_MESSAGES")
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
			wantLast(t, ada.In(channel), "Only those who look after this server or group can do that.")
		}
		y.roleGone = role.Delete
		y.newRole = func() {
			s.discord.AllowRole(walkers.ID())
			y.order("bea", "role", "role", walkers.ID())
		}
		y.pinned = func() (texts []string) {
			ids := channel.Pinned()
			for _, m := range channel.Said() {
				if slices.Contains(ids, m.ID) {
					texts = append(texts, m.Text)
				}
			}
			return texts
		}
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
				if len(p.Roles) == 1 && (p.Roles[0] == role.ID() || p.Roles[0] == walkers.ID()) && !p.Everyone && len(p.Users) == 0 {
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
		group.Promote(ada)
		nap()
		seen := 0
		y := &channelYear{}
		y.news = func() (fresh []channelNews) {
			all := group.Sees()
			for _, m := range all {
				if m.ID > seen && m.From == "bot" && m.Text != "" { // Else a line that something was pinned.
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
		y.roleGone, y.newRole = func() {}, func() {}
		y.pinned = func() (texts []string) {
			ids := group.Pinned()
			for _, m := range group.Sees() {
				if slices.Contains(ids, m.ID) {
					texts = append(texts, m.Text)
				}
			}
			return texts
		}
		y.answer = func(words string) {
			var post int
			for _, m := range group.Sees() {
				if slices.Contains(m.Labels(), "Answer privately") {
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
