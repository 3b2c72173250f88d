package pace

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

// asking returns a new request that sends a question to a chat.
func asking(s *scheduler, i int) request {
	return request{operation: message, chat: chatNumber(i), priority: chat.LaneQuestion, seq: s.number()}
}

func chatNumber(i int) chat.Chat { return chat.Chat{Platform: "test", ID: strconv.Itoa(i)} }

// Chats are forgotten once their past no longer matters, also while nothing
// else is sent.
func TestChatsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScheduler(chat.Rate{
			ChatPerSecond: 1, GroupPerMin: 20,
			GroupOf: func(c chat.Chat) string { return c.ID },
		})
		remembered := func() int {
			s.mu.Lock()
			defer s.mu.Unlock()
			return len(s.queues) + len(s.places)
		}
		highest := 0
		for i := range 5000 {
			s.finish(<-s.enqueue(asking(s, i)).granted, nil)
			time.Sleep(time.Second)
			highest = max(highest, remembered())
		}
		if highest > 400 {
			t.Errorf("%d queues and places remembered at a chat a second", highest)
		}
		time.Sleep(5 * time.Minute)
		if n := remembered(); n != 0 {
			t.Errorf("%d remembered after five quiet minutes", n)
		}
	})
}

// A chat that is blocked for a day stays blocked, however long nobody asks.
func TestABlockedChatIsNotForgotten(t *testing.T) {
	for _, scope := range []chat.Scope{chat.ScopeChat, chat.ScopeRoute, chat.ScopeUnknown} {
		t.Run(scope.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newScheduler(chat.Rate{})
				s.finish(<-s.enqueue(asking(s, 1)).granted, &chat.SendError{Kind: chat.Throttled, Wait: 24 * time.Hour, Scope: scope})
				time.Sleep(23 * time.Hour)
				if g := <-s.enqueue(asking(s, 1)).granted; g.refused == nil {
					t.Error("let through an hour before its time")
				}
				time.Sleep(2 * time.Hour)
				if g := <-s.enqueue(asking(s, 1)).granted; g.refused != nil {
					t.Errorf("still refused: %v", g.refused)
				}
				s.close()
			})
		})
	}
}

// Whatever comes and goes, every request gets its grant or its refusal, no
// window holds too many, and nothing is left behind.
func TestSchedulerProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		perSecond := rapid.SampledFrom([]float64{0, 0.7, 3, 30}).Draw(r, "per second")
		perChat := rapid.SampledFrom([]float64{0, 1, 5}).Draw(r, "per chat")
		type step struct {
			chat, lane  int
			operation   operation
			pause, work time.Duration
			patience    time.Duration // until its context ends; 0 for never
			throttled   time.Duration
		}
		millis := func(most int) *rapid.Generator[time.Duration] {
			return rapid.Map(rapid.IntRange(0, most), func(n int) time.Duration { return time.Duration(n) * time.Millisecond })
		}
		steps := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) step {
			s := step{
				chat: rapid.IntRange(0, 3).Draw(r, "chat"), lane: rapid.IntRange(0, 3).Draw(r, "lane"),
				operation: operation(rapid.IntRange(int(message), int(probe)).Draw(r, "operation")),
				pause:     millis(300).Draw(r, "pause"), work: millis(200).Draw(r, "work"),
			}
			switch rapid.IntRange(0, 6).Draw(r, "fate") {
			case 0:
				s.patience = millis(900).Draw(r, "patience") + 1
			case 1:
				s.throttled = millis(40_000).Draw(r, "throttled") + 1
			}
			return s
		}), 1, 40).Draw(r, "steps")

		synctest.Test(t, func(t *testing.T) {
			p := &Pace{scheduler: newScheduler(chat.Rate{PerSecond: perSecond, ChatPerSecond: perChat})}
			var mu sync.Mutex
			var all []time.Time
			messages, others := map[int][]time.Time{}, map[int][]time.Time{}
			var wg sync.WaitGroup
			for _, st := range steps {
				time.Sleep(st.pause)
				wg.Go(func() {
					ctx := t.Context()
					if st.patience > 0 {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, st.patience)
						defer cancel()
					}
					req := request{
						operation: st.operation, chat: chatNumber(st.chat), priority: chat.Lane(st.lane), seq: p.scheduler.number(),
					}
					g, failed := p.await(ctx, req)
					if failed != nil {
						return
					}
					mu.Lock()
					if req.overall() {
						all = append(all, time.Now())
					}
					switch req.operation {
					case message:
						messages[st.chat] = append(messages[st.chat], time.Now())
					case reply:
					default:
						others[st.chat] = append(others[st.chat], time.Now())
					}
					mu.Unlock()
					time.Sleep(st.work)
					var err error
					if st.throttled > 0 {
						err = &chat.SendError{Kind: chat.Throttled, Wait: st.throttled, Scope: chat.Scope(st.lane)}
					}
					p.scheduler.finish(g, err)
				})
			}
			wg.Wait()
			check := func(what string, at []time.Time, w *window) {
				if w != nil {
					for i := len(w.slots); i < len(at); i++ {
						if gap := at[i].Sub(at[i-len(w.slots)]); gap < w.length {
							r.Errorf("%s: %d requests within %v", what, len(w.slots)+1, gap)
						}
					}
				}
			}
			check("overall", all, newWindow(perSecond, time.Second))
			for c := range 4 {
				check("messages in "+chatNumber(c).ID, messages[c], newWindow(perChat, time.Second))
				check("others in "+chatNumber(c).ID, others[c], newWindow(1, time.Second/othersPerSecond))
			}
			time.Sleep(3 * time.Minute)
			s := p.scheduler
			s.mu.Lock()
			defer s.mu.Unlock()
			if n := len(s.queues) + len(s.places) + s.ready.Len() + s.resting.Len(); n != 0 {
				r.Errorf("%d queues and places are left", n)
			}
		})
	})
}
