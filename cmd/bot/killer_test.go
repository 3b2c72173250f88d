package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/rpc"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// killer runs the bot in a process, and kills it.
type killer struct {
	t        *testing.T
	random   *rand.Rand
	left     int           // kills to go
	within   time.Duration // how long a process lives at most
	platform *chattest.Platform
	path     string
	began    time.Time // 21:00 of the first day
	log      syncedBuffer

	offset time.Duration // of played time from the real
	kill   func()        // nil while no process runs
}

func newKiller(t *testing.T, random *rand.Rand) *killer {
	k := &killer{
		t: t, random: random,
		platform: chattest.New(t, chattest.LikeDiscord()),
		path:     filepath.Join(t.TempDir(), "killed.db"),
		began:    time.Now().UTC().Truncate(24 * time.Hour).Add(21 * time.Hour),
	}
	t.Cleanup(k.stop)
	return k
}

// day lets the person do something after 21:00 of a day, and kills and restarts
// the bot at random moments until what should come of it has come.
func (k *killer) day(day int, does func(), done func() bool) {
	k.t.Helper()
	if offset := time.Until(k.began.AddDate(0, 0, day).Add(time.Second)); k.offset < offset {
		k.stop() // Played time moves between two processes.
		k.offset = offset
	}
	if k.random.IntN(2) == 0 {
		k.start() // It is up already when the person does it.
	}
	does()
	for deadline := time.Now().Add(30 * time.Second); !done(); {
		if time.Now().After(deadline) {
			k.t.Fatalf("day %d never came to its end\n%s\n%s", day, k.platform.Person("ada").Transcript(), k.log.String())
		}
		k.start()
		if k.left == 0 {
			k.wait(time.Second, done)
			continue
		}
		k.wait(time.Duration(k.random.Int64N(int64(k.within))), func() bool { return false })
		k.stop()
		k.left--
	}
}

// wait lets time pass, at most until done.
func (k *killer) wait(most time.Duration, done func() bool) {
	over := time.After(most)
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !done() {
		select {
		case <-over:
			return
		case <-look.C:
		}
	}
}

// start runs a process, unless one is running.
func (k *killer) start() {
	k.t.Helper()
	if k.kill != nil {
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		k.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(),
		envAddress+"="+listener.Addr().String(), envPath+"="+k.path, envOffset+"="+k.offset.String())
	cmd.Stderr = &k.log
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() { k.serve(ctx, listener, k.offset) })
	k.kill = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		cancel()
		_ = listener.Close()
		serving.Wait()
	}
}

// stop kills the process, if one is running.
func (k *killer) stop() {
	if k.kill != nil {
		k.kill()
		k.kill = nil
	}
}

// serve connects the platform with one process, until ctx ends.
func (k *killer) serve(ctx context.Context, listener net.Listener, offset time.Duration) {
	var conns [2]net.Conn
	for range conns {
		c, err := listener.Accept()
		if err != nil {
			return // Killed before it got here.
		}
		defer c.Close()
		which := make([]byte, 1)
		if _, err := io.ReadFull(c, which); err != nil {
			return
		}
		conns[which[0]] = c
	}
	server := rpc.NewServer()
	if err := server.RegisterName("Platform", &Platform{k.platform, offset}); err != nil {
		k.t.Error(err)
		return
	}
	go server.ServeConn(conns[0])
	if err := k.platform.Run(ctx, events{rpc.NewClient(conns[1]), offset}); err != nil {
		k.t.Error(err)
	}
}

// shows reports whether the newest message holds the text.
func (k *killer) shows(p *chattest.Person, text string) bool {
	return strings.Contains(p.Last().Text, text)
}

// questions are those that were shown: what says where it is drawn from.
func (k *killer) questions(p *chattest.Person) []chattest.Shown {
	var out []chattest.Shown
	for _, m := range k.platform.Shown(p.Chat()) {
		if m.Lane == chat.LaneQuestion && slices.Contains(m.Labels, "Not today") {
			out = append(out, m)
		}
	}
	return out
}

