package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestNothingIsLeftAtExit is the whole of bot run in this process, over the loopback, from
// its settings to its end, with one person on each platform and everything switched on that
// runs beside: when it is over, no goroutine of it is left, nor one that the platforms'
// simulators have for it.
func TestNothingIsLeftAtExit(t *testing.T) {
	telegram, discord := telegramtest.New(t), discordtest.New(t)
	ada, bea := discord.Person("ada"), telegram.User("bea")
	before := goleak.IgnoreCurrent()
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"backups", "packs"} {
		mkdir(t, name, 0o700)
	}
	for name, v := range map[string]string{
		"TELEGRAM_TOKEN": telegram.Token(), "TELEGRAM_API_URL": telegram.URL(),
		"DISCORD_TOKEN": discord.Token(), "DISCORD_API_URL": discord.URL(),
		"STILLPOINT_LISTEN": "127.0.0.1:0", "STILLPOINT_BACKUP_DIR": "backups", "STILLPOINT_CONTACT": "host@example.org",
		"STILLPOINT_OWNER": "telegram:1", "STILLPOINT_KEY_FILE": filepath.Join(dir, "packs", "key"),
	} {
		t.Setenv(name, v)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var log syncedBuffer
	ended := make(chan int, 1)
	go func() { ended <- execute(ctx, []string{"run"}, strings.NewReader(""), &bytes.Buffer{}, &log) }()
	within, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	both := func(want string) {
		t.Helper()
		waitFor(t, within, func() bool {
			return strings.Contains(ada.Transcript(), want) && strings.Contains(bea.Transcript(), want)
		})
	}
	waitFor(t, within, func() bool { return len(discord.Commands("")) > 0 && discord.Online() })
	ada.Command("start", nil)
	bea.Start("")
	both("What time is it for you?")
	ada.Write("UTC")
	bea.Write("UTC")
	both("When should I ask?")
	ada.Press("", "21:00")
	bea.Press("21:00")
	both("Not today")
	ada.Write("an answer")
	bea.Write("an answer")
	both("Kept")
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("it ended with %d:\n%s", code, log.String())
	}
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
	if made, _ := os.ReadDir("backups"); len(made) == 0 {
		t.Error("no backup was made: this test plays less than it says")
	}
}
