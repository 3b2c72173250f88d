package discordtest

import (
	"bytes"
	"compress/zlib"
	"slices"
	"time"
)

// The intents that the simulator knows, by their official bits.
const (
	intentGuilds           = 1 << 0
	intentGuildMessages    = 1 << 9
	intentGuildReactions   = 1 << 10
	intentPrivate          = 1 << 12
	intentPrivateReactions = 1 << 13

	privilegedIntents = 1<<1 | 1<<8 | 1<<15
	knownIntents      = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

const (
	startsADay     = 1000
	identifyWithin = 5 * time.Second // the window that max_concurrency is about
)

// gateway is what the gateway remembers. All of it is used with the server's
// lock held.
type gateway struct {
	sessions []*session
	links    map[*link]bool
	troubles []Trouble
	starts   []time.Time         // identifies of the last day
	recent   map[int][]time.Time // identifies of the last seconds, by the shard's group
	used     int                 // for session ids

	stormCode  int // closes every session, so long after it began; 0 for no storm
	stormAfter time.Duration
}

func (g *gateway) init() {
	g.links, g.recent = map[*link]bool{}, map[int][]time.Time{}
}

// cut breaks every connection without a word.
func (g *gateway) cut() {
	for l := range g.links {
		l.cut()
	}
}

// session is what lasts over several connections.
type session struct {
	Session
	link   *link // nil while there is no connection
	log    []packet
	lostAt time.Time
	ended  bool
}

// packet is a dispatch, encoded.
type packet struct {
	seq  int64
	body []byte
}

// Session is what the gateway knows of one session of the bot's.
type Session struct {
	ID            string
	Shard, Shards int
	Intents       int
	Identified    time.Time
	Resumed       []time.Time
	Heartbeats    []time.Time // the last hundred
	Connected     bool
	Sequence      int64 // of the last dispatch
}

// Sessions returns all that ever identified, oldest first.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Session
	for _, one := range s.gateway.sessions {
		v := one.Session
		v.Resumed, v.Heartbeats, v.Connected = slices.Clone(v.Resumed), slices.Clone(v.Heartbeats), one.link != nil
		all = append(all, v)
	}
	return all
}

// Began returns when sessions were to begin within the last day, also those that the
// gateway refused.
func (s *Server) Began() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.starts)
}

// Connections returns how many connections to the gateway are open.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for l := range s.gateway.links {
		if !l.parted {
			n++
		}
	}
	return n
}

// Online reports whether a session is connected, so that events arrive.
func (s *Server) Online() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.gateway.sessions, func(one *session) bool { return one.link != nil })
}

// startLimit is what /gateway/bot tells of the sessions that may still start.
func (g *gateway) startLimit(concurrency int) object {
	now := time.Now()
	g.starts = within(g.starts, now, 24*time.Hour)
	reset := int64(0)
	if len(g.starts) > 0 {
		reset = g.starts[0].Add(24 * time.Hour).Sub(now).Milliseconds()
	}
	return object{
		"total": startsADay, "remaining": startsADay - len(g.starts), "reset_after": reset, "max_concurrency": concurrency,
	}
}

// dispatch tells the sessions of an event, if they asked for such; an intent of 0
// is for all. An event of no guild goes to the first shard.
func (s *Server) dispatch(event string, intent int, g *guild, data object) {
	for _, one := range s.gateway.sessions {
		if one.ended || intent != 0 && one.Intents&intent == 0 {
			continue
		}
		of := 0
		if g != nil {
			of = int(uint64(g.id>>22) % uint64(one.Shards))
		}
		if of == one.Shard {
			one.dispatch(event, data)
		}
	}
}

// logged is how many dispatches a session keeps for a resume.
const logged = 20_000

// dispatch sends one event, or keeps it for a resume.
func (one *session) dispatch(event string, data any) {
	one.Sequence++
	body := encode(object{"op": 0, "t": event, "s": one.Sequence, "d": data})
	if one.log = append(one.log, packet{one.Sequence, body}); len(one.log) > logged {
		one.log = slices.Clone(one.log[logged/2:])
	}
	if one.link != nil && !one.link.zombie {
		one.link.push(body)
	}
}

// lose notes that a session's connection is gone. A clean close ends it.
func (one *session) lose(l *link, ended bool) {
	if one.link != l {
		return
	}
	one.link, one.lostAt = nil, time.Now()
	one.ended = one.ended || ended
}

// resumable returns a session that can be resumed from a sequence number on.
func (s *Server) resumable(id string, seq int64) *session {
	for _, one := range s.gateway.sessions {
		lost := one.link == nil && time.Since(one.lostAt) > s.kept
		kept := seq >= one.Sequence || len(one.log) > 0 && one.log[0].seq <= seq+1
		if one.ID == id && !one.ended && !lost && kept {
			return one
		}
	}
	return nil
}

// deflated is a payload as a client gets it that asked for compression.
func deflated(body []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	// Writes into memory don't fail.
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}
