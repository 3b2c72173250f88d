package pace_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

// Processes that take over from each other exceed no limit together: the next goes on
// from what the one before used, or from all of it where that one left no word.
func TestProcessesShareTheLimits(t *testing.T) {
	group := chat.Chat{Platform: "test", ID: "a group"}
	for name, handOver := range map[string]func(t *testing.T, before, after *pace.Pace){
		"told": func(t *testing.T, before, after *pace.Pace) {
			used, err := before.Used()
			if err == nil {
				err = after.GoOn(used)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
		"not told": func(_ *testing.T, _, after *pace.Pace) { after.Assume(time.Now()) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1, GroupPerMin: 20, GroupOf: func(c chat.Chat) string {
					if c == group {
						return c.ID
					}
					return ""
				}}}
				p := newPace(s)
				for range 6 {
					var waiting sync.WaitGroup
					ctx, stop := context.WithCancel(t.Context())
					for i := range 100 {
						waiting.Go(func() { _, _ = p.Send(ctx, question(person(i%50))) })
					}
					for range 8 {
						waiting.Go(func() { _, _ = p.Send(ctx, answer(group)) })
					}
					time.Sleep(1700 * time.Millisecond)
					stop()
					waiting.Wait()
					p.Close()
					next := pace.New(s, slog.New(slog.DiscardHandler))
					handOver(t, p, next)
					p = next
				}
				p.Close()
				got := s.arrivals()
				if n := most(got, time.Second-tolerance); n > 30+1 || len(got) < 100 { // An answer waits for its chat alone.
					t.Errorf("%d within a second of %d in all", n, len(got))
				}
				for of, limit := range map[chat.Chat]int{group: 20, person(3): 1} {
					span := time.Second
					if of == group {
						span = time.Minute
					}
					var there []request
					for _, r := range got {
						if r.chat == of {
							there = append(there, r)
						}
					}
					if n := most(there, span-tolerance); n > limit || len(there) == 0 {
						t.Errorf("%s: %d within %v of %d in all", of.ID, n, span, len(there))
					}
				}
			})
		})
	}
}

// Whoever hands over leaves to the next what nobody waits for, and still answers.
func TestYield(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		outcomes := make(chan error, 10)
		send := func(m chat.Message) {
			go func() {
				_, err := p.Send(t.Context(), m)
				outcomes <- err
			}()
			synctest.Wait()
		}
		send(question(person(1)))
		send(question(person(2)))
		send(question(person(1)))
		send(answer(person(1)))
		if err := <-outcomes; err != nil {
			t.Fatal(err)
		}
		p.Yield()
		send(question(person(3)))
		send(answer(person(4)))
		refused := 0
		for range 5 {
			if err := <-outcomes; chat.KindOf(err) == chat.Unsent && err != nil {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		if refused != 3 || len(s.arrivals()) != 3 {
			t.Errorf("%d were refused and %d sent, want 3 and 3", refused, len(s.arrivals()))
		}
	})
}
