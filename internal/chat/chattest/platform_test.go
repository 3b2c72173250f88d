package chattest_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		ada := p.Person("ada")
		defer run(t, p, &intake{answer: func(ctx context.Context, e chat.Event) error {
			var err error
			switch e := e.(type) {
			case chat.Text:
				_, err = p.Send(ctx, say(e.Space.Chat, "Kept. Only you can read it.", "Deeper", "Undo"))
				err = errors.Join(err, p.React(ctx, e.Space.Chat, e.Message, chat.Kept))
			case chat.Pressed:
				err = p.Edit(ctx, e.Message, say(e.Space.Chat, "Taken back."))
				_, err2 := p.Send(ctx, chat.Message{
					To: e.Space.Chat, Blocks: []chat.Block{chat.P("Done")}, Seen: chat.AsAlert, Answer: e.Answer,
				})
				err = errors.Join(err, err2)
			}
			if err != nil {
				t.Errorf("answering: %v", err)
			}
			return err
		}})()

		ada.Write("two\nlines")
		synctest.Wait()
		ada.Press("Undo")
		synctest.Wait()

		want := "ada: two\n  lines ✓\nbot: Taken back.\nnotice: Done\n"
		if got := ada.Transcript(); got != want {
			t.Errorf("transcript:\n%swant:\n%s", got, want)
		}
		if s := ada.Last(); !slices.Equal(s.Edits, []string{"Kept. Only you can read it."}) || s.Labels != nil {
			t.Errorf("last: %+v", s)
		}
		if ada.LastAlert() != "Done" {
			t.Errorf("alert: %q", ada.LastAlert())
		}
	})
}

func TestFormIsFilledIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t, chattest.LikeDiscord())
		channel := p.Channel("reflections")
		ada := p.Person("ada").In(channel)
		form := &chat.Form{Title: "Reflect", Action: chat.Ref{Verb: "reflect", ID: 7}, Fields: []chat.Field{
			{ID: "words", Label: "Your words", Long: true, Required: true},
			{ID: "name", Label: "Name", Value: "as before"},
		}}
		in := &intake{answer: func(ctx context.Context, e chat.Event) error {
			var err error
			switch e := e.(type) {
			case chat.Pressed:
				_, err = p.Send(ctx, chat.Message{To: e.Space.Chat, Form: form, Answer: e.Answer})
			case chat.Submitted:
				m := say(e.Space.Chat, e.Fields["words"]+", "+e.Fields["name"])
				m.Seen, m.Answer = chat.ByActor, e.Answer
				_, err = p.Send(ctx, m)
			}
			if err != nil {
				t.Errorf("answering: %v", err)
			}
			return err
		}}
		defer run(t, p, in)()
		post := say(channel.Chat(), "Today's question")
		post.Actions = []chat.Action{{Label: "Reflect", Ref: chat.Ref{Verb: "reflect", ID: 7}, Follow: chat.Opens}}
		if _, err := p.Send(t.Context(), post); err != nil {
			t.Fatal(err)
		}
		ada.Press("Reflect")
		synctest.Wait()
		ada.Submit(map[string]string{"words": "a badge"})
		synctest.Wait()
		if got := ada.Last().Text; got != "a badge, as before" {
			t.Errorf("ada sees %q", got)
		}
		if got := p.Person("bob").In(channel).Last().Text; got != "Today's question" {
			t.Errorf("bob sees %q", got)
		}
	})
}

func TestChannelTellsOnlyWhatIsMeantForTheBot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		channel := p.Channel("reflections")
		ada := p.Person("ada").In(channel)
		in := &intake{}
		defer run(t, p, in)()
		post, err := p.Send(t.Context(), say(channel.Chat(), "Today's question"))
		if err != nil {
			t.Fatal(err)
		}
		other := ada.Write("chatter")
		ada.Reply(other, "more chatter")
		ada.Mention("hello, bot")
		ada.Reply(post.Message, "an answer")
		synctest.Wait()
		if got, want := in.bodies(), []string{"hello, bot", "an answer"}; !slices.Equal(got, want) {
			t.Errorf("told of %q, want %q", got, want)
		}
	})
}

func TestWhatWaitsIsKeptForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		ada := p.Person("ada")
		ada.Write("yesterday")
		time.Sleep(20 * time.Hour)
		ada.Write("in the evening")
		time.Sleep(5 * time.Hour)
		in := &intake{}
		run(t, p, in)()
		if got, want := in.bodies(), []string{"in the evening"}; !slices.Equal(got, want) {
			t.Errorf("told of %q, want %q", got, want)
		}
		if n := len(p.Lost()); n != 1 {
			t.Errorf("%d events are lost, want 1", n)
		}
	})
}

