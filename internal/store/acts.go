package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const actColumns = `id, platform, parent, subscription, person, name, manager, what, detail, day`

func scanAct(r *sql.Rows) (a reflection.Act, err error) {
	err = r.Scan(&a.ID, &a.Platform, &a.Parent, intoID[reflection.SubscriptionID]{&a.Subscription},
		intoID[reflection.PersonID]{&a.Person}, intoText{&a.Name}, &a.Manager, &a.What, intoText{&a.Detail}, intoDate{&a.On})
	return a, err
}

func (t *tx) AddAct(a *reflection.Act) error {
	id, err := given(t, a.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add act", `INSERT INTO acts (`+actColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, string(a.Platform), a.Parent, orNull(a.Subscription), orNull(a.Person), blob(a.Name), a.Manager, a.What,
		blob(a.Detail), a.On.String())
	if err == nil {
		a.ID = reflection.ActID(id)
	}
	return err
}

func (t *tx) Acts(p chat.Platform, parent string, skip, limit int) ([]reflection.Act, error) {
	return many(t, "acts", scanAct, `SELECT `+actColumns+` FROM acts WHERE platform = ? AND parent = ?
		ORDER BY id DESC LIMIT ? OFFSET ?`, string(p), parent, limit, skip)
}

func (t *tx) ActsBy(p reflection.PersonID) ([]reflection.Act, error) {
	return many(t, "acts by", scanAct, `SELECT `+actColumns+` FROM acts WHERE person = ? ORDER BY id`, int64(p))
}

// PruneModeration takes a matter's dispatch along.
func (t *tx) PruneModeration(before time.Time, limit int) (more bool, err error) {
	n, err := t.exec("prune acts", `DELETE FROM acts WHERE id IN (SELECT id FROM acts WHERE day < ? ORDER BY day LIMIT ?)`,
		before.UTC().Format(time.DateOnly), limit)
	if err != nil || n == int64(limit) {
		return err == nil, err
	}
	left := int64(limit) - n
	n, err = t.exec("prune matters", `DELETE FROM matters WHERE id IN
		(SELECT id FROM matters WHERE state <> 0 AND at < ? ORDER BY at LIMIT ?)`, before.UnixMicro(), left)
	return err == nil && n == left, err
}
