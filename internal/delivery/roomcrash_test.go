package delivery_test

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestCrashInAThread cuts the process off at each moment of posting an answer and
// of removing it. However that was, it stands there once, or not at all.
func TestCrashInAThread(t *testing.T) {
	for _, op := range []chattest.Op{chattest.OpThread, chattest.OpSend, chattest.OpEdit, chattest.OpDelete} {
		for moment, h := range map[string]holding{"before the request": heldBefore, "after it": heldAfter} {
			for _, away := range []time.Duration{time.Second, 3 * time.Minute, 2 * time.Hour} {
				for _, takesBack := range []bool{false, true} {
					t.Run(fmt.Sprintf("%v, %s, away for %v, takes back %v", op, moment, away, takesBack), func(t *testing.T) {
						inBubble(t, evening, func(r *rig) {
							c := wired(r)
							books := r.room("reflections", threaded(reflection.ThreadLive))
							r.sleepUntil(due.Add(10 * time.Second))
							ada := r.answer(r.delivery(books.someone, day0), "ada", "Mine.")
							if op == chattest.OpDelete {
								r.share(ada, "Ada")
							}
							c.holdNextOf(op, h)
							switch op {
							case chattest.OpDelete:
								r.takeBack(ada)
							case chattest.OpEdit:
								r.share(ada, "Ada")
								r.sleepUntil(due.Add(time.Minute))
							default:
								r.share(ada, "Ada")
							}
							if !c.holds() {
								t.Fatal("nothing is held")
							}
							r.kill(c)
							time.Sleep(away)
							r.start()
							want := 1
							switch {
							case op == chattest.OpDelete && !takesBack:
								want = 0
							case op == chattest.OpDelete:
								r.share(ada, "Ada")
							case takesBack:
								r.takeBack(ada)
								want = 0
							}
							r.sleepUntil(time.Now().Add(30 * time.Minute))
							if got := texts(r.thread(books, day0)); len(got) != want {
								t.Errorf("the thread says %q, want %d answers\n%s", got, want, r.log)
							}
							if got := r.post(books, day0).Text; got[len(got)-len("1 has answered"):] != "1 has answered" {
								t.Errorf("the post says %q", got)
							}
						}, chattest.LikeDiscord())
					})
				}
			}
		}
	}
}
