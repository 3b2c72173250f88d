package door

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// brokenStore can't be read.
type brokenStore struct {
	reflection.Store
	err error
}

func (s brokenStore) View(context.Context, func(reflection.Tx) error) error { return s.err }

// asked is a platform that says who is a member, or that it can't say.
type asked struct {
	chat.Adapter
	member bool
	err    error
	times  int
}

func (a *asked) Member(context.Context, chat.Chat, string) (chat.Membership, error) {
	a.times++
	return chat.Membership{Member: a.member}, a.err
}

func (a *asked) Answered(string) {}

// letIn counts what is let in.
type letIn struct {
	chat.Intake
	n int
}

func (t *letIn) Handle(context.Context, chat.Event) error { t.n++; return nil }

// Nobody is turned away, and nothing of theirs passed over, because the store or the
// platform couldn't say whether they are let in.
func TestNobodyIsTurnedAwayInTrouble(t *testing.T) {
	allowed, err := Parse("telegram:-100", "telegram")
	if err != nil {
		t.Fatal(err)
	}
	says := chat.Text{Meta: chat.Meta{Space: chat.Space{Chat: chat.Chat{Platform: "telegram", ID: "7"}, Private: true}, Actor: chat.Actor{Account: "7"}}, Body: "words"}
	for name, c := range map[string]struct {
		store       error
		on          *asked
		in, unready bool
	}{
		"the store":    {errors.Join(reflection.ErrUnavailable), &asked{member: true}, false, true},
		"the platform": {nil, &asked{err: &chat.SendError{Kind: chat.Unsent}}, false, false},
		"neither":      {nil, &asked{member: true}, true, false},
	} {
		in := &letIn{}
		d := &Door{Intake: in, Allowed: allowed, Store: brokenStore{err: c.store}, Adapters: map[chat.Platform]chat.Adapter{"telegram": c.on}, Log: slog.New(slog.DiscardHandler)}
		for range 2 { // What isn't known is asked again.
			err := d.Handle(t.Context(), says)
			if _, unready := errors.AsType[*chat.Unavailable](err); (err == nil) != c.in || unready != c.unready {
				t.Errorf("%s: %v", name, err)
			}
		}
		if (in.n == 2) != c.in {
			t.Errorf("%s: %d taken in", name, in.n)
		}
		if len(d.told) > 0 {
			t.Errorf("%s: somebody was turned away", name)
		}
	}
}

// hangs is a platform that never says who is a member.
type hangs struct{ asked }

func (*hangs) Member(ctx context.Context, _ chat.Chat, _ string) (chat.Membership, error) {
	<-ctx.Done()
	return chat.Membership{}, &chat.SendError{Kind: chat.Unsent, Err: ctx.Err()}
}

// However many places are allowed, one event keeps those behind it waiting for seconds,
// and not for as long as all places take.
func TestAskingAllPlacesEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		list := "telegram:-1"
		for n := range 200 {
			list += fmt.Sprintf(", telegram:-%d", n+2)
		}
		allowed, err := Parse(list, "telegram")
		if err != nil {
			t.Fatal(err)
		}
		d := &Door{Intake: &letIn{}, Allowed: allowed, Store: brokenStore{}, Adapters: map[chat.Platform]chat.Adapter{"telegram": &hangs{}}, Log: slog.New(slog.DiscardHandler)}
		began := time.Now()
		err = d.Handle(t.Context(), chat.Text{Meta: chat.Meta{Space: chat.Space{Chat: chat.Chat{Platform: "telegram", ID: "7"}, Private: true}, Actor: chat.Actor{Account: "7"}}})
		if took := time.Since(began); err == nil || took > askingAllFor {
			t.Errorf("it took %v: %v", took, err)
		}
	})
}
