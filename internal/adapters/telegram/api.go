package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// How long a request may take.
const (
	answerWithin = 30 * time.Second
	uploadWithin = 90 * time.Second
)

// params are a request's parameters; objects and lists are JSON.
type params = tgbotapi.Params

// api makes requests of the Bot API. It is the only one who knows the token.
type api struct {
	client   *http.Client
	base     string // where the API is
	endpoint string // the library's format, for the token and the method
	token    string
	held     func() error // why nothing may be asked; nil for no reason
	log      *slog.Logger
}

// silenceLibrary keeps the library from writing to standard error: it would
// write whole requests. Its logger is a global, so it is set once.
var silenceLibrary = sync.OnceFunc(func() { _ = tgbotapi.SetLogger(silence{}) })

type silence struct{}

func (silence) Println(...any)        {}
func (silence) Printf(string, ...any) {}

func newAPI(token, base string, client *http.Client, held func() error, log *slog.Logger) *api {
	silenceLibrary()
	if client == nil {
		client = newClient()
	}
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &api{
		client:   &own,
		base:     base,
		endpoint: strings.ReplaceAll(base, "%", "%%") + "/bot%s/%s",
		token:    token,
		held:     held,
		log:      log,
	}
}

// newClient returns a client for one host: connections enough for the poll, for
// what is sent at thirty a second, and for what is uploaded. It speaks HTTP/1.1,
// so that a connection that hangs holds up nothing but its own request. The
// deadlines are the requests' own.
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

// callError is a request that failed. It never holds the token, nor anything
// that somebody wrote.
type callError struct {
	// Err is a *tgbotapi.Error for an answer of the API's, a *json.SyntaxError
	// for a page that is none, or what went wrong with the connection.
	Err error
	// Written says that the whole request had been written before it failed, so
	// that it may have been carried out.
	Written bool
	// Status is the status of the HTTP answer; 0 if none came.
	Status int
}

// Error implements error. It always says something.
func (e *callError) Error() string {
	if said := e.Err.Error(); said != "" {
		return said
	}
	return fmt.Sprintf("a failure without a description (%T, status %d)", e.Err, e.Status)
}

// Unwrap returns the cause.
func (e *callError) Unwrap() error { return e.Err }

// call makes one request and returns its result, or a *callError.
func (a *api) call(ctx context.Context, method string, p params, files ...tgbotapi.RequestFile) (json.RawMessage, error) {
	within := answerWithin
	if len(files) > 0 {
		within = uploadWithin
	}
	return a.callWithin(ctx, within, method, p, files...)
}

// callWithin makes one request that may take so long. A panic on its way is an
// error like a broken connection.
func (a *api) callWithin(ctx context.Context, within time.Duration, method string, p params, files ...tgbotapi.RequestFile) (result json.RawMessage, err error) {
	if err := a.held(); err != nil {
		return nil, &callError{Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	t := &transport{client: a.client, ctx: ctx, most: maxAnswer}
	if method == "getUpdates" {
		t.most = maxUpdates
	}
	defer func() {
		if recover() != nil {
			a.log.Error("panic while making a request", "method", method, "stack", string(debug.Stack()))
			result, err = nil, &callError{Err: errPanic, Written: t.written.Load(), Status: t.status}
		}
	}()
	bot := tgbotapi.BotAPI{Token: a.token, Client: t}
	bot.SetAPIEndpoint(a.endpoint)
	var answer *tgbotapi.APIResponse
	if len(files) > 0 {
		answer, err = bot.UploadFiles(method, p, files)
	} else {
		answer, err = bot.MakeRequest(method, p)
	}
	if err != nil {
		return nil, &callError{Err: a.clean(err, t.status), Written: t.written.Load(), Status: t.status}
	}
	return answer.Result, nil
}

// decode makes a request and reads its result into v.
func (a *api) decode(ctx context.Context, v any, method string, p params, files ...tgbotapi.RequestFile) error {
	result, err := a.call(ctx, method, p, files...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(result, v); err != nil {
		return &callError{Err: errUnreadable, Written: true, Status: http.StatusOK}
	}
	return nil
}

var errUnreadable = errors.New("the answer can't be read")

// clean returns an error without what must not be told: the URL, which holds the
// token, and what Telegram quotes of a message. An upload's error lacks its code,
// which is the status.
func (a *api) clean(err error, status int) error {
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		told := *e
		told.Message = officialPart(e.Message)
		if told.Code == 0 {
			told.Code = status
		}
		if told.Message == "" {
			told.Message = fmt.Sprintf("refused with code %d and no description", told.Code)
		}
		err = &told
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	if strings.Contains(err.Error(), a.token) {
		return errors.New(strings.ReplaceAll(err.Error(), a.token, "<token>"))
	}
	return err
}

// officialPart is an official description without what it quotes: at most its
// first two clauses, up to the first quotation mark.
func officialPart(s string) string {
	s, _, _ = strings.Cut(s, `"`)
	clauses := strings.SplitN(s, ": ", 3)
	s = strings.TrimSpace(strings.Join(clauses[:min(2, len(clauses))], ": "))
	return s[:min(len(s), 120)]
}
