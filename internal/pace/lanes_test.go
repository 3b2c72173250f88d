package pace_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

func TestAnswersOvertakeABroadcast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		done := make(chan struct{})
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
		// One turn, and the pause with which a full window ends.
		if worst > 70*time.Millisecond {
			t.Errorf("an answer waited %v", worst)
		}
		<-done
	})
}

// What waits goes lane by lane, and within a lane as it came.
func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		if _, err := p.Send(t.Context(), answer(person(99))); err != nil {
			t.Fatal(err)
		}
		requests := []struct {
			op   string
			lane chat.Lane
		}{
			{"edit", chat.LaneEdit}, {"send", chat.LaneSummary}, {"send", chat.LaneQuestion}, {"send", chat.LaneEdit},
			{"find", 0}, {"send", chat.LaneSummary}, {"react", 0}, {"send", chat.LaneAnswer}, {"delete", 0},
			{"thread", 0},
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
				case "thread":
					_, err = p.Thread(t.Context(), c, "1", "A thread")
				}
				if err != nil {
					t.Errorf("%s: %v", r.op, err)
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		var order []chat.Chat
		for _, r := range s.arrivals()[1:] {
			order = append(order, r.chat)
		}
		var want []chat.Chat
		for _, i := range []int{6, 7, 8, 2, 4, 1, 5, 0, 3, 9} {
			want = append(want, person(i))
		}
		if !slices.Equal(order, want) {
			t.Errorf("order %v, want %v", order, want)
		}
	})
}

// A form or a notice answers a press within seconds, whatever its chat is at.
func TestNoticesDontWaitForTheirChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 0.1}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		for _, m := range []chat.Message{
			answer(person(1)),
			{To: person(1), Form: &chat.Form{Title: "Reflect"}},
			{To: person(1), Seen: chat.AsAlert},
			{To: person(1), Seen: chat.ByActor, Answer: "an interaction"},
		} {
			if _, err := p.Send(t.Context(), m); err != nil {
				t.Fatalf("Send: %v", err)
			}
		}
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("took %v", took)
		}
	})
}
