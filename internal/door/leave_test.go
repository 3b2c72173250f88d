package door

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"

	"stillpoint/internal/chat"
)

// left is a platform that counts what is said and which places are left.
type left struct {
	asked
	sent, left int
}

func (l *left) Send(context.Context, chat.Message) (chat.Sent, error) {
	l.sent++
	return chat.Sent{}, nil
}

func (l *left) Leave(context.Context, string) error { l.left++; return nil }

func (l *left) Platform() chat.Platform { return "telegram" }

// A place that isn't allowed is left after the bot has said why, but for one in which only
// admins write: there it would say it to everybody who reads along.
func TestLeavingSaysWhy(t *testing.T) {
	synctest.Test(t, leavingSaysWhy)
}

func leavingSaysWhy(t *testing.T) {
	allowed, err := Parse("telegram:7", "telegram")
	if err != nil {
		t.Fatal(err)
	}
	for announces, sent := range map[bool]int{false: 1, true: 0} {
		on := &left{}
		d := &Door{Intake: &letIn{}, Allowed: allowed, Store: brokenStore{}, Adapters: map[chat.Platform]chat.Adapter{"telegram": on}, Log: slog.New(slog.DiscardHandler)}
		group := chat.Chat{Platform: "telegram", ID: "-100"}
		added := chat.Joined{Meta: chat.Meta{
			Space: chat.Space{Chat: group, Parent: "-100", Announces: announces}, Actor: chat.Actor{Account: "8", Admin: true},
		}}
		if err := d.Handle(t.Context(), added); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if on.sent != sent || on.left != 1 {
			t.Errorf("only admins write: %t; said %d times, left %d times", announces, on.sent, on.left)
		}
	}
}
