package delivery_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// enqueueAnswer enqueues an answer to a chat.
func (r *rig) enqueueAnswer(to chat.Chat, text string) {
	r.t.Helper()
	err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
		return r.out.Answers.Enqueue(tx, 0, r.out.Now(), []answers.Answer{{
			Message: chat.Message{To: to, Blocks: []chat.Block{chat.P(text)}},
		}})
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// answersTo returns the answers to a chat that wait and the messages that it shows.
func (r *rig) answersTo(to chat.Chat) (waiting int, shown []string) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		all, err := tx.WaitingAnswers(to, 1000)
		waiting = len(all)
		return err
	})
	for _, m := range r.platform.Shown(to) {
		if m.Author == "" {
			shown = append(shown, m.Text)
		}
	}
	return waiting, shown
}

// TestAnswersAreMerged: a chat never has more than a few answers waiting, whether one
// is being sent there or the platform refuses it, and what came last is said last.
func TestAnswersAreMerged(t *testing.T) {
	for name, fault := range map[string]chattest.Fault{
		"while one is being sent":    {Delay: 10 * time.Minute},
		"while the platform fails":   {Refuse: &chat.SendError{Kind: chat.Unsent}},
		"while it says to slow down": {Refuse: &chat.SendError{Kind: chat.Throttled, Wait: 10 * time.Minute}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.platform.Person("ada").Opened()
				end := time.Now().Add(10 * time.Minute)
				r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
					if time.Now().Before(end) {
						return &fault
					}
					return nil
				})
				for i := range 30 {
					r.enqueueAnswer(ada.Chat(), fmt.Sprint("answer ", i))
					time.Sleep(time.Second)
					synctest.Wait()
				}
				if n, _ := r.answersTo(ada.Chat()); n > 4 {
					t.Errorf("%d answers wait", n)
				}
				time.Sleep(30 * time.Minute)
				synctest.Wait()
				n, shown := r.answersTo(ada.Chat())
				all := strings.Join(shown, "\n")
				if n != 0 || !strings.HasSuffix(all, "answer 29") || strings.Count(all, "answer ") != 30 {
					t.Errorf("%d wait; shown\n%s", n, all)
				}
			})
		})
	}
}

// TestPicturesAreNotMerged: of what waits for a chat, each picture is sent; one that was
// asked for again and again is sent once for all that wait.
func TestPicturesAreNotMerged(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.platform.Person("ada").Opened()
		release := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: release})
		r.enqueueAnswer(ada.Chat(), "first")
		synctest.Wait()
		totals := []int{1, 7, 14, 30, 50, 50, 50}
		for _, total := range totals {
			card := summary.CardSketch("en", summary.Light, total, schedule.Date{Year: 2026, Month: time.March, Day: 3})
			card.Name = fmt.Sprint(total, ".png")
			err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
				return r.out.Answers.Enqueue(tx, 0, r.out.Now(), []answers.Answer{{Message: chat.Message{To: ada.Chat()}, Sketch: &card}})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		close(release)
		synctest.Wait()
		var names []string
		for _, m := range ada.Sees() {
			if m.Picture != nil {
				names = append(names, m.Picture.Name)
			}
		}
		if got := strings.Join(names, " "); got != "1.png 7.png 14.png 30.png 50.png" {
			t.Errorf("pictures %s", got)
		}
	})
}

// TestAnUnreadableAnswer: one that can't be read is let go in its turn, and keeps no
// other from being said.
func TestAnUnreadableAnswer(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.platform.Person("ada").Opened()
		release := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: release})
		r.enqueueAnswer(ada.Chat(), "first")
		synctest.Wait()
		now := r.out.Now()
		err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
			for range 3 {
				err := tx.AddDispatch(&reflection.Dispatch{
					Purpose: reflection.Answer, Chat: ada.Chat(), Body: []byte("{"), Ready: now, Window: now.Add(time.Hour),
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r.enqueueAnswer(ada.Chat(), "second")
		close(release)
		synctest.Wait()
		if n, shown := r.answersTo(ada.Chat()); n != 0 || strings.Join(shown, "|") != "first|second" {
			t.Errorf("%d wait; shown %q", n, shown)
		}
	})
}

