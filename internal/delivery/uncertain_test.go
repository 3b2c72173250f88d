package delivery_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// scripted answers the requests of a kind with faults, in their order; those
// that come after them meet none.
func scripted(r *rig, op chattest.Op, faults ...chattest.Fault) {
	for _, f := range faults {
		r.platform.FaultNext(op, f)
	}
}

var (
	cutAfter  = chattest.Fault{Cut: chattest.CutAfter}
	cutBefore = chattest.Fault{Cut: chattest.CutBefore}
	// lost is a request of which nobody knows what became; it never got there.
	lost      = chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain, Err: errPlatform}}
	throttled = chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: 3 * time.Minute}}
	rejected  = chattest.Fault{Refuse: &chat.SendError{Kind: chat.Rejected, Err: errPlatform}}
)

// settled is how an uncertain question must end.
type settled struct {
	shown    int // messages with the question, ever
	arrivals int
	late     time.Duration // the arrival is known that much later than it happened, at least
	state    reflection.DeliveryState
	sends    int
	finds    int // -1 for any
}

// wantSettled checks the end of day0's question.
func wantSettled(r *rig, ada someone, want settled) {
	t := r.t
	t.Helper()
	del := r.delivery(ada, day0)
	if del.State != want.state {
		t.Errorf("delivery in state %d, want %d", del.State, want.state)
	}
	if n := r.shows(r.platform, ada.Chat(), del.Prompt.Question); n != want.shown {
		t.Errorf("shown %d times, want %d\n%s", n, want.shown, ada.Transcript())
	}
	facts := r.facts(ada, reflection.FactArrived)
	if len(facts) != want.arrivals {
		t.Fatalf("%d arrivals, want %d", len(facts), want.arrivals)
	}
	if want.arrivals == 1 {
		f := facts[0]
		shown := r.platform.Shown(ada.Chat())
		if opened := shown[len(shown)-1].At; want.shown == 1 && !f.At.Equal(opened.Truncate(time.Microsecond)) {
			t.Errorf("arrived at %v by the fact, at %v by the platform", f.At, opened)
		}
		if late := f.Known.Sub(f.At); late < want.late || want.late == 0 && late > time.Second {
			t.Errorf("known %v after it arrived, want %v", late, want.late)
		}
		if !del.Arrived.Equal(f.At) || f.Shown {
			t.Errorf("delivery arrived at %v, fact %+v", del.Arrived, f)
		}
	}
	sends, finds := 0, 0
	for _, q := range r.platform.Requests() {
		switch q.Op {
		case chattest.OpSend:
			sends++
		case chattest.OpFind:
			finds++
		}
	}
	if sends != want.sends || want.finds >= 0 && finds != want.finds {
		t.Errorf("%d sends and %d looks, want %d and %d", sends, finds, want.sends, want.finds)
	}
}

// TestUncertainLikeDiscord: with nonces and a history an uncertain question is
// always settled, and never shown twice.
func TestUncertainLikeDiscord(t *testing.T) {
	cases := map[string]struct {
		send, find []chattest.Fault
		want       settled
	}{
		"shown, repeated with the nonce": {
			send: []chattest.Fault{cutAfter},
			want: settled{shown: 1, arrivals: 1, late: 3 * time.Second, state: reflection.DeliveryArrived, sends: 2},
		},
		"not shown, repeated with the nonce": {
			send: []chattest.Fault{lost},
			want: settled{shown: 1, arrivals: 1, state: reflection.DeliveryArrived, sends: 2},
		},
		"cut again and again while the nonce holds": {
			send: []chattest.Fault{cutAfter, cutAfter, cutAfter, cutAfter, cutAfter, cutAfter, cutAfter, cutAfter, cutAfter, cutAfter},
			want: settled{shown: 1, arrivals: 1, late: time.Minute, state: reflection.DeliveryArrived, sends: -1, finds: 1},
		},
		"shown, and the repetition is throttled past the nonce": {
			send: []chattest.Fault{cutAfter, throttled},
			want: settled{shown: 1, arrivals: 1, late: 3 * time.Minute, state: reflection.DeliveryArrived, sends: 2, finds: 1},
		},
		"shown, and the repetition is held up past the nonce": {
			send: []chattest.Fault{cutAfter, {Delay: 4 * time.Minute}},
			want: settled{shown: 1, arrivals: 1, late: 110 * time.Second, state: reflection.DeliveryArrived, sends: 2, finds: 1},
		},
		"shown, and the platform is down after that": {
			send: []chattest.Fault{cutAfter, cutBefore, cutBefore, cutBefore, cutBefore, cutBefore, cutBefore, cutBefore},
			find: []chattest.Fault{cutBefore, cutBefore},
			want: settled{shown: 1, arrivals: 1, late: 3 * time.Minute, state: reflection.DeliveryArrived, sends: -1, finds: 3},
		},
		"lost, and looking fails at first": {
			send: []chattest.Fault{lost, throttled},
			find: []chattest.Fault{cutBefore, lost, rejected, throttled},
			want: settled{shown: 1, arrivals: 1, state: reflection.DeliveryArrived, sends: 3, finds: 5},
		},
		"shown, and the repetition rejected": {
			send: []chattest.Fault{cutAfter, rejected},
			want: settled{shown: 1, arrivals: 0, state: reflection.DeliveryUncertain, sends: 2},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				scripted(r, chattest.OpSend, c.send...)
				scripted(r, chattest.OpFind, c.find...)
				r.sleepUntil(due.Add(7 * time.Hour))
				if c.want.sends < 0 { // As many as fit into two minutes.
					for _, q := range r.platform.Requests() {
						if q.Op == chattest.OpSend {
							c.want.sends = max(c.want.sends, 0) + 1
							if after := q.At.Sub(due); after > 2*time.Minute {
								t.Errorf("repeated %v after the first attempt", after)
							}
						}
					}
				}
				wantSettled(r, ada, c.want)
			}, chattest.LikeDiscord())
		})
	}
}