func TestCaughtUpIsToldAfterTheBacklogAndEveryHalfMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		p.Person("ada").Write("waiting")
		start := time.Now()
		in := &intake{}
		in.answer = func(context.Context, chat.Event) error {
			in.mu.Lock()
			defer in.mu.Unlock()
			if len(in.caught) > 0 {
				t.Error("caught up before the backlog was handled")
			}
			time.Sleep(time.Second)
			return nil
		}
		stop := run(t, p, in)
		time.Sleep(95 * time.Second)
		stop()
		var after []time.Duration
		for _, at := range in.caught {
			after = append(after, at.Sub(start))
		}
		want := []time.Duration{time.Second, 30 * time.Second, 60 * time.Second, 90 * time.Second}
		if !slices.Equal(after, want) {
			t.Errorf("caught up after %v, want %v", after, want)
		}
	})
}

func TestHandledEventsCanComeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		ada := p.Person("ada")
		in := &intake{}
		defer run(t, p, in)()
		for _, s := range []string{"a", "b", "c"} {
			ada.Write(s)
		}
		synctest.Wait()
		p.OfferAgain(2)
		synctest.Wait()
		if got, want := in.bodies(), []string{"a", "b", "c", "b", "c"}; !slices.Equal(got, want) {
			t.Errorf("told of %q, want %q", got, want)
		}
		if got := in.events(); got[1].About().ID != got[3].About().ID {
			t.Error("an event that comes again has another id")
		}
	})
}

func TestPoisonIsPassedOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		in := &intake{answer: func(context.Context, chat.Event) error { return errors.New("no") }}
		defer run(t, p, in)()
		p.Person("ada").Write("poison")
		time.Sleep(time.Second)
		if n := len(in.events()); n != 3 || len(p.PassedOver()) != 1 || p.Waiting() != 0 {
			t.Errorf("%d offers, %d passed over, %d waiting", n, len(p.PassedOver()), p.Waiting())
		}
	})
}

func TestPressesWhileAway(t *testing.T) {
	for name, c := range map[string]struct {
		like chattest.Option
		want int
	}{
		"wait":     {chattest.LikeTelegram(), 1},
		"are lost": {chattest.LikeDiscord(), 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := chattest.New(t, c.like)
				ada := p.Person("ada").Opened()
				if _, err := p.Send(t.Context(), say(ada.Chat(), "Well?", "Later")); err != nil {
					t.Fatal(err)
				}
				ada.Press("Later")
				in := &intake{}
				run(t, p, in)()
				if n := len(in.events()); n != c.want {
					t.Errorf("%d presses came in, want %d", n, c.want)
				}
			})
		})
	}
}

func TestMigration(t *testing.T) {
	p := chattest.New(t)
	old := p.Channel("group")
	moved := old.Migrate("supergroup")
	_, err := p.Send(t.Context(), say(old.Chat(), "hello"))
	failed, ok := errors.AsType[*chat.SendError](err)
	if !ok || failed.Kind != chat.Moved || failed.MovedTo != moved.Chat() {
		t.Fatalf("Send: %v, want moved to %v", err, moved.Chat())
	}
	if _, err := p.Send(t.Context(), say(moved.Chat(), "hello")); err != nil {
		t.Fatal(err)
	}
}

func TestScript(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := chattest.New(t)
		ada := p.Person("ada").Opened()
		p.Script(func(op chattest.Op, m chat.Message) *chattest.Fault {
			if op == chattest.OpSend && m.Lane == chat.LaneSummary {
				return &chattest.Fault{Delay: time.Minute, Cut: chattest.CutAfter}
			}
			return nil
		})
		p.FailNext(chattest.OpSend, chat.SendError{Kind: chat.Throttled, Wait: time.Second, Scope: chat.ScopeAll})
		began := time.Now()
		var kinds []chat.SendKind
		m := say(ada.Chat(), "week")
		m.Lane = chat.LaneSummary
		for range 2 {
			_, err := p.Send(t.Context(), m)
			kinds = append(kinds, chat.KindOf(err))
		}
		m.Lane = chat.LaneAnswer
		if _, err := p.Send(t.Context(), m); err != nil {
			t.Errorf("Send: %v", err)
		}
		if want := []chat.SendKind{chat.Throttled, chat.Uncertain}; !slices.Equal(kinds, want) {
			t.Errorf("kinds %v, want %v", kinds, want)
		}
		if took := time.Since(began); took != time.Minute {
			t.Errorf("took %v, want a minute", took)
		}
		if n := len(p.Shown(ada.Chat())); n != 2 {
			t.Errorf("%d messages shown, want 2", n)
		}
		if n := len(p.Requests()); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	})
}
