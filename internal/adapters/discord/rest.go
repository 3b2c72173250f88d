package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
)

// How long a request may take.
const (
	answerWithin = 20 * time.Second
	uploadWithin = 90 * time.Second
)

// maxAnswer bounds what is read of an answer, in bytes. A hundred messages, or
// the channels of a big server, are less.
const maxAnswer = 8 << 20

// userAgent is of the form that Discord asks of bots.
const userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, v0.29.0)"

// rest makes requests of the REST API. It is the only one, beside the gateway,
// who knows the token. It repeats nothing by itself.
type rest struct {
	client *http.Client
	base   string
	token  string
	limits *limits
	// refused is closed once the API has said that the token doesn't hold.
	refused chan struct{}
	wasTold atomic.Bool
}

// request is one request of the REST API.
type request struct {
	method string
	path   string // below /api/v9
	query  url.Values
	body   any           // JSON; nil for none
	upload *chat.Picture // goes with the body, as its first file
	bucket string        // what has a rate of its own: the kind of request, and the channel or server
	// byToken says that the path itself holds what authorises the request: an
	// interaction's token. Such requests don't count against the bot's rate.
	byToken bool
}

func newREST(base, token string, client *http.Client) *rest {
	if client == nil {
		client = newClient()
	}
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &rest{client: &own, base: base + "/api/v9", token: token, limits: newLimits(), refused: make(chan struct{})}
}

// newClient returns a client for one host: connections enough for what is sent
// at fifty a second, and for what is uploaded. It speaks HTTP/1.1, so that a
// connection that hangs holds up nothing but its own request. The deadlines are
// the requests' own.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConns:        32,
		MaxIdleConnsPerHost: 32,
		IdleConnTimeout:     90 * time.Second,
	}}
}

// do makes one request and reads its answer into v, unless v is nil. Its error
// is nil or a *callError.
func (r *rest) do(ctx context.Context, q request, v any) error {
	if failed := r.limits.await(ctx, q); failed != nil {
		return failed
	}
	within := answerWithin
	if q.upload != nil {
		within = uploadWithin
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// A new connection is sought only if nothing was written on the last one.
		GetConn: func(string) { written.Store(false) },
		WroteRequest: func(i httptrace.WroteRequestInfo) {
			if i.Err == nil {
				written.Store(true)
			}
		},
	})
	h, err := r.build(ctx, q)
	if err != nil {
		return &callError{Err: err}
	}
	answer, err := r.client.Do(h)
	if err != nil {
		return &callError{Err: r.clean(err), Written: written.Load()}
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return &callError{Err: r.clean(err), Written: true, Status: answer.StatusCode}
	}
	if answer.StatusCode/100 == 2 {
		r.limits.learn(q, answer.Header)
		if v == nil || answer.StatusCode == http.StatusNoContent {
			return nil
		}
		if err := json.Unmarshal(body, v); err != nil {
			return &callError{Err: errUnreadable, Written: true, Status: answer.StatusCode}
		}
		return nil
	}
	failed := refusal(answer, body)
	r.limits.refused(q, failed, answer.Header)
	if failed.Status == http.StatusUnauthorized && !q.byToken && !r.wasTold.Swap(true) {
		close(r.refused)
	}
	return failed
}

var errUnreadable = errors.New("the answer can't be read")

// build makes the HTTP request.
func (r *rest) build(ctx context.Context, q request) (*http.Request, error) {
	body, kind, err := encodeBody(q)
	if err != nil {
		return nil, err
	}
	target := r.base + q.path
	if len(q.query) > 0 {
		target += "?" + q.query.Encode()
	}
	var reader io.Reader // A nil *bytes.Reader isn't a nil io.Reader.
	if body != nil {
		reader = bytes.NewReader(body)
	}
	h, err := http.NewRequestWithContext(ctx, q.method, target, reader)
	if err != nil {
		return nil, errors.New("a request that can't be made")
	}
	if kind != "" {
		h.Header.Set("Content-Type", kind)
	}
	h.Header.Set("User-Agent", userAgent)
	if !q.byToken {
		h.Header.Set("Authorization", "Bot "+r.token)
	}
	return h, nil
}

// encodeBody returns a request's body with its content type: JSON, or a form with
// the JSON and the picture in it.
func encodeBody(q request) (body []byte, kind string, err error) {
	if q.body == nil {
		return nil, "", nil
	}
	if body, err = json.Marshal(q.body); err != nil {
		return nil, "", errors.New("a body that is no JSON")
	}
	if q.upload == nil {
		return body, "application/json", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part := func(disposition, kind string, content []byte) {
		p, perr := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
		if perr == nil {
			_, perr = p.Write(content)
		}
		err = errors.Join(err, perr)
	}
	part(`form-data; name="payload_json"`, "application/json", body)
	part(`form-data; name="files[0]"; filename="`+fileName(q.upload.Name)+`"`, "image/png", q.upload.PNG)
	err = errors.Join(err, w.Close())
	return b.Bytes(), w.FormDataContentType(), err
}

// fileName keeps what is harmless of a file's name.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, s)
}

// clean returns an error without what must not be told: the URL, which may hold
// an interaction's token, and the bot's token.
func (r *rest) clean(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	if strings.Contains(err.Error(), r.token) {
		return errors.New(strings.ReplaceAll(err.Error(), r.token, "<token>"))
	}
	return err
}

// number is a query parameter.
func number(n int) string { return strconv.Itoa(n) }
