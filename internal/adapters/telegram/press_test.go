package telegram

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

var undo = chat.Action{Label: "Undo", Ref: chat.Ref{Verb: "undo", ID: 7}}

// Each press is answered: by the core's notice, or by letting go of the button.
func TestPressesAreAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		handle func(r *rig, e chat.Event, offer int) error
		says   string
	}{
		"a notice": {func(r *rig, e chat.Event, _ int) error {
			m := said(e.About().Space.Chat, strings.Repeat("gone. ", 50))
			m.Answer, m.Seen = e.About().Answer, chat.AsAlert
			_, err := r.adapter.Send(r.Context(), m)
			return err
		}, "gone. gone."},
		"another answer": {func(r *rig, e chat.Event, _ int) error {
			m := said(e.About().Space.Chat, "done")
			m.Answer, m.Seen = e.About().Answer, chat.ByActor
			_, err := r.adapter.Send(r.Context(), m)
			return err
		}, ""},
		"nothing to say": {func(*rig, chat.Event, int) error { return nil }, ""},
		"a failure":      {func(*rig, chat.Event, int) error { return errFull }, ""},
		"a panic":        {func(*rig, chat.Event, int) error { panic(private) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.in.handle = func(e chat.Event, offer int) error { return c.handle(r, e, offer) }
				r.run()
				ada := r.server.User("ada").Opened()
				r.send(said(chatOf(ada), "Kept.", undo))
				ada.Press("Undo")
				r.pass(10 * time.Second)
				if n := r.server.Spinning(); n != 0 {
					r.Fatalf("%d buttons still wait", n)
				}
				p := ada.Presses()[0]
				if !p.Answered || !strings.HasPrefix(p.Text, c.says) || (c.says == "") != (p.Text == "") {
					r.Errorf("answered %v with %q", p.Answered, p.Text)
				}
				if n := len(r.server.Requests("answerCallbackQuery")); n != 1 {
					r.Errorf("answered %d times", n)
				}
			})
		})
	}
}

// Answers come after the core has taken a press in. The press ends when the core
// says that all is sent, at the latest when the adapter's own clock runs out, and
// once: a notice ends it, too.
func TestPressesEnd(t *testing.T) {
	for name, c := range map[string]struct {
		after func(r *rig, handle string)
		ended time.Duration
		says  string
	}{
		"when all is sent": {func(r *rig, handle string) {
			r.pass(2 * time.Second)
			r.adapter.Answered(handle)
			r.adapter.Answered(handle)
			r.adapter.Answered("nobody's")
			r.adapter.Answered("")
		}, 2 * time.Second, ""},
		"by its notice": {func(r *rig, handle string) {
			r.pass(3 * time.Second)
			m := said(chatOf(r.server.User("ada")), "Gone.")
			m.Answer, m.Seen = handle, chat.AsAlert
			r.send(m)
			r.adapter.Answered(handle)
		}, 3 * time.Second, "Gone."},
		"by the clock": {func(*rig, string) {}, spinFor, ""},
		"at the end": {func(r *rig, _ string) {
			r.pass(time.Second)
			if err := r.stop(); err != nil {
				r.Errorf("Run: %v", err)
			}
		}, time.Second, ""},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				r.run()
				ada := r.server.User("ada").Opened()
				r.send(said(chatOf(ada), "Kept.", undo))
				ada.Press("Undo")
				r.pass(0)
				if n := r.server.Waiting(); n != 0 {
					r.Errorf("%d updates wait for an answer", n)
				}
				pressed := time.Now()
				c.after(r, only[chat.Pressed](r).Answer)
				r.pass(20 * time.Second)
				answers := r.server.Requests("answerCallbackQuery")
				if len(answers) != 1 || answers[0].At.Sub(pressed) != c.ended {
					r.Errorf("answered %d times, first after %v, want %v", len(answers), answers[0].At.Sub(pressed), c.ended)
				}
				if p := ada.Presses()[0]; !p.Answered || p.Text != c.says {
					r.Errorf("answered with %+v", p)
				}
			})
		})
	}
}

// A press from before the bot came back can't be answered, and that is no error.
func TestOldPresses(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		r.send(said(chatOf(ada), "Kept.", undo))
		ada.Press("Undo")
		r.pass(time.Hour)
		r.in.handle = func(e chat.Event, _ int) error {
			m := said(e.About().Space.Chat, "That button is from a while ago.")
			m.Answer, m.Seen = e.About().Answer, chat.AsAlert
			if _, err := r.adapter.Send(r.Context(), m); err != nil {
				r.Errorf("a late notice: %v", err)
			}
			return nil
		}
		r.run()
		only[chat.Pressed](r)
		if n := r.logged.lines("level=ERROR") + r.logged.lines("level=WARN"); n != 0 {
			r.Errorf("%d lines:\n%s", n, r.logged)
		}
	})
}

// What a button doesn't carry means nothing, and is passed on as that. Nobody
// answers these presses; the adapter's own clock ends them.
func TestForgedPresses(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		ada := r.server.User("ada").Opened()
		id := number(r.send(said(chatOf(ada), "Kept.", undo)).Message)
		for _, data := range []string{"undo", "undo:1:x:zz:1", "undo:1:x:-3", "UNDO:1:", "undo:1:x:", private} {
			ada.Forge(id, data)
		}
		ada.Forge(id, "skip:1:")
		r.pass(spinFor + time.Second)
		events := r.in.seen()
		for i, e := range events {
			if got := e.(chat.Pressed).Action; (got != chat.Ref{}) != (i == len(events)-1) {
				r.Errorf("press %d carries %+v", i, got)
			}
		}
		if len(events) != 7 || r.server.Spinning() != 0 {
			r.Errorf("%d presses, %d wait", len(events), r.server.Spinning())
		}
	})
}

