package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const personColumns = `id, locale, seed, quiet, dark, created, wrote, milestone, told,
	themes, essays, spared, own_share, explained, keep_months, warned, seen`

func scanPerson(r *sql.Rows) (p reflection.Person, err error) {
	return p, r.Scan(personInto(&p)...)
}

// personInto is where the person columns are scanned to.
func personInto(p *reflection.Person) []any {
	return []any{
		&p.ID, &p.Locale, intoSeed{&p.Seed}, &p.Quiet, &p.Dark, intoInstant{&p.Created}, intoInstant{&p.Wrote},
		&p.Milestone, intoInstant{&p.Told},
		intoList{&p.Taste.Themes}, intoList{&p.Taste.Essays}, &p.Taste.Spared, &p.Taste.Share,
		&p.Explained, &p.KeepMonths, intoInstant{&p.Warned}, intoInstant{&p.Seen},
	}
}

// intoSeed scans a seed. SQLite has no unsigned integers; the bits are kept.
type intoSeed struct{ to *uint64 }

// Scan implements sql.Scanner.
func (i intoSeed) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a seed is a %T", v)
	}
	*i.to = uint64(n)
	return nil
}

func (t *tx) AddPerson(p *reflection.Person) error {
	id, err := given(t, p.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add person", `INSERT INTO persons (`+personColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, p.Locale, int64(p.Seed), p.Quiet, p.Dark, micros(p.Created), micros(p.Wrote), p.Milestone, micros(p.Told),
		listText(p.Taste.Themes), listText(p.Taste.Essays), p.Taste.Spared, int64(p.Taste.Share),
		int64(p.Explained), p.KeepMonths, micros(p.Warned), micros(p.Seen))
	if err != nil {
		return err
	}
	p.ID = reflection.PersonID(id)
	return nil
}

func (t *tx) Person(id reflection.PersonID) (reflection.Person, error) {
	return one(t, "person", scanPerson, `SELECT `+personColumns+` FROM persons WHERE id = ?`, int64(id))
}

func (t *tx) UpdatePerson(p reflection.Person) error {
	return t.execOne("update person",
		`UPDATE persons SET locale = ?, seed = ?, quiet = ?, dark = ?, created = ?, wrote = ?, milestone = ?, told = ?,
			themes = ?, essays = ?, spared = ?, own_share = ?,
			explained = ?, keep_months = ?, warned = ?, seen = ? WHERE id = ?`,
		p.Locale, int64(p.Seed), p.Quiet, p.Dark, micros(p.Created), micros(p.Wrote), p.Milestone, micros(p.Told),
		listText(p.Taste.Themes), listText(p.Taste.Essays), p.Taste.Spared, int64(p.Taste.Share),
		int64(p.Explained), p.KeepMonths, micros(p.Warned), micros(p.Seen), int64(p.ID))
}

func (t *tx) PeopleAfter(id reflection.PersonID, limit int) ([]reflection.Person, error) {
	return many(t, "people", scanPerson, `SELECT `+personColumns+` FROM persons WHERE id > ? ORDER BY id LIMIT ?`, int64(id), limit)
}

func (t *tx) Keeping(id reflection.PersonID, limit int) ([]reflection.Person, error) {
	return many(t, "people who keep for a time", scanPerson, `SELECT `+personColumns+` FROM persons
		WHERE id > ? AND keep_months > 0 ORDER BY id LIMIT ?`, int64(id), limit)
}

// DeletePerson takes along what their private chats wait for, which refers to a chat
// alone.
func (t *tx) DeletePerson(id reflection.PersonID) error {
	_, err := t.exec("delete awaiting", `DELETE FROM awaiting WHERE (platform, chat) IN
		(SELECT platform, chat FROM identities WHERE person = ?)`, int64(id))
	if err != nil {
		return err
	}
	return t.execOne("delete person", `DELETE FROM persons WHERE id = ?`, int64(id))
}

const identityColumns = `id, person, account, platform, chat, seal`

func scanIdentity(r *sql.Rows) (i reflection.Identity, err error) {
	return i, r.Scan(identityInto(&i)...)
}

// identityInto is where the identity columns are scanned to.
func identityInto(i *reflection.Identity) []any {
	return []any{&i.ID, &i.Person, &i.Account, &i.Private.Platform, &i.Private.ID, &i.Seal}
}

// whom is an identity with its person.
type whom struct {
	identity reflection.Identity
	person   reflection.Person
}

