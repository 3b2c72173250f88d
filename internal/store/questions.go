package store

import (
	"database/sql"
	"strconv"

	"stillpoint/internal/reflection"
)

const questionColumns = `id, subscription, author, text, credit, state, tell, asked, created`

// ownQuestionPlace is what the sealed texts of an own question are bound to:
// "text" and "credit".
func ownQuestionPlace(id reflection.QuestionID, which string) string {
	return "question/" + strconv.FormatInt(int64(id), 10) + "/" + which
}

func (t *tx) scanQuestion(r *sql.Rows) (q reflection.OwnQuestion, err error) {
	var text, credit []byte
	err = r.Scan(&q.ID, &q.Subscription, intoID[reflection.PersonID]{&q.Author}, &text, &credit, &q.State, &q.Tell,
		intoID[reflection.DeliveryID]{&q.Asked}, intoInstant{&q.Created})
	if err != nil {
		return q, err
	}
	if q.Text, err = t.unsealOwn(ownQuestionPlace(q.ID, "text"), text); err != nil {
		return q, err
	}
	q.Credit, err = t.unsealOwn(ownQuestionPlace(q.ID, "credit"), credit)
	return q, err
}

func (t *tx) AddQuestion(q *reflection.OwnQuestion) error {
	n, err := t.nextID()
	if err != nil {
		return err
	}
	id := reflection.QuestionID(n)
	_, err = t.exec("add question", `INSERT INTO questions (`+questionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n, int64(q.Subscription), orNull(q.Author), t.sealOwn(ownQuestionPlace(id, "text"), q.Text),
		t.sealCredit(id, q.Credit), int64(q.State), q.Tell, orNull(q.Asked), micros(q.Created))
	if err != nil {
		return err
	}
	q.ID = id
	return nil
}

// sealCredit returns nil for no credit.
func (t *tx) sealCredit(id reflection.QuestionID, credit string) []byte {
	if credit == "" {
		return nil
	}
	return t.sealOwn(ownQuestionPlace(id, "credit"), credit)
}

func (t *tx) Question(id reflection.QuestionID) (reflection.OwnQuestion, error) {
	return one(t, "question", t.scanQuestion, `SELECT `+questionColumns+` FROM questions WHERE id = ?`, int64(id))
}

// UpdateQuestion leaves the channel and the author, which never change.
func (t *tx) UpdateQuestion(q reflection.OwnQuestion) error {
	return t.execOne("update question", `UPDATE questions SET text = ?, credit = ?, state = ?, tell = ?, asked = ?, created = ?
		WHERE id = ?`, t.sealOwn(ownQuestionPlace(q.ID, "text"), q.Text), t.sealCredit(q.ID, q.Credit),
		int64(q.State), q.Tell, orNull(q.Asked), micros(q.Created), int64(q.ID))
}

func (t *tx) Questions(s reflection.SubscriptionID, state reflection.QuestionState) ([]reflection.OwnQuestion, error) {
	return many(t, "questions", t.scanQuestion, `SELECT `+questionColumns+` FROM questions
		WHERE subscription = ? AND state = ? ORDER BY id`, int64(s), int64(state))
}

func (t *tx) NextQuestion(s reflection.SubscriptionID) (reflection.OwnQuestion, error) {
	return one(t, "next question", t.scanQuestion, `SELECT `+questionColumns+` FROM questions
		WHERE subscription = ? AND state = 1 AND asked IS NULL ORDER BY id LIMIT 1`, int64(s))
}
