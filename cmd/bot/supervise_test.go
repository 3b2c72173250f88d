package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// A platform whose token is revoked is tried again now and then, said so each
// hour, and named by /readyz; the other one serves on.
func TestEndedPlatformIsTriedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path)
		defer s.stop()
		defer s.onFailure()
		ada, bea := s.discord.Person("ada"), s.server.User("bea")
		time.Sleep(time.Minute)
		if code, says := s.readyz(); code != http.StatusOK {
			t.Fatalf("at first: %d, %s", code, says)
		}
		refused := discordtest.Refusal(401, 0, "401: Unauthorized")
		s.discord.Script(func(discordtest.Request) *discordtest.Fault { return &refused })
		s.discord.CloseGateway(4004)
		time.Sleep(5*time.Hour + 5*time.Minute)
		synctest.Wait()
		if code, says := s.readyz(); code != http.StatusServiceUnavailable || !strings.HasPrefix(says, "discord: the ") || !strings.Contains(says, "Reset Token") {
			t.Errorf("while it is refused: %d, %s", code, says)
		}
		if n := strings.Count(s.log.String(), "platform ended"); n < 4 || n > 7 {
			t.Errorf("the log says so %d times in five hours", n)
		}
		if n := s.discord.Invalid(); n > 10 {
			t.Errorf("%d refused requests in ten minutes", n)
		}
		bea.Start("")
		nap()
		if len(bea.Sees()) == 0 {
			t.Error("the other platform doesn't serve")
		}
		s.discord.Script(nil)
		time.Sleep(triedAgainEvery + time.Minute)
		ada.Command("start", nil)
		nap()
		if code, says := s.readyz(); code != http.StatusOK || len(ada.Sees()) == 0 {
			t.Errorf("once it isn't: %d, %s, and %d messages", code, says, len(ada.Sees()))
		}
	})
}

// readyz asks whether the bot can serve.
func (s *served) readyz() (code int, says string) {
	w := httptest.NewRecorder()
	s.bot.readyz(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	return w.Code, w.Body.String()
}

// A token that is refused at start ends the process, whatever the other platform
// does.
func TestRefusedAtStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path)
		s.stop()
		s.fails = true
		refused := discordtest.Refusal(401, 0, "401: Unauthorized")
		s.discord.Script(func(discordtest.Request) *discordtest.Fault { return &refused })
		s.start()
		time.Sleep(time.Minute)
		synctest.Wait()
		if !strings.Contains(s.log.String(), "platform stopped") {
			t.Error("it didn't end by itself")
		}
		s.stop()
	})
}
