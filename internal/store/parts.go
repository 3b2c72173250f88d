package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const partColumns = `id, reply, kind, platform, chat, message, at, edited, deleted, sealed, deeper, header`

func scanPart(r *sql.Rows) (x reflection.Part, err error) {
	err = r.Scan(&x.ID, &x.Reply, &x.Kind, &x.Chat.Platform, &x.Chat.ID, &x.Message,
		intoInstant{&x.At}, intoInstant{&x.Edited}, intoInstant{&x.Deleted}, intoText{&x.Text}, &x.Deeper, &x.Header, &x.Identity)
	return x, err
}

func (t *tx) AddPart(p *reflection.Part) error {
	id, err := given(t, p.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add part", `INSERT INTO parts (`+partColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(p.Reply), int64(p.Kind), string(p.Chat.Platform), p.Chat.ID, string(p.Message),
		micros(p.At), micros(p.Edited), micros(p.Deleted), blob(p.Text), p.Deeper, p.Header)
	if err != nil {
		return err
	}
	p.ID = reflection.PartID(id)
	return nil
}

const selectParts = `SELECT p.id, p.reply, p.kind, p.platform, p.chat, p.message, p.at, p.edited, p.deleted, p.sealed,
	p.deeper, p.header, r.identity FROM parts AS p JOIN replies AS r ON r.id = p.reply`

func (t *tx) Part(id reflection.PartID) (reflection.Part, error) {
	return one(t, "part", scanPart, selectParts+` WHERE p.id = ?`, int64(id))
}

// PartByMessage returns the latest part that came as the message.
func (t *tx) PartByMessage(c chat.Chat, m chat.MessageID) (reflection.Part, error) {
	return one(t, "part by message", scanPart, selectParts+`
		WHERE p.platform = ?1 AND p.chat = ?2 AND length(p.message) = length(?3) AND p.message = ?3 AND p.message <> ''
		ORDER BY p.id DESC LIMIT 1`, string(c.Platform), c.ID, string(m))
}

// partOf is the latest part that came as a message of a chat.
const partOf = `(SELECT id FROM parts WHERE platform = ? AND chat = ? AND length(message) = length(?) AND message = ? AND message <> ''
	ORDER BY id DESC LIMIT 1)`

func (t *tx) PartByEither(c chat.Chat, m chat.MessageID, or chat.Chat, o chat.MessageID) (reflection.Part, error) {
	return one(t, "part by either message", scanPart, selectParts+` WHERE p.id = coalesce(`+partOf+`, `+partOf+`)`,
		string(c.Platform), c.ID, string(m), string(m), string(or.Platform), or.ID, string(o), string(o))
}

func (t *tx) UpdatePart(p reflection.Part) error {
	return t.execOne("update part", `UPDATE parts SET reply = ?, kind = ?, platform = ?, chat = ?, message = ?,
		at = ?, edited = ?, deleted = ?, sealed = ?, deeper = ?, header = ? WHERE id = ?`,
		int64(p.Reply), int64(p.Kind), string(p.Chat.Platform), p.Chat.ID, string(p.Message),
		micros(p.At), micros(p.Edited), micros(p.Deleted), blob(p.Text), p.Deeper, p.Header, int64(p.ID))
}

// Parts orders by the platform's timestamps; where those are equal the lower
// message id is the earlier. Ids are numbers, so the shorter one is lower.
func (t *tx) Parts(r reflection.ReplyID) ([]reflection.Part, error) {
	return many(t, "parts of reply", scanPart,
		selectParts+` WHERE p.reply = ? ORDER BY p.at NULLS FIRST, length(p.message), p.message, p.id`, int64(r))
}

// PartsBetween leaves out drafts: nobody has said to keep them.
func (t *tx) PartsBetween(p reflection.PersonID, from, to time.Time) ([]reflection.Part, error) {
	return many(t, "parts between", scanPart, selectParts+`
		WHERE r.person = ? AND r.kind <> 3 AND p.at >= ? AND p.at < ? AND p.deleted IS NULL
		ORDER BY p.at, length(p.message), p.message, p.id`, int64(p), from.UnixMicro(), to.UnixMicro())
}

// Written leaves the identities out: they stand in the replies, which it doesn't look
// at beyond their index.
func (t *tx) Written(p reflection.PersonID) ([]reflection.Part, error) {
	return many(t, "written", scanWritten, `SELECT p.id, p.reply, p.kind, p.platform, p.chat, p.message, p.at, p.edited,
		p.sealed, p.deeper, p.header FROM replies AS r JOIN parts AS p ON p.reply = r.id
		WHERE r.person = ? AND r.kind <> 3 AND p.deleted IS NULL`, int64(p))
}

// scanWritten reads a part that has its words, without its account: each column of
// thousands of rows counts.
func scanWritten(r *sql.Rows) (x reflection.Part, err error) {
	err = r.Scan(&x.ID, &x.Reply, &x.Kind, &x.Chat.Platform, &x.Chat.ID, &x.Message,
		intoInstant{&x.At}, intoInstant{&x.Edited}, intoText{&x.Text}, &x.Deeper, &x.Header)
	return x, err
}

func (t *tx) PartsAfter(id reflection.PartID, limit int) ([]reflection.Part, error) {
	return many(t, "parts after", scanPart, selectParts+` WHERE p.id > ? ORDER BY p.id LIMIT ?`, int64(id), limit)
}
