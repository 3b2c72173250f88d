package chattest

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
)

// faultContract is what an adapter makes of a platform's refusals.
func faultContract(run func(string, func(*rig))) {
	run("an unknown chat is gone", unknownChatIsGone)
	run("a block", block)
	run("cut after the request was written", cutAfter)
	run("cut before the request was written", cutBefore)
	run("too fast", tooFast)
	run("a context ends while sending", contextEndsWhileSending)
	run("a context that has ended sends nothing", endedContextSendsNothing)
}

// fails sends a message that must fail, and returns how.
func (r *rig) fails(ctx context.Context, m chat.Message) *chat.SendError {
	r.Helper()
	_, err := r.adapter.Send(ctx, m)
	var failed *chat.SendError
	if !errors.As(err, &failed) {
		r.Fatalf("Send: %v, want a *chat.SendError", err)
	}
	if failed.Err == nil {
		r.Error("a failure without its cause")
	}
	return failed
}

func unknownChatIsGone(r *rig) {
	if f := r.fails(r.Context(), question(r.Nowhere(), "Anybody?")); f.Kind != chat.Gone {
		r.Errorf("kind %v, want gone", f.Kind)
	}
}

func block(r *rig) {
	if !r.Traits().Blocks {
		return
	}
	ada := r.Peer("ada")
	ada.Block()
	if f := r.fails(r.Context(), question(ada.Chat(), "Are you there?")); f.Kind != chat.Gone {
		r.Errorf("kind %v, want gone", f.Kind)
	}
	if r.Traits().TellsBlocks {
		if e := await[chat.Left](r); e.Space.Chat != ada.Chat() || e.Actor.Account != ada.Account() {
			r.Errorf("left %v, by %q", e.Space.Chat, e.Actor.Account)
		}
	}
	ada.Unblock()
	if r.Traits().TellsBlocks {
		if e := await[chat.Allowed](r); e.Space.Chat != ada.Chat() {
			r.Errorf("allowed in %v", e.Space.Chat)
		}
	}
	r.send(question(ada.Chat(), "Are you there?"))
}

func cutAfter(r *rig) {
	if !r.Traits().Faults {
		return
	}
	ada := r.Peer("ada")
	r.Fault(Fault{Cut: CutAfter})
	if f := r.fails(r.Context(), question(ada.Chat(), "Did it arrive?")); f.Kind != chat.Uncertain {
		r.Errorf("kind %v, want uncertain", f.Kind)
	}
	if n := len(ada.Sees()); n != 1 {
		r.Errorf("%d messages are shown, want 1: an adapter doesn't repeat what was perhaps shown", n)
	}
	r.send(question(ada.Chat(), "And this?"))
}

func cutBefore(r *rig) {
	if !r.Traits().Faults {
		return
	}
	ada := r.Peer("ada")
	r.Fault(Fault{Cut: CutBefore})
	if f := r.fails(r.Context(), question(ada.Chat(), "Did it leave?")); f.Kind != chat.Unsent {
		r.Errorf("kind %v, want unsent", f.Kind)
	}
	if n := len(ada.Sees()); n != 0 {
		r.Errorf("%d messages are shown, want none", n)
	}
	r.send(question(ada.Chat(), "And this?"))
}

func tooFast(r *rig) {
	if !r.Traits().Faults {
		return
	}
	ada := r.Peer("ada")
	r.Fault(Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: 7 * time.Second, Err: errors.New("too many requests")}})
	began := time.Now()
	f := r.fails(r.Context(), question(ada.Chat(), "Too soon?"))
	if f.Kind != chat.Throttled || f.Wait < 7*time.Second || f.Wait > 8*time.Second {
		r.Errorf("kind %v with a wait of %v, want throttled with 7s", f.Kind, f.Wait)
	}
	if took := time.Since(began); took > promptly {
		r.Errorf("the adapter waited %v itself", took)
	}
}

func contextEndsWhileSending(r *rig) {
	if !r.Traits().Faults {
		return
	}
	hold := make(chan struct{})
	defer close(hold)
	r.Fault(Fault{Hold: hold})
	ctx, cancel := context.WithTimeout(r.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	f := r.fails(ctx, question(r.Peer("ada").Chat(), "Still there?"))
	if f.Kind != chat.Uncertain {
		r.Errorf("kind %v, want uncertain", f.Kind)
	}
	if took := time.Since(began); took > promptly {
		r.Errorf("returned after %v", took)
	}
}

func endedContextSendsNothing(r *rig) {
	ada := r.Peer("ada")
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	if f := r.fails(ctx, question(ada.Chat(), "Too late?")); f.Kind != chat.Unsent {
		r.Errorf("kind %v, want unsent", f.Kind)
	}
	if n := len(ada.Sees()); n != 0 {
		r.Errorf("%d messages are shown, want none", n)
	}
}
