package chattest_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// Where nobody can be answered alone in a channel, a button that asks for that
// leads into the private chat, and is pressed there.
func TestLinksIntoThePrivateChat(t *testing.T) {
	for name, c := range map[string]struct {
		like   chattest.Option
		follow chat.Follow
		link   bool
	}{
		"for the presser's eyes":              {chattest.LikeTelegram(), chat.Private, true},
		"for a form":                          {chattest.LikeTelegram(), chat.Opens, true},
		"for all":                             {chattest.LikeTelegram(), chat.Public, false},
		"for the presser's eyes, on the spot": {chattest.LikeDiscord(), chat.Private, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, in := chattest.New(t, c.like), &intake{}
				channel, ada := p.Channel("all"), p.Person("ada")
				ref := chat.Ref{Verb: "reflect", ID: 7, Arg: "x"}
				post := say(channel.Chat(), "Today's question")
				post.Actions = []chat.Action{{Label: "Reflect", Ref: ref, Follow: c.follow}}
				sent, err := p.Send(t.Context(), post)
				if err != nil {
					t.Fatal(err)
				}
				defer run(t, p, in)()
				ada.In(channel).Press("Reflect")
				synctest.Wait()
				e, ok := in.events()[0].(chat.Pressed)
				where, under := channel.Chat(), sent.Message
				if c.link {
					where, under = ada.Chat(), ""
				}
				if !ok || e.Action != ref || e.Space.Chat != where || e.Space.Private != c.link || e.Message != under || e.Answer == "" {
					t.Fatalf("got %+v", e)
				}
				if c.follow == chat.Public {
					return
				}
				answer := say(where, "Saved. Readable by: you.")
				answer.Seen, answer.Answer = chat.ByActor, e.Answer
				if _, err := p.Send(t.Context(), answer); err != nil {
					t.Errorf("answering: %v", err)
				}
				if strings.Contains(p.Person("bob").In(channel).Transcript(), "Saved") {
					t.Error("everybody reads the answer")
				}
			})
		})
	}
}

// A link unblocks the bot, as Start does.
func TestLinkOfSomebodyWhoBlockedTheBot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t), &intake{}
		defer run(t, p, in)()
		channel, ada := p.Channel("all"), p.Person("ada").Opened()
		ada.Block()
		post := say(channel.Chat(), "Today's question")
		post.Actions = []chat.Action{{Label: "Reflect", Ref: chat.Ref{Verb: "reflect"}, Follow: chat.Opens}}
		if _, err := p.Send(t.Context(), post); err != nil {
			t.Fatal(err)
		}
		ada.In(channel).Press("Reflect")
		in.wantGot(t, "left @ada", "allowed @ada", "pressed @ada")
		if _, err := p.Send(t.Context(), say(ada.Chat(), "Here it is.")); err != nil {
			t.Error(err)
		}
	})
}

func TestPrivate(t *testing.T) {
	for name, c := range map[string]struct {
		like  chattest.Option
		wrote bool
		gone  bool
	}{
		"one that the bot opens":           {chattest.LikeDiscord(), false, false},
		"one that nobody has opened":       {chattest.LikeTelegram(), false, true},
		"one that its person has opened":   {chattest.LikeTelegram(), true, false},
		"one that is open where bots open": {chattest.LikeDiscord(), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := chattest.New(t, c.like)
			ada := p.Person("ada")
			if c.wrote {
				ada.Write("hello")
			}
			got, err := p.Private(t.Context(), "ada")
			if c.gone != (chat.KindOf(err) == chat.Gone && err != nil) || (!c.gone && got != ada.Chat()) {
				t.Errorf("%v, %v", got, err)
			}
			if _, err := p.Private(t.Context(), "nobody"); chat.KindOf(err) != chat.Gone {
				t.Errorf("nobody: %v, want gone", err)
			}
		})
	}
}

