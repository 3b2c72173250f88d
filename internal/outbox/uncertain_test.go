package outbox_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// outage has every request fail from now on, for a while: those that show something
// are lost on their way back, after a platform saw them or before.
func (r *rig) outage(d time.Duration, f chattest.Fault) {
	end := time.Now().Add(d)
	r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
		if time.Now().Before(end) {
			return &f
		}
		return nil
	})
}

var page502 = chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain}}

// TestTheRepetitionWaits: where a platform offers no way to find out, the one
// repetition is spent only after the platform has carried out something since.
func TestTheRepetitionWaits(t *testing.T) {
	for name, c := range map[string]struct {
		fails time.Duration
		fault chattest.Fault
		want  []string
	}{
		"half a minute":               {30 * time.Second, page502, []string{"asked"}},
		"half an hour":                {30 * time.Minute, page502, []string{"asked"}},
		"longer than it is worth":     {2 * time.Hour, page502, nil},
		"shown, receipt lost":         {30 * time.Minute, chattest.Fault{Cut: chattest.CutAfter}, []string{"asked", "asked"}},
		"shown once, then it is well": {time.Second, chattest.Fault{Cut: chattest.CutAfter}, []string{"asked", "asked"}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
				ada := r.person("ada")
				r.outage(c.fails, c.fault)
				r.enqueue(ada.Chat(), "asked")
				synctest.Wait()
				r.pass(3 * time.Hour)
				r.wantShown(ada.Chat(), c.want...)
				if gaveUp := strings.Contains(r.log.String(), "given up"); gaveUp != (c.want == nil) {
					t.Errorf("giving up is logged: %v\n%s", gaveUp, r.log)
				}
			})
		})
	}
}

// TestOthersProve: somebody else's request that the platform carried out is proof
// enough, and makes the probe unnecessary.
func TestOthersProve(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada, bob := r.person("ada"), r.person("bob")
		r.platform.FaultNext(chattest.OpSend, page502)
		r.enqueue(ada.Chat(), "asked")
		time.Sleep(time.Second)
		r.enqueue(bob.Chat(), "his")
		r.pass(time.Minute)
		r.wantShown(ada.Chat(), "asked")
		for _, q := range r.platform.Requests() {
			if q.Op == chattest.OpProbe {
				t.Error("it probed all the same")
			}
		}
	})
}

// TestNeverTwiceMore: a dispatch whose repetition ended uncertain too is not sent a
// third time.
func TestNeverTwiceMore(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada := r.person("ada")
		r.platform.Script(func(op chattest.Op, _ chat.Message) *chattest.Fault {
			if op == chattest.OpSend {
				return &chattest.Fault{Cut: chattest.CutAfter}
			}
			return nil
		})
		r.enqueue(ada.Chat(), "asked")
		synctest.Wait()
		r.pass(3 * time.Hour)
		r.wantShown(ada.Chat(), "asked", "asked")
	})
}

// TestFoundOut: where the platform enforces a nonce, or its history can be read,
// what was perhaps shown is shown exactly once.
func TestFoundOut(t *testing.T) {
	for name, c := range map[string]struct {
		fails time.Duration
		fault chattest.Fault
	}{
		"the receipt was lost":               {time.Second, chattest.Fault{Cut: chattest.CutAfter}},
		"for longer than the nonce holds":    {5 * time.Minute, chattest.Fault{Cut: chattest.CutAfter}},
		"nothing was shown":                  {time.Second, page502},
		"nothing was shown for five minutes": {5 * time.Minute, page502},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, chattest.LikeDiscord(), nil, func(r *rig) {
				ada := r.person("ada")
				r.outage(c.fails, c.fault)
				r.enqueue(ada.Chat(), "asked")
				synctest.Wait()
				r.pass(50 * time.Minute)
				r.wantShown(ada.Chat(), "asked")
			})
		})
	}
}

// TestInterrupted: what is marked as being sent by an owner that is dead, or whose
// lease has ended, was interrupted; what this process is still sending is not.
func TestInterrupted(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada, bob := r.person("ada"), r.person("bob")
		now := time.Now().UTC()
		err := r.store.Update(context.Background(), func(tx reflection.Tx) error {
			return tx.AddDispatch(&reflection.Dispatch{
				Purpose: reflection.Answer, Chat: ada.Chat(), Body: []byte("cut off"), Placed: now, Window: now.Add(time.Hour),
				State: reflection.DispatchSending, Owner: "somebody dead", Lease: now.Add(time.Hour), Tried: now, Attempts: 1,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		release := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: release})
		r.enqueue(bob.Chat(), "slow")
		r.pass(10 * time.Minute) // Longer than any lease that isn't renewed.
		r.wantShown(ada.Chat(), "cut off")
		if strings.Count(r.log.String(), "a sending was interrupted") != 1 {
			t.Errorf("what was in flight was taken for interrupted\n%s", r.log)
		}
		close(release)
		r.pass(time.Minute)
		r.wantShown(bob.Chat(), "slow")
	})
}

// TestWhatCannotBeRecorded: a dispatch of which nothing can be recorded keeps no tick
// from doing its work, and doesn't hold up its chat, however much is in flight.
func TestWhatCannotBeRecorded(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada, bob := r.person("ada"), r.person("bob")
		release := make(chan struct{})
		defer close(release)
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: release})
		r.enqueue(bob.Chat(), "slow") // The leases are renewed while it is in flight.
		synctest.Wait()
		now := time.Now().UTC()
		err := r.store.Update(context.Background(), func(tx reflection.Tx) error {
			return tx.AddDispatch(&reflection.Dispatch{
				Purpose: reflection.Answer, Chat: ada.Chat(), Body: []byte(unresolvable), Placed: now, Window: now.Add(time.Hour),
				State: reflection.DispatchSending, Owner: "somebody dead", Lease: now.Add(time.Hour), Tried: now, Attempts: 1,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		r.pass(time.Minute)
		r.enqueue(ada.Chat(), "after it")
		r.pass(15 * time.Minute)
		r.wantShown(ada.Chat(), unresolvable, "after it")
	})
}
