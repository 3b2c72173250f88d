package store

import (
	"database/sql"
	"strconv"

	"stillpoint/internal/reflection"
)

const replyColumns = `id, person, identity, delivery, kind, audience, question, created, shared, name, hidden`

// sealedReply is a reply as it is stored.
type sealedReply struct {
	reflection.Reply
	question, name []byte
}

func scanReply(r *sql.Rows) (s sealedReply, err error) {
	err = r.Scan(&s.ID, &s.Person, &s.Identity, intoID[reflection.DeliveryID]{&s.Delivery}, &s.Kind, &s.Audience,
		&s.question, intoInstant{&s.Created}, intoInstant{&s.Shared}, &s.name, &s.Hidden)
	return s, err
}

// replyPlace is what the sealed texts of a reply are bound to: "question" and
// "name".
func replyPlace(id reflection.ReplyID, which string) string {
	return "reply/" + strconv.FormatInt(int64(id), 10) + "/" + which
}

// sealReply returns the sealed question and name; nil for an empty one.
func (t *tx) sealReply(r reflection.Reply) (question, name []byte, err error) {
	if r.Question == "" && r.Name == "" {
		return nil, nil, nil
	}
	key, err := t.identityKey(r.Identity)
	if err != nil {
		return nil, nil, err
	}
	if r.Question != "" {
		question = key.Seal(replyPlace(r.ID, "question"), []byte(r.Question))
	}
	if r.Name != "" {
		name = key.Seal(replyPlace(r.ID, "name"), []byte(r.Name))
	}
	return question, name, nil
}

func (t *tx) unsealReply(s sealedReply) (reflection.Reply, error) {
	for _, text := range []struct {
		which  string
		sealed []byte
		to     *string
	}{{"question", s.question, &s.Question}, {"name", s.name, &s.Name}} {
		if text.sealed == nil {
			continue
		}
		key, err := t.identityKey(s.Identity)
		if err != nil {
			return reflection.Reply{}, err
		}
		plain, err := key.Unseal(replyPlace(s.ID, text.which), text.sealed)
		if err != nil {
			return reflection.Reply{}, t.fail(text.which+" of reply", err)
		}
		*text.to = string(plain)
	}
	return s.Reply, nil
}

// oneReply returns the first reply of a query, or ErrNotFound.
func (t *tx) oneReply(what, query string, args ...any) (reflection.Reply, error) {
	s, err := one(t, what, scanReply, query, args...)
	if err != nil {
		return reflection.Reply{}, err
	}
	return t.unsealReply(s)
}

// manyReplies returns all replies of a query.
func (t *tx) manyReplies(what, query string, args ...any) ([]reflection.Reply, error) {
	sealed, err := many(t, what, scanReply, query, args...)
	if err != nil {
		return nil, err
	}
	return opened(sealed, t.unsealReply)
}

// opened unseals all of what a query returned. It comes after the query, because
// unsealing may have to read a key.
func opened[S, T any](sealed []S, unseal func(S) (T, error)) ([]T, error) {
	plain := make([]T, 0, len(sealed))
	for _, s := range sealed {
		p, err := unseal(s)
		if err != nil {
			return nil, err
		}
		plain = append(plain, p)
	}
	return plain, nil
}

func (t *tx) AddReply(r *reflection.Reply) error {
	id, err := t.nextID()
	if err != nil {
		return err
	}
	added := *r
	added.ID = reflection.ReplyID(id)
	question, name, err := t.sealReply(added)
	if err != nil {
		return err
	}
	_, err = t.exec("add reply", `INSERT INTO replies (`+replyColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(r.Person), int64(r.Identity), orNull(r.Delivery), int64(r.Kind), int64(r.Audience), question,
		micros(r.Created), micros(r.Shared), name, r.Hidden)
	if err != nil {
		return err
	}
	*r = added
	return nil
}

func (t *tx) Reply(id reflection.ReplyID) (reflection.Reply, error) {
	return t.oneReply("reply", `SELECT `+replyColumns+` FROM replies WHERE id = ?`, int64(id))
}

// UpdateReply leaves the identity as it is, because its key seals the parts; a
// reply with another one is not found.
func (t *tx) UpdateReply(r reflection.Reply) error {
	question, name, err := t.sealReply(r)
	if err != nil {
		return err
	}
	return t.execOne("update reply", `UPDATE replies SET person = ?, delivery = ?, kind = ?, audience = ?, question = ?,
		created = ?, shared = ?, name = ?, hidden = ? WHERE id = ? AND identity = ?`,
		int64(r.Person), orNull(r.Delivery), int64(r.Kind), int64(r.Audience), question,
		micros(r.Created), micros(r.Shared), name, r.Hidden, int64(r.ID), int64(r.Identity))
}

func (t *tx) DeleteReply(id reflection.ReplyID) error {
	return t.execOne("delete reply", `DELETE FROM replies WHERE id = ?`, int64(id))
}

// AnswerTo returns the first, should there be several.
func (t *tx) AnswerTo(d reflection.DeliveryID, p reflection.PersonID) (reflection.Reply, error) {
	return t.oneReply("answer to delivery", `SELECT `+replyColumns+` FROM replies
		WHERE delivery = ? AND person = ? AND kind = 0 ORDER BY id LIMIT 1`, int64(d), int64(p))
}

func (t *tx) RepliesOf(p reflection.PersonID) ([]reflection.Reply, error) {
	return t.manyReplies("replies of person", `SELECT `+replyColumns+` FROM replies
		WHERE person = ? AND kind <> 3 ORDER BY created, id`, int64(p))
}
