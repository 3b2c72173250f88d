package delivery_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// errPlatform is the cause in every failure that these tests script.
var errPlatform = errors.New("what the platform said")

// failure is one way in which sending fails, and what must come of it.
type failure struct {
	err   chat.SendError
	cut   chattest.Cut
	level slog.Level // of the one line that tells of it
	quiet bool       // no line at all

	// At once:
	dispatch reflection.DispatchState
	sub      reflection.SubscriptionState
	attempts int
	unsure   int

	// Then it is tried again, not before and not after; zero for never.
	from, until time.Duration
}

var failures = map[string]failure{
	"gone": {
		err: chat.SendError{Kind: chat.Gone}, level: slog.LevelInfo,
		dispatch: reflection.DispatchDropped, sub: reflection.Gone, attempts: 1,
	},
	"barred": {
		err: chat.SendError{Kind: chat.NotAllowed, Missing: "send_messages"}, level: slog.LevelWarn,
		dispatch: reflection.DispatchDropped, sub: reflection.Barred, attempts: 1,
	},
	"throttled": {
		err: chat.SendError{Kind: chat.Throttled, Wait: 37 * time.Second}, quiet: true,
		dispatch: reflection.DispatchPlanned, attempts: 0,
		from: 37 * time.Second, until: 38 * time.Second,
	},
	"unsent": {
		err: chat.SendError{Kind: chat.Unsent}, level: slog.LevelWarn,
		dispatch: reflection.DispatchPlanned, attempts: 1,
		from: 3 * time.Second, until: 7 * time.Second,
	},
	"uncertain": {
		cut: chattest.CutAfter, level: slog.LevelWarn,
		dispatch: reflection.DispatchUncertain, attempts: 1, unsure: 1,
		from: 3 * time.Second, until: 7 * time.Second,
	},
	"rejected": {
		err: chat.SendError{Kind: chat.Rejected}, level: slog.LevelError,
		dispatch: reflection.DispatchDropped, attempts: 1,
	},
}

// bring brings it about that the next thing to be sent, in a second from when
// it returns, is a dispatch for the purpose.
func bring(r *rig, ada someone, p reflection.Purpose) {
	r.t.Helper()
	last := time.Second
	switch p {
	case reflection.Ask:
		r.sleepUntil(due.Add(-last))
	case reflection.Later:
		r.sleepUntil(due)
		at := due.Add(time.Hour)
		r.update(func(tx reflection.Tx) error {
			d, err := tx.DeliveryOn(ada.sub, day0)
			if err != nil {
				return err
			}
			return tx.AddDispatch(&reflection.Dispatch{
				Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Later, Ready: at, Window: at.Add(2 * time.Hour),
			})
		})
		r.sleepUntil(at.Add(-last))
	case reflection.Nudge:
		r.sleepUntil(due.Add(90*time.Minute - last))
	}
}

// TestFailures goes through every kind of failure at every purpose.
func TestFailures(t *testing.T) {
	nudge := func(s *reflection.Subscription) { s.Nudge = &schedule.TimeOfDay{Hour: 22, Minute: 30} }
	for name, f := range failures {
		for _, p := range []reflection.Purpose{reflection.Ask, reflection.Later, reflection.Nudge} {
			t.Run(name+"/"+p.String(), func(t *testing.T) {
				inBubble(t, evening, func(r *rig) {
					change := func(*reflection.Subscription) {}
					if p == reflection.Nudge {
						change = nudge
					}
					ada := r.ada(change)
					bring(r, ada, p)
					fault := chattest.Fault{Cut: f.cut}
					if f.cut == chattest.NoCut {
						f.err.Err = errPlatform
						fault.Refuse = &f.err
					}
					r.platform.FaultNext(chattest.OpSend, fault)
					r.log.forget()
					before := len(r.platform.Requests())
					time.Sleep(time.Second)
					synctest.Wait()

					f.wantAtOnce(r, ada, p)
					f.wantThen(r, ada, p, before)
				})
			})
		}
	}
}

