package terminal

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
)

// asking is a small bot: it asks, keeps, and takes back.
type asking struct {
	question chat.MessageID
	calls    []string
}

func (a *asking) answer(t *Terminal, e chat.Event) error {
	to := e.About().Space.Chat
	ctx := contextOf()
	switch e := e.(type) {
	case chat.Command:
		a.calls = append(a.calls, "/"+e.Name+" "+e.Args)
		sent, err := t.Send(ctx, chat.Message{
			To: to,
			Blocks: []chat.Block{
				chat.P("Think of a title you have carried: at work, at home, anywhere. What did people stop asking you about once you had it?"),
				{Kind: chat.Source, Text: `from "I gave up my dream job" by Irfan Ali`},
			},
			Actions: say(to, "", "Another", "Not today", "Later").Actions,
			Lane:    chat.LaneQuestion,
		})
		a.question = sent.Message
		return err
	case chat.Text:
		a.calls = append(a.calls, fmt.Sprintf("text %q to the question: %v", e.Body, e.ReplyTo == a.question))
		err := t.React(ctx, to, e.Message, chat.Kept)
		_, err2 := t.Send(ctx, say(to, "Kept. Only you can read it.", "Go deeper", "Undo"))
		return errors.Join(err, err2)
	case chat.Edited:
		a.calls = append(a.calls, "edited to "+e.Body)
		return nil
	case chat.Deleted:
		_, err := t.Send(ctx, say(to, "Taken back."))
		return err
	case chat.Pressed:
		a.calls = append(a.calls, "pressed "+e.Action.Verb)
		if e.Action.Verb == "later" {
			return t.Edit(ctx, e.Message, say(to, "When?", "In an hour", "This evening"))
		}
		m := say(to, "Done.")
		m.Seen, m.Answer = chat.AsAlert, e.Answer
		_, err := t.Send(ctx, m)
		return errors.Join(err, t.Edit(ctx, e.Message, say(to, "Settled.")))
	}
	return nil
}

func TestTranscript(t *testing.T) {
	a := &asking{}
	got := pipe(t, style{width: 80}, &core{}, strings.Join([]string{
		"/today", "My first title was team lead.", ":edit My first title was lead.", "2", "1",
		":press later", "2", ":reply 1 A badge in a drawer", ":delete", "", ":nonsense x", ":) fine", ":say 3", "/today now", "3",
	}, "\n"), a.answer)
	want := `> /today
  Think of a title you have carried: at work, at home, anywhere. What did people
  stop asking you about once you had it?
  from "I gave up my dream job" by Irfan Ali · #1
  [1] Another  [2] Not today  [3] Later
> My first title was team lead.
  ✓
  Kept. Only you can read it.
  [1] Go deeper  [2] Undo
> :edit My first title was lead.
> 2
  ! Done.
  › Settled.
> 1
  ✓
  Kept. Only you can read it.
  [1] Go deeper  [2] Undo
> :press later
  › When?
  [1] In an hour  [2] This evening
> 2
  ! Done.
  › Settled.
> :reply 1 A badge in a drawer
  ✓
  Kept. Only you can read it.
  [1] Go deeper  [2] Undo
> :delete
  Taken back.
>
> :nonsense x
  (I don't know :nonsense. :help says what there is; :say :nonsense writes it.)
> :) fine
  ✓
  Kept. Only you can read it.
  [1] Go deeper  [2] Undo
> :say 3
  ✓
  Kept. Only you can read it.
  [1] Go deeper  [2] Undo
> /today now
  Think of a title you have carried: at work, at home, anywhere. What did people
  stop asking you about once you had it?
  from "I gave up my dream job" by Irfan Ali · #2
  [1] Another  [2] Not today  [3] Later
> 3
  › When?
  [1] In an hour  [2] This evening
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
	wantCalls := []string{
		"/today ", `text "My first title was team lead." to the question: false`, "edited to My first title was lead.",
		"pressed undo", `text "1" to the question: false`, "pressed later", "pressed thisevening",
		`text "A badge in a drawer" to the question: true`, `text ":) fine" to the question: false`,
		`text "3" to the question: false`, "/today now", "pressed later",
	}
	if diff := cmp.Diff(wantCalls, a.calls); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestOthersAndTheChannel(t *testing.T) {
	c := &core{}
	got := pipe(t, style{width: 60}, c, ":channel\n:as ada\na thought of mine\n:private\nhello\n:as not ok\n", func(term *Terminal, e chat.Event) error {
		ctx := contextOf()
		var err error
		switch e := e.(type) {
		case chat.Joined:
			_, err = term.Send(ctx, say(e.Space.Chat, "Today's question", "Reflect"))
		case chat.Text:
			m := say(e.Space.Chat, "Kept.", "Undo")
			if !e.Space.Private {
				m.Seen, m.Answer = chat.ByActor, "x/"+e.Actor.Account
			}
			_, err = term.Send(ctx, m)
			_, err2 := term.Send(ctx, say(private("you"), "A question waits.\nAnd another."))
			err = errors.Join(err, err2)
		}
		return err
	})
	want := `> :channel
  Today's question
  [1] Reflect
#reflections> :as ada
ada #reflections> a thought of mine
  (only ada sees this) Kept.
  [1] Undo

  (you) A question waits.
        And another.
ada #reflections> :private
ada> hello
  Kept.
  [1] Undo

  (you) A question waits.
        And another.
ada> :as not ok
  (A name is letters, digits, - and _. For example: :as ada)
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
	joined, thought, hello := c.got[0].About(), c.got[1].(chat.Text), c.got[2].(chat.Text)
	if !joined.Actor.Admin || joined.Space.Private || joined.Space.Title != "reflections" {
		t.Errorf("joined: %+v", joined)
	}
	if thought.ReplyTo == "" || !thought.Mention || thought.Actor.Account != "ada" || thought.Actor.Admin {
		t.Errorf("in the channel: %+v", thought)
	}
	if hello.ReplyTo != "" || hello.Mention || hello.Space.Chat != private("ada") {
		t.Errorf("in private: %+v", hello)
	}
}

