package main

import (
	"database/sql"

	"stillpoint/internal/store"
)

// settle waits until the second question was shown and everything that was written was
// taken in and answered; then both answer once more.
func (f *faulty) settle() {
	f.Helper()
	waitFor(f.T, f.ctx, func() bool { f.up(); return f.askedTwice() })
	f.write()
	waitFor(f.T, f.ctx, func() bool {
		f.up()
		return f.takenIn(f.parts())
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

// audit compares what the platforms saw with what the database holds.
func (f *faulty) audit() {
	f.Helper()
	if f.auditShown(f.fault.unsure) {
		f.tally.mu.Lock()
		f.tally.doubled[f.kind]++
		f.tally.mu.Unlock()
	}
	f.auditLog(f.log.String())
	if seen, err := store.Verify(f.Context(), f.database()); err != nil || !seen.Clean {
		f.Errorf("the database is left as %+v, %v", seen, err)
	}
	st := opened(f.T, f.database())
	f.auditKept(st)
	if err := st.Close(); err != nil {
		f.Error(err)
	}
}
