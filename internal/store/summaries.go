package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/reflection"
)

const summariesColumns = `subscription, week_off, week_days, week_at, week_settled,
	month_off, month_days, month_at, month_settled, year_off, year_days, year_at, year_settled, next`

func scanSummaries(r *sql.Rows) (s reflection.Summaries, err error) {
	columns := []any{&s.Subscription}
	for _, to := range []*reflection.Sending{&s.Week, &s.Month, &s.Year} {
		columns = append(columns, &to.Off, &to.Days, intoTime{&to.At}, &to.Settled)
	}
	err = r.Scan(append(columns, intoInstant{&s.Next})...)
	return s, err
}

// SetSummaries returns ErrNotFound if there is no such subscription.
func (t *tx) SetSummaries(s reflection.Summaries) error {
	values := []any{int64(s.Subscription)}
	for _, from := range []reflection.Sending{s.Week, s.Month, s.Year} {
		values = append(values, from.Off, int64(from.Days), from.At.String(), from.Settled)
	}
	return t.execOne("set summaries", `INSERT INTO summaries (`+summariesColumns+`, active)
		SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, CASE WHEN state = 0 AND role = 0 THEN 1 ELSE 0 END FROM subscriptions WHERE id = ?1
		ON CONFLICT (subscription) DO UPDATE SET week_off = excluded.week_off, week_days = excluded.week_days,
			week_at = excluded.week_at, week_settled = excluded.week_settled, month_off = excluded.month_off,
			month_days = excluded.month_days, month_at = excluded.month_at, month_settled = excluded.month_settled,
			year_off = excluded.year_off, year_days = excluded.year_days, year_at = excluded.year_at,
			year_settled = excluded.year_settled, next = excluded.next, active = excluded.active`,
		append(values, micros(s.Next))...)
}

func (t *tx) Summaries(s reflection.SubscriptionID) (reflection.Summaries, error) {
	return one(t, "summaries", scanSummaries,
		`SELECT `+summariesColumns+` FROM summaries WHERE subscription = ?`, int64(s))
}

// DueSummaries repeats the condition of the index summaries_due word for word;
// SQLite uses the index only then.
func (t *tx) DueSummaries(now time.Time, limit int) ([]reflection.Summaries, error) {
	return many(t, "due summaries", scanSummaries, `SELECT `+summariesColumns+` FROM summaries
		WHERE next IS NOT NULL AND active = 1 AND next <= ? ORDER BY next, subscription LIMIT ?`, now.UnixMicro(), limit)
}
