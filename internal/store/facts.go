package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/reflection"
)

const factColumns = `id, kind, person, subscription, delivery, part, platform, chat, message,
	at, known, date, zone, extra, back_off, shown, sealed`

// factFields are what the columns of a fact are read into.
func factFields(f *reflection.Fact) []any {
	return []any{&f.ID, &f.Kind, &f.Person, &f.Subscription, &f.Delivery, &f.Part, &f.Chat.Platform, &f.Chat.ID, &f.Message,
		intoInstant{&f.At}, intoInstant{&f.Known}, intoDate{&f.Date}, &f.Zone, &f.Extra, &f.BackOff, &f.Shown, &f.Sealed}
}

func scanFact(r *sql.Rows) (f reflection.Fact, err error) {
	err = r.Scan(factFields(&f)...)
	return f, err
}

func (t *tx) AddFact(f *reflection.Fact) error {
	id, err := given(t, f.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add fact", `INSERT INTO facts (`+factColumns+`)
		VALUES (?, ?, ?, coalesce((SELECT lane FROM subscriptions WHERE id = ?4), ?4), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(f.Kind), int64(f.Person), int64(f.Subscription), int64(f.Delivery), int64(f.Part),
		string(f.Chat.Platform), f.Chat.ID, string(f.Message), micros(f.At), micros(f.Known), dateText(f.Date), f.Zone,
		f.Extra, f.BackOff, f.Shown, f.Sealed)
	if err != nil {
		return err
	}
	f.ID = reflection.FactID(id)
	return nil
}

func (t *tx) FactsOf(p reflection.PersonID) ([]reflection.Fact, error) {
	return many(t, "facts", scanFact, `SELECT `+factColumns+` FROM facts WHERE person = ? ORDER BY id`, int64(p))
}

func (t *tx) LatestFacts(p reflection.PersonID, limit int) ([]reflection.Fact, error) {
	return many(t, "latest facts", scanFact, `SELECT `+factColumns+` FROM facts WHERE person = ? ORDER BY id DESC LIMIT ?`,
		int64(p), limit)
}

// AddAway adds an outage, or lets one that is known to have begun then go on until
// later. Counts that were settled beyond its beginning are
// taken away: nobody had known of it.
func (t *tx) AddAway(a reflection.Away) error {
	if _, err := t.exec("unsettle", `DELETE FROM checkpoints WHERE settled > ?`, a.From.UnixMicro()); err != nil {
		return err
	}
	_, err := t.exec("add away", `INSERT INTO aways (platform, since, until) VALUES (?, ?, ?)
		ON CONFLICT (platform, since) DO UPDATE 
			SET until = CASE WHEN excluded.until > aways.until THEN excluded.until ELSE aways.until END`,
		string(a.Platform), a.From.UnixMicro(), a.To.UnixMicro())
	return err
}

func scanAway(r *sql.Rows) (a reflection.Away, err error) {
	err = r.Scan(&a.Platform, intoInstant{&a.From}, intoInstant{&a.To})
	return a, err
}

func (t *tx) AwaySince(at time.Time) ([]reflection.Away, error) {
	return many(t, "away since", scanAway,
		`SELECT platform, since, until FROM aways WHERE until > ? ORDER BY since, until`, at.UnixMicro())
}
