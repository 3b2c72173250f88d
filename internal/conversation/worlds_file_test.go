package conversation_test

import (
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// inFile is all that the database's file tells without the key, a line a row: what is
// sealed by its length, what is drawn at random or is a keyed hash by that it is
// there, and of a persona's instants the day.
func (r *rig) inFile() (lines []string) {
	r.t.Helper()
	db, err := sql.Open("sqlite", "file:"+r.path+"?mode=ro")
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, table := range r.column(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose%'`) {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			r.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			r.t.Fatal(err)
		}
		for rows.Next() {
			cells, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				r.t.Fatal(err)
			}
			lines = append(lines, table+" "+told(table, columns, cells))
		}
		if err := rows.Close(); err != nil {
			r.t.Fatal(err)
		}
	}
	slices.Sort(lines)
	return lines
}

var keyedHash = regexp.MustCompile(`^([0-9a-f]{32}|[0-9a-f]{180,})$`)

// drawn are columns of what is drawn anew in every world: the order of prompts, and
// the names of who was stopped, which say nothing.
var drawn = []string{"seed", "prompt", "question", "follow_up", "source", "tender", "stops.name"}

// told is what a row tells.
func told(table string, columns []string, cells []any) string {
	personas := false
	for i, c := range cells {
		if n, ok := c.(int64); ok && n >= firstRandom && slices.Contains([]string{"id", "person", "reply"}, columns[i]) {
			personas = true
		}
	}
	var b strings.Builder
	for i, c := range cells {
		if slices.Contains(drawn, columns[i]) || slices.Contains(drawn, table+"."+columns[i]) {
			continue
		}
		fmt.Fprintf(&b, " %s=", columns[i])
		switch v := c.(type) {
		case []byte:
			fmt.Fprintf(&b, "%d sealed bytes", len(v))
		case string:
			if keyedHash.MatchString(v) {
				v = fmt.Sprintf("a keyed hash, or %d sealed bytes", len(v)/2)
			}
			fmt.Fprint(&b, v)
		case int64:
			switch {
			case v >= firstRandom, personas && columns[i] == "part" && v != 0:
				fmt.Fprint(&b, "random")
			case personas && v > int64(1e15):
				fmt.Fprint(&b, time.UnixMicro(v).UTC().Format(time.DateOnly))
			default:
				fmt.Fprint(&b, v)
			}
		default:
			fmt.Fprint(&b, c)
		}
	}
	return b.String()
}

// worldInFile plays a day on which ada or ben, and nobody but cem else, answers the
// channel's question, without a name; cem reports that, an admin stops whoever it is,
// and both write to themselves in the evening. It
// returns what the file tells then.
func worldInFile(r *rig, author string) []string {
	c := r.asks("guild", "reflections")
	cem, boss := c.member("cem"), c.member("boss")
	boss.MakeAdminOf("guild")
	r.begin("ada", "Europe/Berlin", "19:00")
	r.begin("ben", "Europe/Berlin", "20:00")
	both := []member{c.member("ada"), c.member("ben")}
	d := c.post()
	cem.answers("Cem's.")
	r.soon()
	for _, m := range both {
		if m.Account() == author {
			m.answers("Nobody knows who.")
			r.presses(m.at, english.Channel.ShareUnnamed)
		}
	}
	r.soon()
	cem.wantReads("Nobody knows who.")
	r.presses(cem.at, english.Channel.Report(1))
	r.presses(cem.at, english.Channel.ReportYes)
	r.forges(boss.at, chat.Ref{Verb: "creports", ID: int64(c.sub)})
	r.presses(boss.at, english.Community.Label.StopAuthor)
	r.presses(boss.at, english.Community.Label.ReallyStop)
	if n := r.answered(d); n != 2 {
		r.t.Fatalf("%d answered, want 2", n)
	}
	r.until(r.local("2026-06-02 20:30"))
	for _, m := range both {
		r.says(m.Person, "In the evening, to myself.")
		r.types(m.Person, "write", "")
		r.says(m.Person, "And a thought.")
		r.soon()
	}
	return r.inFile()
}

// TestTwoWorldsInTheFile: whoever has the database without the key can't tell by it who
// wrote an answer without a name, though nobody else wrote anything; nor who reported
// it, nor who is stopped.
func TestTwoWorldsInTheFile(t *testing.T) {
	t.Parallel()
	for _, l := range likes {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			// What runs side by side may have a transaction run once more, and ids go by then:
			// what two worlds tell by that they tell now and then, and not each time.
			var files [2][]string
			for tries := 0; tries < 3 && (tries == 0 || !slices.Equal(files[0], files[1])); tries++ {
				for i, author := range []string{"ada", "ben"} {
					inBubble(t, monday, l.like, func(r *rig) { files[i] = worldInFile(r, author) })
				}
			}
			ada, ben := strings.Join(files[0], "\n"), strings.Join(files[1], "\n")
			for _, table := range []string{"replies ", "parts ", "facts ", "reports ", "stops ", "identities ", "choices "} {
				if !strings.Contains("\n"+ada, "\n"+table) {
					t.Errorf("no row of %s: this test looks in the wrong place", table)
				}
			}
			for _, line := range files[0] {
				if !strings.Contains(ben, line) {
					t.Errorf("only where ada wrote it: %s", line)
				}
			}
			for _, line := range files[1] {
				if !strings.Contains(ada, line) {
					t.Errorf("only where ben wrote it: %s", line)
				}
			}
			if len(files[0]) != len(files[1]) {
				t.Errorf("%d rows where ada wrote it, %d where ben did", len(files[0]), len(files[1]))
			}
		})
	}
}
