package telegram

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// A panic on the way to Telegram is an error of that request, whatever is asked
// for, and keeps nobody else back. The log says where it was, and not with what.
func TestPanicsWhileSending(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		sent := r.send(said(chatOf(ada), "shown before"))
		ways := r.server.Client().Transport
		r.options.HTTP = &http.Client{Transport: roundTrip(func(q *http.Request) (*http.Response, error) {
			if strings.HasSuffix(q.URL.Path, "/getMe") {
				return ways.RoundTrip(q)
			}
			panic(private)
		})}
		r.open()
		a, g := r.adapter, place{chat: r.server.Supergroup("walkers").ID()}.encoded()
		for name, ask := range map[string]func() error{
			"Send":    func() error { _, err := a.Send(r.Context(), said(chatOf(ada), "hello")); return err },
			"Edit":    func() error { return a.Edit(r.Context(), sent.Message, said(chatOf(ada), "hello")) },
			"Delete":  func() error { return a.Delete(r.Context(), chatOf(ada), sent.Message) },
			"React":   func() error { return a.React(r.Context(), chatOf(ada), sent.Message, chat.Kept) },
			"Inspect": func() error { _, err := a.Inspect(r.Context(), g, chat.Need{}); return err },
			"Member":  func() error { _, err := a.Member(r.Context(), g, "7"); return err },
			"Probe":   func() error { return a.Probe(r.Context(), chatOf(ada)) },
			"a picture": func() error {
				m := said(chatOf(ada), "hello")
				m.Picture = picture("a dot")
				_, err := a.Send(r.Context(), m)
				return err
			},
		} {
			if failed := r.failure(chat.Sent{}, ask()); failed.Kind != chat.Unsent {
				r.Errorf("%s: %v", name, failed)
			}
		}
		r.run() // Polling, too, goes by that way.
		r.pass(time.Minute)
		if n := r.logged.lines("stack="); n < 8 {
			r.Errorf("%d panics are logged", n)
		}
	})
}

// A panic of the core's at any of its doors ends nothing.
func TestPanicsOfTheCore(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.in.caughtUp = func() error { panic(private) }
		r.run()
		r.server.User("ada").Write("hello")
		r.pass(time.Minute)
		only[chat.Text](r)
		if r.server.Waiting() != 0 || r.in.reported() < 2 {
			r.Errorf("%d updates wait, %d reports", r.server.Waiting(), r.in.reported())
		}
	}, telegramtest.Tolerant())
}