// TestMergedIsWorthAnHour: what is merged into an answer that has waited for long is
// worth as much as if it waited by itself.
func TestMergedIsWorthAnHour(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.platform.Person("ada").Opened()
		end := time.Now().Add(65 * time.Minute)
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			if time.Now().Before(end) {
				return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Unsent}}
			}
			return nil
		})
		for _, text := range []string{"one", "two", "three"} {
			r.enqueueAnswer(ada.Chat(), text)
		}
		time.Sleep(50 * time.Minute)
		synctest.Wait()
		r.enqueueAnswer(ada.Chat(), "four")
		time.Sleep(time.Hour)
		synctest.Wait()
		if n, shown := r.answersTo(ada.Chat()); n != 0 || strings.Join(shown, "|") != "three\nfour" {
			t.Errorf("%d wait; shown %q", n, shown)
		}
	})
}

// TestAnAnswerMovedAround: an answer whose chat moves round and round is let go.
func TestAnAnswerMovedAround(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		here, there := r.platform.Person("here").Opened().Chat(), r.platform.Person("there").Opened().Chat()
		r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
			to := here
			if m.To == here {
				to = there
			}
			return &chattest.Fault{Delay: time.Second, Refuse: &chat.SendError{Kind: chat.Moved, MovedTo: to}}
		})
		r.enqueueAnswer(here, "nowhere")
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := len(r.platform.Requests()); n < 2 || n > 10 {
			t.Errorf("%d requests", n)
		}
	})
}

// handles is an intake that keeps the handles by which events are answered.
type handles chan string

func (h handles) Handle(_ context.Context, e chat.Event) error {
	h <- e.(chat.Command).Answer
	return nil
}

func (handles) CaughtUp(context.Context, chat.Platform, time.Time) error { return nil }

func (handles) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }

// TestForOneMembersEyes: an answer that only its member sees, and that was perhaps
// shown, is sent once more; while the platform fails that isn't spent.
func TestForOneMembersEyes(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		came := make(handles, 1)
		go func() { _ = r.platform.Run(ctx, came) }()
		synctest.Wait()
		ada := r.platform.Person("ada").In(r.platform.Channel("square"))
		ada.Command("help", "")
		handle := <-came
		end := time.Now().Add(5 * time.Minute)
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			if time.Now().Before(end) {
				return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain}}
			}
			return nil
		})
		err := r.out.Update(ctx, func(tx reflection.Tx) error {
			return r.out.Answers.Enqueue(tx, 0, r.out.Now(), []answers.Answer{{Message: chat.Message{
				To: ada.Chat(), Blocks: []chat.Block{chat.P("for you")}, Seen: chat.ByActor, Answer: handle,
			}}})
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(14 * time.Minute)
		synctest.Wait()
		if n, shown := r.answersTo(ada.Chat()); n != 0 || strings.Join(shown, "|") != "for you" {
			t.Errorf("%d wait; shown %q", n, shown)
		}
	}, chattest.LikeDiscord())
}

// TestWhichAnswersStopAsking: a chat that an answer finds gone is asked no more; a
// reaction that fails so stops nothing.
func TestWhichAnswersStopAsking(t *testing.T) {
	for op, want := range map[answers.Op]reflection.SubscriptionState{answers.Send: reflection.Gone, answers.React: reflection.Active} {
		t.Run(fmt.Sprint(op), func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				ada := r.ada()
				r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
					return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Gone}}
				})
				err := r.out.Update(context.Background(), func(tx reflection.Tx) error {
					return r.out.Answers.Enqueue(tx, 0, r.out.Now(), []answers.Answer{{
						Op: op, ID: "1", Reaction: chat.Kept,
						Message: chat.Message{To: ada.Chat(), Blocks: []chat.Block{chat.P("kept")}},
					}})
				})
				if err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if got := r.subscription(ada).State; len(r.platform.Requests()) != 1 || got != want {
					t.Errorf("%d requests; the subscription is %v, want %v", len(r.platform.Requests()), got, want)
				}
			})
		})
	}
}
