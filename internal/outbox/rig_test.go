package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
	"stillpoint/internal/store/storetest"
)

// noon is when these tests begin, by the bubble's clock.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// rig is an outbox of notes over a platform in memory and a database on disk, inside
// a synctest bubble.
type rig struct {
	t        *testing.T
	path     string
	platform *chattest.Platform
	adapter  chat.Adapter // what the outbox sends through
	urgent   bool
	closed   bool // start doesn't open the platform
	wrap     func(reflection.Store) reflection.Store
	log      *lines

	store *store.Store
	out   *outbox.Outbox
	kill  context.CancelFunc
	ended chan struct{} // closed when Run has returned
}

// lines is a log that may be written side by side.
type lines struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// inBubble runs a test with a started outbox.
func inBubble(t *testing.T, like chattest.Option, prepare func(r *rig), test func(r *rig)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(noon))
		r := &rig{
			t: t, path: path, platform: chattest.New(t, like), urgent: true, log: &lines{},
			wrap: func(s reflection.Store) reflection.Store { return s },
		}
		r.adapter = r.platform
		if prepare != nil {
			prepare(r)
		}
		r.start()
		defer func() { r.stop() }()
		test(r)
	})
}

func (r *rig) start() {
	r.t.Helper()
	freshtest.Put(r.t, r.path, "")
	st, err := store.Open(context.Background(), store.Options{Path: r.path})
	if err != nil {
		r.t.Fatal(err)
	}
	r.store = st
	log := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	kinds := map[reflection.Purpose]outbox.Registration{
		reflection.Answer: {Kind: notes{}, Rules: outbox.Rules{
			Send: outbox.Row{
				outbox.Drop, outbox.Stop, outbox.Bar, outbox.Follow,
				outbox.Wait, outbox.Retry, outbox.FindOut, outbox.Forget,
			},
			Seek: outbox.Row{
				outbox.FindOut, outbox.Stop, outbox.Bar, outbox.Follow,
				outbox.Wait, outbox.FindOut, outbox.FindOut, outbox.Forget,
			},
		}, Urgent: r.urgent},
	}
	r.out = outbox.New(r.wrap(storetest.Twice(st)), log, kinds, r.adapter)
	ctx, cancel := context.WithCancel(context.Background())
	r.kill, r.ended = cancel, make(chan struct{})
	go func(out *outbox.Outbox, ended chan struct{}) {
		defer close(ended)
		if err := out.Run(ctx); err != nil {
			r.t.Errorf("run: %v", err)
		}
	}(r.out, r.ended)
	r.tick()
	if !r.closed {
		r.out.Open(r.platform.Platform())
	}
	synctest.Wait()
}

// person is somebody whom the bot may write to.
func (r *rig) person(name string) *chattest.Person {
	p := r.platform.Person(name)
	p.Write("hello")
	return p
}

// stop ends the outbox in good order.
func (r *rig) stop() {
	r.kill()
	<-r.ended
	if err := r.store.Close(); err != nil {
		r.t.Errorf("close: %v", err)
	}
}

func (r *rig) tick() {
	r.t.Helper()
	if err := r.out.Tick(context.Background(), time.Now().UTC()); err != nil {
		r.t.Errorf("tick: %v", err)
	}
}

// pass lets time pass, with a tick each minute.
func (r *rig) pass(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(time.Minute, time.Until(end)))
		r.tick()
		synctest.Wait()
	}
}

// enqueue enqueues notes to a chat in one transaction.
func (r *rig) enqueue(to chat.Chat, texts ...string) {
	r.t.Helper()
	now := time.Now().UTC()
	err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
		for _, text := range texts {
			err := tx.AddDispatch(&reflection.Dispatch{
				Purpose: reflection.Answer, Chat: to, Body: []byte(text),
				Ready: now, Window: now.Add(time.Hour),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// enqueuePast enqueues a note past the outbox: nobody is woken, and whoever looks for
// what is ready finds it.
func (r *rig) enqueuePast(to chat.Chat, text string) {
	r.t.Helper()
	now := time.Now().UTC()
	err := r.store.Update(context.Background(), func(tx reflection.Tx) error {
		return tx.AddDispatch(&reflection.Dispatch{
			Purpose: reflection.Answer, Chat: to, Body: []byte(text), Placed: now, Ready: now, Window: now.Add(time.Hour),
		})
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// waiting returns the notes to a chat that are stored.
func (r *rig) waiting(to chat.Chat) (all []reflection.Dispatch) {
	r.t.Helper()
	err := r.store.View(context.Background(), func(tx reflection.Tx) (err error) {
		all, err = tx.WaitingAnswers(to, 1000)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// wantShown fails unless a chat shows exactly those texts of the bot's, in order.
func (r *rig) wantShown(to chat.Chat, want ...string) {
	r.t.Helper()
	var got []string
	for _, m := range r.platform.Shown(to) {
		if m.Author == "" {
			got = append(got, m.Text)
		}
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		r.t.Errorf("shown %q, want %q\n%s", got, want, r.log)
	}
}

// unresolvable is the body of a note whose outcome can't be recorded.
const unresolvable = "unresolvable"

// notes is a kind of dispatch that says its body.
type notes struct{}

func (notes) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	j.Message = chat.Message{
		To: d.Chat, Nonce: outbox.Nonce(d.ID), Lane: chat.LaneQuestion,
		Blocks: []chat.Block{chat.P(string(d.Body))},
	}
	begin := func() (outbox.Job, bool, error) { return j, true, nil }
	wanted := now.Before(d.Window)
	switch {
	case d.State == reflection.DispatchUncertain:
		return s.FindOut(tx, d, j, d.Placed, wanted, begin, now)
	case !wanted:
		return j, false, tx.DeleteDispatches(d.ID)
	}
	return begin()
}

func (notes) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) (o outbox.Outcome) {
	o.Sent, o.Err = s.Adapter().Send(ctx, j.Message)
	return o
}

func (notes) Resolve(tx reflection.Tx, _ *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	if string(d.Body) == unresolvable {
		return errors.New("nothing can be recorded of it")
	}
	switch r.Fate {
	case outbox.Waiting:
		return nil
	case outbox.NotFound:
		return outbox.Unshown(tx, d, now)
	default:
		return tx.DeleteDispatches(d.ID)
	}
}
