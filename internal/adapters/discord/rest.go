package discord

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// How long a request may take.
const (
	answerWithin = 20 * time.Second
	uploadWithin = 90 * time.Second
)

// rest makes requests of the REST API, by sessions of the library's that are used
// for nothing else. It repeats nothing by itself.
type rest struct {
	client *http.Client
	base   string
	token  string
	// bot has the bot's token; bare has none, for requests whose path holds what
	// authorises them.
	bot, bare *discordgo.Session
	limits    *limits
	held      func() error // why nothing may be asked; nil for no reason
	// refused gets a word whenever the API says that the token doesn't hold.
	refused chan struct{}
}

// request is one request of the REST API.
type request struct {
	method string
	url    string // one of the library's endpoints
	query  url.Values
	body   any        // JSON; nil for none
	upload *chat.File // goes with the body, as its first file
	bucket string     // what has a rate of its own: the kind of request, and the channel or server
	// byToken says that the path itself holds what authorises the request: an
	// interaction's token. Such requests don't count against the bot's rate.
	byToken bool
}

func newREST(base, token, agent string, client *http.Client, held func() error) (*rest, error) {
	if client == nil {
		client = newClient()
	}
	own := *client
	own.Transport = &transport{next: own.Transport}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r := &rest{
		client: &own, base: base + "/api/v" + discordgo.APIVersion + "/", token: token,
		limits: newLimits(), held: held, refused: make(chan struct{}, 1),
	}
	for s, token := range map[**discordgo.Session]string{&r.bot: "Bot " + token, &r.bare: ""} {
		session, err := discordgo.New(token)
		if err != nil {
			return nil, errors.New("the library makes no session")
		}
		session.Client, session.UserAgent = r.client, agent
		session.LogLevel = discordgo.LogError - 1 // Nothing: it would write to the standard error.
		*s = session
	}
	return r, nil
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
	body, kind, err := encodeBody(q)
	if err == nil {
		err = r.held()
	}
	if err != nil {
		return &callError{Err: err}
	}
	within := answerWithin
	if q.upload != nil {
		within = uploadWithin
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	ctx, a := noting(ctx)
	content, err := r.ask(ctx, q, kind, body)
	if a.status == 0 {
		if err == nil {
			err = errUnreadable
		}
		return &callError{Err: r.clean(err), Written: a.written.Load()}
	}
	if refused, ok := errors.AsType[*discordgo.RESTError](err); ok {
		content, err = refused.ResponseBody, nil
	}
	if a.status/100 != 2 {
		failed := refusal(a, content)
		r.limits.refused(q, failed, a.header)
		if failed.Status == http.StatusUnauthorized && !q.byToken {
			select {
			case r.refused <- struct{}{}:
			default:
			}
		}
		return failed
	}
	if err != nil {
		return &callError{Err: r.clean(err), Written: true, Status: a.status}
	}
	r.limits.learn(q, a.header)
	if v == nil || a.status == http.StatusNoContent {
		return nil
	}
	if err := discordgo.Unmarshal(content, v); err != nil {
		return &callError{Err: errUnreadable, Written: true, Status: a.status}
	}
	return nil
}

// ask makes a request by the library. The bucket is one that nobody else knows,
// since the library holds a bucket during the request, waits for it whatever the
// context says, and forgets none; the limits are kept by limits.
func (r *rest) ask(ctx context.Context, q request, kind string, body []byte) ([]byte, error) {
	session := r.bot
	if q.byToken {
		session = r.bare
	}
	target := r.base + strings.TrimPrefix(q.url, discordgo.EndpointAPI)
	if len(q.query) > 0 {
		target += "?" + q.query.Encode()
	}
	return session.RequestWithLockedBucket(q.method, target, kind, body,
		discordgo.NewRatelimiter().LockBucket(q.bucket), 0,
		discordgo.WithContext(ctx), discordgo.WithRestRetries(0), discordgo.WithRetryOnRatelimit(false))
}

var errUnreadable = errors.New("the answer can't be read")

// encodeBody returns a request's body with its content type: JSON, or a form with
// the JSON and the file in it.
func encodeBody(q request) (body []byte, kind string, err error) {
	if q.body == nil {
		return nil, "", nil
	}
	if body, err = discordgo.Marshal(q.body); err != nil {
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
	part(`form-data; name="files[0]"; filename="`+fileName(q.upload.Name)+`"`, q.upload.Type, q.upload.Data)
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
