package discord

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// A core that takes its time, or says nothing: whatever it does, everything is
// acknowledged in time, and nothing is left that says an answer comes.
func TestInteractionsAreAcknowledged(t *testing.T) {
	answer := chat.Message{Blocks: []chat.Block{chat.P("the answer")}}
	notice := answer
	notice.Seen = chat.AsAlert
	mine := answer
	mine.Seen = chat.ByActor
	opened := chat.Message{Form: &chat.Form{Title: "Reflect", Action: chat.Ref{Verb: "saved", ID: 3}, Fields: []chat.Field{
		{ID: "words", Label: "Your words", Long: true, Required: true},
	}}}
	for name, c := range map[string]struct {
		follow chat.Follow
		m      *chat.Message
	}{
		"an update that is a message": {chat.Update, &answer},
		"an update that says nothing": {chat.Update, nil},
		"private":                     {chat.Private, &mine},
		"private, nothing":            {chat.Private, nil},
		"public":                      {chat.Public, &answer},
		"public, that is private":     {chat.Public, &mine},
		"a notice":                    {chat.Alert, &notice},
		"a notice after an update":    {chat.Update, &notice},
		"a form":                      {chat.Opens, &opened},
		"a form that never comes":     {chat.Opens, nil},
		"a message in place of one":   {chat.Opens, &mine},
	} {
		for _, place := range []string{"private", "server"} {
			for _, after := range []time.Duration{0, 1500 * time.Millisecond, 2200 * time.Millisecond, 4 * time.Second} {
				t.Run(name+", "+place+", "+after.String(), func(t *testing.T) {
					inBubble(t, func(r *rig) {
						ada := r.server.Person("ada")
						g := r.server.Guild("garden")
						g.Member(ada)
						to := chatOf(ada)
						if place == "server" {
							ada = ada.In(g.Channel("talk"))
							to = encoded(ada.ChannelID())
						}
						r.run()
						sent := r.send(said(to, "a question", action("Go", c.follow)))
						var failed error
						r.in.handle = func(ctx context.Context, e chat.Event, _ int) error {
							time.Sleep(after)
							if _, pressed := e.(chat.Pressed); pressed && c.m != nil {
								m := *c.m
								m.To, m.Answer = to, e.About().Answer
								_, failed = r.adapter.Send(ctx, m)
							}
							return nil
						}
						ada.Press(string(sent.Message), "Go")
						r.pass(10 * time.Second)
						tooLate := c.m == &opened && after > formAfter
						if kind := chat.KindOf(failed); failed != nil && !(tooLate && kind == chat.Expired) {
							t.Errorf("answering: %v", failed)
						}
						e := only[chat.Pressed](r)
						if e.Action != (chat.Ref{Verb: "go", ID: 7, Arg: "x"}) || e.Message != sent.Message || e.Space.Private != (place == "private") {
							t.Errorf("event %+v", e)
						}
						var texts []string
						for _, s := range ada.Sees() {
							if s.Thinking {
								t.Errorf("it still says that an answer comes")
							}
							texts = append(texts, s.Text)
							if want := c.m == &notice || c.m == &mine && place == "server"; s.Text == "the answer" && s.Ephemeral != want {
								t.Errorf("for one member's eyes: %v, want %v", s.Ephemeral, want)
							}
						}
						if said := slices.Contains(texts, "the answer"); said != (c.m != nil && c.m != &opened && failed == nil) {
							t.Errorf("texts %q", texts)
						}
						if form := ada.Form(); (form != nil) != (c.m == &opened && !tooLate) {
							t.Errorf("form %+v", form)
						}
					}, discordtest.FailLateInteractions())
				})
			}
		}
	}
}

func TestFormGoesRound(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		ada := r.server.Person("ada")
		g.Member(ada)
		ada = ada.In(g.Channel("talk"))
		to := encoded(ada.ChannelID())
		r.run()
		r.in.handle = func(ctx context.Context, e chat.Event, _ int) error {
			m := chat.Message{To: to, Answer: e.About().Answer, Seen: chat.ByActor}
			switch e.(type) {
			case chat.Pressed:
				m.Form = &chat.Form{Title: strings.Repeat("long ", 20), Action: chat.Ref{Verb: "saved", ID: 3, Arg: "y"}, Fields: []chat.Field{
					{ID: "words", Label: "Your words", Value: "so far", Long: true, Required: true}, {ID: "name", Label: "Name"},
				}}
			default:
				time.Sleep(2 * time.Second)
				m.Blocks = []chat.Block{chat.P("Saved.")}
				m.Actions = []chat.Action{action("Share", chat.Update)}
			}
			_, err := r.adapter.Send(ctx, m)
			return err
		}
		sent := r.send(said(to, "a question", action("Reflect", chat.Opens)))
		ada.Press(string(sent.Message), "Reflect")
		r.pass(time.Second)
		f := ada.Form()
		if f == nil || len(f.Fields) != 2 || f.Fields[0].Value != "so far" || !f.Fields[0].Long || f.Fields[1].Required {
			t.Fatalf("form %+v", f)
		}
		ada.Submit(map[string]string{"words": private + " *kept*"})
		r.pass(5 * time.Second)
		e := only[chat.Submitted](r)
		if e.Action != (chat.Ref{Verb: "saved", ID: 3, Arg: "y"}) || e.Fields["words"] != private+" *kept*" {
			t.Errorf("submitted %+v", e.Action)
		}
		if s := ada.Last(); !s.Ephemeral || s.Text != "Saved." || !slices.Equal(s.Labels(), []string{"Share"}) {
			t.Errorf("the answer is %+v", s)
		}
	}, discordtest.FailLateInteractions())
}

