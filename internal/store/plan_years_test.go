package store

import (
	"strings"
	"testing"

	"stillpoint/internal/reflection"
)

// TestWhatYearsAddIsNotGoneThrough: SQLite finds what these ask for by a key of its
// own, and does not go through all that a person, a subscription or a platform has.
func TestWhatYearsAddIsNotGoneThrough(t *testing.T) {
	for _, c := range []struct {
		what, step string
		ask        func(reflection.Tx, home)
	}{
		{"FactsAfter, the part", "SEARCH b USING COVERING INDEX facts_by_part (person=? AND part=? AND id<?)",
			func(tx reflection.Tx, h home) { tx.FactsAfter(h.Person.ID, 1) }},
		{"FactsAfter, the delivery", "SEARCH b USING INDEX facts_by_delivery (person=? AND delivery=?",
			func(tx reflection.Tx, h home) { tx.FactsAfter(h.Person.ID, 1) }},
		{"LatestAwaiting", "SEARCH identities EXISTS USING COVERING INDEX identities_by_chat (platform=? AND chat=?)",
			func(tx reflection.Tx, h home) { tx.LatestAwaiting("telegram", noon) }},
		{"Hanging", "SEARCH e USING INDEX sqlite_autoindex_deliveries_1 (subscription=? AND date>?)",
			func(tx reflection.Tx, h home) { tx.Hanging(h.Identity.Private, noon) }},
	} {
		s := openTemp(t)
		h := newHome(t, s, 1)
		known := len(s.writer.conn.statements)
		update(t, s, func(tx reflection.Tx) error { c.ask(tx, h); return nil })
		var steps []string
		for query := range s.writer.conn.statements {
			steps = append(steps, plan(t, s, query)...)
		}
		if all := strings.Join(steps, "\n"); known == len(s.writer.conn.statements) || !strings.Contains(all, c.step) {
			t.Errorf("%s: no step %q in\n%s", c.what, c.step, all)
		}
	}
}
