package store

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/store/postgres"
	"stillpoint/internal/store/postgres/postgrestest"
)

// node is a step of a plan of the server's.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Index    string `json:"Index Name"`
	Cond     string `json:"Index Cond"`
	Plans    []node `json:"Plans"`
}

// whole reports the steps that read a table, or an index of all of it, from its
// beginning to its end.
func (n node) whole() (steps []string) {
	few := []string{"settings", "channels"}
	switch {
	case n.Type == "Seq Scan" && !slices.Contains(few, n.Relation):
		steps = append(steps, "all of "+n.Relation)
	case strings.HasPrefix(n.Type, "Index") && n.Cond == "" && !slices.Contains(partial, n.Index):
		steps = append(steps, "all of "+n.Index)
	}
	for _, p := range n.Plans {
		steps = append(steps, p.whole()...)
	}
	return steps
}

// partial are indexes that hold nothing but what is asked for with them, or that are
// walked to a limit.
var partial = []string{"subscriptions_due", "notices_private", "requests_pkey"}

var parameter = regexp.MustCompile(`\$\d+`)

// TestOnServerWhatIsAskedOftenHasAnIndex: none of these may read a whole table. The
// server is kept from reading one as long as there is another way, because it would
// read the tables of a test, which are small; where there is none it does so.
func TestOnServerWhatIsAskedOftenHasAnIndex(t *testing.T) {
	s := openOnServer(t)
	askOften(t, s)
	asked := 0
	for query := range s.writer.conn.statements {
		if word, _, _ := strings.Cut(query, " "); !slices.Contains([]string{"SELECT", "UPDATE", "DELETE"}, word) || strings.HasPrefix(query, "SELECT holds") {
			continue
		}
		asked++
		for _, step := range serverPlan(t, s, query).whole() {
			t.Errorf("%s\n\t%s", step, query)
		}
	}
	if len(serverPlan(t, s, `SELECT count(*) FROM replies WHERE hidden = ?`).whole()) == 0 {
		t.Error("what has no index isn't told")
	}
	if asked < 60 {
		t.Errorf("%d statements: something ended before its query", asked)
	}
}

// serverPlan asks the server how it would carry out a query, whatever its parameters are.
func serverPlan(t *testing.T, s *Store, query string) node {
	t.Helper()
	query = postgres.Translate(query)
	n := len(slices.Compact(slices.Sorted(slices.Values(parameter.FindAllString(query, -1)))))
	execute := "EXPLAIN (FORMAT JSON) EXECUTE asked"
	if n > 0 {
		execute += "(" + strings.TrimSuffix(strings.Repeat("NULL, ", n), ", ") + ")"
	}
	told, err := postgrestest.Shared(t).Ask(databaseOf(t, s), `SET enable_seqscan = off; SET enable_bitmapscan = off;
		SET plan_cache_mode = force_generic_plan; PREPARE asked AS `+query+`; `+execute)
	if err != nil || len(told) != 1 {
		t.Errorf("%v\n\t%s", err, query)
		return node{}
	}
	var plans []struct{ Plan node }
	if err := json.Unmarshal([]byte(told[0]), &plans); err != nil || len(plans) != 1 {
		t.Errorf("%v\n\t%s", err, told)
		return node{}
	}
	return plans[0].Plan
}