// A message for one member's eyes is changed by the presses under it, again and
// again, fast or slow, and whatever else is said.
func TestPrivateMessageIsChanged(t *testing.T) {
	for _, after := range []time.Duration{0, 1500 * time.Millisecond} {
		t.Run(after.String(), func(t *testing.T) {
			inBubble(t, func(r *rig) {
				g := r.server.Guild("garden")
				ada := r.server.Person("ada")
				g.Member(ada)
				ada = ada.In(g.Channel("talk"))
				to := encoded(ada.ChannelID())
				r.run()
				n := 0
				r.in.handle = func(ctx context.Context, e chat.Event, _ int) error {
					time.Sleep(after)
					m := said(to, "receipt "+string(rune('0'+n)), action("Again", chat.Update))
					m.Answer, m.Seen = e.About().Answer, chat.ByActor
					if n++; n == 1 {
						_, err := r.adapter.Send(ctx, m)
						return err
					}
					notice := said(to, "noted")
					notice.Answer, notice.Seen = m.Answer, chat.AsAlert
					if n%2 == 0 {
						if _, err := r.adapter.Send(ctx, notice); err != nil {
							return err
						}
					}
					return r.adapter.Edit(ctx, e.(chat.Pressed).Message, m)
				}
				ada.Command("streak", nil)
				r.pass(5 * time.Second)
				receipt := ada.Last()
				for range 4 {
					ada.Press(receipt.ID, "Again")
					r.pass(5 * time.Second)
				}
				if s := ada.Message(receipt.ID); s.Text != "receipt 4" || !s.Ephemeral {
					t.Errorf("it reads %q\n%s", s.Text, r.logged)
				}
				for id, offers := range r.in.offered() {
					if offers != 1 {
						t.Errorf("event %s was offered %d times", id, offers)
					}
				}
			}, discordtest.FailLateInteractions())
		})
	}
}

// After fifteen minutes what is for one member is expired, and what is for a
// private chat is an ordinary message; so is it after a restart.
func TestLateAnswers(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		ada := r.server.Person("ada")
		g.Member(ada)
		there := ada.In(g.Channel("talk"))
		r.run()
		ada.Command("streak", nil)
		there.Command("streak", nil)
		r.pass(time.Second)
		var mine, public chat.Meta
		for _, e := range r.in.seen() {
			if m := e.About(); m.Space.Private {
				mine = m
			} else {
				public = m
			}
		}
		answer := func(m chat.Meta, seen chat.Seen) chat.SendKind {
			msg := said(m.Space.Chat, "late")
			msg.Answer, msg.Seen = m.Answer, seen
			_, err := r.adapter.Send(r.Context(), msg)
			if err == nil {
				return -1
			}
			return chat.KindOf(err)
		}
		// Done with, and within the time: what follows.
		if got := answer(public, chat.ByActor); got != -1 || !there.Last().Ephemeral {
			t.Errorf("what follows: %v", got)
		}
		r.restart()
		if got := answer(public, chat.ByActor); got != -1 || !there.Last().Ephemeral {
			t.Errorf("what follows after a restart: %v", got)
		}
		r.pass(20 * time.Minute)
		if got := answer(public, chat.ByActor); got != chat.Expired {
			t.Errorf("for one member: %v", got)
		}
		if got := answer(mine, chat.AsAlert); got != chat.Expired {
			t.Errorf("a notice: %v", got)
		}
		if got := answer(mine, chat.ByActor); got != -1 || ada.Last().Text != "late" || ada.Last().Ephemeral {
			t.Errorf("in private: %v, %+v", got, ada.Last())
		}
	})
}

// Whoever presses may send anything.
func TestForgedPresses(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		sent := r.send(said(chatOf(ada), "a question", action("Go", chat.Update)))
		for _, id := range []string{"x", "go:7:x", "go:7:x:q0:", "go:7:x::", ":::::", "Go:7:x:u0:", "go:-1:x:u0:", "go:7:x:u0:n:more"} {
			ada.Forge(string(sent.Message), id)
		}
		r.pass(5 * time.Second)
		if n := len(r.in.seen()); n != 8 {
			t.Errorf("%d events, want 8", n)
		}
		for _, e := range r.in.seen() {
			// What comes after the bot's own part of the id is the bot's, and ignored.
			if p := e.(chat.Pressed); p.Action != (chat.Ref{}) && p.Action.Verb != "go" {
				t.Errorf("action %+v", p.Action)
			}
		}
	}, discordtest.FailLateInteractions())
}
