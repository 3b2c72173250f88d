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
			return len(s.queues)
		}
		highest := 0
		for i := range 5000 {
			w := s.enqueue(chatNumber(i), false, chat.LaneQuestion, s.number())
			turn := <-w.turn
			s.finish(turn, chatNumber(i), nil)
			time.Sleep(time.Second)
			highest = max(highest, remembered())
		}
		if highest > 200 {
			t.Errorf("%d chats remembered at a chat a second", highest)
		}
		time.Sleep(5 * time.Minute)
		if n := remembered(); n != 0 {
			t.Errorf("%d chats remembered after five quiet minutes", n)
		}
	})
}

// A chat that is blocked for a day stays blocked, however long nobody asks.
func TestABlockedChatIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScheduler(chat.Rate{})
		c := chatNumber(1)
		turn := <-s.enqueue(c, false, chat.LaneQuestion, s.number()).turn
		s.finish(turn, c, &chat.SendError{Kind: chat.Throttled, Wait: 24 * time.Hour})
		time.Sleep(23 * time.Hour)
		if turn := <-s.enqueue(c, false, chat.LaneQuestion, s.number()).turn; turn.err == nil {
			t.Error("let through an hour before its time")
		}
		time.Sleep(2 * time.Hour)
		if turn := <-s.enqueue(c, false, chat.LaneQuestion, s.number()).turn; turn.err != nil {
			t.Errorf("still refused: %v", turn.err)
		}
		s.close()
	})
}

// Whatever comes and goes, every request gets its turn or its refusal, no
// window holds too many, and nothing is left behind.
func TestSchedulerProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		perSecond := rapid.SampledFrom([]float64{0, 0.7, 3, 30}).Draw(r, "per second")
		perChat := rapid.SampledFrom([]float64{0, 1, 5}).Draw(r, "per chat")
		type step struct {
			chat, lane  int
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
				pause: millis(300).Draw(r, "pause"), work: millis(200).Draw(r, "work"),
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
			p := &Pace{turns: newScheduler(chat.Rate{PerSecond: perSecond, ChatPerSecond: perChat})}
			var mu sync.Mutex
			var all []time.Time
			byChat := map[int][]time.Time{}
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
					c := chatNumber(st.chat)
					turn, failed := p.await(ctx, c, false, chat.Lane(st.lane), p.turns.number())
					if failed != nil {
						return
					}
					mu.Lock()
					all = append(all, time.Now())
					byChat[st.chat] = append(byChat[st.chat], time.Now())
					mu.Unlock()
					time.Sleep(st.work)
					var err error
					if st.throttled > 0 {
						err = &chat.SendError{Kind: chat.Throttled, Wait: st.throttled, Scope: chat.Scope(st.lane % 2)}
					}
					p.turns.finish(turn, c, err)
				})
			}
			wg.Wait()
			check := func(what string, at []time.Time, rate float64) {
				if w := newWindow(rate, time.Second); w != nil {
					for i := len(w.slots); i < len(at); i++ {
						if gap := at[i].Sub(at[i-len(w.slots)]); gap < w.length {
							r.Errorf("%s: %d requests within %v", what, len(w.slots)+1, gap)
						}
					}
				}
			}
			check("overall", all, perSecond)
			for c, at := range byChat {
				check(chatNumber(c).ID, at, perChat)
			}
			time.Sleep(3 * time.Minute)
			p.turns.mu.Lock()
			defer p.turns.mu.Unlock()
			if n := len(p.turns.queues) + p.turns.ready.Len() + p.turns.resting.Len(); n != 0 {
				r.Errorf("%d queues are left", n)
			}
		})
	})
}
