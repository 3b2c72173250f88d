package store

import (
	"database/sql"
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func scanReturn(r *sql.Rows) (x reflection.Return, err error) {
	return x, r.Scan(&x.Delivery, &x.Reply, &x.Booked)
}

func (t *tx) AddReturn(r reflection.Return) error {
	_, err := t.exec("add return", `INSERT INTO returns (delivery, reply, booked) VALUES (?, ?, ?)`,
		int64(r.Delivery), int64(r.Reply), r.Booked)
	return err
}

func (t *tx) RemoveReturn(d reflection.DeliveryID) error {
	_, err := t.exec("remove return", `DELETE FROM returns WHERE delivery = ?`, int64(d))
	return err
}

func (t *tx) ReturnOn(d reflection.DeliveryID) (reflection.Return, error) {
	return one(t, "return", scanReturn, `SELECT delivery, reply, booked FROM returns WHERE delivery = ?`, int64(d))
}

func (t *tx) ReturnsOf(r reflection.ReplyID) ([]reflection.Return, error) {
	return many(t, "returns of reply", scanReturn,
		`SELECT delivery, reply, booked FROM returns WHERE reply = ? ORDER BY delivery`, int64(r))
}

func (t *tx) SetBooking(b reflection.Booking) error {
	_, err := t.exec("set booking", `INSERT INTO bookings (reply, person, due, away) VALUES (?, ?, ?, ?)
		ON CONFLICT (reply) DO UPDATE SET person = excluded.person, due = excluded.due, away = excluded.away`,
		int64(b.Reply), int64(b.Person), dateText(b.Due), b.Away)
	return err
}

func (t *tx) Booking(r reflection.ReplyID) (reflection.Booking, error) {
	return one(t, "booking", func(r *sql.Rows) (b reflection.Booking, err error) {
		return b, r.Scan(&b.Reply, &b.Person, intoDate{&b.Due}, &b.Away)
	}, `SELECT reply, person, due, away FROM bookings WHERE reply = ?`, int64(r))
}

func (t *tx) DeleteBooking(r reflection.ReplyID) error {
	_, err := t.exec("delete booking", `DELETE FROM bookings WHERE reply = ?`, int64(r))
	return err
}

func (t *tx) Booked(p reflection.PersonID, on schedule.Date) (reflection.Reply, error) {
	return one(t, "booked reply", scanReply, `SELECT `+replyColumns+` FROM replies
		WHERE id = (SELECT reply FROM bookings WHERE person = ? AND due <= ? ORDER BY due, reply LIMIT 1)`,
		int64(p), on.String())
}

func (t *tx) Recall(p reflection.PersonID) (reflection.Recall, error) {
	found, err := one(t, "recall", func(r *sql.Rows) (x reflection.Recall, err error) {
		var never string
		err = r.Scan(&x.Person, &x.Off, intoDate{&x.Last}, intoText{&never}, &x.Answers)
		if never != "" {
			x.Never = []string{never}
		}
		return x, err
	}, `SELECT p.id, coalesce(r.off, 0), r.last, r.never,
			(SELECT count(*) FROM (SELECT 1 FROM replies AS x WHERE x.person = p.id AND x.kind = 0 LIMIT ?) AS few)
		FROM persons AS p LEFT JOIN recalls AS r ON r.person = p.id WHERE p.id = ?`, reflection.ReturnsAfter, int64(p))
	return found, err
}

func (t *tx) SetRecall(r reflection.Recall) error {
	if len(r.Never) > 1 {
		return errors.New("set recall: words in the clear")
	}
	var never any
	if len(r.Never) == 1 {
		never = blob(r.Never[0])
	}
	_, err := t.exec("set recall", `INSERT INTO recalls (person, off, last, never) VALUES (?, ?, ?, ?)
		ON CONFLICT (person) DO UPDATE SET off = excluded.off, last = excluded.last, never = excluded.never`,
		int64(r.Person), r.Off, dateText(r.Last), never)
	return err
}

func (t *tx) Returnable(p reflection.PersonID, from, to time.Time) ([]reflection.Reply, error) {
	return many(t, "returnable", scanReply, `SELECT `+qualified("r", replyColumns)+` FROM replies AS r
		JOIN deliveries AS d ON d.id = r.delivery
		WHERE r.person = ?1 AND r.created >= ?2 AND r.created < ?3 AND r.kind = 0
			AND d.person = ?1 AND d.tender = 0 AND d.pack NOT IN ('`+reflection.SeriesPack+`', '`+reflection.ReturnPack+`')
			AND NOT EXISTS (SELECT 1 FROM returns AS x WHERE x.reply = r.id)
			AND NOT EXISTS (SELECT 1 FROM bookings AS b WHERE b.reply = r.id)
		ORDER BY r.created, r.id`, int64(p), from.UnixMicro(), to.UnixMicro())
}
