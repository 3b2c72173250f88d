package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// busyTimeout is how long a statement waits for a lock that another program
// holds, in milliseconds. Within the bot nothing waits for SQLite's locks. It is
// short because whoever pressed a button on Discord must be answered within three
// seconds, if only that nothing can be written down.
const busyTimeout = 1000

// pragma is a setting and the value that reading it back must give. SQLite
// ignores a name or a value that it does not know, without a word.
type pragma struct{ name, set, reads string }

// writerPragmas are set on the connection that writes.
//
// synchronous is FULL because with NORMAL a power cut can take back a commit
// that was answered: a reply, or the mark that a question was sent.
var writerPragmas = []pragma{
	{"busy_timeout", strconv.Itoa(busyTimeout), strconv.Itoa(busyTimeout)},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "ON", "1"},
	{"secure_delete", "ON", "1"},
	{"temp_store", "MEMORY", "2"},
	{"journal_size_limit", "67108864", "67108864"},
	{"trusted_schema", "OFF", "0"},
}

// readerPragmas are set on connections that read.
var readerPragmas = []pragma{
	{"busy_timeout", strconv.Itoa(busyTimeout), strconv.Itoa(busyTimeout)},
	{"query_only", "ON", "1"},
	{"temp_store", "MEMORY", "2"},
	{"trusted_schema", "OFF", "0"},
}

// backupPragmas are set on the connection that copies the database. It must be
// allowed to write, although it only writes the copy.
var backupPragmas = []pragma{
	{"busy_timeout", strconv.Itoa(busyTimeout), strconv.Itoa(busyTimeout)},
	{"temp_store", "MEMORY", "2"},
	{"trusted_schema", "OFF", "0"},
}

// dsn names the database so that every connection opened with it gets the
// pragmas, and neither schema tricks nor double-quoted strings are allowed.
func dsn(path string, pragmas []pragma, further ...string) string {
	q := make([]string, 0, len(pragmas)+len(further)+2)
	for _, p := range pragmas {
		q = append(q, "_pragma="+p.name+"("+p.set+")")
	}
	q = append(q, further...)
	q = append(q, "_defensive=1", "_dqs=0")
	return "file:" + uriPath(path) + "?" + strings.Join(q, "&")
}

func writerDSN(path string) string { return dsn(path, writerPragmas, "_txlock=immediate") }

func readerDSN(path string) string { return dsn(path, readerPragmas, "mode=ro", "_txlock=deferred") }

// uriPath escapes an absolute path for SQLite's URIs, in which ?, # and % have
// meanings. A Windows path gets a slash before its drive.
func uriPath(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return "//" + (&url.URL{Path: path}).EscapedPath()
}

// checkPragmas reads the pragmas back.
func checkPragmas(ctx context.Context, c *sql.Conn, pragmas []pragma) error {
	for _, p := range pragmas {
		var got string
		if err := c.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("read pragma %s: %w", p.name, err)
		}
		if got != p.reads {
			return fmt.Errorf("pragma %s is %q, not %q: this file system or this build of SQLite does not allow it", p.name, got, p.reads)
		}
	}
	return nil
}