// wantAtOnce checks what a failure has left behind.
func (f failure) wantAtOnce(r *rig, ada someone, p reflection.Purpose) {
	t := r.t
	t.Helper()
	del := r.delivery(ada, day0)
	d := r.dispatch(del, p)
	if d.State != f.dispatch || d.Attempts != f.attempts || d.Unsure != f.unsure {
		t.Errorf("dispatch in state %d, %d attempts, %d unsure; want %d, %d, %d",
			d.State, d.Attempts, d.Unsure, f.dispatch, f.attempts, f.unsure)
	}
	if again := f.until > 0; d.Ready.IsZero() == again {
		t.Errorf("ready at %v, tried again is %v", d.Ready, again)
	}
	want, arrivals := reflection.DeliveryArrived, 1
	if p == reflection.Ask {
		arrivals = 0
		want = map[reflection.DispatchState]reflection.DeliveryState{
			reflection.DispatchDropped:   reflection.DeliveryDropped,
			reflection.DispatchPlanned:   reflection.DeliveryPlanned,
			reflection.DispatchUncertain: reflection.DeliveryUncertain,
		}[f.dispatch]
	}
	if del.State != want {
		t.Errorf("delivery in state %d, want %d", del.State, want)
	}
	if got := len(r.facts(ada, reflection.FactArrived)); got != arrivals {
		t.Errorf("%d facts of arrival, want %d", got, arrivals)
	}
	sub := r.subscription(ada)
	if sub.State != f.sub || sub.Next.At.IsZero() != (f.sub != reflection.Active) {
		t.Errorf("subscription is %v, next at %v; want %v", sub.State, sub.Next.At, f.sub)
	}
	pauses := 0
	if f.sub != reflection.Active {
		pauses = 1
	}
	if got := len(r.facts(ada, reflection.FactPaused)); got != pauses {
		t.Errorf("%d facts of a pause, want %d", got, pauses)
	}
	if asked := r.choice(ada).Asked(); p == reflection.Ask && del.State == reflection.DeliveryDropped && asked != 0 {
		t.Errorf("%d prompts count as asked after the question was dropped", asked)
	}
	f.wantLog(r, del)
}

// wantLog checks the one line that a failure is told in.
func (f failure) wantLog(r *rig, del reflection.Delivery) {
	t := r.t
	t.Helper()
	told := 0
	for _, level := range []slog.Level{slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		for _, text := range r.log.at(level) {
			if !strings.Contains(text, "kind=") {
				continue
			}
			told++
			if level != f.level || !strings.Contains(text, "dispatch=") {
				t.Errorf("at %v: %s", level, text)
			}
		}
	}
	if want := 1; !f.quiet && told != want || f.quiet && told != 0 {
		t.Errorf("%d lines tell of it, quiet is %v\n%s", told, f.quiet, r.log)
	}
	if strings.Contains(r.log.String(), del.Prompt.Question) || strings.Contains(r.log.String(), "@ada") {
		t.Errorf("the log says too much:\n%s", r.log)
	}
}

// wantThen checks what is tried again, and when.
func (f failure) wantThen(r *rig, ada someone, p reflection.Purpose, before int) {
	t := r.t
	t.Helper()
	failed := r.platform.Requests()[before]
	r.sleepUntil(failed.At.Add(6 * time.Hour))
	after := r.platform.Requests()[before+1:]
	if f.until == 0 {
		if len(after) != 0 {
			t.Errorf("%d requests after a final failure", len(after))
		}
		return
	}
	if len(after) != 1 {
		t.Fatalf("%d requests after the failure, want one", len(after))
	}
	if wait := after[0].At.Sub(failed.At); wait < f.from || wait > f.until {
		t.Errorf("tried again after %v, want %v to %v", wait, f.from, f.until)
	}
	del := r.delivery(ada, day0)
	if d := r.dispatch(del, p); d.State != reflection.DispatchSent || del.State != reflection.DeliveryArrived {
		t.Errorf("dispatch in state %d, delivery in %d", d.State, del.State)
	}
	if p == reflection.Ask {
		if got := r.facts(ada, reflection.FactArrived); len(got) != 1 || got[0].Shown {
			t.Errorf("facts of arrival: %+v", got)
		}
	}
}

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

