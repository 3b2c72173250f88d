package main

import (
	"context"
	"encoding/gob"
	"errors"
	"log/slog"
	"net"
	"net/rpc"
	"os"
	"reflect"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/prompts"
	"stillpoint/internal/store"
)

// The bridge lets a bot in a process of its own talk to a platform that lives
// on in the test: requests one way, events the other, over two sockets. The
// process can be killed at any moment; the platform can't.
//
// Played time: the platform's clock is the real one, and the bridge adds an
// offset to every instant that passes.

func init() {
	for _, e := range []chat.Event{chat.Text{}, chat.Edited{}, chat.Deleted{}, chat.Pressed{}, chat.Submitted{},
		chat.Command{}, chat.Joined{}, chat.Left{}, chat.Barred{}, chat.Allowed{}} {
		gob.Register(e)
	}
}

// Request is one call of an adapter's.
type Request struct {
	Op       chattest.Op
	Message  chat.Message
	ID       chat.MessageID
	Reaction chat.Reaction
	Since    time.Time
}

// Answer is what came of it. Err is nil for success; its cause goes as text.
type Answer struct {
	Sent  chat.Sent
	Found bool
	Err   *chat.SendError
	Cause string
}

// Platform serves requests to the platform in memory.
type Platform struct {
	p      *chattest.Platform
	offset time.Duration
}

// Do makes a request of the platform.
func (s *Platform) Do(r Request, a *Answer) error {
	var err error
	ctx := context.Background()
	switch r.Op {
	case chattest.OpSend:
		a.Sent, err = s.p.Send(ctx, r.Message)
	case chattest.OpEdit:
		err = s.p.Edit(ctx, r.ID, r.Message)
	case chattest.OpDelete:
		err = s.p.Delete(ctx, r.Message.To, r.ID)
	case chattest.OpReact:
		err = s.p.React(ctx, r.Message.To, r.ID, r.Reaction)
	case chattest.OpFind:
		a.Sent, a.Found, err = s.p.Find(ctx, r.Message.To, r.Message.Nonce, r.Since.Add(-s.offset))
	}
	a.Sent.At = a.Sent.At.Add(s.offset)
	if se, ok := errors.AsType[*chat.SendError](err); ok {
		a.Cause = se.Error()
		a.Err = &chat.SendError{Kind: se.Kind, Wait: se.Wait, Scope: se.Scope, MovedTo: se.MovedTo}
	}
	return nil
}

// events is the platform's side of the intake: it hands events to the process.
type events struct {
	process *rpc.Client
	offset  time.Duration
}

// Handle implements chat.Intake. When the process dies, the event waits until
// the platform's run ends, as an update does that nobody confirmed.
func (e events) Handle(ctx context.Context, ev chat.Event) error {
	v := reflect.New(reflect.TypeOf(ev)).Elem()
	v.Set(reflect.ValueOf(ev))
	m := v.FieldByName("Meta").Addr().Interface().(*chat.Meta)
	m.At = m.At.Add(e.offset)
	moved := v.Interface().(chat.Event)
	err := e.process.Call("Intake.Handle", &moved, new(bool))
	if _, failed := err.(rpc.ServerError); err != nil && !failed {
		<-ctx.Done()
		return ctx.Err()
	}
	return err
}

// CaughtUp implements chat.Intake.
func (e events) CaughtUp(_ context.Context, _ chat.Platform, at time.Time) error {
	_ = e.process.Call("Intake.CaughtUp", at.Add(e.offset), new(bool))
	return nil
}

// Gaps implements chat.Intake. The platform in memory loses nothing.
func (e events) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }

// Intake serves events to the bot in the process.
type Intake struct {
	in chat.Intake
	p  chat.Platform
}

// Handle hands an event over.
func (s *Intake) Handle(e *chat.Event, _ *bool) error { return s.in.Handle(context.Background(), *e) }

// CaughtUp hands a report over.
func (s *Intake) CaughtUp(at time.Time, _ *bool) error {
	return s.in.CaughtUp(context.Background(), s.p, at)
}

// bridged is the adapter in the process.
type bridged struct {
	requests *rpc.Client
	events   net.Conn
	p        chat.Platform
	limits   chat.Limits
}

func (b *bridged) Platform() chat.Platform { return b.p }
func (b *bridged) Limits() chat.Limits     { return b.limits }

