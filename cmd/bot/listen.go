package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"stillpoint/internal/adapters/telegram"
)

// listenSettings say where to listen.
type listenSettings struct {
	Listen string `long:"listen" env:"STILLPOINT_LISTEN" value-name:"ADDRESS" description:"Answer /healthz, /readyz and /metrics here, such as 127.0.0.1:8080."`
}

// checkListen appends what is wrong with where to listen, behind a webhook if there
// is one.
func (c listenSettings) checkListen(webhook string, wrong *wrongSettings) {
	if _, err := net.ResolveTCPAddr("tcp", c.Listen); c.Listen != "" && err != nil {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_LISTEN is %q; it takes an address and a port, such as 127.0.0.1:8080", c.Listen))
	}
	if webhook != "" && c.Listen == "" {
		*wrong = append(*wrong, "STILLPOINT_LISTEN is empty; for the webhook it takes an address and a port, such as 127.0.0.1:8080")
	}
}

// listen answers /healthz (the process lives, and its clock goes on), /readyz (all that
// serving depends on is well; else a line for each part that isn't), /metrics, and
// Telegram, where it comes by webhook. It returns how to stop.
func (c *runCmd) listen(b *bot, tg *telegram.Adapter, log *slog.Logger) (stop func(), err error) {
	mux := c.routes(b, tg, log)
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, mendable{fmt.Errorf("STILLPOINT_LISTEN: %w", err), "Choose another port, or an address of this machine; is another bot running?"}
	}
	server := serveHTTP(listener, mux, log)
	log.Info("listening", "address", listener.Addr().String())
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			log.Warn("listening did not end by itself", "err", err)
		}
	}, nil
}

// routes are what is answered. Updates are taken in at whatever path they are posted
// to, since a proxy may strip the beginning of it: a secret header tells that they are
// Telegram's.
func (c *runCmd) routes(b *bot, tg *telegram.Adapter, log *slog.Logger) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", b.healthz)
	mux.HandleFunc("GET /readyz", b.readyz)
	if b.metrics != nil {
		mux.Handle("GET /metrics", b.metrics.Handler(log))
	}
	if c.TelegramWebhook != "" && tg != nil {
		mux.Handle("POST /", tg.Handler())
	}
	return mux
}

// maxConnections is how many there are at once. Telegram opens a hundred at most.
const maxConnections = 256

// serveHTTP answers what comes in, of so many at once, each of whom must have asked
// within a while.
func serveHTTP(in net.Listener, handler http.Handler, log *slog.Logger) *http.Server {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
	}
	go func() {
		if err := server.Serve(&crowd{Listener: in, most: maxConnections}); !errors.Is(err, http.ErrServerClosed) {
			log.Error("listening ended", "err", err)
		}
	}()
	return server
}

// healthz answers 200 while the process is good for anything, and 503 if it should be
// ended and started again: nothing has ticked for long.
func (b *bot) healthz(w http.ResponseWriter, _ *http.Request) {
	if last := b.ticked.Load(); last != nil && time.Since(*last) > hangs {
		http.Error(w, "tick: "+b.tickUnready().Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

// hangs is how long ago the last tick ended when the process is taken to hang.
const hangs = 15 * time.Minute

// readyz answers 200 if the bot can serve, and else 503 with what can't be, and why.
func (b *bot) readyz(w http.ResponseWriter, _ *http.Request) {
	if err := b.unready(); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}