// Who presses in a group may be its admin; in a topic the button knows where it
// stands, even if its message can't be read any more.
func TestPressesInATopic(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.server.User("ada"), r.server.User("bob")
		g := r.server.Forum("walkers")
		g.MakeAdmin(ada)
		topic := g.Topic(ada, "Questions")
		in := place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		r.run()
		r.send(said(in, "Today's question", undo))
		data := topic.Sees()[0].Buttons[0][0].Data
		ada.InTopic(topic).Press("Undo")
		bob.InTopic(topic).Press("Undo")
		r.server.Push("callback_query", object{
			"id": "77", "from": object{"id": bob.ID(), "first_name": "bob"}, "chat_instance": "c", "data": data,
			"message": object{"message_id": 3, "date": 0, "chat": object{"id": g.ID(), "type": "supergroup", "title": "walkers"}},
		})
		r.wantEvents(chat.Pressed{Action: undo.Ref}, chat.Pressed{Action: undo.Ref}, chat.Pressed{Action: undo.Ref})
		for i, e := range r.in.seen() {
			if m := e.About(); m.Space.Chat != in || m.Actor.Admin != (i == 0) {
				r.Errorf("press %d: in %v, admin %v", i, m.Space.Chat, m.Actor.Admin)
			}
		}
	})
}

// titles are what the spaces of all events are called; a guess ends in a question mark.
func titles(r *rig) (all []string) {
	for _, e := range r.in.seen() {
		title := e.About().Space.Title
		if e.About().Space.Guessed {
			title += "?"
		}
		all = append(all, title)
	}
	return all
}

// A topic is called by its own name, which is heard by what is said there, and by its
// renaming.
func TestTopicsAreCalledByTheirNames(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "Questions")
		r.run()
		ada.In(g).Command("help", "")
		ada.InTopic(topic).Command("help", "")
		topic.Rename(ada, "Answers")
		ada.InTopic(topic).Command("help", "")
		created := object{"message_id": topic.ID(), "date": 1, "chat": object{"id": g.ID(), "type": "supergroup", "title": "walkers"},
			"is_topic_message": true, "message_thread_id": topic.ID(), "forum_topic_created": object{"name": "Questions", "icon_color": 1}}
		r.server.Push("message", object{
			"message_id": 1_000, "date": 2, "chat": object{"id": g.ID(), "type": "supergroup", "title": "strollers"},
			"from": object{"id": ada.ID(), "first_name": "ada"}, "new_chat_title": "strollers",
		})
		r.pass(time.Minute)
		help := chat.Command{Name: "help"}
		r.wantEvents(help, help, chat.Renamed{}, help, chat.Renamed{})
		want := []string{"walkers", "Questions?", "Answers", "Answers", "strollers"}
		if got := titles(r); !slices.Equal(got, want) {
			r.Errorf("called %q, want %q", got, want)
		}
		r.restart()
		say := func(id int, to object) {
			r.server.Push("message", object{
				"message_id": id, "date": 3, "chat": object{"id": g.ID(), "type": "supergroup", "title": "walkers"},
				"is_topic_message": true, "message_thread_id": topic.ID(), "from": object{"id": ada.ID(), "first_name": "ada"},
				"text": "/help", "entities": []object{{"type": "bot_command", "offset": 0, "length": 5}}, "reply_to_message": to,
			})
			r.pass(time.Minute)
		}
		edited := object{"message_id": 900, "date": 2, "chat": object{"id": g.ID(), "type": "supergroup", "title": "walkers"},
			"is_topic_message": true, "message_thread_id": topic.ID(), "forum_topic_edited": object{"name": "Answers"}}
		say(1_001, created) // It tells the first name for ever.
		say(1_002, edited)
		say(1_003, created)
		if got, want := titles(r), []string{"Questions?", "Answers", "Answers"}; !slices.Equal(got, want) {
			r.Errorf("after a start called %q, want %q", got, want)
		}
	})
}

// A slow answer shows that it is being written, in a private chat, and not while
// Telegram wants less from us.
func TestTyping(t *testing.T) {
	inBubble(t, func(r *rig) {
		took := 8 * time.Second
		r.in.handle = func(chat.Event, int) error {
			time.Sleep(took)
			return nil
		}
		r.run()
		typed := func() int { return len(r.server.Requests("sendChatAction")) }
		ada := r.server.User("ada")
		ada.Write("slow")
		r.pass(20 * time.Second)
		if n := typed(); n != 2 {
			r.Errorf("typing was shown %d times in eight seconds", n)
		}
		took = 100 * time.Millisecond
		ada.Write("quick")
		r.pass(20 * time.Second)
		took = 8 * time.Second
		r.server.User("bob").In(r.server.Supergroup("walkers")).Command("help", "")
		r.pass(20 * time.Second)
		r.server.FaultNext(telegramtest.TooMany(30), "sendMessage")
		r.fails(said(chatOf(ada), "hello"))
		ada.Write("told to be quiet")
		r.pass(20 * time.Second)
		if n := typed(); n != 2 {
			r.Errorf("typing was shown %d times more", n-2)
		}
	})
}
