package store

import (
	"database/sql"
	"strconv"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const partColumns = `id, reply, kind, platform, chat, message, at, edited, deleted, sealed, deeper`

// sealedPart is a part as it is stored, with the identity whose key opens it.
type sealedPart struct {
	reflection.Part
	identity reflection.IdentityID
	sealed   []byte
}

func scanPart(r *sql.Rows) (s sealedPart, err error) {
	err = r.Scan(&s.ID, &s.Reply, &s.Kind, &s.Chat.Platform, &s.Chat.ID, &s.Message,
		intoInstant{&s.At}, intoInstant{&s.Edited}, intoInstant{&s.Deleted}, &s.sealed, &s.Deeper, &s.identity)
	return s, err
}

// partPlace is what a sealed part is bound to.
func partPlace(id reflection.PartID) string { return "part/" + strconv.FormatInt(int64(id), 10) }

// sealPart returns nil for a part whose words were taken away.
func (t *tx) sealPart(p reflection.Part) ([]byte, error) {
	identity, err := one(t, "identity of reply", cell[reflection.IdentityID],
		`SELECT identity FROM replies WHERE id = ?`, int64(p.Reply))
	if err != nil {
		return nil, err
	}
	if !p.Deleted.IsZero() {
		return nil, nil
	}
	key, err := t.identityKey(identity)
	if err != nil {
		return nil, err
	}
	return key.Seal(partPlace(p.ID), []byte(p.Text)), nil
}

func (t *tx) unsealPart(s sealedPart) (reflection.Part, error) {
	if s.sealed == nil {
		return s.Part, nil
	}
	key, err := t.identityKey(s.identity)
	if err != nil {
		return reflection.Part{}, err
	}
	text, err := key.Unseal(partPlace(s.ID), s.sealed)
	if err != nil {
		return reflection.Part{}, t.fail("words of part", err)
	}
	s.Text = string(text)
	return s.Part, nil
}

// AddPart returns ErrNotFound if there is no such reply.
func (t *tx) AddPart(p *reflection.Part) error {
	id, err := t.nextID()
	if err != nil {
		return err
	}
	added := *p
	added.ID = reflection.PartID(id)
	sealed, err := t.sealPart(added)
	if err != nil {
		return err
	}
	_, err = t.exec("add part", `INSERT INTO parts (`+partColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(p.Reply), int64(p.Kind), string(p.Chat.Platform), p.Chat.ID, string(p.Message),
		micros(p.At), micros(p.Edited), micros(p.Deleted), sealed, p.Deeper)
	if err != nil {
		return err
	}
	*p = added
	return nil
}

const selectParts = `SELECT p.id, p.reply, p.kind, p.platform, p.chat, p.message, p.at, p.edited, p.deleted, p.sealed,
	p.deeper, r.identity FROM parts AS p JOIN replies AS r ON r.id = p.reply`

func (t *tx) Part(id reflection.PartID) (reflection.Part, error) {
	s, err := one(t, "part", scanPart, selectParts+` WHERE p.id = ?`, int64(id))
	if err != nil {
		return reflection.Part{}, err
	}
	return t.unsealPart(s)
}

// PartByMessage returns the latest part that came as the message.
func (t *tx) PartByMessage(c chat.Chat, m chat.MessageID) (reflection.Part, error) {
	s, err := one(t, "part by message", scanPart, selectParts+`
		WHERE p.platform = ?1 AND p.chat = ?2 AND length(p.message) = length(?3) AND p.message = ?3 AND p.message <> ''
		ORDER BY p.id DESC LIMIT 1`, string(c.Platform), c.ID, string(m))
	if err != nil {
		return reflection.Part{}, err
	}
	return t.unsealPart(s)
}

// UpdatePart seals the text anew, with the key of the reply's identity: a part
// can be filed under another reply.
func (t *tx) UpdatePart(p reflection.Part) error {
	sealed, err := t.sealPart(p)
	if err != nil {
		return err
	}
	return t.execOne("update part", `UPDATE parts SET reply = ?, kind = ?, platform = ?, chat = ?, message = ?,
		at = ?, edited = ?, deleted = ?, sealed = ?, deeper = ? WHERE id = ?`,
		int64(p.Reply), int64(p.Kind), string(p.Chat.Platform), p.Chat.ID, string(p.Message),
		micros(p.At), micros(p.Edited), micros(p.Deleted), sealed, p.Deeper, int64(p.ID))
}

// Parts orders by the platform's timestamps; where those are equal the lower
// message id is the earlier. Ids are numbers, so the shorter one is lower.
func (t *tx) Parts(r reflection.ReplyID) ([]reflection.Part, error) {
	sealed, err := many(t, "parts of reply", scanPart,
		selectParts+` WHERE p.reply = ? ORDER BY p.at, length(p.message), p.message, p.id`, int64(r))
	if err != nil {
		return nil, err
	}
	return opened(sealed, t.unsealPart)
}

// PartsBetween leaves out drafts: nobody has said to keep them.
func (t *tx) PartsBetween(p reflection.PersonID, from, to time.Time) ([]reflection.Part, error) {
	sealed, err := many(t, "parts between", scanPart, selectParts+`
		WHERE r.person = ? AND r.kind <> 3 AND p.at >= ? AND p.at < ? AND p.deleted IS NULL
		ORDER BY p.at, length(p.message), p.message, p.id`, int64(p), from.UnixMicro(), to.UnixMicro())
	if err != nil {
		return nil, err
	}
	return opened(sealed, t.unsealPart)
}
