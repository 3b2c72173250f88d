package store

import (
	"database/sql"
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// What the layer that seals needs to bring people's doings in channels under their
// personas, and from one to another.

// inChannels are the columns that say who did what in a channel, with the platform.
// Once says when two rows can't both be one's.
var inChannels = []struct{ table, column, platform, once string }{
	{"questions", "author", platformOf, "1 = 0"}, {"reports", "reporter", platformOf, "y.reply = x.reply"},
	{"notices", "person", "platform", "1 = 0"}, {"stops", "person", "platform", "y.platform = x.platform AND y.parent = x.parent"},
	{"board", "person", platformOf, "y.subscription = x.subscription"}, {"acts", "person", "platform", "1 = 0"},
}

const platformOf = "(SELECT platform FROM subscriptions WHERE id = subscription)"

func (t *tx) PersonsAfter(id reflection.PersonID, limit int) ([]reflection.PersonID, error) {
	return many(t, "persons after", cell[reflection.PersonID], `SELECT id FROM persons WHERE id > ? ORDER BY id LIMIT ?`, int64(id), limit)
}

func (t *tx) InChannels(p reflection.PersonID) (found bool, err error) {
	for _, c := range inChannels {
		if !found && err == nil {
			found, err = one(t, "in channels", cell[bool],
				fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM %s WHERE %s = ?)`, c.table, c.column), int64(p))
		}
	}
	return found, err
}

func (t *tx) GivePersona(from, to reflection.PersonID, on chat.Platform) error {
	for _, c := range inChannels {
		if _, err := t.exec("give persona", fmt.Sprintf(`UPDATE %[1]s AS x SET %[2]s = ?1 WHERE %[2]s = ?2 AND ?3 IN ('', %[3]s)
			AND NOT EXISTS (SELECT 1 FROM %[1]s AS y WHERE y.%[2]s = ?1 AND %[4]s)`,
			c.table, c.column, c.platform, c.once), int64(to), int64(from), string(on)); err != nil {
			return err
		}
	}
	return nil
}

// RemoveFact says in the settings that it does: facts go only with their person else.
func (t *tx) RemoveFact(f reflection.Fact) error {
	if err := t.set("moving", 1); err != nil {
		return err
	}
	if err := t.execOne("remove fact", `DELETE FROM facts WHERE person = ? AND id = ?`, int64(f.Person), int64(f.ID)); err != nil {
		return err
	}
	_, err := t.exec("end moving", `DELETE FROM settings WHERE name = 'moving'`)
	return err
}

// RenameReply has what refers to the reply checked at the commit.
func (t *tx) RenameReply(from reflection.ReplyID, to reflection.Reply) error {
	if _, err := t.exec("defer references", t.conn.dialect.deferReferences); err != nil {
		return err
	}
	if err := t.execOne("rename reply", `UPDATE replies SET id = ?, identity = ? WHERE id = ?`,
		int64(to.ID), int64(to.Identity), int64(from)); err != nil {
		return err
	}
	for _, table := range []string{"parts", "reports", "submissions", "dispatches"} {
		if _, err := t.exec("rename reply", `UPDATE `+table+` SET reply = ? WHERE reply = ?`, int64(to.ID), int64(from)); err != nil {
			return err
		}
	}
	return t.UpdateReply(to)
}

func (t *tx) RenamePart(from, to reflection.PartID) error {
	return t.execOne("rename part", `UPDATE parts SET id = ? WHERE id = ?`, int64(to), int64(from))
}

func scanMapped(r *sql.Rows) (m reflection.MappedMessage, err error) {
	err = r.Scan(&m.Chat.Platform, &m.Chat.ID, &m.Message, &m.Delivery)
	return m, err
}

func (t *tx) MessagesAfter(m reflection.MappedMessage, limit int) ([]reflection.MappedMessage, error) {
	return many(t, "mapped messages", scanMapped, `SELECT platform, chat, message, delivery FROM messages
		WHERE (platform, chat, message) > (?, ?, ?) ORDER BY platform, chat, message LIMIT ?`,
		string(m.Chat.Platform), m.Chat.ID, string(m.Message), limit)
}

func (t *tx) UnmapMessage(m reflection.MappedMessage) error {
	return t.execOne("unmap message", `DELETE FROM messages WHERE platform = ? AND chat = ? AND message = ?`,
		string(m.Chat.Platform), m.Chat.ID, string(m.Message))
}

// ResealFact says in the settings that it does: facts are never changed else.
func (t *tx) ResealFact(f reflection.Fact) error {
	if err := t.set("clamping", 1); err != nil {
		return err
	}
	if err := t.execOne("reseal fact", `UPDATE facts SET sealed = ? WHERE person = ? AND id = ?`, f.Sealed, int64(f.Person), int64(f.ID)); err != nil {
		return err
	}
	_, err := t.exec("end resealing", `DELETE FROM settings WHERE name = 'clamping'`)
	return err
}
