package discord

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// resumeTries is how often in a row a session is resumed in vain.
const resumeTries = 3

// intents are what is taken in: servers and their roles, messages in them, and
// private messages. None is privileged.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// shard is one of the gateway's sessions: its share of the servers, and, of the
// first, all private chats. A session outlives its connections.
type shard struct {
	gateway *gateway
	id      int

	mu       sync.Mutex
	session  string          // its id; empty while there is none
	resume   string          // the address at which it is resumed
	sequence int64           // of the last packet that was taken in
	guilds   map[string]bool // the servers that the bot is in
	taken    bool            // the session is the process's before, and doesn't stand yet
}

// run keeps the session up until ctx ends, or Discord refuses for good.
func (s *shard) run(ctx context.Context) error {
	t, unready := trouble{adapter: s.gateway.adapter}, &s.gateway.adapter.unready
	unready.isApart(s.id)
	defer unready.isNotApart(s.id)
	for vain := 0; ctx.Err() == nil; {
		if s.gateway.adapter.options.Held() != nil { // It may be another's by now.
			_ = pause(ctx, firstWait)
			continue
		}
		if s.begins() && s.gateway.identify(ctx, s.id) != nil {
			return nil
		}
		l := &link{shard: s, stands: func() { t.over(); unready.isNotApart(s.id) }}
		err := l.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		unready.isApart(s.id)
		code := closeCode(err)
		if fatal := refusedForGood(code); fatal != nil {
			return fatal
		}
		if vain++; l.stood {
			vain = 0
		}
		if errors.Is(err, errInvalid) || sessionOver(code) || vain >= resumeTries {
			vain = 0
			s.forget()
		}
		if l.stood || errors.Is(err, errInvalid) || errors.Is(err, errReconnect) {
			s.gateway.adapter.log.Debug("a gateway connection ended; connecting anew", "shard", s.id, "err", worded(err))
			err = pause(ctx, time.Second+rand.N(2*time.Second))
		} else {
			err = t.wait(ctx, err)
		}
		if err != nil {
			return nil
		}
	}
	return nil
}

// begins reports whether the next connection begins a session.
func (s *shard) begins() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session == ""
}

// forget has the next connection begin a new session.
func (s *shard) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session, s.resume, s.sequence, s.taken = "", "", 0, false
}

// address is where the next connection goes: a session is resumed at an address
// of its own.
func (s *shard) address() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.session != "" && s.resume != "" {
		return s.resume
	}
	return s.gateway.adapter.budget.address()
}

// closeCode is the code with which the gateway closed a connection; 0 if it didn't.
func closeCode(err error) int {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return e.Code
	}
	return 0
}

// sessionOver reports whether a close code ends the session, too.
func sessionOver(code int) bool {
	return code == websocket.CloseNormalClosure || code == 4003 || code == 4007 || code == 4009
}
