package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"stillpoint/internal/store"
)

// A database on a PostgreSQL server, and what is otherwise with it than with a file.

// onServer reports whether a database is one of a server.
func onServer(database string) bool { return store.OnServer(database) }

// there returns an error where a file should be that isn't. Whether a server has a
// database shows when it is opened.
func there(database string) error {
	if onServer(database) {
		return nil
	}
	if _, err := os.Stat(database); err != nil {
		return fmt.Errorf("there is no database: %w", err)
	}
	return nil
}

// fileOnly appends a database on a server to a command that is for a file alone, with
// what does the same for a server.
func (w *wrongSettings) fileOnly(database, instead string) {
	if onServer(database) {
		*w = append(*w, "STILLPOINT_DATABASE is on a server; this is for a SQLite file alone: "+instead)
		return
	}
	w.database("STILLPOINT_DATABASE", database)
}

// standingBy answers while another bot has the database open. It returns how to end
// that; nothing is listened to where the setting names no place.
func (c *runCmd) standingBy() (stop func(), err error) {
	if c.Listen == "" || !onServer(c.Database) {
		return func() {}, nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "standing by: another bot has the database open", http.StatusServiceUnavailable)
	})
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, mendable{fmt.Errorf("STILLPOINT_LISTEN: %w", err), "Choose another port, or an address of this machine; is another bot running?"}
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // It ends with Close.
	return func() { _ = server.Close() }, nil
}

// whileHeld returns a context that ends as soon as another bot has taken the database
// over.
func whileHeld(ctx context.Context, st *store.Store) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-st.Taken():
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
