package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
)

// Platform is the platform's name.
const Platform chat.Platform = "discord"

// DefaultAPI is where Discord is unless a host runs a proxy for its REST API.
const DefaultAPI = "https://discord.com"

// Discord's own limits.
const (
	maxText     = 2000 // runes of a message's content
	maxLabel    = 80   // runes of a button
	maxTitle    = 45   // runes of a form's title, and of a field's label
	maxHint     = 100  // runes of a field's placeholder
	maxField    = 4000 // runes of a field's value
	maxNonce    = 25   // bytes
	maxChoices  = 25   // of an option
	maxChoice   = 100  // runes of a choice's label and of its value
	maxAbout    = 100  // runes of a description
	maxThread   = 100  // runes of a thread's name
	maxAlt      = 1024 // runes of a picture's description
	maxFile     = 10 << 20
	rowButtons  = 5 // in a row
	buttonRows  = 5 // under a message
	maxActions  = rowButtons * buttonRows
	nonceWindow = 2 * time.Minute

	// The API takes 50 requests a second in all; what the bot says leaves room
	// for what it asks. Into one channel it takes five messages in five seconds.
	perSecond     = 45
	chatPerSecond = 1
)

// Options is what an adapter is made of.
type Options struct {
	Token string
	// APIURL is the base below which /api/v9/… is asked; empty is DefaultAPI. The
	// gateway's address is asked there.
	APIURL string
	// Offers are the commands to register.
	Offers []chat.Offer
	// Complete suggests values for an option of a kind while it is typed, in a
	// locale as Discord names it. It is given a second. Nil suggests nothing.
	Complete func(ctx context.Context, kind chat.OptionKind, typed, locale string) []chat.Choice
	// Shards is how many gateway sessions share the servers; 0 is as many as
	// Discord recommends.
	Shards int
	// TooSlow is said, for the member's eyes only, where a form should have
	// opened and didn't in time. Empty is an English sentence.
	TooSlow string

	// Version is the bot's own, for Discord and the log.
	Version string

	// Keeper keeps the sessions for the next process, which then resumes them, and when
	// sessions were begun. Nil keeps nothing.
	Keeper chat.Keeper
	// Held returns why another process may serve the bot by now: nothing is asked of
	// Discord then. Nil is for a bot that no other process serves.
	Held func() error

	Log *slog.Logger
	// HTTP makes the requests; nil is a client of the adapter's own. Its Timeout
	// must be 0 or above two minutes.
	HTTP *http.Client
	// Dial connects to the gateway; nil is the network.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Adapter is a bot on Discord.
type Adapter struct {
	options Options
	token   string
	log     *slog.Logger
	rest    *rest
	agent   string // the User-Agent

	self atomic.Pointer[self] // who the bot is; nil until Discord has said so

	pending  pending      // interactions that are live
	privates privates     // private channels that are known
	reaches  *lru[bool]   // by channel, whether the bot could write there when it last changed
	forums   *lru[bool]   // the channels that are known to take posts alone
	names    *lru[string] // of roles and channels that somebody mentioned, by id
	looking  pacer        // at channels that changed

	budget   *budget // of gateway sessions; outlives a Run
	known    bool    // who the bot is was asked ahead of Run
	kept     kept    // by Options.Keeper
	unready  unready
	clock    clock
	mostHeld int // events that are held while the store can't be used
}

// self is the bot's own account and application.
type self struct {
	User        string
	Application string
	Name        string
}

// New returns an adapter that isn't connected yet. Its errors never hold the token.
func New(o Options) (*Adapter, error) {
	token := strings.TrimPrefix(strings.TrimSpace(o.Token), "Bot ")
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("that is no Discord token: it takes the bot's token, as the developer portal showed it")
	}
	if o.APIURL == "" {
		o.APIURL = DefaultAPI
	}
	base, err := webURL(o.APIURL)
	if err != nil {
		return nil, fmt.Errorf("the URL of the API: %w", err)
	}
	if o.Shards < 0 {
		return nil, errors.New("the number of shards: it takes 0 for as many as Discord recommends, or more")
	}
	if o.TooSlow == "" {
		o.TooSlow = "That took me too long. Please press it once more."
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Held == nil {
		o.Held = func() error { return nil }
	}
	agent := "DiscordBot (stillpoint, " + cmp.Or(o.Version, "unreleased") + ")"
	rest, err := newREST(base, token, agent, o.HTTP, o.Held)
	if err != nil {
		return nil, err
	}
	a := &Adapter{
		agent:    agent,
		token:    token,
		log:      o.Log.With("platform", Platform),
		rest:     rest,
		pending:  newPending(),
		privates: newPrivates(),
		reaches:  newLRU[bool](reachesKept),
		forums:   newLRU[bool](reachesKept),
		names:    newLRU[string](namesKept),
		looking:  pacer{every: lookEvery},
		mostHeld: mostHeld,
	}
	o.Token, o.APIURL = "", base
	a.options = o
	return a, nil
}

// How much is remembered. Each entry is a few hundred bytes at most.
const (
	privatesKept = 20_000
	reachesKept  = 5_000
	namesKept    = 2_000
	bucketsKept  = 5_000
)

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
		Forms: true, Threads: true, Ephemeral: true, Edits: true, Deletions: true, Reactions: true,
		TellsDeletions: true, History: true, OpensPrivate: true, Pictures: true, Pins: true,
		NonceWindow: nonceWindow, MaxActions: maxActions, MaxFile: maxFile,
		Rate: chat.Rate{PerSecond: perSecond, ChatPerSecond: chatPerSecond, HandlesFree: true},
	}
}
