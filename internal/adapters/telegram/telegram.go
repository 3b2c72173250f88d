package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
)

// Platform is the platform's name.
const Platform chat.Platform = "telegram"

// DefaultAPI is where the Bot API is unless a host runs their own.
const DefaultAPI = "https://api.telegram.org"

// The Bot API's own limits.
const (
	maxText    = 4096 // UTF-16 units, after parsing
	maxCaption = 1024 // UTF-16 units, after parsing
	maxAlert   = 200  // runes
	maxHint    = 64   // runes, of the placeholder in the input field

	perSecond     = 30 // over all chats
	chatPerSecond = 1
	groupPerMin   = 20

	keeps      = 24 * time.Hour // what nobody fetches
	maxFile    = 50 << 20
	maxActions = 12 // of the hundred there may be: what a phone shows without scrolling
)

// Options is what an adapter is made of.
type Options struct {
	Token string
	// APIURL is the base of the Bot API; empty is DefaultAPI.
	APIURL string
	// Webhook is the public https URL under which Handler is reachable; with a
	// Bot API server of one's own it may be http. Empty is long polling.
	Webhook string

	// Offers are the commands that are registered, in this order. Telegram's have
	// no fields: what may follow their names is typed.
	Offers []chat.Offer
	// Description is what somebody reads before they start, at most 512 runes;
	// ShortDescription is on the bot's profile, at most 120. Empty ones are left
	// as they are.
	Description, ShortDescription string

	// Version is the program's own, for the log; empty says nothing.
	Version string

	// Links seals what the bot's links carry. Without it a message that needs a link
	// is rejected, and none is followed.
	Links Links

	// Held returns why another process may serve the bot by now: nothing is asked of
	// Telegram then. Nil is for a bot that no other process serves.
	Held func() error

	Log *slog.Logger
	// HTTP makes the requests; nil is a client of the adapter's own. Its Timeout
	// must be 0 or above a minute.
	HTTP *http.Client
}

// Adapter is a bot on Telegram.
type Adapter struct {
	options   Options
	api       *api
	log       *slog.Logger
	callbacks callbacks
	admins    admins
	floods    floods
	albums    albums
	topics    topics
	lookups   lookups
	clock     platformClock
	readiness readiness

	self    atomic.Pointer[user]   // who the bot is; nil until it was asked
	known   atomic.Bool            // it was asked ahead of Run
	webhook atomic.Pointer[intake] // what Handler hands over to; nil while nothing runs
	refused atomic.Int64           // when Handler last took nothing in, in Unix nanoseconds
	secret  string                 // what Telegram sends along to the webhook
}

// tokenShape is what BotFather gives out: the bot's id and 35 characters.
var tokenShape = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{3,}$`)

// New returns an adapter that isn't connected yet. Its errors never hold the token.
func New(o Options) (*Adapter, error) {
	if !tokenShape.MatchString(o.Token) {
		return nil, errors.New("that is no Telegram token: it takes the bot's number, a colon and a key, as BotFather gave it")
	}
	if o.APIURL == "" {
		o.APIURL = DefaultAPI
	}
	base, err := webURL(o.APIURL)
	if err != nil {
		return nil, fmt.Errorf("the URL of the Bot API: %w", err)
	}
	if o.Webhook != "" {
		u, err := webURL(o.Webhook)
		if err != nil {
			return nil, fmt.Errorf("the URL of the webhook: %w", err)
		}
		if base == DefaultAPI && !strings.HasPrefix(u, "https://") { // A host's own server may take http.
			return nil, errors.New("the URL of the webhook: it takes https")
		}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Held == nil {
		o.Held = func() error { return nil }
	}
	a := &Adapter{
		log:       o.Log.With("platform", Platform),
		callbacks: callbacks{open: map[string]*time.Timer{}},
		secret:    newSecret(),
	}
	a.api = newAPI(o.Token, base, o.HTTP, o.Held, a.log)
	a.clock.log, a.admins.lookups = a.log, &a.lookups
	o.Token = ""
	a.options = o
	return a, nil
}

// webURL checks a base URL and returns it without its last slash.
func webURL(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", errors.New("it can't be read")
	case (u.Scheme != "https" && u.Scheme != "http") || u.Host == "":
		return "", errors.New("it takes https://host or http://host")
	case u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("it takes neither a query nor a fragment")
	}
	return strings.TrimRight(s, "/"), nil
}

// Platform implements chat.Adapter.
func (a *Adapter) Platform() chat.Platform { return Platform }

// Limits implements chat.Adapter.
func (a *Adapter) Limits() chat.Limits {
	return chat.Limits{
		Edits: true, Deletions: true, Reactions: true, Pictures: true, Pins: true, PinsHear: true,
		Keeps: keeps, MaxActions: maxActions, MaxFile: maxFile,
		Rate: chat.Rate{
			PerSecond: perSecond, ChatPerSecond: chatPerSecond, GroupPerMin: groupPerMin,
			GroupOf: groupOf,
		},
	}
}

// Find implements chat.Adapter. A bot can't read back what it said.
func (a *Adapter) Find(context.Context, chat.Chat, string, time.Time) (chat.Sent, bool, error) {
	return chat.Sent{}, false, nil
}
