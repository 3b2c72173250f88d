package store

import (
	"database/sql"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const noticeColumns = `id, person, platform, parent, text, recheck, private, at, quiet`

func scanNotice(r *sql.Rows) (n reflection.Notice, err error) {
	err = r.Scan(&n.ID, &n.Person, &n.Platform, &n.Parent, intoText{&n.Text}, intoID[reflection.SubscriptionID]{&n.Check},
		&n.Private, intoInstant{&n.At}, &n.Quiet)
	return n, err
}

func (t *tx) AddNotice(n *reflection.Notice) error {
	id, err := given(t, n.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add notice", `INSERT INTO notices (`+noticeColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(n.Person), string(n.Platform), n.Parent, []byte(n.Text),
		orNull(n.Check), n.Private, micros(n.At), n.Quiet)
	if err != nil {
		return err
	}
	n.ID = reflection.NoticeID(id)
	return nil
}

// Notices returns the oldest first, and none that is to be told privately.
func (t *tx) Notices(p chat.Platform, parent string, person reflection.PersonID) ([]reflection.Notice, error) {
	return many(t, "notices", scanNotice, `SELECT `+noticeColumns+` FROM notices
		WHERE person = ? AND platform = ? AND parent = ? AND private = 0 ORDER BY id`, int64(person), string(p), parent)
}

func (t *tx) PrivateNotices(limit int) ([]reflection.Notice, error) {
	return many(t, "private notices", scanNotice,
		`SELECT `+noticeColumns+` FROM notices WHERE private = 1 ORDER BY id LIMIT ?`, limit)
}

func (t *tx) DeleteNotice(id reflection.NoticeID) error {
	return t.execOne("delete notice", `DELETE FROM notices WHERE id = ?`, int64(id))
}
