package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// faults are the rows of the failure table, and what machines do.
var faults = map[string]fault{
	"nothing":                 {does: func(f *faulty) { f.up(); f.writing(time.Second) }},
	"kill -9":                 {unsure: true, does: killing},
	"SIGTERM":                 {does: terminating},
	"suspended":               {does: suspending},
	"cut before":              {does: requests(.3, discordtest.Fault{Cut: discordtest.CutBefore}, telegramtest.Fault{Cut: telegramtest.CutBefore}), unsure: true},
	"cut after":               {does: requests(.3, discordtest.Fault{Cut: discordtest.CutAfter}, telegramtest.Fault{Cut: telegramtest.CutAfter}), unsure: true},
	"answers truncated":       {does: requests(.3, discordtest.Malformed(), telegramtest.Malformed()), unsure: true},
	"slow answers":            {does: requests(.7, discordtest.Fault{Delay: 400 * time.Millisecond}, telegramtest.Fault{Delay: 400 * time.Millisecond})},
	"answers that hang":       {does: requests(.2, discordtest.Fault{Delay: 4 * time.Second}, telegramtest.Fault{Delay: 4 * time.Second}), unsure: true},
	"429 storm":               {does: requests(.6, discordtest.TooMany(.5), telegramtest.TooMany(1))},
	"429 of all":              {does: requests(.4, discordtest.TooManyGlobally(.5), telegramtest.TooMany(2))},
	"502 for a while":         {does: requests(1, discordtest.BadGateway(), telegramtest.BadGateway()), unsure: true},
	"503 for a while":         {does: requests(1, discordtest.Unavailable(), telegramtest.Refusal(503, "Service Unavailable")), unsure: true},
	"out of reach":            {does: outOfReach},
	"gateway cut":             {does: gatewayCut},
	"token revoked":           {restarts: true, mayEnd: true, does: tokensRevoked},
	"database locked":         {mayEnd: true, does: locking},
	"disk full":               {unsure: true, mayEnd: true, does: diskFull},
	"disk read-only at start": {does: diskReadOnly},
	"offered again":           {does: offeredAgain},
}

// killing kills the process at random moments while both write.
func killing(f *faulty) {
	for range 1 + f.random.IntN(3) {
		f.up()
		f.pause(300 * time.Millisecond)
		f.write()
		f.pause(900 * time.Millisecond)
		f.kill()
	}
	f.write()
}

// terminating stops the process at random moments: it must always end well.
func terminating(f *faulty) {
	for range 1 + f.random.IntN(3) {
		before := len(f.log.String())
		f.up()
		f.began(before)
		f.pause(time.Second)
		f.write()
		f.pause(300 * time.Millisecond)
		f.stop()
	}
}

// suspending has the process stand still for a while, as on a machine that sleeps.
func suspending(f *faulty) {
	f.up()
	for range 1 + f.random.IntN(3) {
		f.pause(600 * time.Millisecond)
		_ = f.process.Process.Signal(unix.SIGSTOP)
		f.write()
		f.pause(1500 * time.Millisecond)
		_ = f.process.Process.Signal(unix.SIGCONT)
	}
}

// requests has a share of all requests to either platform go wrong for a while, but for
// the one by which a bot logs in: another fault is about that.
func requests(share float64, d discordtest.Fault, tg telegramtest.Fault) func(*faulty) {
	return func(f *faulty) {
		var mu sync.Mutex
		random := rand.New(rand.NewPCG(f.random.Uint64(), 3))
		hit := func() bool {
			mu.Lock()
			defer mu.Unlock()
			return random.Float64() < share
		}
		f.discord.Script(func(r discordtest.Request) *discordtest.Fault {
			if strings.HasPrefix(r.Route, "GET /applications") || strings.HasPrefix(r.Route, "GET /users/@me") || !hit() {
				return nil
			}
			return &d
		})
		f.telegram.Script(func(r telegramtest.Request) *telegramtest.Fault {
			if r.Method == "getMe" || !hit() {
				return nil
			}
			return &tg
		})
		f.up()
		f.writing(1500*time.Millisecond + time.Duration(f.random.Int64N(int64(time.Second))))
		f.discord.Script(nil)
		f.telegram.Script(nil)
	}
}

// outOfReach takes both platforms away, as when a cable is pulled.
func outOfReach(f *faulty) {
	f.up()
	f.pause(800 * time.Millisecond)
	f.telegram.Down()
	f.discord.Down()
	f.write()
	f.pause(2 * time.Second)
	f.telegram.Up()
	f.discord.Up()
	f.write()
}

