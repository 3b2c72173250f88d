package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/reflection"
)

// Instance is empty: the layer that seals tells it.
func (t *tx) Instance() string { return "" }

func scanChoice(r *sql.Rows) (c reflection.Choice, err error) {
	err = r.Scan(&c.Pack, &c.State)
	return c, err
}

func (t *tx) Choices(p reflection.PersonID) ([]reflection.Choice, error) {
	return many(t, "choices", scanChoice, `SELECT pack, state FROM choices WHERE person = ? ORDER BY pack`, int64(p))
}

func (t *tx) QuestionsBy(p reflection.PersonID) ([]reflection.OwnQuestion, error) {
	return many(t, "questions by person", scanQuestion,
		`SELECT `+questionColumns+` FROM questions WHERE author = ? ORDER BY id`, int64(p))
}

func (t *tx) SeriesIn(s reflection.SubscriptionID) ([]reflection.Series, error) {
	all, err := many(t, "series in subscription", scanSeries,
		`SELECT `+seriesColumns+` FROM series WHERE subscription = ? ORDER BY id`, int64(s))
	for i := range all {
		if err == nil {
			all[i], err = t.withEvenings(all[i], nil)
		}
	}
	return all, err
}

func (t *tx) DeliveriesIn(s reflection.SubscriptionID, after reflection.DeliveryID, limit int) ([]reflection.Delivery, error) {
	return many(t, "deliveries in subscription", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE subscription = ? AND id > ? ORDER BY id LIMIT ?`, int64(s), int64(after), limit)
}

func (t *tx) RepliesFrom(p reflection.PersonID, at time.Time, after reflection.ReplyID, limit int) ([]reflection.Reply, error) {
	from := int64(0)
	if !at.IsZero() {
		from = at.UnixMicro()
	}
	return many(t, "replies from", scanReply, `SELECT `+replyColumns+` FROM replies
		WHERE person = ? AND (coalesce(created, 0), id) > (?, ?) ORDER BY coalesce(created, 0), id LIMIT ?`,
		int64(p), from, int64(after), limit)
}

func (t *tx) CountReplies(p reflection.PersonID) (int, error) {
	return one(t, "count replies", cell[int], `SELECT count(*) FROM replies WHERE person = ?`, int64(p))
}

func (t *tx) FactsFrom(p reflection.PersonID, after reflection.FactID, limit int) ([]reflection.Fact, error) {
	return many(t, "facts from", scanFact,
		`SELECT `+factColumns+` FROM facts WHERE person = ? AND id > ? ORDER BY id LIMIT ?`, int64(p), int64(after), limit)
}

func scanBoardEntry(r *sql.Rows) (e reflection.BoardEntry, err error) {
	err = r.Scan(&e.Subscription, &e.Person, intoText{&e.Name})
	return e, err
}

func (t *tx) BoardsOf(p reflection.PersonID) ([]reflection.BoardEntry, error) {
	return many(t, "boards of person", scanBoardEntry,
		`SELECT subscription, person, name FROM board WHERE person = ? ORDER BY subscription`, int64(p))
}

func scanStop(r *sql.Rows) (s reflection.StoppedIn, err error) {
	err = r.Scan(&s.Platform, &s.Parent)
	return s, err
}

func (t *tx) StopsOf(p reflection.PersonID) ([]reflection.StoppedIn, error) {
	return many(t, "stops of person", scanStop,
		`SELECT platform, parent FROM stops WHERE person = ? ORDER BY platform, parent`, int64(p))
}

func (t *tx) ReportsBy(p reflection.PersonID) ([]reflection.Report, error) {
	return many(t, "reports by person", scanReport,
		`SELECT `+reportColumns+` FROM reports WHERE reporter = ? ORDER BY id`, int64(p))
}

func (t *tx) NoticesTo(p reflection.PersonID) ([]reflection.Notice, error) {
	return many(t, "notices to person", scanNotice,
		`SELECT `+noticeColumns+` FROM notices WHERE person = ? ORDER BY id`, int64(p))
}

func (t *tx) AddHostAct(p reflection.PersonID, a reflection.HostAct) error {
	_, err := t.exec("add host's act", `INSERT INTO host_acts (person, act, at) VALUES (?, ?, ?)`, int64(p), a.Act, micros(a.At))
	return err
}

func scanHostAct(r *sql.Rows) (a reflection.HostAct, err error) {
	err = r.Scan(&a.Act, intoInstant{&a.At})
	return a, err
}

func (t *tx) HostActs(p reflection.PersonID) ([]reflection.HostAct, error) {
	return many(t, "host's acts", scanHostAct, `SELECT act, at FROM host_acts WHERE person = ? ORDER BY id`, int64(p))
}
