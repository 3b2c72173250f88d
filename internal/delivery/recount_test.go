package delivery_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// likings are the platforms that a story is played on.
var likings = map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()}

// onEach plays a story on each kind of platform.
func onEach(t *testing.T, play func(r *rig)) {
	for name, like := range likings {
		t.Run(name, func(t *testing.T) { inBubble(t, evening, play, like) })
	}
}

// TestPostsLife: a post is shown once, its count follows on the schedule, and its
// last form comes with the next question.
func TestPostsLife(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		r.sleepUntil(due)
		post := r.post(books, day0)
		if strings.Contains(post.Text, "answered") {
			t.Errorf("a new post says %q", post.Text)
		}
		first := "Answer privately"
		if r.platform.Limits().Forms {
			first = "Reflect"
		}
		if want := []string{first, "Read others", "Ask me daily"}; !slices.Equal(post.Labels, want) {
			t.Errorf("the buttons are %q, want %q", post.Labels, want)
		}
		del := r.delivery(books.someone, day0)
		for i := range 3 {
			time.Sleep(10 * time.Second)
			r.answer(del, fmt.Sprint("m", i), "Something.")
		}
		r.sleepUntil(due.Add(59 * time.Second))
		if n := len(r.requests(chattest.OpEdit, del.Chat)); n != 0 {
			t.Errorf("%d edits within the first minute", n)
		}
		r.sleepUntil(due.Add(time.Minute))
		if got := r.post(books, day0).Text; !strings.HasSuffix(got, "3 have answered") {
			t.Errorf("after a minute the post says %q", got)
		}
		r.sleepUntil(due.Add(10 * time.Minute))
		if n := len(r.requests(chattest.OpEdit, del.Chat)); n != 1 {
			t.Errorf("%d edits, with nothing to say since the first", n)
		}
		r.sleepUntil(due.Add(2*time.Hour + 3*time.Minute))
		r.answer(del, "late", "Later.")
		r.sleepUntil(due.Add(2*time.Hour + 14*time.Minute))
		if n := len(r.requests(chattest.OpEdit, del.Chat)); n != 1 {
			t.Errorf("%d edits within a quarter of an hour", n)
		}
		r.sleepUntil(due.Add(2*time.Hour + 15*time.Minute))
		if got := r.post(books, day0).Text; !strings.HasSuffix(got, "4 have answered") {
			t.Errorf("after the quarter the post says %q", got)
		}
		r.sleepUntil(due.Add(24*time.Hour - 10*time.Second))
		r.answer(del, "last", "Just in time.")
		r.sleepUntil(due.Add(24*time.Hour + time.Second))
		got := r.post(books, day0)
		if !strings.Contains(got.Text, "5 have answered. “Read others” is open to everyone now.") || got.Labels[0] != first {
			t.Errorf("the closed post says %q %q", got.Text, got.Labels)
		}
		if next := r.post(books, day0.AddDays(1)); strings.Contains(next.Text, "answered") {
			t.Errorf("the next post says %q", next.Text)
		}
		edits := len(r.requests(chattest.OpEdit, del.Chat))
		r.answer(del, "after", "Too late to be counted.")
		r.sleepUntil(due.Add(26 * time.Hour))
		if n := len(r.requests(chattest.OpEdit, del.Chat)); n != edits || edits != 4 { // The last quarter is due as it closes.
			t.Errorf("%d edits at closing, %d in all", edits, n)
		}
	})
}

// TestRecountsKeepTheirSchedule: however many answer, a post is edited at whole
// minutes for an hour, then at quarters, and no more.
func TestRecountsKeepTheirSchedule(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		n := 0
		for ; time.Since(due) < 2*time.Hour; n++ {
			time.Sleep(17 * time.Second)
			r.answer(del, fmt.Sprint("m", n), "Something.")
		}
		r.sleepUntil(due.Add(2*time.Hour + 15*time.Minute))
		var quick, slow int
		for _, at := range r.requests(chattest.OpEdit, del.Chat) {
			since := at.Sub(due)
			switch {
			case since%time.Minute != 0:
				t.Errorf("an edit %v after the question", since)
			case since <= time.Hour:
				quick++
			case since%(15*time.Minute) != 0:
				t.Errorf("an edit %v after the question", since)
			default:
				slow++
			}
		}
		if quick != 60 || slow != 5 {
			t.Errorf("%d edits in the first hour, %d after it", quick, slow)
		}
		if got, want := r.post(books, day0).Text, fmt.Sprintf("%d have answered", n); !strings.HasSuffix(got, want) {
			t.Errorf("the post says %q, want %q", got, want)
		}
	})
}

// TestRecountFails: what goes wrong with an edit costs no count, never stops the
// questions, and no more than
// the edits that it takes.
func TestRecountFails(t *testing.T) {
	failing := map[string]struct {
		fault chattest.Fault
		edits int // requests in all
		says  string
		state reflection.SubscriptionState
	}{
		"cut before":   {chattest.Fault{Cut: chattest.CutBefore}, 2, "1 has answered", reflection.Active},
		"cut after":    {chattest.Fault{Cut: chattest.CutAfter}, 2, "1 has answered", reflection.Active},
		"throttled":    {chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: 90 * time.Second}}, 2, "1 has answered", reflection.Active},
		"message gone": {chattest.Fault{Refuse: &chat.SendError{Kind: chat.Rejected, Err: errPlatform}}, 1, "", reflection.Active},
		"barred":       {chattest.Fault{Refuse: &chat.SendError{Kind: chat.NotAllowed, Missing: "View Channel", Err: errPlatform}}, 1, "", reflection.Active},
		"gone":         {chattest.Fault{Refuse: &chat.SendError{Kind: chat.Gone, Err: errPlatform}}, 1, "", reflection.Active},
	}
	for name, c := range failing {
		t.Run(name, func(t *testing.T) {
			onEach(t, func(r *rig) {
				books := r.room("reflections")
				r.sleepUntil(due)
				del := r.delivery(books.someone, day0)
				r.platform.FaultNext(chattest.OpEdit, c.fault)
				r.answer(del, "ada", "Something.")
				r.sleepUntil(due.Add(20 * time.Minute))
				if n := len(r.requests(chattest.OpEdit, del.Chat)); n != c.edits {
					t.Errorf("%d edits, want %d", n, c.edits)
				}
				if got := r.post(books, day0).Text; !strings.HasSuffix(got, c.says) {
					t.Errorf("the post says %q, want %q", got, c.says)
				}
				if got := r.subscription(books.someone).State; got != c.state {
					t.Errorf("the channel is %v, want %v", got, c.state)
				}
			})
		})
	}
}

// TestCountGoesDown: words that were taken back are counted no more, and a post
// never says that nobody has answered.
func TestCountGoesDown(t *testing.T) {
	onEach(t, func(r *rig) {
		books := r.room("reflections")
		r.sleepUntil(due)
		del := r.delivery(books.someone, day0)
		reply := r.answer(del, "ada", "Something.")
		r.sleepUntil(due.Add(time.Minute))
		if got := r.post(books, day0).Text; !strings.HasSuffix(got, "1 has answered") {
			t.Errorf("the post says %q", got)
		}
		r.remove(reply)
		r.sleepUntil(due.Add(2 * time.Minute))
		if got := r.post(books, day0).Text; strings.Contains(got, "answered") {
			t.Errorf("with no answer left the post says %q", got)
		}
	})
}