// After a quarter of an hour nobody can be answered alone any more.
func TestAnswersExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t, chattest.LikeDiscord()), &intake{}
		defer run(t, p, in)()
		channel := p.Channel("all")
		p.Person("ada").In(channel).Command("journal", "")
		time.Sleep(16 * time.Minute)
		m := say(channel.Chat(), "Your words")
		m.Seen, m.Answer = chat.ByActor, in.events()[0].About().Answer
		if _, err := p.Send(t.Context(), m); chat.KindOf(err) != chat.Expired {
			t.Errorf("Send: %v, want expired", err)
		}
	})
}

// Of what a member wrote to the bot in a channel, the bot is told what becomes.
func TestMembersEditAndDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, in := chattest.New(t, chattest.LikeDiscord()), &intake{}
		defer run(t, p, in)()
		channel := p.Channel("all")
		ada := p.Person("ada").In(channel)
		post, err := p.Send(t.Context(), say(channel.Chat(), "Today's question"))
		if err != nil {
			t.Fatal(err)
		}
		chatter, answer := ada.Write("chatter"), ada.Reply(post.Message, "a badge")
		ada.Edit(chatter, "more of it")
		ada.Edit(answer, "my badge")
		ada.Delete(chatter)
		ada.Delete(answer)
		p.Person("eve").MakeAdmin(true).In(channel).Delete(post.Message)
		in.wantGot(t, "text #all", "edited #all", "deleted #all")
		if e := in.events()[2].(chat.Deleted); e.Message != answer {
			t.Errorf("deleted %q, want %q", e.Message, answer)
		}
	})
}

// Where history can be read, the bot is asked once which chats may hold some.
func TestGapsAreAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		like  chattest.Option
		asked int
	}{"with a history": {chattest.LikeDiscord(), 1}, "without": {chattest.LikeTelegram(), 0}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tb := &failures{TB: t}
				p := chattest.New(tb, c.like)
				in := &intake{gaps: []chat.Gap{{Chat: p.Person("ada").Chat()}}}
				run(t, p, in)()
				if len(in.asked) != c.asked || len(tb.said) != 0 {
					t.Errorf("asked %d times, told %q", len(in.asked), tb.said)
				}
				in.gaps = append(in.gaps, chat.Gap{Chat: p.Channel("all").Chat()}, chat.Gap{Chat: chat.Chat{ID: "@nobody"}})
				run(t, p, in)()
				if len(tb.said) != 2*c.asked {
					t.Errorf("told %q", tb.said)
				}
			})
		})
	}
}

func TestThreads(t *testing.T) {
	p := chattest.New(t, chattest.LikeDiscord())
	channel := p.Channel("all")
	post, err := p.Send(t.Context(), say(channel.Chat(), "Today's question"))
	if err != nil {
		t.Fatal(err)
	}
	chatOf, err := p.Thread(t.Context(), channel.Chat(), post.Message, "Today's question")
	if err != nil {
		t.Fatal(err)
	}
	thread := channel.ThreadUnder(post.Message)
	tells := func(what string, want chat.SendKind) {
		t.Helper()
		_, err := p.Send(t.Context(), say(chatOf, "An answer"))
		if (err == nil) != (want < 0) || (err != nil && chat.KindOf(err) != want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	tells("open", -1)
	thread.Archive()
	tells("archived", -1)
	if thread.Archived() {
		t.Error("a message leaves it archived")
	}
	thread.Lock()
	tells("locked", chat.NotAllowed)
	if s, err := p.Inspect(t.Context(), chatOf, chat.Need{}); err != nil || len(s.Missing) != 1 || s.Space.Parent != "server" {
		t.Errorf("locked: %+v, %v", s, err)
	}
	thread.Unlock()
	channel.Bar(p.Person("eve"), "Send Messages in Threads")
	tells("without its channel's permission", chat.NotAllowed)
	channel.Allow(p.Person("eve"))
	tells("with it", -1)
	channel.Delete(p.Person("eve"))
	tells("without its channel", chat.Gone)
	if _, err := p.Thread(t.Context(), channel.Chat(), post.Message, "x"); chat.KindOf(err) != chat.Gone {
		t.Errorf("in a deleted channel: %v", err)
	}
}
