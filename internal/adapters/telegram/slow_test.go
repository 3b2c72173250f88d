package telegram

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// blocked has the core block every event of one chat until the function that it
// returns is called.
func (r *rig) blocked(at chat.Chat) (release func()) {
	gate := make(chan struct{})
	r.in.handle = func(e chat.Event, _ int) error {
		if e.About().Space.Chat == at {
			<-gate
		}
		return nil
	}
	return func() { close(gate) }
}

// One chat that blocks keeps nobody else waiting: at first all that Telegram hands
// over past the blocked update is handled at once; once that is used up, the
// chat's updates are let go of. Each is still handled once, in order.
func TestASlowChatKeepsNobodyWaiting(t *testing.T) {
	inBubble(t, func(r *rig) {
		const own, others = 40, 300
		slow := r.server.User("slow")
		release := r.blocked(chatOf(slow))
		r.run()
		var wrote []string
		for i := range own {
			wrote = append(wrote, fmt.Sprint("slow ", i))
			slow.Write(wrote[i])
		}
		r.pass(time.Second)
		write := func(from, to int) {
			for i := from; i < to; i++ {
				r.server.User(fmt.Sprint("u", i)).Write("hello")
			}
		}
		write(0, batch-own)
		r.pass(time.Second)
		if n := len(r.in.offered()) - 1; n != batch-own {
			r.Errorf("%d of the %d that Telegram hands over were handled at once", n, batch-own)
		}
		if n := len(r.server.Confirmed()); n != 0 {
			r.Errorf("%d updates are confirmed past one that isn't done", n)
		}
		write(batch-own, others)
		r.pass(hangsAfter + 5*time.Second)
		if n := len(r.in.offered()) - 1; n != others {
			r.Errorf("%d of %d other people's messages were handled beside the slow chat", n, others)
		}
		if n := r.logged.lines("confirmed before they are done"); n != 1 {
			r.Errorf("%d lines that updates are let go of", n)
		}
		release()
		r.pass(time.Second)
		got := slices.DeleteFunc(r.in.bodies(), func(s string) bool { return s == "hello" })
		if !slices.Equal(got, wrote) {
			r.Errorf("of the slow chat %q were offered", got)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates wait in the end", n)
		}
	})
}

// What was let go of and isn't handled when the bot stops is lost, and said to be.
func TestStoppingWithASlowChat(t *testing.T) {
	inBubble(t, func(r *rig) {
		slow := r.server.User("slow")
		release := r.blocked(chatOf(slow))
		r.run()
		slow.Write("one")
		slow.Write("two")
		r.pass(time.Second)
		for i := range batch {
			r.server.User(fmt.Sprint("u", i)).Write("hello")
		}
		r.pass(hangsAfter + 5*time.Second)
		time.AfterFunc(time.Second, release)
		if err := r.stop(); err != nil {
			r.Fatalf("Run: %v", err)
		}
		if n := r.logged.lines("it is lost"); n != 1 {
			r.Errorf("%d lines about what is lost, want one:\n%s", n, r.logged)
		}
	})
}
