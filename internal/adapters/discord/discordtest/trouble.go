package discordtest

import "time"

// Trouble is something that goes wrong with one connection to the gateway.
type Trouble int

// The troubles.
const (
	NoTrouble            Trouble = iota
	Refused                      // 503 instead of the upgrade
	SilentSocket                 // open, and not a byte
	SilentHello                  // upgraded, and no Hello
	SilentAfterHello             // Hello, then nothing
	ReconnectFirst               // op 7 as the first packet
	ReconnectAfterHello          // op 7 instead of READY or RESUMED
	InvalidSession               // op 9, not resumable, instead of READY or RESUMED
	InvalidResumable             // op 9, resumable, instead of RESUMED
	AuthenticationFailed         // 4004
	DisallowedIntents            // 4014
)

// GatewayNext has the next connections to the gateway go wrong, one after the
// other.
func (s *Server) GatewayNext(t ...Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.troubles = append(s.gateway.troubles, t...)
}

func (g *gateway) nextTrouble() Trouble {
	if len(g.troubles) == 0 {
		return NoTrouble
	}
	t := g.troubles[0]
	g.troubles = g.troubles[1:]
	return t
}

// onLinks does something to every open connection.
func (s *Server) onLinks(what func(*link)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.gateway.links {
		if !l.parted {
			what(l)
		}
	}
}

// Reconnect asks every connection to come again and resume (op 7).
func (s *Server) Reconnect() { s.onLinks(func(l *link) { l.send(opReconnect, nil) }) }

// Invalidate says that every session is invalid (op 9), and whether it might yet
// be resumed.
func (s *Server) Invalidate(resumable bool) {
	s.onLinks(func(l *link) {
		if l.session != nil {
			l.session.ended = !resumable
			l.session.lose(l, false)
			l.session = nil
		}
		l.send(opInvalid, resumable)
	})
}

// CloseGateway closes every connection with a code, such as 4000.
func (s *Server) CloseGateway(code int) { s.onLinks(func(l *link) { l.close(code) }) }

// CutGateway breaks every connection without a close frame.
func (s *Server) CutGateway() { s.onLinks((*link).cut) }

// Zombie has every connection stay open from now on, and nothing come out of it.
func (s *Server) Zombie() { s.onLinks(func(l *link) { l.zombie = true }) }

// Expire forgets every session, so that none can be resumed.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.gateway.sessions {
		one.ended = true
	}
}

// Dispatch sends every session an event as it is given, known to anybody or not.
func (s *Server) Dispatch(event string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.gateway.sessions {
		if !one.ended {
			one.dispatch(event, data)
		}
	}
}

// SendRaw sends every connection these bytes, for a packet that is none.
func (s *Server) SendRaw(packet []byte) { s.onLinks(func(l *link) { l.push(packet) }) }

// StrangeComponents shows the person a message of the bot's with a component of a
// type that nobody knows, and tells the bot of it.
func (s *Server) StrangeComponents(p *Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.newMessage(p.place, p.account)
	m.content, m.components = "strange", []any{object{"type": 99, "id": 1}}
	s.post(m)
}

// Storm has every session that begins from now on be closed with a code, so long
// after; a code of 0 ends it.
func (s *Server) Storm(code int, after time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.stormCode, s.gateway.stormAfter = code, after
}

// storm closes a session that has begun, in a storm. With the lock held.
func (s *Server) storm(l *link) {
	code := s.gateway.stormCode
	if code == 0 {
		return
	}
	time.AfterFunc(s.gateway.stormAfter, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.gateway.links[l] {
			l.close(code)
		}
	})
}

// Identified returns how often the bot identified in the last day.
func (s *Server) Identified() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(within(s.gateway.starts, time.Now(), 24*time.Hour))
}

// Spend has the bot have begun so many sessions just now.
func (s *Server) Spend(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.gateway.starts = append(s.gateway.starts, time.Now())
	}
}
