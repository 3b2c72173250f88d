package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const questionColumns = `id, subscription, author, text, credit, state, tell, asked, created, position, on_date, named, more`

func scanQuestion(r *sql.Rows) (q reflection.OwnQuestion, err error) {
	err = r.Scan(&q.ID, &q.Subscription, intoID[reflection.PersonID]{&q.Author}, intoText{&q.Text}, intoText{&q.Credit},
		&q.State, &q.Tell, intoID[reflection.DeliveryID]{&q.Asked}, intoInstant{&q.Created},
		&q.Position, intoDate{&q.On}, &q.Named, intoText{&q.More})
	return q, err
}

func (t *tx) AddQuestion(q *reflection.OwnQuestion) error {
	id, err := given(t, q.ID)
	if err != nil {
		return err
	}
	_, err = t.exec("add question", `INSERT INTO questions (`+questionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, int64(q.Subscription), orNull(q.Author), []byte(q.Text),
		blob(q.Credit), int64(q.State), q.Tell, orNull(q.Asked), micros(q.Created), q.Position, dateText(q.On), q.Named, blob(q.More))
	if err != nil {
		return err
	}
	q.ID = reflection.QuestionID(id)
	return nil
}

func (t *tx) Question(id reflection.QuestionID) (reflection.OwnQuestion, error) {
	return one(t, "question", scanQuestion, `SELECT `+questionColumns+` FROM questions WHERE id = ?`, int64(id))
}

// UpdateQuestion leaves the channel and the author, which never change.
func (t *tx) UpdateQuestion(q reflection.OwnQuestion) error {
	return t.execOne("update question", `UPDATE questions SET text = ?, credit = ?, state = ?, tell = ?, asked = ?, created = ?,
		position = ?, on_date = ?, named = ?, more = ? WHERE id = ?`, []byte(q.Text), blob(q.Credit),
		int64(q.State), q.Tell, orNull(q.Asked), micros(q.Created), q.Position, dateText(q.On), q.Named, blob(q.More), int64(q.ID))
}

func (t *tx) Questions(s reflection.SubscriptionID, state reflection.QuestionState) ([]reflection.OwnQuestion, error) {
	return many(t, "questions", scanQuestion, `SELECT `+questionColumns+` FROM questions
		WHERE subscription = ? AND state = ? ORDER BY position, id`, int64(s), int64(state))
}

func (t *tx) NextQuestion(s reflection.SubscriptionID, on schedule.Date) (reflection.OwnQuestion, error) {
	return one(t, "next question", scanQuestion, `SELECT `+questionColumns+` FROM questions
		WHERE subscription = ? AND state = 1 AND asked IS NULL AND (on_date IS NULL OR on_date <= ?)
		ORDER BY on_date IS NULL, on_date, position, id LIMIT 1`, int64(s), on.String())
}
