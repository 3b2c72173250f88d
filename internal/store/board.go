package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func (t *tx) SetBoard(e reflection.BoardEntry) error {
	_, err := t.exec("set board", `INSERT INTO board (subscription, person, name) VALUES (?, ?, ?)
		ON CONFLICT (subscription, person) DO UPDATE SET name = excluded.name`,
		int64(e.Subscription), int64(e.Person), []byte(e.Name))
	return err
}

func (t *tx) RemoveBoard(s reflection.SubscriptionID, p reflection.PersonID) error {
	_, err := t.exec("remove board", `DELETE FROM board WHERE subscription = ? AND person = ?`, int64(s), int64(p))
	return err
}

func (t *tx) OnBoard(s reflection.SubscriptionID, p reflection.PersonID) (bool, error) {
	return one(t, "on board", cell[bool],
		`SELECT EXISTS (SELECT 1 FROM board WHERE subscription = ? AND person = ?)`, int64(s), int64(p))
}

// answersTo is every answer r to a delivery d. CROSS JOIN keeps SQLite from another
// order: what it costs follows the answers, not the members.
const answersTo = ` FROM deliveries AS d CROSS JOIN replies AS r ON r.delivery = d.id AND r.kind = 0 `

// Board orders equals by person: the names are sealed. That the parts are asked for
// b as well makes SQLite look only at those of members on the board.
func (t *tx) Board(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.BoardLine, error) {
	return many(t, "board", scanBoardLine, `SELECT b.person, b.name, count(DISTINCT d.id)`+answersTo+`
		CROSS JOIN board AS b ON b.subscription = d.subscription AND b.person = r.person
		WHERE d.subscription = ? AND d.date BETWEEN ? AND ?
			AND EXISTS (SELECT 1 FROM parts WHERE reply = r.id AND deleted IS NULL AND b.person = r.person)
		GROUP BY b.person, b.name ORDER BY count(DISTINCT d.id) DESC, b.person`, int64(s), from.String(), to.String())
}

func scanBoardLine(r *sql.Rows) (l reflection.BoardLine, err error) {
	err = r.Scan(&l.Person, intoText{&l.Name}, &l.Answered)
	return l, err
}

// answer says who answered what.
type answer struct {
	delivery reflection.DeliveryID
	person   reflection.PersonID
}

func scanAnswerer(r *sql.Rows) (a answer, err error) {
	err = r.Scan(&a.delivery, &a.person)
	return a, err
}

// People counts a delivery once for each person, however many answers of theirs
// there are since two accounts were linked. It counts here because SQLite would
// sort what is in order already: a person's answers to a delivery follow each other.
func (t *tx) People(s reflection.SubscriptionID, from, to schedule.Date) (people, replies int, err error) {
	seen := make(map[reflection.PersonID]struct{})
	var last answer
	err = each(t, "people", scanAnswerer, func(a answer) bool {
		if a != last {
			replies++
		}
		last = a
		seen[a.person] = struct{}{}
		return true
	}, `SELECT d.id, r.person`+answersTo+`WHERE d.subscription = ? AND d.date BETWEEN ? AND ? AND `+living+`
		ORDER BY d.date, r.person`, int64(s), from.String(), to.String())
	return len(seen), replies, err
}
