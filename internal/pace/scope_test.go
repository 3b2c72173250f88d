package pace_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

// An edit of a count is refused for twenty seconds. The table says what else has
// to wait, by how far that reaches.
func TestAWaitReachesItsScope(t *testing.T) {
	type op func(context.Context, *pace.Pace) error
	edit := func(c chat.Chat) op {
		return func(ctx context.Context, p *pace.Pace) error {
			return p.Edit(ctx, "1", chat.Message{To: c, Lane: chat.LaneEdit})
		}
	}
	send := func(m chat.Message) op {
		return func(ctx context.Context, p *pace.Pace) error {
			_, err := p.Send(ctx, m)
			return err
		}
	}
	for _, c := range []struct {
		what  string
		do    op
		waits map[chat.Scope]bool
	}{
		{"another edit there", edit(person(1)), map[chat.Scope]bool{chat.ScopeRoute: true, chat.ScopeChat: true, chat.ScopeAll: true}},
		{"a question there", send(question(person(1))), map[chat.Scope]bool{chat.ScopeChat: true, chat.ScopeAll: true}},
		{"an answer there", send(answer(person(1))), map[chat.Scope]bool{chat.ScopeChat: true, chat.ScopeAll: true}},
		{"a reaction there", func(ctx context.Context, p *pace.Pace) error {
			return p.React(ctx, person(1), "1", chat.Kept)
		}, map[chat.Scope]bool{chat.ScopeChat: true, chat.ScopeAll: true}},
		{"an edit elsewhere", edit(person(2)), map[chat.Scope]bool{chat.ScopeAll: true}},
		{"a question elsewhere", send(question(person(2))), map[chat.Scope]bool{chat.ScopeAll: true}},
		{"an alert elsewhere", send(chat.Message{To: person(2), Seen: chat.AsAlert, Answer: "a press"}), map[chat.Scope]bool{chat.ScopeAll: true}},
	} {
		for _, scope := range []chat.Scope{chat.ScopeChat, chat.ScopeAll, chat.ScopeRoute} {
			t.Run(c.what+", "+scope.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := &server{}
					refuseOnce(s, person(1), 20*time.Second, scope)
					p := newPace(s)
					defer p.Close()
					if err := edit(person(1))(t.Context(), p); chat.KindOf(err) != chat.Throttled {
						t.Fatalf("the first edit: %v", err)
					}
					time.Sleep(time.Second)
					start := time.Now()
					if err := c.do(t.Context(), p); err != nil {
						t.Fatal(err)
					}
					want := time.Duration(0)
					if c.waits[scope] {
						want = 19 * time.Second
					}
					if took := time.Since(start); took != want {
						t.Errorf("it took %v, want %v", took, want)
					}
				})
			})
		}
	}
}

// A long wait is in the log, with its length and how far it reaches.
func TestLongWaitsAreLogged(t *testing.T) {
	for wait, want := range map[time.Duration]string{
		time.Hour:   `level=WARN msg="told to slow down" platform=test request=message scope=chat wait=1h0m0s`,
		time.Second: `level=DEBUG msg="told to slow down" platform=test request=message scope=chat wait=1s`,
	} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			s := &server{}
			refuseOnce(s, person(1), wait, chat.ScopeChat)
			p := pace.New(s, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
			defer p.Close()
			_, _ = p.Send(t.Context(), question(person(1)))
			if !strings.Contains(log.String(), want) || strings.Count(log.String(), "\n") != 1 {
				t.Errorf("the log says %q, want %q", log.String(), want)
			}
		})
	}
}
