package main

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// TestDiscordGapsBeforeAFirstQuestion: a place and an hour that somebody types
// while the bot is away are read when it is back, though no question of theirs is
// open yet.
func TestDiscordGapsBeforeAFirstQuestion(t *testing.T) {
	for name, away := range map[string]struct{ begin, end func(*served) }{
		"a restart": {func(s *served) { s.stop() }, func(s *served) { s.start() }},
		"a session that expired": {
			func(s *served) { s.discord.CutGateway(); s.discord.Expire() }, func(*served) {},
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gap.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveDiscord(t, path)
				defer func() { s.stop() }()
				defer s.onFailure()
				ada := s.discord.Person("ada")
				nap()
				ada.Command("start", nil)
				nap()
				for _, typed := range []string{"Berlin", "21:00"} {
					away.begin(s)
					ada.Write(typed)
					time.Sleep(20 * time.Minute)
					away.end(s)
					time.Sleep(3 * time.Minute)
				}
				if n := labelled(ada.Sees(), "Not today"); n != 1 {
					t.Errorf("%d first questions are there\n%s", n, ada.Transcript())
				}
			})
		})
	}
}
