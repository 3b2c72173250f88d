package postgres

import (
	"regexp"
	"strconv"
	"strings"
)

// forSQLite is what SQLite alone is told: which index to use, and that a join goes in
// the order in which it is written.
var forSQLite = regexp.MustCompile(`\s+INDEXED BY \w+|CROSS (JOIN)`)

// Translate numbers the parameters of a statement, and leaves out what is for SQLite.
func Translate(query string) string {
	query = forSQLite.ReplaceAllString(query, "$1")
	if !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	quoted, n := false, 0
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c != '?' || quoted {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('$')
		digits := len(query[i+1:]) - len(strings.TrimLeft(query[i+1:], "0123456789"))
		if number, err := strconv.Atoi(query[i+1 : i+1+digits]); err == nil {
			n = max(n, number)
			continue // the number follows
		}
		n++ // after the highest one before, as SQLite counts
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
