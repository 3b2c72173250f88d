package main

import (
	"database/sql"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// A platform whose token is revoked is tried again now and then, said so each
// hour, and named by /readyz; the other one serves on.
func TestEndedPlatformIsTriedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
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

// A token that is refused at the first start ends the process, whatever the other
// platform does.
func TestRefusedAtStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := &served{t: t, path: path, log: &syncedBuffer{}, fails: true}
		s.discord = discordtest.New(t, discordtest.InMemory())
		s.server = telegramtest.New(t, telegramtest.InMemory())
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

// A token that is refused at a later start takes the other platform down no more than
// one that is revoked while the bot runs; where all are refused, the process ends.
func TestRefusedAtALaterStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.onFailure()
		bea := s.server.User("bea")
		time.Sleep(2 * time.Minute)
		s.stop()
		refused := discordtest.Refusal(401, 0, "401: Unauthorized")
		s.discord.Script(func(discordtest.Request) *discordtest.Fault { return &refused })
		s.start()
		time.Sleep(time.Minute)
		bea.Start("")
		nap()
		if code, says := s.readyz(); code != http.StatusServiceUnavailable || !strings.HasPrefix(says, "discord: ") || strings.Contains(says, "telegram") {
			t.Errorf("%d, %s", code, says)
		}
		if len(bea.Sees()) == 0 {
			t.Error("the other platform doesn't serve")
		}
		s.stop()
		s.fails = true
		everything := telegramtest.Refusal(401, "Unauthorized")
		s.server.Script(func(telegramtest.Request) *telegramtest.Fault { return &everything })
		s.start()
		time.Sleep(time.Minute)
		synctest.Wait()
		if !strings.Contains(s.log.String(), "platform stopped") {
			t.Error("with both refused it didn't end by itself")
		}
		s.stop()
	})
}

// A platform that says nothing isn't ready, though nothing else is wrong with it.
func TestSilentPlatformIsNotReady(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.stop()
		time.Sleep(time.Minute)
		if code, says := s.readyz(); code != http.StatusOK {
			t.Fatalf("at first: %d, %s", code, says)
		}
		s.discord.Down()
		for _, wait := range []time.Duration{2 * time.Minute, 6 * time.Minute} {
			time.Sleep(wait)
			if code, says := s.readyz(); code != http.StatusServiceUnavailable || !strings.HasPrefix(says, "discord: no connection to Discord since ") {
				t.Errorf("while it is down: %d, %s", code, says)
			}
		}
		s.discord.Up()
		time.Sleep(2 * time.Minute)
		if n := strings.Count(s.log.String(), "Discord is reached again"); n != 1 {
			t.Errorf("that it is back is logged %d times", n)
		}
		time.Sleep(8 * time.Minute)
		if code, says := s.readyz(); code != http.StatusOK {
			t.Errorf("afterwards: %d, %s", code, says)
		}
	})
}

// A damaged database is not served, and the bot stays up and says so.
func TestDamagedDatabaseStaysUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		ada, bea := s.beginBoth()
		s.stop()
		damage(t, path)
		before := len(bea.Sees())
		s.start()
		defer s.stop()
		ada.Write("kept for later")
		bea.Write("kept for later")
		time.Sleep(21 * time.Hour)
		if code, says := s.readyz(); code != http.StatusServiceUnavailable || !strings.Contains(says, "database: ") || !strings.Contains(says, "damaged") {
			t.Errorf("%d, %s", code, says)
		}
		if log := s.log.String(); !strings.Contains(log, "nothing is served from it") || !strings.Contains(log, "latest backup") {
			t.Error("the log doesn't say what to do")
		}
		if n := len(bea.Sees()); n != before {
			t.Errorf("%d messages were sent from a damaged database", n-before)
		}
		if n := s.server.Waiting(); n == 0 {
			t.Error("what was written was confirmed, though it can't be kept")
		}
	})
}

// damage overwrites the leaf pages of the subscriptions.
func damage(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var page, size int64
	if err := db.QueryRow(`SELECT max(pageno), max(pgsize) FROM dbstat WHERE name = 'subscriptions' AND pagetype = 'leaf'`).Scan(&page, &size); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte(strings.Repeat("\xff", int(size))), (page-1)*size)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}
