package delivery_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestThreadFillsAtClosing: what was shared by then is posted in the order of
// sharing; what is shared after it is posted at once.
func TestThreadFillsAtClosing(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadClosed))
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		var replies []reflection.Reply
		for i := range 5 {
			time.Sleep(time.Second)
			replies = append(replies, r.answer(del, fmt.Sprint("m", i), fmt.Sprint("Answer ", i)))
		}
		for _, i := range []int{3, 0, 4, 1} {
			time.Sleep(time.Second)
			r.share(replies[i], []string{"Ada", "Bob", "", "Dan", "Eve"}[i])
		}
		r.takeBack(replies[4])
		time.Sleep(time.Second)
		r.share(replies[2], "")
		r.sleepUntil(due.Add(23 * time.Hour))
		if n := len(r.requests(chattest.OpThread, del.Chat)); n != 0 {
			t.Fatalf("%d threads while the question is open", n)
		}
		r.sleepUntil(due.Add(24*time.Hour + time.Minute))
		want := []string{"Dan | Answer 3", "Ada | Answer 0", "Bob | Answer 1", "Somebody | Answer 2"}
		slices.Sort(want) // Their order says nothing of when they were shared.
		if got := slices.Sorted(slices.Values(texts(r.thread(books, day0)))); !slices.Equal(got, want) {
			t.Errorf("the thread says %q, want %q", got, want)
		}
		if got := r.thread(books, day0)[0].Labels; !slices.Equal(got, []string{"Report"}) {
			t.Errorf("the buttons are %q", got)
		}
		if n := len(r.requests(chattest.OpThread, del.Chat)); n != 1 {
			t.Errorf("the thread was opened %d times", n)
		}
		r.share(replies[4], "Eve")
		if got := texts(r.thread(books, day0)); len(got) != 5 || got[4] != "Eve | Answer 4" {
			t.Errorf("shared after closing: %q", got)
		}
		if n := len(r.log.at(slog.LevelError)); n != 0 {
			t.Errorf("errors:\n%s", r.log)
		}
	}, chattest.LikeDiscord())
}

// TestThreadLive: a shared answer is posted at once; taking it back removes it,
// and dropping the name posts it anew without.
func TestThreadLive(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadLive))
		r.sleepUntil(due.Add(time.Second))
		del := r.delivery(books.someone, day0)
		ada, bob := r.answer(del, "ada", "Mine."), r.answer(del, "bob", "His.")
		r.share(ada, "Ada")
		r.share(bob, "Bob")
		if got := texts(r.thread(books, day0)); !slices.Equal(got, []string{"Ada | Mine.", "Bob | His."}) {
			t.Errorf("the thread says %q", got)
		}
		r.share(ada, "")
		if got := texts(r.thread(books, day0)); !slices.Equal(got, []string{"Bob | His.", "Somebody | Mine."}) {
			t.Errorf("without the name the thread says %q", got)
		}
		r.remove(bob)
		r.takeBack(ada)
		if got := texts(r.thread(books, day0)); len(got) != 0 {
			t.Errorf("with everything taken back the thread says %q", got)
		}
		r.share(ada, "Ada")
		if got := texts(r.thread(books, day0)); !slices.Equal(got, []string{"Ada | Mine."}) {
			t.Errorf("shared again the thread says %q", got)
		}
		r.share(ada, "Ada")
		if got := texts(r.thread(books, day0)); len(got) != 1 {
			t.Errorf("shared twice the thread says %q", got)
		}
	}, chattest.LikeDiscord())
}

// TestNoThreads: where a channel has none, or the platform can't, nothing is
// posted and nothing fails.
func TestNoThreads(t *testing.T) {
	onEach(t, func(r *rig) {
		mode := reflection.ThreadLive
		if r.platform.Limits().Threads {
			mode = reflection.NoThread
		}
		books := r.room("reflections", threaded(mode))
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		ada := r.answer(del, "ada", "Mine.")
		r.share(ada, "Ada")
		r.takeBack(ada)
		r.sleepUntil(due.Add(25 * time.Hour))
		if n := len(r.requests(chattest.OpSend, del.Chat)); n != 2 {
			t.Errorf("%d messages, want the two questions", n)
		}
		if n := len(r.log.at(slog.LevelError)) + len(r.log.at(slog.LevelWarn)); n != 0 {
			t.Errorf("complaints:\n%s", r.log)
		}
	})
}

