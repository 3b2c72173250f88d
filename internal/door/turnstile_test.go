package door

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// taken is an intake and an adapter in one, which count.
type taken struct {
	chat.Intake
	chat.Adapter
	mu                 sync.Mutex
	events, told, done int
}

func (c *taken) count(n *int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*n++
}

func (c *taken) Handle(context.Context, chat.Event) error { c.count(&c.events); return nil }
func (c *taken) Answered(string)                          { c.count(&c.done) }
func (c *taken) Send(_ context.Context, m chat.Message) (chat.Sent, error) {
	c.count(&c.told)
	return chat.Sent{}, nil
}

// TestTurnstile: sixty commands and presses of an account pass in a row, and one more each
// second; whoever gives more is told once a minute, where nobody else reads it. What people
// write always passes, and others are counted by themselves.
func TestTurnstile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &taken{}
		s := &Turnstile{Intake: c, Adapters: map[chat.Platform]chat.Adapter{"here": c}, Log: slog.New(slog.DiscardHandler)}
		meta := func(account string, private bool, answer string) chat.Meta {
			return chat.Meta{
				Answer: answer, Actor: chat.Actor{Account: account},
				Space: chat.Space{Chat: chat.Chat{Platform: "here", ID: "7"}, Private: private},
			}
		}
		gives := func(n int, e chat.Event) {
			t.Helper()
			for range n {
				if err := s.Handle(t.Context(), e); err != nil {
					t.Fatal(err)
				}
			}
			synctest.Wait()
		}
		want := func(what string, events, told, done int) {
			t.Helper()
			if c.events != events || c.told != told || c.done != done {
				t.Errorf("%s: %d passed, %d told, %d done; want %d, %d, %d", what, c.events, c.told, c.done, events, told, done)
			}
			c.events, c.told, c.done = 0, 0, 0
		}
		ada := meta("ada", true, "")
		gives(40, chat.Command{Meta: ada})
		gives(100, chat.Pressed{Meta: meta("ada", true, "press")})
		want("in a row", 60, 1, 80)
		gives(500, chat.Text{Meta: ada})
		gives(500, chat.Submitted{Meta: ada})
		want("what is written", 1000, 0, 0)
		gives(60, chat.Command{Meta: meta("bea", true, "")})
		want("another", 60, 0, 0)
		time.Sleep(10 * time.Second)
		gives(15, chat.Command{Meta: ada})
		want("ten seconds later", 10, 0, 5)
		time.Sleep(time.Minute)
		gives(61, chat.Command{Meta: ada})
		want("a minute later", 60, 1, 1)
		gives(61, chat.Command{Meta: meta("cem", false, "")})
		want("where all would read it", 60, 0, 1)
		gives(61, chat.Command{Meta: meta("", false, "")})
		gives(61, chat.Command{Meta: meta("", false, "")})
		want("somebody whom the platform hides", 60, 0, 62)
		for i := range 3 * mostCounted {
			gives(1, chat.Command{Meta: meta(fmt.Sprint("p", i), true, "")})
		}
		if len(s.counts) > mostCounted {
			t.Errorf("%d accounts are remembered", len(s.counts))
		}
	})
}
