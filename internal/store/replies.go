package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/reflection"
)

const replyColumns = `id, person, identity, delivery, kind, audience, question, created, shared, name, hidden, seal`

func scanReply(r *sql.Rows) (x reflection.Reply, err error) {
	err = r.Scan(&x.ID, &x.Person, &x.Identity, intoID[reflection.DeliveryID]{&x.Delivery}, &x.Kind, &x.Audience,
		intoText{&x.Question}, intoInstant{&x.Created}, intoInstant{&x.Shared}, intoText{&x.Name}, &x.Hidden, &x.Seal)
	return x, err
}

func (t *tx) AddReply(r *reflection.Reply) error {
	id, err := given(t, r.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add reply", `INSERT INTO replies (`+replyColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(r.Person), int64(r.Identity), orNull(r.Delivery), int64(r.Kind), int64(r.Audience), blob(r.Question),
		micros(r.Created), micros(r.Shared), blob(r.Name), r.Hidden, r.Seal)
	if err != nil {
		return err
	}
	r.ID = reflection.ReplyID(id)
	return nil
}

func (t *tx) Reply(id reflection.ReplyID) (reflection.Reply, error) {
	return one(t, "reply", scanReply, `SELECT `+replyColumns+` FROM replies WHERE id = ?`, int64(id))
}

// UpdateReply leaves the identity as it is, because its key seals the parts; a
// reply with another one is not found.
func (t *tx) UpdateReply(r reflection.Reply) error {
	return t.execOne("update reply", `UPDATE replies SET person = ?, delivery = ?, kind = ?, audience = ?, question = ?,
		created = ?, shared = ?, name = ?, hidden = ?, seal = ? WHERE id = ? AND identity = ?`,
		int64(r.Person), orNull(r.Delivery), int64(r.Kind), int64(r.Audience), blob(r.Question),
		micros(r.Created), micros(r.Shared), blob(r.Name), r.Hidden, r.Seal, int64(r.ID), int64(r.Identity))
}

func (t *tx) DeleteReply(id reflection.ReplyID) error {
	return t.execOne("delete reply", `DELETE FROM replies WHERE id = ?`, int64(id))
}

// AnswerTo returns the first, should there be several.
func (t *tx) AnswerTo(d reflection.DeliveryID, p reflection.PersonID) (reflection.Reply, error) {
	return one(t, "answer to delivery", scanReply, `SELECT `+replyColumns+` FROM replies
		WHERE delivery = ? AND person = ? AND kind = 0 ORDER BY id LIMIT 1`, int64(d), int64(p))
}

func (t *tx) RepliesOf(p reflection.PersonID) ([]reflection.Reply, error) {
	return many(t, "replies of person", scanReply, `SELECT `+replyColumns+` FROM replies
		WHERE person = ? AND kind <> 3 ORDER BY created NULLS FIRST, id`, int64(p))
}

func (t *tx) RepliesBetween(p reflection.PersonID, from, to time.Time, latest bool, limit int) ([]reflection.Reply, error) {
	return many(t, "replies between", scanReply, `SELECT `+replyColumns+` FROM replies
		WHERE person = ? AND created >= ? AND created < ? AND kind <> 3 ORDER BY created`+direction(latest)+`, id`+direction(latest)+` LIMIT ?`,
		int64(p), from.UnixMicro(), to.UnixMicro(), limit)
}

// direction is how an order goes on where the latest come first.
func direction(latest bool) string {
	if latest {
		return " DESC"
	}
	return ""
}

func (t *tx) RepliesBy(id reflection.IdentityID) ([]reflection.Reply, error) {
	return many(t, "replies by identity", scanReply, `SELECT `+replyColumns+` FROM replies WHERE identity = ? ORDER BY id`, int64(id))
}

func (t *tx) RepliesAfter(id reflection.ReplyID, limit int) ([]reflection.Reply, error) {
	return many(t, "replies after", scanReply,
		`SELECT `+replyColumns+` FROM replies WHERE id > ? ORDER BY id LIMIT ?`, int64(id), limit)
}
