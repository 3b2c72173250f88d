package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// watch notices that the database's file isn't the one any more that was opened:
// that it is gone, that another stands in its place, or that another was copied over
// it. What is written to it then would be lost, although it was confirmed.
//
// Each opening of the database has a number, which stands in the file's header (as
// SQLite's user_version) and in the lock's file. What else writes to the database
// leaves it; another database, or a backup, has another one.
type watch struct {
	path string
	// f is the file that was opened. It is only closed after SQLite's connections:
	// closing it drops the locks that SQLite has on the file.
	f *os.File
	// numbers may stand in the header: the opening's own, and until that has reached
	// the file the one before.
	numbers []uint32
	// size and changed are the file's as it was last looked at.
	size    int64
	changed time.Time
}

// The header of a database: how it begins, and where user_version stands in it.
const (
	magic        = "SQLite format 3\x00"
	headerSize   = 100
	numberOffset = 60
)

// newNumber draws the number of an opening: never that of a database that has none.
func newNumber() uint32 { return rand.Uint32N(1<<31-1) + 1 }

// numberIn reads the number in the header of a file that is open.
func numberIn(f *os.File) (uint32, error) {
	header := make([]byte, headerSize)
	if _, err := f.ReadAt(header, 0); err != nil {
		return 0, err
	}
	if string(header[:len(magic)]) != magic {
		return 0, errors.New("it is no database")
	}
	return binary.BigEndian.Uint32(header[numberOffset:]), nil
}

// begin has the file watched from now on.
func (w *watch) begin() (err error) {
	if w.f, err = os.Open(w.path); err != nil {
		return explain(w.path, fmt.Errorf("watch database: %w", err))
	}
	return w.look()
}

// look returns a *Problem of the kind ErrReplaced if the file isn't what was opened.
// It is cheap while nothing has changed the file. One goroutine at a time uses it.
func (w *watch) look() error {
	info, err := os.Stat(w.path)
	if errors.Is(err, fs.ErrNotExist) {
		return problem(ErrReplaced, w.path, errors.New("it is gone"))
	}
	if err != nil {
		return explain(w.path, fmt.Errorf("watch database: %w", err))
	}
	opened, err := w.f.Stat()
	if err != nil {
		return explain(w.path, fmt.Errorf("watch database: %w", err))
	}
	if !os.SameFile(info, opened) {
		return problem(ErrReplaced, w.path, errors.New("another one stands in its place"))
	}
	if info.Size() == w.size && info.ModTime().Equal(w.changed) {
		return nil
	}
	found, err := numberIn(w.f)
	if err != nil || !slices.Contains(w.numbers, found) {
		return problem(ErrReplaced, w.path, errors.New("another one was copied over it"))
	}
	w.size, w.changed = info.Size(), info.ModTime()
	return nil
}

// close is called after SQLite has closed the file.
func (w *watch) close() error {
	if w.f == nil {
		return nil
	}
	return w.f.Close()
}

// numbers reads the numbers of the last opening from the lock's file; none if it was
// left by a version that wrote none.
func (l *lock) numbers() (all []uint32) {
	text := make([]byte, 64)
	n, _ := l.f.ReadAt(text, 0)
	for word := range strings.FieldsSeq(string(text[:n])) {
		if v, err := strconv.ParseUint(word, 10, 32); err == nil {
			all = append(all, uint32(v))
		}
	}
	return all
}

// note writes the numbers to the lock's file, on the disk when it returns.
func (l *lock) note(numbers ...uint32) error {
	var text strings.Builder
	for _, n := range numbers {
		fmt.Fprintln(&text, n)
	}
	if _, err := l.f.WriteAt([]byte(text.String()), 0); err != nil {
		return err
	}
	return errors.Join(l.f.Truncate(int64(text.Len())), l.f.Sync())
}

// settleLog looks whether the write-ahead log beside the database belongs to it. If
// the database was put there while a bot ran, as a backup may be, then the log is the
// other's, and SQLite would write it into this one; it is moved aside. It is called
// with the lock held, and before SQLite sees the file.
func settleLog(path string, l *lock, log *slog.Logger) error {
	known := l.numbers()
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 || len(known) == 0 {
		return nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return problem(ErrLogOnly, path, nil)
	}
	if err != nil {
		return explain(path, fmt.Errorf("open database: %w", err))
	}
	found, err := numberIn(f)
	if closed := f.Close(); closed != nil {
		return explain(path, fmt.Errorf("open database: %w", closed))
	}
	if err != nil || slices.Contains(known, found) {
		return nil // What is no database at all is told by who opens it.
	}
	aside := path + ".log-of-another-" + time.Now().UTC().Format("20060102T150405Z")
	if err := os.Rename(path+"-wal", aside); err != nil {
		return explain(path, fmt.Errorf("move a log aside: %w", err))
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explain(path, fmt.Errorf("move a log aside: %w", err))
	}
	log.Warn("the database was put in place of another one that was open; what stood in that one's log only is not in this one, and is kept", "database", path, "kept", aside)
	return nil
}
