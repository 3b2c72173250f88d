package store

import (
	"context"
	"database/sql"
	"os"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
)

// Stats is what a database holds in numbers, for those who watch the bot.
type Stats struct {
	Bytes  int64 // of the file and its log, or of the database on the server
	People int
	// Subscriptions counts by whose they are and their state, and Waiting the
	// dispatches that are to be sent, by platform and purpose.
	Subscriptions []SubscriptionCount
	Waiting       []WaitingCount
}

// SubscriptionCount counts the subscriptions of a state: channels', or people's own.
type SubscriptionCount struct {
	Platform string
	Channel  bool
	State    reflection.SubscriptionState
	N        int
}

// WaitingCount counts dispatches that wait.
type WaitingCount struct {
	Platform string
	Purpose  reflection.Purpose
	N        int
}

// Stats counts. It reads the whole of some tables.
func (s *Store) Stats(ctx context.Context) (st Stats, err error) {
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(s.path + suffix); err == nil && !s.OnServer() {
			st.Bytes += info.Size()
		}
	}
	err = engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		t := rtx.(*tx)
		if s.OnServer() {
			if st.Bytes, err = one(t, "size", cell[int64], `SELECT pg_database_size(current_database())`); err != nil {
				return err
			}
		}
		if st.People, err = one(t, "people", cell[int], `SELECT count(*) FROM persons WHERE id < ?`, int64(sealing.FirstPersona)); err != nil {
			return err
		}
		subscriptions := func(r *sql.Rows) (c SubscriptionCount, err error) {
			return c, r.Scan(&c.Platform, &c.Channel, &c.State, &c.N)
		}
		if st.Subscriptions, err = many(t, "subscriptions by state", subscriptions,
			`SELECT platform, person IS NULL, state, count(*) FROM subscriptions GROUP BY 1, 2, 3`); err != nil {
			return err
		}
		waiting := func(r *sql.Rows) (c WaitingCount, err error) { return c, r.Scan(&c.Platform, &c.Purpose, &c.N) }
		st.Waiting, err = many(t, "waiting", waiting,
			`SELECT platform, purpose, count(*) FROM dispatches WHERE ready IS NOT NULL AND state IN (0, 2) GROUP BY 1, 2`)
		return err
	})
	return st, err
}
