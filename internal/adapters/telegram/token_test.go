package telegram

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// The token is in no error, whatever goes wrong, and whoever makes it.
func TestTokenStaysHere(t *testing.T) {
	inBubble(t, func(r *rig) {
		for name, failing := range map[string]roundTrip{
			"an error that repeats the URL": func(q *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("can't get %s", q.URL)
			},
			"a redirect": func(q *http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode: 302, Request: q, Body: http.NoBody,
					Header: http.Header{"Location": {"ftp://nowhere" + q.URL.Path}},
				}, nil
			},
		} {
			r.options.HTTP = &http.Client{Transport: failing}
			r.open()
			failed := r.fails(said(place{chat: 7}.encoded(), "hello"))
			r.Log(name, failed)
		}
		r.options.HTTP = r.server.Client()
		for name, base := range map[string]string{"%": r.server.URL() + "/%25s%41", "port": "http://telegram.test:99999"} {
			r.options.APIURL = base
			r.open()
			r.Log(name, r.fails(said(place{chat: 7}.encoded(), "hello")))
		}
		var asked string
		r.options.HTTP = &http.Client{Transport: roundTrip(func(q *http.Request) (*http.Response, error) {
			asked = q.URL.String()
			return nil, errFull
		})}
		r.options.APIURL = "http://telegram.test/%25s%41/"
		r.open()
		r.fails(said(place{chat: 7}.encoded(), "hello"))
		if want := "http://telegram.test/%25s%41/bot" + r.server.Token() + "/sendMessage"; asked != want {
			r.Errorf("asked for %q", strings.ReplaceAll(asked, r.server.Token(), "<token>"))
		}
		for _, bad := range []string{"", "7:", r.server.Token() + "\n", "x" + r.server.Token(), "\x7f" + r.server.Token()} {
			_, err := New(Options{Token: bad})
			if err == nil || (bad != "" && strings.Contains(err.Error(), strings.TrimSpace(bad))) {
				r.Errorf("a bad token: %v", err)
			}
		}
		shown := fmt.Sprintf("%v %+v %#v", r.adapter, r.adapter, r.adapter)
		if strings.Contains(shown, r.server.Token()) {
			r.Error("an adapter that is printed shows its token")
		}
	}, telegramtest.Tolerant())
}

func TestBadURLs(t *testing.T) {
	for _, o := range []Options{
		{APIURL: "telegram.org"}, {APIURL: "ftp://telegram.org"}, {APIURL: "https://"}, {APIURL: "https://x/?a=b"},
		{APIURL: "https://x/\x7f"}, {Webhook: "http://example.org/hook"}, {Webhook: "example.org"},
	} {
		o.Token = "1:abc"
		if _, err := New(o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
}
