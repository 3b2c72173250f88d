package pace_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// Where answers are outside the platform's limits, a hundred at once wait for
// nothing, while the questions keep their pace.
func TestFreeAnswersHaveNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1, ChatPerSecond: 1, AnswersFree: true}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				m := answer(person(1))
				m.Answer = "an interaction"
				if _, err := p.Send(t.Context(), m); err != nil {
					t.Errorf("Send: %v", err)
				}
				if err := p.Edit(t.Context(), "1", m); err != nil {
					t.Errorf("Edit: %v", err)
				}
			})
		}
		all.Wait()
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("a hundred answers took %v", took)
		}
		for range 3 {
			if _, err := p.Send(t.Context(), question(person(2))); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 2*time.Second {
			t.Errorf("three questions took %v", took)
		}
	})
}

// One that the platform finds too fast all the same is made again.
func TestFreeAnswersObey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := false
		s := &server{rate: chat.Rate{AnswersFree: true}, answer: func(request) error {
			if refused {
				return nil
			}
			refused = true
			return &chat.SendError{Kind: chat.Throttled, Wait: 2 * time.Second}
		}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		m := answer(person(1))
		m.Answer = "an interaction"
		if _, err := p.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took < 2*time.Second || took > 3*time.Second {
			t.Errorf("took %v", took)
		}
	})
}