func (b *bridged) Run(ctx context.Context, in chat.Intake) error {
	server := rpc.NewServer()
	if err := server.RegisterName("Intake", &Intake{in, b.p}); err != nil {
		return err
	}
	go server.ServeConn(b.events)
	<-ctx.Done()
	return nil
}

func (b *bridged) do(r Request) (Answer, error) {
	var a Answer
	if err := b.requests.Call("Platform.Do", r, &a); err != nil {
		return a, &chat.SendError{Kind: chat.Uncertain, Err: err}
	}
	if a.Err != nil {
		a.Err.Err = errors.New(a.Cause)
		return a, a.Err
	}
	return a, nil
}

func (b *bridged) Send(_ context.Context, m chat.Message) (chat.Sent, error) {
	a, err := b.do(Request{Op: chattest.OpSend, Message: m})
	return a.Sent, err
}

func (b *bridged) Edit(_ context.Context, id chat.MessageID, m chat.Message) error {
	_, err := b.do(Request{Op: chattest.OpEdit, ID: id, Message: m})
	return err
}

func (b *bridged) Delete(_ context.Context, c chat.Chat, id chat.MessageID) error {
	_, err := b.do(Request{Op: chattest.OpDelete, ID: id, Message: chat.Message{To: c}})
	return err
}

func (b *bridged) React(_ context.Context, c chat.Chat, id chat.MessageID, r chat.Reaction) error {
	_, err := b.do(Request{Op: chattest.OpReact, ID: id, Reaction: r, Message: chat.Message{To: c}})
	return err
}

func (b *bridged) Find(_ context.Context, c chat.Chat, nonce string, since time.Time) (chat.Sent, bool, error) {
	a, err := b.do(Request{Op: chattest.OpFind, Since: since, Message: chat.Message{To: c, Nonce: nonce}})
	return a.Sent, a.Found, err
}

func (b *bridged) Private(context.Context, string) (chat.Chat, error) {
	return chat.Chat{}, errOnlyPrivate
}

func (b *bridged) Inspect(context.Context, chat.Chat, chat.Need) (chat.Standing, error) {
	return chat.Standing{}, errOnlyPrivate
}

func (b *bridged) Member(context.Context, chat.Chat, string) (chat.Membership, error) {
	return chat.Membership{}, errOnlyPrivate
}

func (b *bridged) Thread(context.Context, chat.Chat, chat.MessageID, string) (chat.Chat, error) {
	return chat.Chat{}, errOnlyPrivate
}

func (b *bridged) Announce(context.Context, chat.Chat, chat.MessageID) error { return errOnlyPrivate }

func (b *bridged) Pin(context.Context, chat.Chat, chat.MessageID, bool) error { return errOnlyPrivate }

// errOnlyPrivate answers what is asked about channels: the story that is played
// over the bridge has none.
var errOnlyPrivate = &chat.SendError{Kind: chat.Gone, Err: errors.New("there are no channels here")}

// What the process is told by its environment.
const (
	envAddress = "TEST_STILLPOINT_PLATFORM"
	envPath    = "TEST_STILLPOINT_DATABASE"
	envOffset  = "TEST_STILLPOINT_OFFSET"
)

// process is the bot as the test runs it: everything that run wires together,
// with the bridge for an adapter. It ends by being killed.
func process(like chat.Limits, name chat.Platform) error {
	offset, err := time.ParseDuration(os.Getenv(envOffset))
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ctx := context.Background()
	st, err := store.Open(ctx, store.Options{Path: os.Getenv(envPath), Log: log})
	if err != nil {
		return err
	}
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		return err
	}
	var conns [2]net.Conn
	for i := range conns {
		if conns[i], err = net.Dial("tcp", os.Getenv(envAddress)); err != nil {
			return err
		}
		if _, err := conns[i].Write([]byte{byte(i)}); err != nil {
			return err
		}
	}
	a := &bridged{requests: rpc.NewClient(conns[0]), events: conns[1], p: name, limits: like}
	now := func() time.Time { return time.Now().Add(offset).UTC() }
	return assemble(st, packs, "", log, a).serve(ctx, now)
}

// Probe implements chat.Adapter.
func (b *bridged) Probe(context.Context, chat.Chat) error { return nil }

func (b *bridged) Answered(string) {}
