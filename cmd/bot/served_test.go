package main

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/backups"
	"stillpoint/internal/chat"
	"stillpoint/internal/door"
	"stillpoint/internal/prompts"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
)

// served is a bot that serves simulated platforms inside a bubble, wired as run
// wires it.
type served struct {
	t       *testing.T
	path    string
	key     string               // the file of the key; empty for the one beside the database
	server  *telegramtest.Server // nil where Telegram isn't served
	discord *discordtest.Server  // nil where Discord isn't served
	store   *store.Store
	bot     *bot
	log     *syncedBuffer
	stop    func()
	// fails says that a platform is to stop by itself, and serving so to fail.
	fails bool
	// backups is where backups go; nil for nowhere.
	backups *backups.Folder
	// allow and owner are who is let in, and who hosts it.
	allow, owner door.List
}

// serveTelegram serves Telegram over connections in memory.
func serveTelegram(t *testing.T, path string, opts ...telegramtest.Option) *served {
	t.Helper()
	return serveTelegramKeyed(t, path, "", opts...)
}

// serveTelegramKeyed does so with the key in a file of its own.
func serveTelegramKeyed(t *testing.T, path, key string, opts ...telegramtest.Option) *served {
	t.Helper()
	s := &served{t: t, path: path, key: key, log: &syncedBuffer{}}
	s.server = telegramtest.New(t, append(opts, telegramtest.InMemory())...)
	s.start()
	return s
}

// serveDiscord serves Discord over connections in memory.
func serveDiscord(t *testing.T, path string, opts ...discordtest.Option) *served {
	t.Helper()
	return serveDiscordKeyed(t, path, "", opts...)
}

// serveDiscordKeyed does so with the key in a file of its own.
func serveDiscordKeyed(t *testing.T, path, key string, opts ...discordtest.Option) *served {
	t.Helper()
	s := &served{t: t, path: path, key: key, log: &syncedBuffer{}}
	s.discord = discordtest.New(t, append(opts, discordtest.InMemory())...)
	s.start()
	return s
}

// longLease is how long a database on a server is held in played time: renewing it every
// few seconds of a month would take long.
const longLease = 365 * 24 * time.Hour

// serveBoth serves both platforms by one bot.
func serveBoth(t *testing.T, path, key string) *served {
	t.Helper()
	s := &served{t: t, path: path, key: key, log: &syncedBuffer{}}
	s.discord = discordtest.New(t, discordtest.InMemory(), discordtest.FailLateInteractions(), discordtest.WithHeartbeat(5*time.Minute))
	s.server = telegramtest.New(t, telegramtest.InMemory())
	s.start()
	return s
}

// beginBoth brings somebody on either platform to a question each evening at nine.
func (s *served) beginBoth() (ada *discordtest.Person, bea *telegramtest.User) {
	s.t.Helper()
	ada, bea = s.discord.Person("ada"), s.server.User("bea")
	nap()
	ada.Command("start", nil)
	bea.Start("")
	nap()
	ada.Write("Berlin")
	bea.Write("Berlin")
	nap()
	ada.Press("", "21:00")
	bea.Press("21:00")
	nap()
	return ada, bea
}

// setUp has somebody who manages a server on Discord set up a channel of it, to be asked
// in each morning at nine, with what else is chosen.
func setUp(boss *discordtest.Person, channel *discordtest.Channel, more map[string]any) {
	chosen := map[string]any{"zone": "Europe/Berlin", "time": "9am"}
	maps.Copy(chosen, more)
	nap()
	boss.In(channel).Command("community setup", chosen)
	nap()
	boss.In(channel).Press("", "Yes")
	nap()
}

// start runs the bot; after stop it is a restart.
func (s *served) start() {
	s.t.Helper()
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		s.t.Fatal(err)
	}
	freshtest.Put(s.t, s.path, s.key)
	if s.store, err = store.Open(s.t.Context(), store.Options{Path: s.path, KeyFile: s.key, Lease: longLease, Log: log}); err != nil {
		s.t.Fatal(err)
	}
	s.bot = assemble(s.store, packs, "", log, s.adapters(log)...)
	s.bot.backups = s.backups
	s.bot.frontDesk(s.allow, s.owner, "host@example.org")
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.bot.serve(ctx, func() time.Time { return time.Now().UTC() }); err != nil && !s.fails {
			s.t.Errorf("serve: %v", err)
		}
	})
	s.stop = func() {
		cancel()
		running.Wait()
		if err := s.store.Close(); err != nil {
			s.t.Errorf("close: %v", err)
		}
	}
}

func (s *served) adapters(log *slog.Logger) []chat.Adapter {
	s.t.Helper()
	var all []chat.Adapter
	if s.discord != nil {
		a, err := discord.New(discord.Options{
			Token: s.discord.Token(), APIURL: s.discord.URL(), HTTP: s.discord.Client(), Dial: s.discord.Dial,
			Offers: offers(s.owner, discord.Platform), Complete: complete, Log: log,
		})
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, a)
	}
	if s.server != nil {
		a, err := telegram.New(telegram.Options{
			Token: s.server.Token(), APIURL: s.server.URL(), HTTP: s.server.Client(), Offers: offers(s.owner, telegram.Platform),
			Links: s.store.Links(), Log: log,
		})
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// onFailure shows the end of the log of a test that failed.
func (s *served) onFailure() {
	if s.t.Failed() {
		log := s.log.String()
		s.t.Logf("the log ends with\n%s", log[max(0, len(log)-4000):])
	}
}

// nap lets a little time pass, so that what was caused has happened.
func nap() {
	time.Sleep(3 * time.Second)
	synctest.Wait()
}
