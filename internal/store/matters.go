package store

import (
	"database/sql"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const matterColumns = `id, subscription, kind, about, state, decider, stopped, platform, chat, message, shown, at`

func scanMatter(r *sql.Rows) (m reflection.Matter, err error) {
	err = r.Scan(&m.ID, &m.Subscription, &m.Kind, &m.About, &m.State, intoText{&m.By}, &m.Stopped,
		&m.Chat.Platform, &m.Chat.ID, &m.Message, intoText{&m.Shown}, intoInstant{&m.At})
	return m, err
}

func (t *tx) AddMatter(m *reflection.Matter) error {
	id, err := given(t, m.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add matter", `INSERT INTO matters (`+matterColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(m.Subscription), int64(m.Kind), m.About, int64(m.State), blob(m.By), m.Stopped,
		string(m.Chat.Platform), m.Chat.ID, string(m.Message), blob(m.Shown), micros(m.At))
	if err == nil {
		m.ID = reflection.MatterID(id)
	}
	return err
}

func (t *tx) Matter(id reflection.MatterID) (reflection.Matter, error) {
	return one(t, "matter", scanMatter, `SELECT `+matterColumns+` FROM matters WHERE id = ?`, int64(id))
}

// UpdateMatter leaves what it is about, and when it began.
func (t *tx) UpdateMatter(m reflection.Matter) error {
	return t.execOne("update matter", `UPDATE matters SET state = ?, decider = ?, stopped = ?, platform = ?, chat = ?,
		message = ?, shown = ? WHERE id = ?`, int64(m.State), blob(m.By), m.Stopped, string(m.Chat.Platform), m.Chat.ID,
		string(m.Message), blob(m.Shown), int64(m.ID))
}

func (t *tx) MatterAbout(k reflection.MatterKind, about int64) (reflection.Matter, error) {
	return one(t, "matter about", scanMatter, `SELECT `+matterColumns+` FROM matters WHERE kind = ? AND about = ?
		ORDER BY state <> 0, at DESC, id LIMIT 1`, int64(k), about)
}

func (t *tx) OpenMatters(p chat.Platform, parent string) ([]reflection.Matter, error) {
	return many(t, "open matters", scanMatter, `SELECT `+matterColumns+` FROM matters
		WHERE (state = 0 OR message <> '' AND EXISTS (SELECT 1 FROM dispatches AS d WHERE d.matter = matters.id AND d.state = 4))
		AND subscription IN (SELECT subscription FROM channels WHERE platform = ? AND parent = ?) ORDER BY id`,
		string(p), parent)
}

func (t *tx) DispatchOfMatter(id reflection.MatterID) (reflection.Dispatch, error) {
	return one(t, "dispatch of matter", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches WHERE matter = ?`, int64(id))
}
