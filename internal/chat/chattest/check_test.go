package chattest_test

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// failures is a test that takes note of its failures.
type failures struct {
	testing.TB
	said []string
}

func (f *failures) Helper() {}

func (f *failures) Errorf(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

func TestViolationsFailTheTest(t *testing.T) {
	ref := chat.Ref{Verb: "go"}
	for name, m := range map[string]chat.Message{
		"empty":             {Blocks: []chat.Block{chat.P(" \n")}},
		"no UTF-8":          {Blocks: []chat.Block{chat.P("\xff")}},
		"too many actions":  say(chat.Chat{}, "x", strings.Split(strings.Repeat("a ", 13), " ")[:13]...),
		"long label":        say(chat.Chat{}, "x", strings.Repeat("ä", 41)),
		"label missing":     {Blocks: []chat.Block{chat.P("x")}, Actions: []chat.Action{{Ref: ref}}},
		"long ref":          {Blocks: []chat.Block{chat.P("x")}, Actions: []chat.Action{{Label: "a", Ref: chat.Ref{Verb: "go", Arg: strings.Repeat("x", 40)}}}},
		"colon in ref":      {Blocks: []chat.Block{chat.P("x")}, Actions: []chat.Action{{Label: "a", Ref: chat.Ref{Verb: "go", Arg: "a:b"}}}},
		"negative ref":      {Blocks: []chat.Block{chat.P("x")}, Actions: []chat.Action{{Label: "a", Ref: chat.Ref{Verb: "go", ID: -1}}}},
		"long nonce":        {Blocks: []chat.Block{chat.P("x")}, Nonce: strings.Repeat("n", 26)},
		"form":              {Form: &chat.Form{Title: "x", Action: ref, Fields: []chat.Field{{ID: "a", Label: "a"}}}},
		"unknown handle":    {Blocks: []chat.Block{chat.P("x")}, Answer: "a99"},
		"notice to nobody":  {Blocks: []chat.Block{chat.P("x")}, Seen: chat.AsAlert},
		"reply to nothing":  {Blocks: []chat.Block{chat.P("x")}, ReplyTo: "1"},
		"picture, no words": {Picture: &chat.Picture{Name: "a.png", PNG: []byte("\x89PNG\r\n\x1a\n")}},
	} {
		t.Run(name, func(t *testing.T) {
			tb := &failures{TB: t}
			p := chattest.New(tb)
			m.To = p.Person("ada").Opened().Chat()
			_, err := p.Send(t.Context(), m)
			if chat.KindOf(err) != chat.Rejected || len(tb.said) != 1 {
				t.Errorf("Send: %v; the test was told %q", err, tb.said)
			}
		})
	}
}

func TestViolationsInPlace(t *testing.T) {
	for name, do := range map[string]func(*chattest.Platform, *chattest.Person) error{
		"edit of what isn't the bot's": func(p *chattest.Platform, ada *chattest.Person) error {
			return p.Edit(t.Context(), ada.Write("mine"), say(ada.Chat(), "x"))
		},
		"edit of nothing": func(p *chattest.Platform, ada *chattest.Person) error {
			return p.Edit(t.Context(), "1", say(ada.Chat(), "x"))
		},
		"deletion of what isn't the bot's": func(p *chattest.Platform, ada *chattest.Person) error {
			return p.Delete(t.Context(), ada.Chat(), ada.Write("mine"))
		},
		"reaction to nothing": func(p *chattest.Platform, ada *chattest.Person) error {
			return p.React(t.Context(), ada.Chat(), "1", chat.Kept)
		},
		"private words in a channel": func(p *chattest.Platform, ada *chattest.Person) error {
			m := say(p.Channel("all").Chat(), "your secret")
			m.Seen = chat.ByActor
			_, err := p.Send(t.Context(), m)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			tb := &failures{TB: t}
			p := chattest.New(tb)
			if err := do(p, p.Person("ada").Opened()); chat.KindOf(err) != chat.Rejected || len(tb.said) != 1 {
				t.Errorf("%v; the test was told %q", err, tb.said)
			}
		})
	}
}

func TestMessageThatIsGone(t *testing.T) {
	p := chattest.New(t)
	ada := p.Person("ada").Opened()
	sent, err := p.Send(t.Context(), say(ada.Chat(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	ada.Delete(sent.Message)
	if err := p.Edit(t.Context(), sent.Message, say(ada.Chat(), "y")); chat.KindOf(err) != chat.Rejected {
		t.Errorf("Edit: %v, want rejected", err)
	}
	if err := p.Delete(t.Context(), ada.Chat(), sent.Message); err != nil {
		t.Errorf("Delete: %v", err)
	}
}
