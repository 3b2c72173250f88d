package store

import (
	"database/sql"
	"errors"
	"time"

	"stillpoint/internal/reflection"
)

// Reassign is for accounts whose chats stand in the clear.
func (t *tx) Reassign(id reflection.IdentityID, to reflection.PersonID) error {
	i, err := t.IdentityOf(id)
	if err != nil {
		return err
	}
	return t.ReassignFrom(i, to)
}

// ReassignFrom leaves the seals of the account and its replies, and what stands under
// personas, to the layer above.
func (t *tx) ReassignFrom(i reflection.Identity, to reflection.PersonID) error {
	id, own := i.ID, reflection.SubscriptionID(0)
	if sub, err := t.SubscriptionIn(i.Private); err == nil && sub.Person == i.Person {
		own = sub.ID
	} else if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	platform, from := string(i.Private.Platform), int64(i.Person)
	for _, step := range []struct {
		what, sql string
		args      []any
	}{
		{"begin joining", `INSERT INTO settings (name, value) VALUES ('joining', ?)`, []any{t.conn.number(1)}},
		// What a subscription asked goes with it; what is of no subscription of theirs, as
		// a reply in a channel, goes with its platform.
		{"reassign facts", `UPDATE facts SET person = ?1,
				subscription = CASE WHEN ?4 <> 0 AND subscription IN (SELECT id FROM subscriptions WHERE person = ?2) THEN ?4 ELSE subscription END
			WHERE person = ?2 AND CASE
				WHEN EXISTS (SELECT 1 FROM deliveries AS d JOIN subscriptions AS s ON s.id = d.subscription
					WHERE d.id = facts.delivery AND s.person = ?2)
				THEN (SELECT subscription FROM deliveries WHERE id = facts.delivery) = ?4
				ELSE platform = ?3 END`, []any{int64(to), from, platform, int64(own)}},
		// What stays and was recorded under it, as of joined ones it is, goes back to the
		// subscription that asked it.
		{"reassign lanes", `UPDATE facts SET subscription = (SELECT subscription FROM deliveries WHERE id = facts.delivery)
			WHERE person = ?1 AND subscription = ?2 AND ?2 <> 0
			AND EXISTS (SELECT 1 FROM deliveries WHERE id = facts.delivery AND subscription <> ?2)`, []any{from, int64(own)}},
		{"end joining", `DELETE FROM settings WHERE name = 'joining'`, nil},
		{"reassign identity", `UPDATE identities SET person = ? WHERE id = ?`, []any{int64(to), int64(id)}},
		{"reassign replies", `UPDATE replies SET person = ? WHERE identity = ?`, []any{int64(to), int64(id)}},
		{"reassign bookings", `UPDATE bookings SET person = ? WHERE reply IN (SELECT id FROM replies WHERE identity = ?)`,
			[]any{int64(to), int64(id)}},
		// What a host did for a person goes with their last account.
		{"reassign host's acts", `UPDATE host_acts SET person = ?1 WHERE person = ?2
			AND NOT EXISTS (SELECT 1 FROM identities WHERE person = ?2)`, []any{int64(to), from}},
		{"reassign deliveries", `UPDATE deliveries SET person = ? WHERE subscription = ?`, []any{int64(to), int64(own)}},
		{"reassign subscription", `UPDATE subscriptions SET person = ?, lane = NULL, role = 0 WHERE id = ?`, []any{int64(to), int64(own)}},
		{"forget counts", `DELETE FROM checkpoints WHERE person IN (?, ?)`, []any{int64(to), from}},
	} {
		if _, err := t.exec(step.what, step.sql, step.args...); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) SetOrigin(i reflection.IdentityID, p reflection.PersonID) error {
	if p == 0 {
		_, err := t.exec("forget origin", `DELETE FROM origins WHERE identity = ?`, int64(i))
		return err
	}
	_, err := t.exec("set origin", `INSERT INTO origins (identity, person) VALUES (?, ?)`, int64(i), int64(p))
	return err
}

func (t *tx) Origin(i reflection.IdentityID) (reflection.PersonID, error) {
	p, err := one(t, "origin", cell[reflection.PersonID], `SELECT person FROM origins WHERE identity = ?`, int64(i))
	if errors.Is(err, reflection.ErrNotFound) {
		return 0, nil
	}
	return p, err
}

func (t *tx) SetLinkCode(c reflection.LinkCode) error {
	_, err := t.exec("set link code", `INSERT INTO link_codes (identity, hash, until) VALUES (?, ?, ?)
		ON CONFLICT (identity) DO UPDATE SET hash = excluded.hash, until = excluded.until`,
		int64(c.Identity), c.Hash, micros(c.Until))
	return err
}

func (t *tx) TakeLinkCode(hash []byte) (reflection.LinkCode, error) {
	c, err := one(t, "link code", func(r *sql.Rows) (c reflection.LinkCode, err error) {
		return c, r.Scan(&c.Identity, &c.Hash, intoInstant{&c.Until})
	}, `SELECT identity, hash, until FROM link_codes WHERE hash = ?`, hash)
	if err != nil {
		return c, err
	}
	_, err = t.exec("take link code", `DELETE FROM link_codes WHERE identity = ?`, int64(c.Identity))
	return c, err
}

func (t *tx) AddLinkTry(i reflection.IdentityID, at, since time.Time) error {
	if _, err := t.exec("forget link tries", `DELETE FROM link_tries WHERE at < ?`, since.UnixMicro()); err != nil {
		return err
	}
	id, err := t.NewID()
	if err != nil {
		return err
	}
	_, err = t.exec("add link try", `INSERT INTO link_tries (id, identity, at) VALUES (?, ?, ?)`, id, int64(i), at.UnixMicro())
	return err
}

func (t *tx) LinkTries(i reflection.IdentityID, since time.Time) (theirs, all int, err error) {
	if theirs, err = one(t, "link tries of account", cell[int],
		`SELECT count(*) FROM link_tries WHERE identity = ? AND at >= ?`, int64(i), since.UnixMicro()); err != nil {
		return 0, 0, err
	}
	all, err = one(t, "link tries", cell[int], `SELECT count(*) FROM link_tries WHERE at >= ?`, since.UnixMicro())
	return theirs, all, err
}
