package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// records is a log that remembers its lines.
type records struct {
	mu    sync.Mutex
	lines []line
	with  []slog.Attr
	into  *records
}

// line is one line of a log.
type line struct {
	level slog.Level
	text  string // the message and its attributes
}

func (r *records) Enabled(context.Context, slog.Level) bool { return true }

func (r *records) Handle(_ context.Context, rec slog.Record) error {
	var b strings.Builder
	b.WriteString(rec.Message)
	add := func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s=%v", a.Key, a.Value)
		return true
	}
	for _, a := range r.with {
		add(a)
	}
	rec.Attrs(add)
	root := r
	if r.into != nil {
		root = r.into
	}
	root.mu.Lock()
	defer root.mu.Unlock()
	root.lines = append(root.lines, line{rec.Level, b.String()})
	return nil
}

func (r *records) WithAttrs(attrs []slog.Attr) slog.Handler {
	root := r
	if r.into != nil {
		root = r.into
	}
	return &records{with: append(append([]slog.Attr(nil), r.with...), attrs...), into: root}
}

func (r *records) WithGroup(string) slog.Handler { return r }

// at returns the lines at a level.
func (r *records) at(level slog.Level) (found []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.lines {
		if l.level == level {
			found = append(found, l.text)
		}
	}
	return found
}

// String is the whole log.
func (r *records) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b strings.Builder
	for _, l := range r.lines {
		fmt.Fprintf(&b, "%v %s\n", l.level, l.text)
	}
	return b.String()
}

// forget empties the log.
func (r *records) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = nil
}
