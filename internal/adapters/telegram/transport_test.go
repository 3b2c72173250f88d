package telegram

import (
	"errors"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// Whether a message may have been shown depends on the last connection that was
// tried: one request is written anew on another only if nothing came of it before.
func TestAnotherConnectionBeginsAnew(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		steps func(*httptrace.ClientTrace)
		want  chat.SendKind
	}{
		"no connection":   {func(w *httptrace.ClientTrace) { w.GetConn("") }, chat.Unsent},
		"written":         {func(w *httptrace.ClientTrace) { w.GetConn(""); w.WroteRequest(httptrace.WroteRequestInfo{}) }, chat.Uncertain},
		"written in part": {func(w *httptrace.ClientTrace) { w.GetConn(""); w.WroteRequest(httptrace.WroteRequestInfo{Err: broken}) }, chat.Unsent},
		"written, then anew": {func(w *httptrace.ClientTrace) {
			w.GetConn("")
			w.WroteRequest(httptrace.WroteRequestInfo{})
			w.GetConn("")
		}, chat.Unsent},
		"written on the other": {func(w *httptrace.ClientTrace) {
			w.GetConn("")
			w.GetConn("")
			w.WroteRequest(httptrace.WroteRequestInfo{})
		}, chat.Uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.options.HTTP = &http.Client{Transport: roundTrip(func(q *http.Request) (*http.Response, error) {
					c.steps(httptrace.ContextClientTrace(q.Context()))
					return nil, broken
				})}
				r.open()
				if failed := r.fails(said(place{chat: 7}.encoded(), "hello")); failed.Kind != c.want {
					r.Errorf("%v, want %v", failed, c.want)
				}
			})
		})
	}
}

// An answer without an end is given up once it is longer than any may be, and
// updates come all the same afterwards.
func TestEndlessAnswers(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		r.server.FaultNext(telegramtest.Fault{Endless: true}, "getUpdates")
		r.server.FaultNext(telegramtest.Fault{Endless: true}, "getUpdates")
		r.server.FaultNext(telegramtest.Fault{Endless: true, Handled: true}, "sendMessage")
		failed := r.fails(said(chatOf(ada), "hello"))
		if failed.Kind != chat.Uncertain || !errors.Is(failed, errTooLong) {
			r.Errorf("%v", failed)
		}
		ada.Write("hello")
		r.run()
		r.pass(lastWait)
		only[chat.Text](r)
		if !strings.Contains(r.logged.String(), errTooLong.Error()) {
			r.Errorf("the log doesn't say why:\n%s", r.logged)
		}
	})
}

// No more is read than the bound, and one byte to see that there is more.
func TestBodiesAreBounded(t *testing.T) {
	for _, size := range []int64{0, 1, 99, 100, 101, 5000} {
		var read int64
		body := &boundedBody{left: 100, ReadCloser: http.NoBody}
		body.ReadCloser = readCloser(func(p []byte) (int, error) {
			n := min(int64(len(p)), size-read)
			if read += n; n == 0 {
				return 0, errEnd
			}
			return int(n), nil
		})
		var err error
		for p := make([]byte, 64); err == nil; {
			_, err = body.Read(p)
		}
		if long := size > 100; errors.Is(err, errTooLong) != long || read != min(size, 101) {
			t.Errorf("of %d bytes %d were read: %v", size, read, err)
		}
	}
}

var errEnd = errors.New("the end")

type readCloser func([]byte) (int, error)

func (f readCloser) Read(p []byte) (int, error) { return f(p) }
func (readCloser) Close() error                 { return nil }

// An error always says something, also where Telegram or a proxy says nothing.
func TestErrorsSaySomething(t *testing.T) {
	for name, fault := range map[string]telegramtest.Fault{
		"no description":       {Code: 400, Body: `{"ok":false,"error_code":400,"description":""}`},
		"no code either":       {Code: 500, Body: `{"ok":false}`},
		"an empty page":        {Code: 502, Body: " "},
		"nothing":              {Body: `{}`},
		"a description alone":  {Code: 403, Body: `{"ok":false,"description":"Forbidden"}`},
		"an empty description": {Code: 429, Body: `{"ok":false,"error_code":429,"parameters":{"retry_after":3}}`},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.User("ada").Opened()
				r.server.FaultNext(fault, "sendMessage")
				failed := r.fails(said(chatOf(ada), "hello"))
				if strings.TrimSpace(failed.Err.Error()) == "" {
					r.Errorf("%#v says nothing", failed.Err)
				}
				r.server.FaultNext(fault, "getMe", "getUpdates", "setMyCommands")
				r.server.FaultNext(fault, "getUpdates")
				r.run()
				r.pass(time.Minute)
				if n := r.logged.lines(`err=""`) + r.logged.lines("err=\n") + r.logged.lines("err=<nil>"); n != 0 {
					r.Errorf("%d lines say nothing:\n%s", n, r.logged)
				}
				if err := errors.Unwrap(failed); err == nil || err.Error() == "" {
					r.Errorf("%v", failed)
				}
			})
		})
	}
}