func (t *tx) Whom(p chat.Platform, account string) (reflection.Identity, reflection.Person, error) {
	w, err := one(t, "identity with its person", func(r *sql.Rows) (w whom, err error) {
		return w, r.Scan(append(identityInto(&w.identity), personInto(&w.person)...)...)
	}, `SELECT `+qualified("i", identityColumns)+`, `+qualified("p", personColumns)+`
		FROM identities AS i JOIN persons AS p ON p.id = i.person WHERE i.platform = ? AND i.account = ?`, string(p), account)
	return w.identity, w.person, err
}

// qualified puts a table's name before each column of a list.
func qualified(table, columns string) string {
	return table + "." + strings.ReplaceAll(strings.Join(strings.Fields(columns), " "), ", ", ", "+table+".")
}

// AddIdentity leaves the key empty, for SealIdentity.
func (t *tx) AddIdentity(i *reflection.Identity) error {
	id, err := given(t, i.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add identity", `INSERT INTO identities (`+identityColumns+`, key) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, int64(i.Person), i.Account, string(i.Private.Platform), i.Private.ID, i.Seal, []byte{})
	if err != nil {
		return err
	}
	i.ID = reflection.IdentityID(id)
	return nil
}

func (t *tx) Identity(p chat.Platform, account string) (reflection.Identity, error) {
	return one(t, "identity", scanIdentity,
		`SELECT `+identityColumns+` FROM identities WHERE platform = ? AND account = ?`, string(p), account)
}

func (t *tx) IdentityIn(private chat.Chat) (reflection.Identity, error) {
	return one(t, "identity in chat", scanIdentity,
		`SELECT `+identityColumns+` FROM identities WHERE platform = ? AND chat = ? AND chat <> ''`,
		string(private.Platform), private.ID)
}

func (t *tx) Identities(p reflection.PersonID) ([]reflection.Identity, error) {
	return many(t, "identities", scanIdentity,
		`SELECT `+identityColumns+` FROM identities WHERE person = ? ORDER BY id`, int64(p))
}

func (t *tx) IdentityOf(id reflection.IdentityID) (reflection.Identity, error) {
	return one(t, "identity by id", scanIdentity, `SELECT `+identityColumns+` FROM identities WHERE id = ?`, int64(id))
}

// SetPrivate doesn't find an identity of another platform than the chat's.
func (t *tx) SetPrivate(id reflection.IdentityID, private chat.Chat) error {
	return t.execOne("set private chat", `UPDATE identities SET chat = ? WHERE id = ? AND platform = ?`,
		private.ID, int64(id), string(private.Platform))
}

func (t *tx) IdentityKey(id reflection.IdentityID) ([]byte, error) {
	return one(t, "key of identity", cell[[]byte], `SELECT key FROM identities WHERE id = ?`, int64(id))
}

func (t *tx) SealIdentity(id reflection.IdentityID, key, seal []byte) error {
	return t.execOne("seal identity", `UPDATE identities SET key = coalesce(?, key), seal = ? WHERE id = ?`, key, seal, int64(id))
}

func (t *tx) HideIdentity(i reflection.Identity, seal []byte) error {
	return t.execOne("hide identity", `UPDATE identities SET account = ?, chat = ?, seal = ? WHERE id = ?`,
		i.Account, i.Private.ID, seal, int64(i.ID))
}

func (t *tx) IdentitiesAfter(id reflection.IdentityID, limit int) ([]reflection.Identity, error) {
	return many(t, "identities after", scanIdentity,
		`SELECT `+identityColumns+` FROM identities WHERE id > ? ORDER BY id LIMIT ?`, int64(id), limit)
}

func (t *tx) Choice(p reflection.PersonID, pack string) ([]byte, error) {
	state, err := one(t, "choice", cell[[]byte], `SELECT state FROM choices WHERE person = ? AND pack = ?`, int64(p), pack)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	return state, err
}

func (t *tx) ChoicesOf(p reflection.PersonID) ([]string, error) {
	return many(t, "choices", cell[string], `SELECT pack FROM choices WHERE person = ?`, int64(p))
}

func (t *tx) SetChoice(p reflection.PersonID, pack string, state []byte) error {
	if state == nil {
		state = []byte{} // nil would be NULL
	}
	_, err := t.exec("set choice", `INSERT INTO choices (person, pack, state) VALUES (?, ?, ?)
		ON CONFLICT (person, pack) DO UPDATE SET state = excluded.state`, int64(p), pack, state)
	return err
}
