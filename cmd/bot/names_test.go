package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// theBoss is an admin's name, and likeTheBoss one that somebody takes to be read as it:
// two of its letters are Cyrillic.
const (
	theBoss     = "The Boss"
	likeTheBoss = "Тhe BОSS."
)

// TestNamesOnDiscord: the name with a question that somebody suggested, and each name on
// a board, stands beside its account, which is notified of nothing; one that looks like
// another's has the end of its account's number as well.
func TestNamesOnDiscord(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "names.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path)
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		boss, eve, cem := s.discord.Person(theBoss), s.discord.Person(likeTheBoss), s.discord.Person("cem")
		guild.Member(boss, "MANAGE_GUILD")
		setUp(boss, channel, nil)
		eve.In(channel).Command("suggest", map[string]any{"question": "Which desk was never yours?"})
		nap()
		eve.In(channel).Press("", "With my name")
		nap()
		boss.In(channel).Command("community suggestions", nil)
		nap()
		wantLast(t, boss.In(channel), "from "+likeTheBoss+", who would like to be named (<@"+eve.ID()+">)")
		boss.In(channel).Press("", "Approve")
		nap()
		answer := func() {
			for _, p := range []*discordtest.Person{boss, eve, cem} {
				p = p.In(channel)
				p.Press(newestPost(t, channel).ID, "Reflect")
				nap()
				p.Submit(map[string]string{p.Form().Fields[0].CustomID: "Mine."})
				nap()
			}
		}
		atNine(1)
		if post := read(newestPost(t, channel)); !strings.Contains(post, "a question from "+likeTheBoss+"* (<@"+eve.ID()+">)") {
			t.Errorf("the question is credited\n%s", post)
		}
		answer()
		atNine(7)
		digest := seenWith(t, channel.Messages(), "Your week")
		for _, p := range []*discordtest.Person{boss, eve} {
			p.In(channel).Press(digest.ID, "Stand on the board, or leave it")
			nap()
		}
		answer()
		atNine(14)
		board := read(seenWith(t, channel.Messages(), "On the board"))
		end := func(p *discordtest.Person) string { return p.ID()[len(p.ID())-4:] }
		for p, name := range map[*discordtest.Person]string{boss: theBoss, eve: likeTheBoss} {
			if line := "\n" + name + " (" + end(p) + ") · 1 (<@" + p.ID() + ">)"; !strings.Contains(board, line) {
				t.Errorf("the board doesn't have %q:\n%s", line, board)
			}
		}
		if pings := s.discord.Pings(); len(pings) != 0 {
			t.Errorf("somebody was notified: %v", pings)
		}
	})
}

// TestNamesOnTelegram: the same in a group, where a name that led to its account would
// notify it: those that look alike are told apart there, and the admin who looks at a
// suggestion finds the account under its name.
func TestNamesOnTelegram(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "names.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		group := s.server.Supergroup("walkers")
		boss, eve, cem := s.server.User("boss").Called(theBoss, "en"), s.server.User("eve").Called(likeTheBoss, "en"), s.server.User("cem")
		group.MakeAdmin(boss)
		nap()
		boss.In(group).Command("community", "setup 09:00 Europe/Berlin everyday")
		nap()
		eve.In(group).Command("suggest", "Which desk was never yours?")
		nap()
		eve.In(group).PressLink("With my name")
		nap()
		eve.Press("With my name")
		nap()
		boss.In(group).Command("community", "suggestions")
		nap()
		boss.In(group).PressLink("Show me")
		nap()
		page := boss.Last()
		led := slices.IndexFunc(page.Entities, func(e telegramtest.Entity) bool { return e.Type == "text_mention" })
		if led < 0 || page.Entities[led].User != eve.ID() || !strings.Contains(page.Entities[led].Covers(page.Text), likeTheBoss) {
			t.Errorf("the admin sees %+v\n%s", page.Entities, page.Text)
		}
		boss.Press("Approve")
		nap()
		answer := func() {
			for i, u := range []interface{ Reply(int, string) int }{boss.In(group), eve.In(group), cem.In(group)} {
				u.Reply(newestGroupPost(t, group).ID, []string{"Mine.", "Hers.", "His."}[i])
				nap()
			}
		}
		atNine(1)
		if post := newestGroupPost(t, group).Text; !strings.Contains(post, "a question from "+likeTheBoss) {
			t.Errorf("the question is credited\n%s", post)
		}
		answer()
		atNine(7)
		boss.In(group).PressLink("Stand on the board, or leave it")
		nap()
		boss.Press("Put me on the board")
		nap()
		eve.In(group).PressLink("Stand on the board, or leave it")
		nap()
		eve.Press("Put me on the board")
		nap()
		answer()
		atNine(14)
		board := ""
		for _, m := range group.Sees() {
			if strings.Contains(m.Text, "On the board") {
				board = m.Text
			}
			for _, e := range m.Entities {
				if e.Type == "text_mention" {
					t.Errorf("somebody is notified by %q", m.Text)
				}
			}
		}
		for _, name := range []string{theBoss, likeTheBoss} {
			if !regexp.MustCompile(`\n` + regexp.QuoteMeta(name) + ` \([0-9]{1,4}\) · 1`).MatchString(board) {
				t.Errorf("the board doesn't tell %q apart:\n%s", name, board)
			}
		}
	})
}