// summaries counts those that were shown, by their title.
func (k *killer) summaries(p *chattest.Person) map[string]int {
	out := map[string]int{}
	for _, m := range k.platform.Shown(p.Chat()) {
		if m.Lane == chat.LaneSummary && len(m.Blocks) > 0 && m.Blocks[0].Kind == chat.Heading {
			out[m.Blocks[0].Text]++
		}
	}
	return out
}

// acknowledged counts the person's texts after whose arrival a message said
// that something was kept, or which bear the sign for it.
func (k *killer) acknowledged(p *chattest.Person) int {
	acknowledged, waiting := 0, false
	for _, m := range k.platform.History(p.Chat()) {
		switch {
		case m.Author != "" && strings.HasPrefix(m.Text, "what I wrote"):
			waiting = true
		case m.Author == "" && waiting && strings.HasPrefix(m.Text, "Kept"):
			acknowledged++
			waiting = false
		}
	}
	return acknowledged
}

// heard reports whether the person's text bears the sign that it was kept, or is
// followed by a message that says so.
func (k *killer) heard(p *chattest.Person, text string) bool {
	wrote := false
	for _, m := range k.platform.History(p.Chat()) {
		wrote = wrote || m.Author != "" && m.Text == text
		if wrote && (m.Reaction == chat.Kept || m.Author == "" && strings.HasPrefix(m.Text, "Kept")) {
			return true
		}
	}
	return false
}

// audit opens what the last process left and counts. Nothing that was owed before
// the goodbye may wait still.
func (k *killer) audit(ada *chattest.Person, days int, goodbye time.Time) {
	k.t.Helper()
	if got := len(k.questions(ada)); got != days+1 {
		k.t.Errorf("%d questions were shown on %d days", got, days+1)
	}
	for title, n := range k.summaries(ada) {
		if n != 1 {
			k.t.Errorf("the summary %q was shown %d times", title, n)
		}
	}
	if n := len(k.summaries(ada)); n < days/7-1 {
		k.t.Errorf("%d summaries in %d days", n, days)
	}
	if n := len(k.platform.PassedOver()) + len(k.platform.Lost()); n != 0 {
		k.t.Errorf("%d events were passed over or lost", n)
	}
	st, err := store.Open(k.t.Context(), store.Options{Path: k.path})
	if err != nil {
		k.t.Fatal(err)
	}
	defer st.Close()
	err = st.View(k.t.Context(), func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionIn(ada.Chat())
		if err != nil {
			return err
		}
		for day := range days + 1 {
			d, err := tx.DeliveryOn(sub.ID, schedule.DateOf(k.began.AddDate(0, 0, day), time.UTC))
			if err != nil {
				return fmt.Errorf("day %d: %w", day, err)
			}
			if d.State != reflection.DeliveryArrived {
				k.t.Errorf("day %d: the question is in state %d", day, d.State)
			}
			if day == days {
				continue
			}
			reply, err := tx.AnswerTo(d.ID, sub.Person)
			if err != nil {
				return fmt.Errorf("day %d: %w", day, err)
			}
			parts, err := tx.Parts(reply.ID)
			if err != nil {
				return err
			}
			if want := fmt.Sprintf("what I wrote on day %d", day); len(parts) != 1 || parts[0].Text != want {
				k.t.Errorf("day %d keeps %d parts", day, len(parts))
			}
		}
		return nil
	})
	if err != nil {
		k.t.Error(err)
	}
	if strings.Contains(k.log.String(), "what I wrote") {
		k.t.Error("the log holds words that a person wrote")
	}
	var waiting []reflection.Dispatch
	if err := st.View(k.t.Context(), func(tx reflection.Tx) (err error) {
		waiting, err = tx.WaitingAnswers(ada.Chat(), 100)
		waiting = slices.DeleteFunc(waiting, func(d reflection.Dispatch) bool { return !d.Placed.Before(goodbye.Add(-time.Second)) })
		return err
	}); err != nil || len(waiting) > 0 {
		k.t.Errorf("%d answers wait still (%v)", len(waiting), err)
	}
}

// syncedBuffer collects what several processes log.
type syncedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncedBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncedBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
