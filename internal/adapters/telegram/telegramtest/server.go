package telegramtest

import (
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest/memnet"
)

const (
	token       = "7000000001:AAF-a-token-that-opens-nothing-at-all"
	botID       = 7000000001
	botUsername = "stillpoint_test_bot"
)

// Server is a Bot API with one bot. Its methods may be called side by side.
type Server struct {
	tb testing.TB
	settings

	network *memnet.Network // nil on the loopback
	address string
	client  *http.Client
	running sync.WaitGroup // goroutines: serving, connections, the webhook
	closing chan struct{}  // closed when the test ends

	mu         sync.Mutex
	http       *http.Server // nil while down
	accounts   map[int64]*account
	byName     map[string]*account
	rooms      map[int64]*room
	byTitle    map[string]*room
	lastUser   int64
	lastGroup  int64
	lastShared int // the message ids that private chats and basic groups share
	lastFile   int64
	lastQuery  int64
	queries    map[string]*query
	files      map[string]File
	menus      map[menuKey][]MenuItem
	abouts     map[aboutKey]string
	updates    updateQueue
	hook       webhook
	faults     []nextFault
	script     func(Request) *Fault
	requests   []*Request
	heard      map[int64]time.Time // when somebody last did something in a chat, if there are rates
	violations []string
}

// settings is what the options set.
type settings struct {
	memory     bool
	tolerant   bool
	rates      Rates
	hookClient *http.Client
}

// Option sets how a server behaves.
type Option func(*settings)

// InMemory has the server listen in memory instead of on the loopback; only
// the server's own Client reaches it. A server made inside a testing/synctest
// bubble must be in memory.
func InMemory() Option { return func(s *settings) { s.memory = true } }

// Tolerant has violations recorded instead of failing the test.
func Tolerant() Option { return func(s *settings) { s.tolerant = true } }

// WithRates has the server refuse what comes faster.
func WithRates(r Rates) Option { return func(s *settings) { s.rates = r } }

// WebhookClient is what updates are posted with; it is needed where the
// webhook's address is no real one.
func WebhookClient(c *http.Client) Option { return func(s *settings) { s.hookClient = c } }

// New starts a server without people or groups. It ends with the test, and
// leaves no goroutine behind.
func New(tb testing.TB, opts ...Option) *Server {
	s := &Server{
		tb:         tb,
		closing:    make(chan struct{}),
		accounts:   map[int64]*account{},
		byName:     map[string]*account{},
		rooms:      map[int64]*room{},
		byTitle:    map[string]*room{},
		lastUser:   5_000_000_000,
		lastGroup:  4_000_000_000,
		lastShared: firstMessage - 1,
		lastQuery:  1_099_511_627_776,
		queries:    map[string]*query{},
		files:      map[string]File{},
		menus:      map[menuKey][]MenuItem{},
		abouts:     map[aboutKey]string{},
		heard:      map[int64]time.Time{},
	}
	s.hookClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}
	for _, o := range opts {
		o(&s.settings)
	}
	s.updates = newUpdateQueue()
	s.accounts[botID] = &account{id: botID, first: "Stillpoint", username: botUsername, bot: true}
	transport := &http.Transport{}
	if s.memory {
		s.network = memnet.New("telegram.test")
		transport.DialContext = s.network.Dial
		s.address = "telegram.test"
	}
	s.client = &http.Client{Transport: transport}
	s.Up()
	tb.Cleanup(s.close)
	return s
}

// URL is the base of all requests: /bot<token>/<method> goes below it.
func (s *Server) URL() string { return "http://" + s.address }

// Token is the bot's.
func (s *Server) Token() string { return token }

// BotID is the bot's account.
func (s *Server) BotID() int64 { return botID }

// BotUsername is the bot's name in mentions and links, without the @.
func (s *Server) BotUsername() string { return botUsername }

// Client reaches the server, in memory too.
func (s *Server) Client() *http.Client { return s.client }

// Down takes the server off the network: connections break, and there is no
// route to it until Up. What it knows, it keeps.
func (s *Server) Down() {
	s.mu.Lock()
	server := s.http
	s.http = nil
	s.mu.Unlock()
	if server == nil {
		return
	}
	if err := server.Close(); err != nil {
		s.tb.Errorf("telegramtest: closing: %v", err)
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
			s.tb.Fatalf("telegramtest: %v", err)
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
	s.stopWebhook()
	s.mu.Unlock()
	s.Down()
	s.client.CloseIdleConnections()
	s.running.Wait()
	s.hookClient.CloseIdleConnections()
}

// now is the server's timestamp of what happens at this moment: whole seconds,
// as everywhere in the API.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// Violations returns what the bot did wrong so far, in names alone.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// violation is called with the lock held.
func (s *Server) violation(method, fault string) {
	text := method + ": " + fault
	s.violations = append(s.violations, text)
	if !s.tolerant {
		s.tb.Errorf("telegramtest: %s", text)
	}
}