// TestGoneResumes: a person who blocked the bot is asked again after a sign of life.
func TestGoneResumes(t *testing.T) {
	for name, state := range map[string]reflection.SubscriptionState{"gone": reflection.Gone, "barred": reflection.Barred} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				kind := map[reflection.SubscriptionState]chat.SendKind{reflection.Gone: chat.Gone, reflection.Barred: chat.NotAllowed}[state]
				r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: kind})
				r.sleepUntil(due.AddDate(0, 0, 3))
				if n := len(r.platform.Requests()); n != 1 {
					t.Errorf("%d requests to a chat that can't be written to, want the first alone", n)
				}
				r.change(ada, func(s *reflection.Subscription) { s.State = reflection.Active })
				r.sleepUntil(due.AddDate(0, 0, 4))
				r.wantShown(ada, 1)
				r.sleepUntil(due.AddDate(0, 0, 5))
				r.wantShown(ada, 2)
			})
		})
	}
}

// TestMoved: a chat with a new id is followed at once, with all that is open
// and all that is still to come.
func TestMoved(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Nudge = &schedule.TimeOfDay{Hour: 20} })
		r.sleepUntil(due)
		old, moved := ada.Chat(), r.platform.Person("moved").Opened().Chat()
		r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
			if m.To != old {
				return nil
			}
			return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Moved, MovedTo: moved}}
		})
		r.sleepUntil(due.Add(23 * time.Hour)) // the nudge for the first question
		if n := len(r.platform.Shown(moved)); n != 1 {
			t.Fatalf("%d messages in the new chat, want the nudge", n)
		}
		del := r.delivery(ada, day0)
		if sub := r.subscription(ada); sub.Chat != moved || del.Chat != moved || r.dispatch(del, reflection.Nudge).Chat != moved {
			t.Errorf("subscription in %v, delivery in %v", sub.Chat, del.Chat)
		}
		r.view(func(tx reflection.Tx) error {
			open, err := tx.OpenAt(moved, time.Now(), "")
			if err == nil && open.ID != del.ID {
				t.Errorf("delivery %d is open in the new chat, want %d", open.ID, del.ID)
			}
			return err
		})
		r.sleepUntil(due.AddDate(0, 0, 1))
		if n := len(r.platform.Shown(moved)); n != 2 {
			t.Errorf("%d messages in the new chat after the next question, want 2", n)
		}
		if n := len(r.log.at(slog.LevelError)); n != 0 {
			t.Errorf("errors:\n%s", r.log)
		}
	})
}

// TestMovedNowhere: a platform that moves a chat nowhere, round and round, or
// to one that is asked already, neither loops nor writes to anybody twice.
func TestMovedNowhere(t *testing.T) {
	cases := map[string]struct {
		to   func(r *rig, m chat.Message) chat.Chat
		most int // requests in a day
		sub  reflection.SubscriptionState
	}{
		"nowhere":      {func(*rig, chat.Message) chat.Chat { return chat.Chat{} }, 1, reflection.Active},
		"to itself":    {func(_ *rig, m chat.Message) chat.Chat { return m.To }, 1, reflection.Active},
		"to and fro":   {toAndFro, 120, reflection.Active},
		"to one asked": {func(r *rig, _ chat.Message) chat.Chat { return r.platform.Person("bob").Chat() }, 2, reflection.Gone},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				bob := r.subscribe(r.platform.Person("bob"), berlin, "21:30")
				r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
					if m.To == bob.Chat() {
						return nil
					}
					return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Moved, MovedTo: c.to(r, m)}}
				})
				r.sleepUntil(due.Add(20 * time.Hour))
				if n := len(r.platform.Requests()); n > c.most+1 {
					t.Errorf("%d requests", n)
				}
				if got := r.subscription(ada).State; got != c.sub {
					t.Errorf("subscription is %v, want %v", got, c.sub)
				}
				r.wantShown(bob, 1)
				if got := r.delivery(ada, day0).State; got != reflection.DeliveryDropped {
					t.Errorf("delivery in state %d", got)
				}
			})
		})
	}
}

func toAndFro(_ *rig, m chat.Message) chat.Chat {
	if m.To.ID == "@ada" {
		return chat.Chat{Platform: m.To.Platform, ID: "@ada2"}
	}
	return chat.Chat{Platform: m.To.Platform, ID: "@ada"}
}

// refusal is a platform's final no.
func refusal() chat.SendError { return chat.SendError{Kind: chat.Rejected, Err: errPlatform} }
