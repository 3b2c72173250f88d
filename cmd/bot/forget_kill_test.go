package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestForgetKill kills bot run at random moments after somebody confirmed that all is
// to be forgotten, while others go on writing. Once it has run again, nothing of what
// that person wrote is in any file, sealed or not, and all of what the others did is.
func TestForgetKill(t *testing.T) {
	t.Parallel()
	times, seed := max(*killTimes/50, 2), *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("%d kills; replay with -kill.seed=%d", times, seed)
	random := rand.New(rand.NewPCG(seed, 2))
	k := &intakeKiller{t: t, server: telegramtest.New(t), path: filepath.Join(t.TempDir(), "forgotten.db")}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute+time.Duration(times)*time.Minute)
	defer cancel()
	bob := k.server.User("bob")
	stop := k.run()
	joins := func(p *telegramtest.User) {
		p.Start("")
		p.Write("UTC")
		p.Write("21:00")
		waitFor(t, ctx, func() bool { return strings.Contains(p.Transcript(), "[Not today]") })
	}
	joins(bob)
	written := map[string]bool{}
	for n := range times {
		ada := k.server.User(fmt.Sprint("ada", n))
		defer func() {
			if t.Failed() {
				t.Logf("%d updates wait\n%s\n%s", k.server.Waiting(), ada.Transcript(), k.log.String())
			}
		}()
		joins(ada)
		before := k.sealed()
		for i := range 20 {
			ada.Write(fmt.Sprintf("zugzwang %d of %d", i, n))
		}
		waitFor(t, ctx, func() bool { return k.server.Waiting() == 0 })
		var theirs [][]byte
		for blob := range k.sealed() {
			if !before[blob] {
				theirs = append(theirs, []byte(blob))
			}
		}
		if len(theirs) < 20 || k.holds(theirs) == 0 {
			t.Fatalf("%d sealed texts were written, %d are found: this test looks in the wrong place", len(theirs), k.holds(theirs))
		}
		ada.Command("forget", "everything")
		waitFor(t, ctx, func() bool { return strings.Contains(ada.Last().Text, "entr") })
		for i := range 10 {
			text := fmt.Sprintf("note %d of %d", i, n)
			written[text] = true
			bob.Write(text)
		}
		ada.Press("Yes, delete everything")
		pause(ctx, time.Duration(random.Int64N(int64(120*time.Millisecond))))
		stop()
		stop = k.run()
		// What asked whether they are sure may stand below it once more: on Telegram what was
		// perhaps shown before a kill is sent again.
		waitFor(t, ctx, func() bool {
			return k.server.Waiting() == 0 && strings.Contains(ada.Transcript(), "I hold nothing on you any more")
		})
		waitFor(t, ctx, func() bool { return k.holds(theirs) == 0 })
	}
	waitFor(t, ctx, func() bool { return k.server.Waiting() == 0 })
	stop()
	k.audit([]*telegramtest.User{bob}, written)
	if strings.Contains(k.log.String(), "zugzwang") {
		t.Error("the log holds their words")
	}
}

// sealed are all sealed texts in the database, while the bot runs on it.
func (k *intakeKiller) sealed() map[string]bool {
	k.t.Helper()
	db, err := sql.Open("sqlite", "file:"+k.path+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		k.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT sealed FROM parts`)
	if err != nil {
		k.t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]bool{}
	for rows.Next() {
		var blob string
		if err := rows.Scan(&blob); err != nil {
			k.t.Fatal(err)
		}
		all[blob] = true
	}
	return all
}

// holds counts those of some sealed texts that stand in any file of the instance.
func (k *intakeKiller) holds(some [][]byte) (n int) {
	k.t.Helper()
	files, err := filepath.Glob(k.path + "*")
	if err != nil {
		k.t.Fatal(err)
	}
	var all []byte
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			k.t.Fatal(err)
		}
		all = append(all, text...)
	}
	if bytes.Contains(all, []byte("zugzwang")) {
		k.t.Error("words stand in a file unsealed")
	}
	for _, blob := range some {
		if bytes.Contains(all, blob) {
			n++
		}
	}
	return n
}