// gatewayCut has Discord's gateway break, close, or ask for another session.
func gatewayCut(f *faulty) {
	f.up()
	for range 1 + f.random.IntN(4) {
		f.pause(600 * time.Millisecond)
		switch f.random.IntN(4) {
		case 0:
			f.discord.CutGateway()
		case 1:
			f.discord.Reconnect()
		case 2:
			f.discord.Invalidate(f.random.IntN(2) == 0)
		case 3:
			f.discord.CloseGateway(4000)
		}
		f.write()
	}
}

// tokensRevoked has both platforms refuse the tokens for a while; a start meanwhile ends
// with a line that says so.
func tokensRevoked(f *faulty) {
	f.up()
	f.pause(time.Second)
	d, tg := discordtest.Refusal(401, 0, "401: Unauthorized"), telegramtest.Refusal(401, "Unauthorized")
	f.discord.Script(func(discordtest.Request) *discordtest.Fault { return &d })
	f.telegram.Script(func(telegramtest.Request) *telegramtest.Fault { return &tg })
	f.write()
	f.pause(time.Second)
	if f.random.IntN(2) == 0 {
		f.kill()
		if said := f.refusedStart(); !strings.Contains(said, "token") {
			f.Errorf("a start with tokens that are refused says\n%s", said)
		}
	}
	f.discord.Script(nil)
	f.telegram.Script(nil)
}

// locking has another program hold the database's lock.
func locking(f *faulty) {
	f.up()
	f.pause(800 * time.Millisecond)
	end := lockedByAnother(f.T, f.database())
	f.writing(time.Second + time.Duration(f.random.Int64N(int64(1500*time.Millisecond))))
	end()
}

// onDisk moves the database to a small disk of its own; false where this account can't
// mount one.
func (f *faulty) onDisk() bool {
	if err := unix.Mount("tmpfs", f.dir, "tmpfs", 0, "size=3m,mode=700"); err != nil {
		f.Skip("only root can mount a disk")
		return false
	}
	f.Cleanup(func() { _ = unix.Unmount(f.dir, unix.MNT_DETACH) })
	return true
}

// moved carries the database's files over to a disk that is mounted over them.
func (f *faulty) moved() bool {
	held := f.TempDir()
	for _, name := range []string{"stillpoint.db", "stillpoint.db.key", "stillpoint.db.lock"} {
		text, err := os.ReadFile(filepath.Join(f.dir, name))
		if err != nil {
			f.Fatal(err)
		}
		write(f.T, filepath.Join(held, name), string(text))
	}
	if !f.onDisk() {
		return false
	}
	for _, name := range []string{"stillpoint.db", "stillpoint.db.key", "stillpoint.db.lock"} {
		text, err := os.ReadFile(filepath.Join(held, name))
		if err != nil {
			f.Fatal(err)
		}
		write(f.T, filepath.Join(f.dir, name), string(text))
	}
	return true
}

// diskFull fills the database's disk up to the last byte while the bot runs, and makes
// room again.
func diskFull(f *faulty) {
	if !f.moved() {
		return
	}
	f.up()
	f.pause(800 * time.Millisecond)
	filler, err := os.Create(filepath.Join(f.dir, "filler"))
	if err != nil {
		f.Fatal(err)
	}
	for chunk := make([]byte, 64<<10); len(chunk) > 0; {
		if _, err := filler.Write(chunk); err != nil {
			chunk = chunk[:len(chunk)/2]
		}
	}
	f.writing(time.Second + time.Duration(f.random.Int64N(int64(time.Second))))
	if f.random.IntN(3) == 0 {
		f.kill()
	}
	_ = filler.Close()
	if err := os.Remove(filler.Name()); err != nil {
		f.Error(err)
	}
}

// diskReadOnly has the disk be mounted read-only at a start, which is refused with a line
// that says so.
func diskReadOnly(f *faulty) {
	if !f.moved() {
		return
	}
	if err := unix.Mount("", f.dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		f.Fatal(err)
	}
	f.write()
	if said := f.refusedStart(); !strings.Contains(said, "can't be written to") || !strings.Contains(said, "read-only") {
		f.Errorf("a start on a disk that is read-only says\n%s", said)
	}
	if err := unix.Mount("", f.dir, "", unix.MS_REMOUNT, ""); err != nil {
		f.Fatal(err)
	}
}

// offeredAgain has Telegram offer updates again that were confirmed.
func offeredAgain(f *faulty) {
	f.up()
	for range 3 {
		f.write()
		f.pause(500 * time.Millisecond)
		f.telegram.OfferAgain(1 + f.random.IntN(3))
	}
}