// TestUncertainLikeTelegram: without them it is sent once more within the
// window, and never twice more.
func TestUncertainLikeTelegram(t *testing.T) {
	cases := map[string]struct {
		send []chattest.Fault
		want settled
	}{
		"shown, and once more": {
			send: []chattest.Fault{cutAfter},
			want: settled{shown: 2, arrivals: 1, state: reflection.DeliveryArrived, sends: 2},
		},
		"not shown, and once more": {
			send: []chattest.Fault{lost},
			want: settled{shown: 1, arrivals: 1, state: reflection.DeliveryArrived, sends: 2},
		},
		"cut twice, and never twice more": {
			send: []chattest.Fault{cutAfter, cutAfter},
			want: settled{shown: 2, arrivals: 0, state: reflection.DeliveryUncertain, sends: 2},
		},
		"surely unsent in between": {
			send: []chattest.Fault{lost, cutBefore, throttled, cutAfter},
			want: settled{shown: 1, arrivals: 0, state: reflection.DeliveryUncertain, sends: 4},
		},
		"rejected the second time": {
			send: []chattest.Fault{cutAfter, rejected},
			want: settled{shown: 1, arrivals: 0, state: reflection.DeliveryUncertain, sends: 2},
		},
		"unsent until the window has closed": {
			send: append([]chattest.Fault{cutAfter}, make([]chattest.Fault, 200)...),
			want: settled{shown: 1, arrivals: 0, state: reflection.DeliveryUncertain, sends: -1},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				for i := range c.send {
					if c.send[i] == (chattest.Fault{}) {
						c.send[i] = cutBefore
					}
				}
				scripted(r, chattest.OpSend, c.send...)
				r.sleepUntil(due.Add(7 * time.Hour))
				if c.want.sends < 0 {
					c.want.sends = len(sends(r.platform.Requests()))
					r.sleepUntil(due.Add(23 * time.Hour))
				}
				wantSettled(r, ada, c.want)
			})
		})
	}
}

// TestUncertainReminders: a reminder is settled as a question is.
func TestUncertainReminders(t *testing.T) {
	for name, c := range map[string]struct {
		like  chattest.Option
		fault chattest.Fault
		shown int
	}{
		"nonce, shown":         {chattest.LikeDiscord(), cutAfter, 2},
		"nonce, not shown":     {chattest.LikeDiscord(), lost, 2},
		"no nonce, shown":      {chattest.LikeTelegram(), cutAfter, 3},
		"no nonce, not shown":  {chattest.LikeTelegram(), lost, 2},
		"no trouble, no nonce": {chattest.LikeTelegram(), chattest.Fault{}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				bring(r, ada, reflection.Later)
				scripted(r, chattest.OpSend, c.fault)
				r.sleepUntil(due.Add(3 * time.Hour))
				r.wantShown(ada, c.shown)
				if f := r.facts(ada, reflection.FactArrived); len(f) != 1 {
					t.Errorf("%d arrivals, want the question's alone", len(f))
				}
			}, c.like)
		})
	}
}

// TestUncertainInAPause: what was perhaps shown is looked for, but not sent
// again, to somebody who has paused.
func TestUncertainInAPause(t *testing.T) {
	for name, c := range map[string]struct {
		like  chattest.Option
		fault chattest.Fault
		shown int
		state reflection.DeliveryState
	}{
		"history, shown":        {chattest.LikeDiscord(), cutAfter, 1, reflection.DeliveryArrived},
		"history, not shown":    {chattest.LikeDiscord(), lost, 0, reflection.DeliveryDropped},
		"no history, shown":     {chattest.LikeTelegram(), cutAfter, 1, reflection.DeliveryUncertain},
		"no history, not shown": {chattest.LikeTelegram(), lost, 0, reflection.DeliveryUncertain},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				scripted(r, chattest.OpSend, c.fault)
				r.sleepUntil(due.Add(time.Second))
				r.change(ada, func(s *reflection.Subscription) { s.State = reflection.Paused })
				r.sleepUntil(due.Add(7 * time.Hour))
				r.wantShown(ada, c.shown)
				if got := r.delivery(ada, day0).State; got != c.state {
					t.Errorf("delivery in state %d, want %d", got, c.state)
				}
			}, c.like)
		})
	}
}

// TestOurClockIsAhead: a question is found although our clock is five minutes
// ahead of the platform's.
func TestOurClockIsAhead(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.tickEvery(0)
		scripted(r, chattest.OpSend, cutAfter, throttled)
		for range 10 {
			time.Sleep(time.Minute)
			r.tickAt(time.Now().Add(5 * time.Minute))
		}
		r.wantShown(ada, 1)
		if got := r.delivery(ada, day0); got.State != reflection.DeliveryArrived {
			t.Errorf("delivery in state %d", got.State)
		}
	}, chattest.LikeDiscord())
}
