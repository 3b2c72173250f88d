package store

import (
	"cmp"
	"database/sql"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// notBusy is the condition that nothing is being sent to the chat of a dispatch d.
const notBusy = `NOT EXISTS (SELECT 1 FROM dispatches AS s INDEXED BY dispatches_sending
	WHERE s.platform = d.platform AND s.chat = d.chat AND s.state = 1)`

// Both queries walk an index in the order that is asked for and end at the limit,
// so that what they cost follows what is claimed. SQLite would choose other indexes,
// and can use these only because the conditions repeat theirs word for word.
const (
	nextAnswers = `SELECT id FROM dispatches AS d INDEXED BY dispatches_next_answers
		WHERE platform = ? AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0 AND ready <= ?
		AND ` + notBusy + `
		AND id = (SELECT id FROM dispatches AS f INDEXED BY dispatches_answers
			WHERE f.platform = d.platform AND f.chat = d.chat AND f.purpose = 7 AND f.ready IS NOT NULL AND f.state IN (0, 2)
			ORDER BY f.placed, f.seq, f.id LIMIT 1)
		ORDER BY placed, seq, id LIMIT ?`
	nextOthers = `SELECT id FROM dispatches AS d INDEXED BY dispatches_next_others
		WHERE platform = ? AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0 AND ready <= ?
		AND ` + notBusy + `
		AND NOT EXISTS (SELECT 1 FROM dispatches AS a INDEXED BY dispatches_answers
			WHERE a.platform = d.platform AND a.chat = d.chat AND a.purpose = 7 AND a.ready IS NOT NULL AND a.state IN (0, 2))
		AND id = (SELECT id FROM dispatches AS f INDEXED BY dispatches_others
			WHERE f.platform = d.platform AND f.chat = d.chat AND f.purpose <> 7 AND f.ready IS NOT NULL AND f.state IN (0, 2)
			ORDER BY f.ready, f.id LIMIT 1)
		ORDER BY ready, id LIMIT ?`
)

// claimed is the statement of ClaimDispatches. Locked is how an engine leaves out what
// another claims at the same moment.
func claimed(locked string) string {
	return `UPDATE dispatches SET state = 1, owner = ?, lease = ?, attempts = attempts + 1,
		tried = CASE WHEN unsure > 0 AND tried IS NOT NULL THEN tried ELSE ? END, first_tried = coalesce(first_tried, ?)
		WHERE id IN (SELECT id FROM (` + nextAnswers + locked + `) AS next_answers
			UNION ALL SELECT id FROM (` + nextOthers + locked + `) AS next_others) RETURNING ` + dispatchColumns
}

func (t *tx) ClaimDispatches(c reflection.Claim) ([]reflection.Dispatch, error) {
	if err := t.writable(); err != nil {
		return nil, err
	}
	platform, now := string(c.Platform), c.Now.UnixMicro()
	found, err := many(t, "claim dispatches", scanDispatch, t.conn.dialect.claimed, c.Owner, micros(c.Lease), now, now,
		platform, now, c.Answers, platform, now, c.Others)
	slices.SortFunc(found, inTurn) // RETURNING has no order
	return found, err
}

func (t *tx) AnyClaimable(c reflection.Claim) (bool, error) {
	platform, now := string(c.Platform), c.Now.UnixMicro()
	return one(t, "claimable dispatches", scanBool, `SELECT EXISTS (`+nextAnswers+`) OR EXISTS (`+nextOthers+`)`,
		platform, now, min(c.Answers, 1), platform, now, min(c.Others, 1))
}

func (t *tx) ChatBusy(c chat.Chat) (bool, error) {
	platform := string(c.Platform)
	return one(t, "busy chat", scanBool, `SELECT `+busy,
		platform, c.ID, platform, c.ID)
}

func scanBool(r *sql.Rows) (b bool, err error) { return b, r.Scan(&b) }

// inTurn compares dispatches of different chats: answers go before all others.
func inTurn(a, b reflection.Dispatch) int {
	answer := func(d reflection.Dispatch) bool { return d.Purpose == reflection.Answer }
	switch {
	case answer(a) && answer(b):
		return cmp.Or(a.Placed.Compare(b.Placed), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID))
	case answer(a):
		return -1
	case answer(b):
		return 1
	}
	return cmp.Or(a.Ready.Compare(b.Ready), cmp.Compare(a.ID, b.ID))
}

func (t *tx) RenewDispatches(p chat.Platform, owner string, lease time.Time) error {
	_, err := t.exec("renew dispatches", `UPDATE dispatches SET lease = ? WHERE state = 1 AND platform = ? AND owner = ?`,
		micros(lease), string(p), owner)
	return err
}

// InterruptedDispatches takes every other owner for dead: while this process has
// the file, no other has.
func (t *tx) InterruptedDispatches(p chat.Platform, now time.Time, owner string) ([]reflection.Dispatch, error) {
	return many(t, "interrupted dispatches", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches
		WHERE state = 1 AND platform = ? AND (lease IS NULL OR lease <= ? OR owner <> ?) ORDER BY id`,
		string(p), now.UnixMicro(), owner)
}
