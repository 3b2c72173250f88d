package pace_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

// No answer waits behind a broadcast, and the broadcast keeps its rate beside them.
func TestAnswersOvertakeABroadcast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		done, began := make(chan struct{}), time.Now()
		go func() {
			defer close(done)
			broadcast(t, p, 10_000)
		}()
		var worst time.Duration
		for i := range 200 {
			time.Sleep(777 * time.Millisecond)
			start := time.Now()
			if _, err := p.Send(t.Context(), answer(person(20_000+i))); err != nil {
				t.Fatalf("Send: %v", err)
			}
			worst = max(worst, time.Since(start))
		}
		if worst != 0 {
			t.Errorf("an answer waited %v", worst)
		}
		<-done
		if took := time.Since(began); took > 10_000*time.Second/30*103/100 {
			t.Errorf("the broadcast took %v", took)
		}
	})
}

// What answers somebody goes at once. The rest waits for the overall rate and goes
// by its priority, and among equals as it came.
func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		if _, err := p.Send(t.Context(), question(person(99))); err != nil {
			t.Fatal(err)
		}
		requests := []struct {
			op   string
			lane chat.Lane
		}{
			{"edit", chat.LaneEdit}, {"send", chat.LaneSummary}, {"send", chat.LaneQuestion}, {"send", chat.LaneEdit},
			{"find", 0}, {"send", chat.LaneSummary}, {"react", 0}, {"send", chat.LaneAnswer}, {"delete", 0},
			{"thread", 0}, {"probe", 0}, {"edit", chat.LaneAnswer}, {"announce", 0}, {"pin", 0},
		}
		for i, r := range requests {
			c := person(i)
			m := chat.Message{To: c, Lane: r.lane}
			go func() {
				var err error
				switch r.op {
				case "send":
					_, err = p.Send(t.Context(), m)
				case "edit":
					err = p.Edit(t.Context(), "1", m)
				case "delete":
					err = p.Delete(t.Context(), c, "1")
				case "react":
					err = p.React(t.Context(), c, "1", chat.Kept)
				case "find":
					_, _, err = p.Find(t.Context(), c, "n", time.Time{})
				case "probe":
					err = p.Probe(t.Context(), c)
				case "thread":
					_, err = p.Thread(t.Context(), c, "1", "A thread")
				case "pin":
					err = p.Pin(t.Context(), c, "1", true)
				case "announce":
					err = p.Announce(t.Context(), c, "1")
				}
				if err != nil {
					t.Errorf("%s: %v", r.op, err)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		got := s.arrivals()
		if took := got[4].at.Sub(got[0].at); took != 0 {
			t.Errorf("the answers took %v", took)
		}
		var order []chat.Chat
		for _, r := range got[1:] {
			order = append(order, r.chat)
		}
		var want []chat.Chat
		for _, i := range []int{6, 7, 8, 11, 10, 2, 4, 1, 5, 0, 3, 9, 12, 13} {
			want = append(want, person(i))
		}
		if !slices.Equal(order, want) {
			t.Errorf("order %v, want %v", order, want)
		}
	})
}

// What is no message takes no slot of the chat's second nor of its group's minute:
// a message is shown at once after twenty of each.
func TestOnlyMessagesTakeTheSlotsOfMessages(t *testing.T) {
	form := &chat.Form{Title: "Reflect"}
	for name, c := range map[string]struct {
		do   func(context.Context, *pace.Pace) error
		free bool // bounded by nothing at all
	}{
		"reaction": {func(ctx context.Context, p *pace.Pace) error { return p.React(ctx, person(1), "1", chat.Kept) }, false},
		"deletion": {func(ctx context.Context, p *pace.Pace) error { return p.Delete(ctx, person(1), "1") }, false},
		"probe":    {func(ctx context.Context, p *pace.Pace) error { return p.Probe(ctx, person(1)) }, false},
		"edit":     {func(ctx context.Context, p *pace.Pace) error { return p.Edit(ctx, "1", answer(person(1))) }, false},
		"count": {func(ctx context.Context, p *pace.Pace) error {
			return p.Edit(ctx, "1", chat.Message{To: person(1), Lane: chat.LaneEdit})
		}, false},
		"form": {func(ctx context.Context, p *pace.Pace) error {
			_, err := p.Send(ctx, chat.Message{To: person(1), Form: form})
			return err
		}, true},
		"alert": {func(ctx context.Context, p *pace.Pace) error {
			_, err := p.Send(ctx, chat.Message{To: person(1), Seen: chat.AsAlert, Answer: "a press"})
			return err
		}, true},
		"for one member's eyes": {func(ctx context.Context, p *pace.Pace) error {
			_, err := p.Send(ctx, chat.Message{To: person(1), Seen: chat.ByActor, Answer: "a press"})
			return err
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{eyes: true, rate: chat.Rate{
					PerSecond: 1000, ChatPerSecond: 0.01, GroupPerMin: 1, GroupOf: func(chat.Chat) string { return "g" },
				}}
				p := newPace(s)
				defer p.Close()
				start := time.Now()
				for range 20 {
					if err := c.do(t.Context(), p); err != nil {
						t.Fatal(err)
					}
				}
				took := time.Since(start)
				if bounded := took > 3*time.Second; bounded == c.free || took > 5*time.Second {
					t.Errorf("twenty took %v", took)
				}
				start = time.Now()
				if _, err := p.Send(t.Context(), answer(person(1))); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(start); took != 0 {
					t.Errorf("the message after them took %v", took)
				}
			})
		})
	}
}

// Where no message can be for one member's eyes, a message that answers a press is
// one like any other.
func TestWithoutEphemeralAMessageIsAMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(&server{rate: chat.Rate{ChatPerSecond: 1}})
		defer p.Close()
		start := time.Now()
		for range 3 {
			if _, err := p.Send(t.Context(), chat.Message{To: person(1), Seen: chat.ByActor, Answer: "a press"}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 2*time.Second {
			t.Errorf("three took %v", took)
		}
	})
}
