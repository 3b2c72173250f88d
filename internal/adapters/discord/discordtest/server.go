package discordtest

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest/memnet"
)

const (
	token   = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GaTeWy.a-token-that-opens-nothing-at-all"
	botName = "Stillpoint"
)

// Server is Discord with one bot. Its methods may be called side by side.
type Server struct {
	tb testing.TB
	settings

	network *memnet.Network // nil on the loopback
	address string
	client  *http.Client
	running sync.WaitGroup // goroutines: serving, connections
	closing chan struct{}  // closed when the test ends

	mu     sync.Mutex
	http   *http.Server // nil while down
	lastID snowflake
	app    snowflake
	bot    *account

	accounts map[snowflake]*account
	byName   map[string]*account
	guilds   []*guild
	places   map[snowflake]*place
	crew     map[snowflake]bool // roles that a message may notify
	commands map[snowflake][]object
	given    map[string]File // that came with commands, by their ids
	opened   []snowflake
	pings    []Ping

	interactions map[string]*interaction // by id
	tokens       map[string]*interaction
	failures     []Failure

	gateway  gateway
	faults   []nextFault
	script   func(Request) *Fault
	requests []*Request
	limiter  limiter

	violations []string
}

// settings is what the options set.
type settings struct {
	memory      bool
	tolerant    bool
	failLate    bool
	mustShard   bool
	rates       Rates
	heartbeat   time.Duration
	kept        time.Duration
	nonceWindow time.Duration
	concurrency int
	shards      int
	oldEdits    int
	record      int
}

// Option sets how a server behaves.
type Option func(*settings)

// InMemory has the server listen in memory instead of on the loopback; only its
// own Client and Dial reach it. A server made inside a testing/synctest bubble
// must be in memory.
func InMemory() Option { return func(s *settings) { s.memory = true } }

// Tolerant has violations recorded instead of failing the test.
func Tolerant() Option { return func(s *settings) { s.tolerant = true } }

// WithRates has the server refuse what comes faster.
func WithRates(r Rates) Option { return func(s *settings) { s.rates = r } }

// WithHeartbeat sets the heartbeat interval; it is 41.25 s otherwise.
func WithHeartbeat(d time.Duration) Option { return func(s *settings) { s.heartbeat = d } }

// WithSessionKept sets for how long a lost session can be resumed; it is three
// minutes otherwise.
func WithSessionKept(d time.Duration) Option { return func(s *settings) { s.kept = d } }

// WithConcurrency sets how many sessions may identify within five seconds; it
// is one otherwise.
func WithConcurrency(n int) Option { return func(s *settings) { s.concurrency = n } }

// WithShards sets how many shards /gateway/bot recommends; it is one otherwise.
func WithShards(n int) Option { return func(s *settings) { s.shards = n } }

// RequireShards refuses whoever identifies with fewer shards than recommended.
func RequireShards() Option { return func(s *settings) { s.mustShard = true } }

// WithNonceWindow sets for how long a nonce is enforced; it is two minutes
// otherwise.
func WithNonceWindow(d time.Duration) Option { return func(s *settings) { s.nonceWindow = d } }

// WithOldEdits sets how often a message may be edited once it is an hour old.
// Discord has such a limit and names no figure; without this option there is none.
func WithOldEdits(n int) Option { return func(s *settings) { s.oldEdits = n } }

// FailLateInteractions has an interaction that isn't acknowledged in time fail
// the test. It is always recorded in Failed.
func FailLateInteractions() Option { return func(s *settings) { s.failLate = true } }

// KeepRequests has only the last n requests kept, for long runs.
func KeepRequests(n int) Option { return func(s *settings) { s.record = n } }

// memoryHost is the server's name where it listens in memory.
const memoryHost = "discord.test"

