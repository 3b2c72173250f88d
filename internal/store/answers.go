package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// living is the condition that a reply r still has words: at least one part of
// it has its own.
const living = `EXISTS (SELECT 1 FROM parts WHERE reply = r.id AND deleted IS NULL)`

// readable is the condition that others can read a reply r. Its beginning is
// that of the index replies_shared, word for word.
const readable = `r.kind = 0 AND r.audience <> 0 AND r.hidden = 0 AND ` + living

// Answered counts those whose answer still has words.
func (t *tx) Answered(d reflection.DeliveryID) (int, error) {
	return one(t, "answered", cell[int],
		`SELECT count(DISTINCT r.person) FROM replies AS r WHERE r.delivery = ? AND r.kind = 0 AND `+living, int64(d))
}

func (t *tx) SharedAnswers(d reflection.DeliveryID, skip, limit int) ([]reflection.Reply, error) {
	return many(t, "shared answers", scanReply, `SELECT `+replyColumns+` FROM replies AS r
		WHERE r.delivery = ? AND `+readable+` ORDER BY r.shared, r.id LIMIT ? OFFSET ?`, int64(d), limit, skip)
}

func (t *tx) CountShared(d reflection.DeliveryID) (int, error) {
	return one(t, "count of shared answers", cell[int],
		`SELECT count(*) FROM replies AS r WHERE r.delivery = ? AND `+readable, int64(d))
}

// AskedDays orders within one second by message id, as OpenAt does.
func (t *tx) AskedDays(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.AskedDay, error) {
	return many(t, "asked days", func(r *sql.Rows) (day reflection.AskedDay, err error) {
		day.Delivery, err = scanDeliveryAnd(r, &day.Answered)
		return day, err
	}, `SELECT `+deliveryColumns+`, (SELECT count(DISTINCT r.person) FROM replies AS r
			WHERE r.delivery = d.id AND r.kind = 0 AND `+living+`)
		FROM deliveries AS d WHERE subscription = ? AND date BETWEEN ? AND ? AND arrived IS NOT NULL
		ORDER BY arrived / 1000000, length(message), message, id`, int64(s), from.String(), to.String())
}
