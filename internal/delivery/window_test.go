package delivery_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestUnsentUntilTheWindowCloses: a platform that can't be reached is tried at
// growing distances until the question is dropped, which is no occasion.
func TestUnsentUntilTheWindowCloses(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			return &chattest.Fault{Cut: chattest.CutBefore}
		})
		r.sleepUntil(due.Add(6*time.Hour - time.Second))
		if del := r.delivery(ada, day0); del.State != reflection.DeliveryPlanned {
			t.Errorf("dropped before its window closed: state %d", del.State)
		}
		tries := r.platform.Requests()
		for i := 1; i < len(tries); i++ {
			wait := tries[i].At.Sub(tries[i-1].At)
			// A try that is due after more than a minute waits for the next tick.
			nominal := min(5*time.Second<<min(i-1, 6), 5*time.Minute)
			if wait < nominal*3/4 || wait > nominal*5/4+time.Minute {
				t.Errorf("try %d came %v after the one before, want about %v", i+1, wait, nominal)
			}
		}
		if n := len(tries); n < 60 || n > 110 {
			t.Errorf("tried %d times in six hours", n)
		}
		r.sleepUntil(due.Add(6 * time.Hour))
		del := r.delivery(ada, day0)
		if d := r.dispatch(del, reflection.Ask); del.State != reflection.DeliveryDropped || d.State != reflection.DispatchDropped {
			t.Errorf("delivery in state %d, dispatch in %d", del.State, d.State)
		}
		if n := len(r.facts(ada, reflection.FactArrived)); n != 0 {
			t.Errorf("%d arrivals of what never arrived", n)
		}
		if state := r.choice(ada); state.Asked() != 0 {
			t.Errorf("%d prompts count as asked", state.Asked())
		}
		r.platform.Script(nil)
		r.sleepUntil(due.AddDate(0, 0, 1))
		r.wantShown(ada, 1)
		if next := r.delivery(ada, day0.AddDays(1)); next.Prompt.Prompt == del.Prompt.Prompt {
			t.Errorf("the dropped prompt comes at once, and not at the end of the round")
		}
	})
}

// TestTheWindowEndsAtTheNextOccurrence: a question asked for at 23:30 gives way
// to the one that is due at 00:30.
func TestTheWindowEndsAtTheNextOccurrence(t *testing.T) {
	start := time.Date(2026, 11, 22, 22, 30, 0, 0, time.UTC) // Sunday 23:30 in Berlin
	inBubble(t, start, func(r *rig) {
		ada := r.subscribe(r.platform.Person("ada"), berlin, "00:30")
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			return &chattest.Fault{Cut: chattest.CutBefore}
		})
		sunday := schedule.Date{Year: 2026, Month: 11, Day: 22}
		planAt(r, ada, schedule.Occurrence{Date: sunday, At: start})
		r.sleepUntil(start.Add(time.Hour))
		if got := r.delivery(ada, sunday).State; got != reflection.DeliveryDropped {
			t.Errorf("Sunday's is in state %d at Monday's hour", got)
		}
		r.platform.Script(nil)
		r.sleepUntil(start.Add(2 * time.Hour))
		r.wantShown(ada, 1)
		if got := r.delivery(ada, sunday.AddDays(1)).State; got != reflection.DeliveryArrived {
			t.Errorf("Monday's is in state %d", got)
		}
	})
}

// TestAnOvertakenQuestionIsDropped: somebody brings their hour forward while
// last night's question still can't be sent; when the new hour comes there is
// one question, and not two.
func TestAnOvertakenQuestionIsDropped(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			return &chattest.Fault{Cut: chattest.CutBefore}
		})
		r.sleepUntil(due.Add(time.Hour))
		r.change(ada, func(s *reflection.Subscription) { s.Rule.At = schedule.TimeOfDay{Hour: 1} })
		r.sleepUntil(due.Add(4*time.Hour - time.Minute))
		r.platform.Script(nil)
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.Throttled, Wait: 2 * time.Minute})
		r.sleepUntil(due.Add(5 * time.Hour))
		first, second := r.delivery(ada, day0), r.delivery(ada, day0.AddDays(1))
		if n := len(r.platform.Shown(ada.Chat())); n > 1 && first.State == reflection.DeliveryArrived && second.Arrived.Sub(first.Arrived) < time.Hour {
			t.Errorf("two questions at once\n%s", ada.Transcript())
		}
		if second.State != reflection.DeliveryArrived {
			t.Errorf("the second is in state %d", second.State)
		}
	})
}