// New starts a server without people or guilds. It ends with the test, and
// leaves no goroutine behind.
func New(tb testing.TB, opts ...Option) *Server {
	s := &Server{
		tb:           tb,
		closing:      make(chan struct{}),
		accounts:     map[snowflake]*account{},
		given:        map[string]File{},
		byName:       map[string]*account{},
		places:       map[snowflake]*place{},
		crew:         map[snowflake]bool{},
		commands:     map[snowflake][]object{},
		interactions: map[string]*interaction{},
		tokens:       map[string]*interaction{},
		limiter:      limiter{buckets: map[string]*bucket{}},
		settings: settings{
			heartbeat: 41250 * time.Millisecond, kept: 3 * time.Minute, nonceWindow: 2 * time.Minute,
			concurrency: 1, shards: 1,
		},
	}
	for _, o := range opts {
		o(&s.settings)
	}
	transport := &http.Transport{}
	if s.memory {
		if time.Now().Before(firstInstant) {
			time.Sleep(time.Until(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))
		}
		s.network = memnet.New(memoryHost)
		transport.DialContext = s.network.Dial
		s.address = memoryHost
	}
	s.client = &http.Client{Transport: transport}
	s.gateway.init()
	s.app = s.newID()
	s.bot = s.newAccount(botName)
	s.bot.bot = true
	s.Up()
	tb.Cleanup(s.close)
	return s
}

// URL is the base of REST: requests go to /api/v9 or /api/v10 below it.
func (s *Server) URL() string { return "http://" + s.address }

// GatewayURL is where the gateway listens.
func (s *Server) GatewayURL() string { return "ws://" + s.address }

// Token is the bot's, without the word before it.
func (s *Server) Token() string { return token }

// Application is the id of the bot's application.
func (s *Server) Application() string { return s.app.String() }

// BotID is the id of the bot's account.
func (s *Server) BotID() string { return s.bot.id.String() }

// Client reaches REST, in memory too.
func (s *Server) Client() *http.Client { return s.client }

// Dial connects to the server, in memory too, whatever the address says.
func (s *Server) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	if s.memory {
		return s.network.Dial(ctx, network, s.address)
	}
	var d net.Dialer
	return d.DialContext(ctx, network, s.address)
}

// Down takes REST and gateway off the network: connections break, and there is
// no route until Up. What the server knows, it keeps.
func (s *Server) Down() {
	s.mu.Lock()
	server := s.http
	s.http = nil
	s.gateway.cut()
	s.mu.Unlock()
	if server == nil {
		return
	}
	if err := server.Close(); err != nil {
		s.tb.Errorf("discordtest: closing: %v", err)
	}
}

// Up puts it back, at the same address.
func (s *Server) Up() {
	s.tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.http != nil {
		return
	}
	var listener net.Listener
	if s.memory {
		listener = s.network.Listen()
	} else {
		at := s.address
		if at == "" {
			at = "127.0.0.1:0"
		}
		l, err := net.Listen("tcp", at)
		if err != nil {
			s.tb.Fatalf("discordtest: %v", err)
		}
		s.address, listener = l.Addr().String(), l
	}
	server := &http.Server{Handler: http.HandlerFunc(s.serve), ConnState: s.connection}
	s.http = server
	s.running.Go(func() {
		// Serve ends when Down or close closes the server, and says no more than that.
		_ = server.Serve(listener)
	})
}

// connection counts connections, so that close can wait for their ends.
func (s *Server) connection(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.running.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.running.Done()
	}
}

func (s *Server) close() {
	close(s.closing)
	s.mu.Lock()
	for _, i := range s.interactions {
		i.deadline.Stop()
	}
	s.mu.Unlock()
	s.Down()
	s.client.CloseIdleConnections()
	s.running.Wait()
}

// Violations returns what the bot did wrong so far, in names alone.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// violation is called with the lock held.
func (s *Server) violation(where, fault string) {
	text := where + ": " + fault
	s.violations = append(s.violations, text)
	if !s.tolerant {
		s.tb.Errorf("discordtest: %s", text)
	}
}
