package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"stillpoint/internal/chat"
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

// gate lets nothing out to a platform once another bot may have the database: this
// process may have stood still while its turn was over.
type gate struct {
	chat.Adapter
	held func() error
}

// behindGate puts the gate before an adapter where others can take the database over.
func behindGate(st *store.Store, a chat.Adapter) chat.Adapter {
	if !st.OnServer() {
		return a
	}
	return &gate{a, st.Held}
}

func (g *gate) shut() error {
	if err := g.held(); err != nil {
		return &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	return nil
}

// Send implements chat.Adapter.
func (g *gate) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	if err := g.shut(); err != nil {
		return chat.Sent{}, err
	}
	return g.Adapter.Send(ctx, m)
}

// Edit implements chat.Adapter.
func (g *gate) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	if err := g.shut(); err != nil {
		return err
	}
	return g.Adapter.Edit(ctx, id, m)
}

// Ready says what keeps the platform from being served, where its adapter knows.
func (g *gate) Ready() error {
	if a, ok := g.Adapter.(interface{ Ready() error }); ok {
		return a.Ready()
	}
	return nil
}

// Leave implements chat.Leaver, where the adapter does.
func (g *gate) Leave(ctx context.Context, parent string) error {
	if err := g.shut(); err != nil {
		return err
	}
	if l, ok := g.Adapter.(chat.Leaver); ok {
		return l.Leave(ctx, parent)
	}
	return &chat.SendError{Kind: chat.Rejected, Err: fmt.Errorf("%s can't be left", g.Platform())}
}
