package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"modernc.org/sqlite"

	"stillpoint/internal/words"
)

// TestStoreTrouble: while people write on both platforms the database can't be
// written for a while. Meanwhile the bot isn't ready and says why, the log says so
// once a minute, and whoever presses a button is told at once. Afterwards all that
// was written is there, once, in order.
func TestStoreTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		lasts time.Duration
		wrong string // what is wrong, as the bot says it
		// always says that nothing at all can be written, so that a press fails too.
		always bool
		begin  func(t *testing.T, path string) (end func())
	}{
		"locked by another program": {20 * time.Second, "locked by something else", true, lockedByAnother},
		"a full disk":               {30 * time.Second, "disk is full", false, asPragma("max_page_count = 1", "max_page_count = 1000000")},
		"read-only":                 {5 * time.Minute, "can't be written to", true, asPragma("query_only = ON", "query_only = OFF")},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "trouble.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveBoth(t, path, "")
				defer s.stop()
				defer s.onFailure()
				ada, bea := s.beginBoth()
				if err := s.bot.unready(); err != nil {
					t.Errorf("not ready before anything happened: %v", err)
				}
				said := len(s.log.String())

				var all []string
				write := func() {
					all = append(all, fmt.Sprintf("word %d%s", len(all), strings.Repeat(" and so on", 120)))
					ada.Write(all[len(all)-1])
					bea.Write(all[len(all)-1])
				}
				write()
				nap()
				end := c.begin(t, path)
				began := time.Now()
				seen := false
				for n := 0; time.Since(began) < c.lasts; n++ {
					if n < 25 {
						write()
					}
					time.Sleep(time.Second)
					synctest.Wait()
					err := s.bot.unready()
					if seen = seen || err != nil; err != nil && !strings.Contains(err.Error(), c.wrong) || err == nil && c.always && n > 1 {
						t.Errorf("after %v: %v; want not ready, %q", time.Since(began), err, c.wrong)
					}
					if n == 5 {
						s.pressInTrouble(c.always)
					}
				}
				if !seen {
					t.Error("nobody noticed")
				}
				end()
				time.Sleep(90 * time.Second)
				synctest.Wait()

				if err := s.bot.unready(); err != nil {
					t.Errorf("not ready afterwards: %v", err)
				}
				if got := partsOf(t, s.store, "discord", ada.ID()); !slices.Equal(got, all) {
					t.Errorf("Discord: kept %s\nof %s", heads(got), heads(all))
				}
				if got := partsOf(t, s.store, "telegram", fmt.Sprint(bea.ID())); !slices.Equal(got, all) {
					t.Errorf("Telegram: kept %s\nof %s", heads(got), heads(all))
				}
				if n := s.server.Waiting(); n != 0 {
					t.Errorf("%d updates still wait at Telegram", n)
				}
				checkTroubleLog(t, s.log.String()[said:], c.wrong, c.lasts)
			})
		})
	}
}

// pressInTrouble has one person on each platform press a button, and wants both
// answered within two seconds: where told is set, for their eyes alone, that nothing
// can be written down.
func (s *served) pressInTrouble(told bool) {
	s.t.Helper()
	ada, bea, line := s.discord.Person("ada"), s.server.User("bea"), words.For("").Unavailable
	before := len(bea.Presses())
	ada.Press("", "Not today")
	bea.Press("Not today")
	time.Sleep(2 * time.Second)
	synctest.Wait()
	if n := len(ada.Failed()); n != 0 {
		s.t.Errorf("Discord: %d interactions failed", n)
	}
	presses := bea.Presses()[before:]
	if len(presses) != 1 || !presses[0].Answered {
		s.t.Errorf("Telegram: presses %+v, want one, answered", presses)
	}
	if !told {
		return
	}
	if last := ada.Last(); !strings.Contains(read(last), line) || !last.Ephemeral {
		s.t.Errorf("Discord: told %q", read(ada.Last()))
	}
	if len(presses) == 1 && (presses[0].Text != line || !presses[0].Alert) {
		s.t.Errorf("Telegram: told %+v", presses[0])
	}
}

// checkTroubleLog wants what is wrong, and what to do, in a line once a minute, and
// next to nothing beside it.
func checkTroubleLog(t *testing.T, log, wrong string, lasts time.Duration) {
	t.Helper()
	minutes := map[string]int{}
	said := 0
	for line := range strings.Lines(log) {
		if strings.Contains(line, "level=DEBUG") || !strings.Contains(line, wrong) {
			continue
		}
		if strings.Contains(line, "level=ERROR") {
			said++
			if !strings.Contains(line, "do=") {
				t.Errorf("it doesn't say what to do: %s", line)
			}
		}
		_, at, _ := strings.Cut(line, "time=")
		minutes[at[:len("2027-05-03T10:00")]]++
	}
	if want := int(lasts/time.Minute) + 1; said > want || said == 0 {
		t.Errorf("said %d times in %v, want at most %d", said, lasts, want)
	}
	for minute, n := range minutes {
		if n > 3 { // one of the core's, and one of each platform's
			t.Errorf("%s: %d lines about it", minute, n)
		}
	}
	if strings.Contains(log, "passed over") || strings.Contains(log, "and so on") {
		t.Error("an event was passed over, or the log holds words")
	}
}

// heads are the beginnings of texts.
func heads(all []string) string {
	var b strings.Builder
	for _, text := range all {
		fmt.Fprintf(&b, "%.7s; ", text)
	}
	return b.String()
}

// lockedByAnother has another connection hold the lock for writing, as another
// program may.
func lockedByAnother(t *testing.T, path string) (end func()) {
	t.Helper()
	other, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	holding, err := other.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := holding.Rollback(); err != nil {
			t.Error(err)
		}
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}
}

// asPragma sets a pragma on the connection that writes, while nothing uses it, so
// that SQLite itself refuses to write.
func asPragma(begin, end string) func(*testing.T, string) func() {
	set := func(t *testing.T, path, pragma string) {
		t.Helper()
		synctest.Wait()
		writing.Lock()
		c := writing.conns[path]
		writing.Unlock()
		if c == nil {
			t.Fatal("no connection writes to this database")
		}
		if _, err := c.ExecContext(context.Background(), "PRAGMA "+pragma, nil); err != nil {
			t.Fatal(err)
		}
	}
	return func(t *testing.T, path string) func() {
		set(t, path, begin)
		return func() { set(t, path, end) }
	}
}

// writing are the connections that write, by the path of their database.
var writing = struct {
	sync.Mutex
	conns map[string]sqlite.ExecQuerierContext
}{conns: map[string]sqlite.ExecQuerierContext{}}

func init() {
	sqlite.RegisterConnectionHook(func(c sqlite.ExecQuerierContext, dsn string) error {
		if path, settings, _ := strings.Cut(strings.TrimPrefix(dsn, "file://"), "?"); strings.Contains(settings, "_txlock=immediate") {
			writing.Lock()
			defer writing.Unlock()
			writing.conns[path] = c
		}
		return nil
	})
}
