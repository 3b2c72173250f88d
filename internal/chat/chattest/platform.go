package chattest

import (
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// Platform is a chat platform in memory. Its methods may be called side by side.
type Platform struct {
	tb testing.TB
	settings

	mu       sync.Mutex
	rooms    map[chat.Chat]*room
	people   map[string]*account
	servers  map[string]*server
	lastID   int64 // of messages; they are numbered over all chats
	lastSeq  int64 // of events and answer handles
	handles  map[string]*handle
	nonces   map[nonceKey]nonceUse
	requests []Request
	script   func(Op, chat.Message) *Fault
	next     map[Op][]Fault
	intake   intakeQueue
}

// settings is what the options set.
type settings struct {
	name         chat.Platform
	limits       chat.Limits
	wholeSeconds bool
	tellsBlocks  bool
	writesFirst  bool // the bot may open a private chat itself
	pressesWait  bool // presses and commands wait while the bot is away
	roles        bool // a message may notify a role, which must exist
	maxRunes     int  // of one shown message; longer ones are split
	width        int  // chats handled side by side
}

// room is a chat with its history.
type room struct {
	space    chat.Space
	owner    string // the person's account, in a private chat
	open     bool   // the bot may write here
	blocked  bool
	missing  string    // the permission that the bot lacks
	unpinned bool      // the bot can't pin there
	movedTo  chat.Chat // where the channel has gone
	deleted  bool
	closed   bool            // a topic that nobody may write in
	hidden   map[string]bool // the accounts that don't see it, though they are in its server
	over     *room           // of a thread: the channel that it hangs in
	archived bool
	locked   bool // nobody's message takes it out of the archive
	reserved bool // not everybody in its server sees it
	kind     chat.ChannelKind
	unseen   bool       // the bot is told of what is done there, and sees nothing of it
	tags     []chat.Tag // of a forum
	tagged   bool       // each of its posts must have one
	messages []*message
	byID     map[chat.MessageID]*message
}

// account is somebody with an account on the platform.
type account struct {
	name, locale string
	admin        bool            // of every server
	adminOf      map[string]bool // of these servers
	roles        map[roleIn]bool
	anonymous    bool // doesn't show in channels where they are an admin
}

// roleIn is a role in a server.
type roleIn struct{ server, role string }

// server is a server or group with its channels.
type server struct {
	away    bool            // the bot isn't in it
	welcome chat.Chat       // where it may speak to all, once it is added
	joined  chat.Joined     // the latest
	roles   map[string]bool // those that there are
	mute    map[string]bool // the roles that nobody may mention
	gone    map[string]bool // the accounts that have left it
}

// handle is what an event's Answer stands for.
type handle struct {
	account string
	chat    chat.Chat
	at      time.Time
	form    bool // the press said that a form may follow
	press   bool
}

// handleLife is how long an event can be answered by its handle.
const handleLife = 15 * time.Minute

// firstID makes ids grow a digit early, so that code that compares them as
// words fails.
const firstID = 95

// New returns a platform without any chats. Whatever breaks its rules fails tb.
// It looks like Telegram unless options say otherwise.
func New(tb testing.TB, opts ...Option) *Platform {
	p := &Platform{
		tb:      tb,
		lastID:  firstID - 1,
		rooms:   map[chat.Chat]*room{},
		people:  map[string]*account{},
		servers: map[string]*server{},
		handles: map[string]*handle{},
		nonces:  map[nonceKey]nonceUse{},
		next:    map[Op][]Fault{},
		intake:  newIntakeQueue(),
	}
	LikeTelegram()(&p.settings)
	for _, o := range opts {
		o(&p.settings)
	}
	return p
}

// Platform implements chat.Adapter.
func (p *Platform) Platform() chat.Platform { return p.name }

// Limits implements chat.Adapter.
func (p *Platform) Limits() chat.Limits { return p.limits }

// now is the platform's timestamp of what happens at this moment.
func (p *Platform) now() time.Time {
	t := time.Now().UTC()
	if p.wholeSeconds {
		t = t.Truncate(time.Second)
	}
	return t
}

func (p *Platform) newMessageID() chat.MessageID {
	p.lastID++
	return chat.MessageID(strconv.FormatInt(p.lastID, 10))
}

func (p *Platform) newSeq(prefix string) string {
	p.lastSeq++
	return prefix + strconv.FormatInt(p.lastSeq, 10)
}

// room returns the chat's room, and nil for a chat that the platform doesn't know.
func (p *Platform) room(c chat.Chat) *room { return p.rooms[c] }

// homeOf returns an account's private chat, and nil for an account that the
// platform doesn't know.
func (p *Platform) homeOf(account string) *room {
	return p.rooms[chat.Chat{Platform: p.name, ID: "@" + account}]
}

// server returns a server, which is there as soon as it is spoken of.
func (p *Platform) server(name string) *server {
	s := p.servers[name]
	if s == nil {
		s = &server{roles: map[string]bool{}, mute: map[string]bool{}, gone: map[string]bool{}}
		p.servers[name] = s
	}
	return s
}

func (p *Platform) addRoom(s chat.Space, owner string, open bool) *room {
	r := &room{
		space: s, owner: owner, open: open,
		byID: map[chat.MessageID]*message{}, hidden: map[string]bool{},
	}
	p.rooms[s.Chat] = r
	return r
}

// violation fails the test, and is what the platform answers.
func (p *Platform) violation(format string, args ...any) *chat.SendError {
	p.tb.Helper()
	err := fmt.Errorf(format, args...)
	p.tb.Errorf("chattest: %v", err)
	return &chat.SendError{Kind: chat.Rejected, Err: err}
}