// TestThreadTroubles: a thread that can't be written in costs the answers that
// were to be posted, is told of once where something can be done about it, and
// never stops the questions.
func TestThreadTroubles(t *testing.T) {
	barred := chat.SendError{Kind: chat.NotAllowed, Missing: "Create Public Threads", Err: errPlatform}
	troubles := map[string]struct {
		op      chattest.Op
		refusal chat.SendError
		told    int
	}{
		"may not open it":     {chattest.OpThread, barred, 1},
		"the post is gone":    {chattest.OpThread, chat.SendError{Kind: chat.Rejected, Err: errPlatform}, 0},
		"may not write in it": {chattest.OpSend, barred, 1},
		"locked":              {chattest.OpSend, chat.SendError{Kind: chat.NotAllowed, Err: errPlatform}, 0},
		"deleted":             {chattest.OpSend, chat.SendError{Kind: chat.Gone, Err: errPlatform}, 0},
	}
	for name, c := range troubles {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				books := r.room("reflections", threaded(reflection.ThreadClosed))
				tried := 0
				r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
					if op != c.op || op == chattest.OpSend && m.Lane != chat.LaneEdit {
						return nil
					}
					tried++
					return &chattest.Fault{Refuse: &c.refusal}
				})
				for day := range 4 {
					r.sleepUntil(due.AddDate(0, 0, day))
					del := r.delivery(books.someone, day0.AddDays(day))
					for i := range 3 {
						r.share(r.answer(del, fmt.Sprint("m", i), "Something."), "Ada")
					}
				}
				if tried != 3 {
					t.Errorf("%d attempts in three days, want one a day", tried)
				}
				if got := r.notices(books); len(got) != c.told || c.told > 0 && !strings.Contains(got[0], "“reflections”: I need Create Public Threads there.") {
					t.Errorf("told %q, want %d", got, c.told)
				}
				if sub := r.subscription(books.someone); sub.State != reflection.Active {
					t.Errorf("the channel is %v", sub.State)
				}
				r.platform.Script(nil)
				r.sleepUntil(due.AddDate(0, 0, 4).Add(time.Minute))
				if n := len(r.thread(books, day0.AddDays(3))); n != 3 {
					t.Errorf("mended, the thread has %d answers, want 3\n%s", n, r.log)
				}
			}, chattest.LikeDiscord())
		})
	}
}

// TestBusyThread: hundreds of answers that are posted at closing hold up no other
// channel, and come in their order.
func TestBusyThread(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		books := r.room("reflections", threaded(reflection.ThreadClosed))
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		const many = 200
		for i := range many {
			time.Sleep(time.Second)
			r.share(r.answer(del, fmt.Sprint("m", i), fmt.Sprint("Answer ", i)), "Ada")
		}
		r.tickEvery(time.Minute)
		r.sleepUntil(due.Add(24*time.Hour - time.Minute))
		other := r.room("others", func(s *reflection.Subscription, _ *reflection.Channel) { s.Rule.At.Minute = 1 })
		r.platform.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			if op == chattest.OpSend && m.Lane == chat.LaneEdit {
				return &chattest.Fault{Delay: time.Second}
			}
			return nil
		})
		r.sleepUntil(due.Add(24*time.Hour + 61*time.Second))
		if got := r.post(other, day0.AddDays(1)); got.At.After(due.Add(24*time.Hour + 61*time.Second)) {
			t.Errorf("the other channel was asked at %v", got.At)
		}
		if n := len(r.thread(books, day0)); n < 55 || n > 70 {
			t.Errorf("%d answers posted in the first minute", n)
		}
		r.sleepUntil(due.Add(24*time.Hour + 10*time.Minute))
		all := texts(r.thread(books, day0))
		if len(all) != many {
			t.Fatalf("%d answers posted", len(all))
		}
		once := map[string]bool{}
		for _, text := range all {
			_, answer, _ := strings.Cut(text, "Answer ")
			once[answer] = true
		}
		for i := range many {
			if !once[fmt.Sprint(i)] {
				t.Fatalf("answer %d isn't there", i)
			}
		}
	}, chattest.LikeDiscord())
}
