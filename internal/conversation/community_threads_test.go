package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Whether the bot may write privately is the installer's own word.
func TestCommunityMayWriteToTheInstaller(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		channel := ada.In(r.square())
		r.presses(channel, "Yes")
		if !r.platform.Limits().Ephemeral {
			r.presses(ada, "Yes") // The link has led to a page.
		}
		if _, ch := r.community(r.square()); !ch.Tell {
			t.Errorf("it isn't told\n%s", channel.Transcript())
		}
		r.square().Bar(r.admin("eve"), "Send Messages")
		r.settle()
		time.Sleep(2 * time.Minute)
		r.settle()
		if got := ada.Last(); !strings.Contains(got.Text, "square") || len(got.Labels) != 1 || got.Labels[0] != "Check again" {
			t.Errorf("the installer is told %q\n%s", got.Text, ada.Transcript())
		}
		told := len(ada.Sees())
		time.Sleep(10 * time.Minute)
		r.settle()
		if len(ada.Sees()) != told {
			t.Errorf("told twice\n%s", ada.Transcript())
		}
		r.presses(ada, "Check again")
		r.wantLast(ada, "I need Send Messages")
		// The permission is back before the bot hears of it.
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return nil })
		r.square().Allow(r.admin("eve"))
		r.settle()
		if sub, _ := r.community(r.square()); sub.State != reflection.Active {
			t.Errorf("it is %v", sub.State)
		}
		r.presses(ada, "Check again")
		r.wantLast(ada, "“square” works now.")
	})
}

// Live threads give something up, and that is said.
func TestCommunityThreads(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "thread live")
		_, ch := r.community(r.square())
		if !r.platform.Limits().Threads {
			r.wantLast(ada, "There are no threads here")
			return
		}
		r.wantLast(ada, "people can read others before they answer")
		if ch.Thread != reflection.ThreadLive {
			t.Errorf("%+v", ch)
		}
		r.orders(ada, "thread")
		r.presses(ada, "When closed")
		if _, ch = r.community(r.square()); ch.Thread != reflection.ThreadClosed {
			t.Errorf("%+v", ch)
		}
	})
}
