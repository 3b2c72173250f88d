package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// What an answer may hold, in bytes. A hundred updates are a few megabytes at
// most; any other answer is far smaller.
const (
	maxUpdates = 16 << 20
	maxAnswer  = 4 << 20
)

// transport carries one request to the server. The library knows no contexts, so
// the transport brings the context along, notes how far the request got, and
// bounds the answer.
type transport struct {
	client  *http.Client
	ctx     context.Context
	most    int64 // bytes of the answer
	written atomic.Bool
	status  int
}

// Do implements tgbotapi.HTTPClient.
func (t *transport) Do(r *http.Request) (*http.Response, error) {
	tried := false
	defer func() {
		if !tried && r.Body != nil {
			_ = r.Body.Close() // An upload is being written into it, also when this panics.
		}
	}()
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	ctx := httptrace.WithClientTrace(t.ctx, &httptrace.ClientTrace{
		// A new connection is sought only if nothing was written on the last one.
		GetConn: func(string) { t.written.Store(false) },
		WroteRequest: func(i httptrace.WroteRequestInfo) {
			if i.Err == nil {
				t.written.Store(true)
			}
		},
	})
	resp, err := t.client.Do(r.WithContext(ctx))
	tried = true
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		return nil, err
	}
	t.status = resp.StatusCode
	resp.Body = &boundedBody{ReadCloser: resp.Body, left: t.most}
	return resp, nil
}

var _ tgbotapi.HTTPClient = (*transport)(nil)

var errTooLong = errors.New("the answer is longer than any may be")

// boundedBody fails once more was read than there may be.
type boundedBody struct {
	io.ReadCloser
	left int64
}

// Read implements io.Reader.
func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLong
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, errTooLong
	}
	return n, err
}
