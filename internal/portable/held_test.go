package portable_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/store"
)

// held says of every column that the database has whether it is in a person's file:
// those after the bar are left out, because they are ids, keys and seals, follow from
// others, are about to go, or are of nobody in particular.
var held = map[string]string{
	"persons":       "locale seed quiet dark created wrote milestone told themes essays spared own_share explained keep_months | id warned seen",
	"identities":    "platform account chat | id person key seal",
	"choices":       "pack state | person",
	"subscriptions": "platform chat hour days zone pack state paused_until back_off unanswered last_planned nudge series created days_off | id person holidays next_date next_due_at lane role",
	"deliveries": `subscription date zone due extra requested back_off pack prompt question follow_up source swaps state arrived message answered
		sealed tender | id person platform chat counted thread_platform thread_chat`,
	"messages":    "| *", // which message showed what, kept under a hash
	"replies":     "identity delivery kind audience question created shared name hidden | id person seal",
	"parts":       "platform chat message at edited deleted sealed deeper | id reply kind header",
	"facts":       "kind subscription delivery part platform chat message at known date zone extra back_off shown | id person sealed",
	"aways":       "platform since until |",
	"questions":   "subscription text credit more state tell asked created | id author position on_date named",
	"series":      "subscription pack theme begun | id",
	"evenings":    "delivery series number |",
	"summaries":   "week_off week_days week_at week_settled month_off month_days month_at month_settled year_off year_days year_at year_settled | subscription next active",
	"board":       "subscription name | person",
	"stops":       "platform parent | person name at delivery",
	"reports":     "at state | id reply subscription reporter",
	"notices":     "text at | id person platform parent recheck private quiet",
	"compasses":   "on named last | person delivery", // under which question it stood is about to go
	"taps":        "date place | person",
	"recalls":     "off last never | person",
	"bookings":    "due away | reply person",
	"returns":     "booked | delivery reply",
	"origins":     "| *", // how accounts part again is of this instance
	"link_codes":  "| *", // for ten minutes
	"link_tries":  "| *", // for an hour
	"host_acts":   "act at | id person",
	"acts":        "what detail name manager day | id platform parent subscription person",
	"communities": "| *", "matters": "| *", // a server's or group's, whoever chose; and what waits for moderators, whoever decided
	"dispatches":  "| *", // on its way out
	"amounts":     "| *", // of today alone
	"checkpoints": "| *", // counted from the facts
	"awaiting":    "| *", // for ten minutes
	"events":      "| *", "taken_in": "| *", "served": "| *", "settings": "| *",
	"requests":    "| *",                           // what was done for whoever asked to be forgotten, of nobody
	"submissions": "| *",                           // that an answer waits for an admin
	"figures":     "| *",                           // counts of a channel's weeks, of nobody
	"channels":    "| *", "channel_choices": "| *", // a channel's, whoever set it up
}

// TestEverythingHeldIsCarried: a table or a column that is new must be in the file, or
// be named here with those that aren't.
func TestEverythingHeldIsCarried(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query(`SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%' ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	there := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		there[table] = append(there[table], column)
		known, listed := held[table]
		if listed && !strings.Contains(known, "*") && !slices.Contains(strings.Fields(known), column) {
			t.Errorf("is %s.%s in a person's file? It is new", table, column)
		}
		if !listed {
			t.Errorf("is %s.%s in a person's file? The table is new", table, column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for table, known := range held {
		for _, column := range strings.Fields(known) {
			if column != "|" && column != "*" && !slices.Contains(there[table], column) {
				t.Errorf("there is no %s.%s any more", table, column)
			}
		}
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
