package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
)

const submissionColumns = `id, reply, at`

func scanSubmission(r *sql.Rows) (s reflection.Submission, err error) {
	err = r.Scan(&s.ID, &s.Reply, intoInstant{&s.At})
	return s, err
}

// AddSubmission returns ErrNotFound if the reply is gone or answers nothing.
func (t *tx) AddSubmission(s *reflection.Submission) error {
	id, err := given(t, s.ID)
	if err != nil {
		return err
	}
	if err := t.DeleteSubmission(s.Reply); err != nil {
		return err
	}
	err = t.execOne("add submission", `INSERT INTO submissions (`+submissionColumns+`, subscription)
		SELECT ?, r.id, ?, d.subscription FROM replies AS r JOIN deliveries AS d ON d.id = r.delivery WHERE r.id = ?`,
		id, micros(s.At), int64(s.Reply))
	if err == nil {
		s.ID = reflection.SubmissionID(id)
	}
	return err
}

func (t *tx) Submission(id reflection.SubmissionID) (reflection.Submission, error) {
	return one(t, "submission", scanSubmission, `SELECT `+submissionColumns+` FROM submissions WHERE id = ?`, int64(id))
}

func (t *tx) SubmissionOf(r reflection.ReplyID) (reflection.Submission, error) {
	return one(t, "submission of a reply", scanSubmission, `SELECT `+submissionColumns+` FROM submissions WHERE reply = ?`, int64(r))
}

func (t *tx) DeleteSubmission(r reflection.ReplyID) error {
	_, err := t.exec("delete submission", `DELETE FROM submissions WHERE reply = ?`, int64(r))
	return err
}

func (t *tx) Submissions(s reflection.SubscriptionID) ([]reflection.Submission, error) {
	return many(t, "submissions", scanSubmission, `SELECT `+submissionColumns+` FROM submissions
		WHERE subscription = ? ORDER BY id`, int64(s))
}
