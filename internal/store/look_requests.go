package store

import (
	"context"
	"database/sql"
	"fmt"
)

// The migrations that began to record what the host does at people's request.
const (
	requestsSince = 81
	hostActsSince = 85
)

// readRequests counts what the host did at people's request, as far as the schema has
// that.
func (s *Sight) readRequests(ctx context.Context, db *sql.DB) error {
	for _, kept := range []struct {
		since int64
		into  *int
		sql   string
	}{
		{requestsSince, &s.Forgotten, `SELECT count(*), max(at) FROM requests WHERE kind = 'forget'`},
		{hostActsSince, &s.Exported, `SELECT count(*), max(at) FROM host_acts WHERE act = 'export'`},
	} {
		if s.Schema < kept.since {
			continue
		}
		var last sql.NullInt64
		if err := db.QueryRowContext(ctx, kept.sql).Scan(kept.into, &last); err != nil {
			return fmt.Errorf("look at requests: %w", err)
		}
		if at := instantOrZero(last); at.After(s.Requested) {
			s.Requested = at
		}
	}
	return nil
}
