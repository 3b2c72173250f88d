package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
)

func scanCheckpoint(r *sql.Rows) (c reflection.Checkpoint, err error) {
	err = r.Scan(&c.Person, intoInstant{&c.Settled}, &c.State)
	return c, err
}

func (t *tx) SetCheckpoint(c reflection.Checkpoint) error {
	_, err := t.exec("set checkpoint", `INSERT INTO checkpoints (person, settled, state) VALUES (?, ?, ?)
		ON CONFLICT (person) DO UPDATE SET settled = excluded.settled, state = excluded.state`,
		int64(c.Person), micros(c.Settled), c.State)
	return err
}

func (t *tx) Checkpoint(p reflection.PersonID) (reflection.Checkpoint, error) {
	return one(t, "checkpoint", scanCheckpoint, `SELECT person, settled, state FROM checkpoints WHERE person = ?`, int64(p))
}

func (t *tx) DeleteCheckpoint(p reflection.PersonID) error {
	_, err := t.exec("delete checkpoint", `DELETE FROM checkpoints WHERE person = ?`, int64(p))
	return err
}

func scanLaterFact(r *sql.Rows) (f reflection.LaterFact, err error) {
	err = r.Scan(append(factFields(&f.Fact), &f.Refiled, &f.Answered)...)
	return f, err
}

// FactsAfter goes by the ids: the one writer gives them out in the order in which
// facts are added. A delivery was answered up to the mark if a part was filed
// under it by then, and not filed elsewhere by then. SQLite would look for such a
// part through all that the person ever did.
func (t *tx) FactsAfter(p reflection.PersonID, mark reflection.FactID) ([]reflection.LaterFact, error) {
	return many(t, "facts after", scanLaterFact, `SELECT `+factColumns+`,
		f.kind = 2 AND f.part <> 0 AND EXISTS (SELECT 1 FROM facts b
			WHERE b.person = f.person AND b.kind = 2 AND b.part = f.part AND b.part <> 0 AND b.id <= ?),
		f.kind = 2 AND EXISTS (SELECT 1 FROM facts b INDEXED BY facts_by_delivery
			WHERE b.person = f.person AND b.kind = 2 AND b.delivery = f.delivery AND b.id <= ?
			AND NOT (b.part <> 0 AND EXISTS (SELECT 1 FROM facts c
				WHERE c.person = b.person AND c.kind = 2 AND c.part = b.part AND c.part <> 0 AND c.id > b.id AND c.id <= ?)))
		FROM facts f WHERE f.person = ? AND f.id > ? ORDER BY f.id`, int64(mark), int64(mark), int64(mark), int64(p), int64(mark))
}
