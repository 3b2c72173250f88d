package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/store"
	"stillpoint/internal/streak"
)

// settle waits until the second question was shown and everything that was written was
// taken in and answered; then both answer once more.
func (f *faulty) settle() {
	f.Helper()
	waitFor(f.T, f.ctx, func() bool { f.up(); a, b := f.questions(); return a >= 2 && b >= 2 })
	f.write()
	waitFor(f.T, f.ctx, func() bool {
		f.up()
		// What is answered last may be what was written before.
		return f.telegram.Waiting() == 0 && f.parts() >= 2*len(f.written) && acknowledgedLast(f.ada.Transcript()) && acknowledgedLast(f.bea.Transcript())
	})
}

// parts counts what the database holds, while the bot has it open.
func (f *faulty) parts() (n int) {
	db, err := sql.Open("sqlite", "file:"+f.database()+"?mode=ro&_pragma=busy_timeout(1000)")
	if err != nil {
		f.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(f.ctx, `SELECT count(*) FROM parts`).Scan(&n); err != nil {
		return 0 // It is being opened, or can't be read just now.
	}
	return n
}

// acknowledgedLast reports whether the last thing that somebody wrote bears the sign
// that it was kept, or is followed by a message that says so.
func acknowledgedLast(transcript string) bool {
	i := strings.LastIndex(transcript, "something private, number ")
	rest := transcript[max(i, 0):]
	return i >= 0 && (strings.Contains(rest, "✍") || strings.Contains(rest, "Kept"))
}

// audit compares what the platforms saw with what the database holds.
func (f *faulty) audit() {
	f.Helper()
	ada, bea := f.questions()
	if ada != 2 {
		f.Errorf("Discord: %d questions were shown, want 2", ada)
	}
	if bea != 2 && !(f.fault.unsure && bea == 3) {
		f.Errorf("Telegram: %d questions were shown, want 2", bea)
	}
	if bea == 3 {
		f.tally.mu.Lock()
		f.tally.doubled[f.kind]++
		f.tally.mu.Unlock()
	}
	log := f.log.String()
	for _, secret := range []string{f.telegram.Token(), f.discord.Token(), "something private", "panic"} {
		if strings.Contains(log, secret) {
			f.Errorf("the log holds %q", secret)
		}
	}
	if seen, err := store.Verify(f.Context(), f.database()); err != nil || !seen.Clean {
		f.Errorf("the database is left as %+v, %v", seen, err)
	}
	st := opened(f.T, f.database())
	for p, account := range map[chat.Platform]string{"discord": f.ada.ID(), "telegram": fmt.Sprint(f.bea.ID())} {
		words := partsOf(f.T, st, p, account)
		slices.Sort(words)
		if !slices.Equal(words, f.written) {
			f.Errorf("%s: %d parts are kept of %d that were written:\n%s", p, len(words), len(f.written), difference(words, f.written))
		}
		h := historyOf(f.T, st, p, account)
		missed := slices.ContainsFunc(h.Occasions, func(o streak.Occasion) bool {
			return o.Outcome == streak.Missed || o.Outcome == streak.Rested
		})
		if missed || h.Total == 0 || len(h.Occasions) != 2 {
			f.Errorf("%s: %d occasions, %d answered, one missed: %v", p, len(h.Occasions), h.Total, missed)
		}
	}
	if err := st.Close(); err != nil {
		f.Error(err)
	}
}

// difference names what is kept too often, or not.
func difference(kept, written []string) string {
	n := map[string]int{}
	for _, w := range kept {
		n[w]++
	}
	var b bytes.Buffer
	for _, w := range written {
		if n[w] != 1 {
			fmt.Fprintf(&b, "%q is kept %d times\n", w, n[w])
		}
	}
	return b.String()
}
