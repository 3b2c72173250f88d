package delivery_test

import (
	"errors"
	"log/slog"
	"slices"
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
	if want := lines(1); !f.quiet && told != want || f.quiet && told != 0 {
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
	after := sends(r.platform.Requests()[before+1:])
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

// sends are the requests that may show something: a probe doesn't.
func sends(all []chattest.Request) []chattest.Request {
	return slices.DeleteFunc(slices.Clone(all), func(q chattest.Request) bool { return q.Op == chattest.OpProbe })
}

// TestGoneResumes: a person who blocked the bot is asked again after a sign of life.
func TestGoneResumes(t *testing.T) {
	for name, state := range map[string]reflection.SubscriptionState{"gone": reflection.Gone, "barred": reflection.Barred} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				r.tickEvery(15 * time.Minute)
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

// refusal is a platform's final no.
func refusal() chat.SendError { return chat.SendError{Kind: chat.Rejected, Err: errPlatform} }
