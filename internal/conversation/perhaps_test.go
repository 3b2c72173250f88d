package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/streak"
)

// What somebody writes while their question is still being sent, or was perhaps
// shown, is its answer: it keeps the day, and the acknowledgement names the question.
func TestAnAnswerToAQuestionOnItsWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault chattest.Fault // of the question
		down  time.Duration  // every other request fails so long as well
		after time.Duration  // from the hour to the answer
	}{
		"the receipt hangs, answered after 3 s":        {chattest.Fault{Delay: 0, Cut: chattest.CutAfter}, 0, 3 * time.Second},
		"the request hangs, answered after 3 s":        {chattest.Fault{Delay: 20 * time.Second}, 0, 3 * time.Second},
		"the request hangs, answered after 14 s":       {chattest.Fault{Delay: 20 * time.Second}, 0, 14 * time.Second},
		"the receipt is lost, answered between copies": {chattest.Fault{Cut: chattest.CutAfter}, time.Minute, 20 * time.Second},
		"the receipt is lost, answered after both":     {chattest.Fault{Cut: chattest.CutAfter}, time.Minute, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, r *rig) {
				p := r.begin("ada", "Berlin", "21:00")
				r.says(p, "the first one")
				hour := r.subscription(p).Next.At
				r.skip(hour.Add(-time.Minute))
				r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
					switch since := time.Since(hour); {
					case op == chattest.OpSend && m.Lane == chat.LaneQuestion && since < time.Second:
						return &c.fault
					case since > 0 && since < c.down:
						return &chattest.Fault{Cut: chattest.CutAfter}
					}
					return nil
				})
				r.until(hour.Add(c.after))
				p.Write("an answer on its way")
				r.until(hour.Add(15 * time.Minute))
				d := r.openDelivery(p.Chat())
				if !d.Due.Equal(hour) {
					t.Fatalf("the open question is that of %v\n%s", d.Due, p.Transcript())
				}
				r.wantWords(p, d, "an answer on its way")
				r.wantOutcome(p, d, streak.Kept)
				if c.after < c.down || c.fault.Delay > 0 {
					named := r.said(p, "Kept, with")
					if named == 0 {
						t.Errorf("the acknowledgement doesn't name the question\n%s", p.Transcript())
					}
				}
				if n := r.said(p, d.Prompt.Question); n > 3 {
					t.Errorf("the question was said %d times\n%s", n, p.Transcript())
				}
			})
		})
	}
}