// On a terminal nothing is repeated; the prompt makes way for what is shown.
func TestOnATerminal(t *testing.T) {
	got := pipe(t, style{tty: true, colour: true, width: 40}, &core{}, "hello\n:quit\n", func(term *Terminal, e chat.Event) error {
		m := say(e.About().Space.Chat, "Kept.", "Undo")
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Source, Text: "from an essay"})
		_, err := term.Send(contextOf(), m)
		return err
	})
	want := "> " +
		"  Kept.\n  \x1b[2mfrom an essay · #1\x1b[0m\n  \x1b[36m[1] Undo\x1b[0m\n" +
		"> "
	if got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	var out strings.Builder
	term := newTerminal(strings.NewReader(""), &out, &steering{}, style{tty: true, width: 40})
	term.page.prompt()
	if _, err := term.Send(contextOf(), say(private("you"), "Well?")); err != nil {
		t.Fatal(err)
	}
	if want := "> \r\x1b[K  Well?\n> "; out.String() != want {
		t.Errorf("unasked: %q, want %q", out.String(), want)
	}
	out.Reset()
	term = newTerminal(strings.NewReader(""), &out, &steering{}, style{tty: true, plain: true, width: 40})
	if err := term.Run(t.Context(), &core{}); err != nil {
		t.Fatal(err)
	}
	if want := "> \n"; out.String() != want {
		t.Errorf("the end of the input leaves %q, want %q", out.String(), want)
	}
	term.page.prompt()
	if _, err := term.Send(contextOf(), say(private("you"), "Well?")); err != nil || strings.Contains(out.String(), "\x1b") {
		t.Errorf("on a terminal that obeys nothing: %q, %v", out.String(), err)
	}
}

func TestHelp(t *testing.T) {
	got := pipe(t, style{width: 80}, &core{}, ":help", nil)
	for _, control := range []string{":tomorrow", ":week", ":as NAME", ":channel", ":private", ":cancel", ":edit", ":delete", ":reply", ":press", ":say", ":quit"} {
		if !strings.Contains(got, control) {
			t.Errorf("%s is not explained", control)
		}
	}
	for l := range strings.SplitSeq(got, "\n") {
		if columnsOf(l) > 80 {
			t.Errorf("too wide: %q", l)
		}
	}
}

// Between messages of two days stands the second one's date, and :as alone leads
// back to oneself.
func TestDatesAndBackToOneself(t *testing.T) {
	at := time.Date(2027, 1, 4, 21, 0, 0, 0, time.Local)
	c := &core{}
	var out strings.Builder
	term := newTerminal(strings.NewReader("one\n:as ada\ntwo\n:as\nthree\n"), &out, &steering{now: func() time.Time { return at }}, style{width: 80})
	c.handle = func(context.Context, chat.Event) error {
		_, err := term.Send(contextOf(), say(term.here(), "Kept."))
		at = at.Add(8 * time.Hour)
		return err
	}
	if err := term.Run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	want := `> one
  Kept.
> :as ada
ada> two
  · Tuesday 5 January 2027 ·
  Kept.
ada> :as
> three
  Kept.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
}
