package terminal

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/chat"
)

// club is a small bot of the channel's: it posts when it is told to, opens a form
// for whoever presses, and shows the receipt to them alone.
type club struct {
	post chat.MessageID
	got  []string
}

func (c *club) answer(t *Terminal, e chat.Event) error {
	to, handle := e.About().Space.Chat, e.About().Answer
	ctx := contextOf()
	var err error
	switch e := e.(type) {
	case chat.Joined:
		_, err = t.Send(ctx, say(to, "Thanks for having me."))
	case chat.Command:
		if !e.Actor.Admin {
			m := say(to, "Only an admin can do that.")
			m.Seen, m.Answer = chat.ByActor, handle
			_, err = t.Send(ctx, m)
			break
		}
		var sent chat.Sent
		sent, err = t.Send(ctx, chat.Message{To: to, Blocks: []chat.Block{
			{Kind: chat.Heading, Text: "Today's question"}, chat.P("What did you keep?"), {Kind: chat.Source, Text: "from an essay"},
		}, Actions: []chat.Action{
			{Label: "Reflect", Ref: chat.Ref{Verb: "reflect"}, Follow: chat.Opens},
			{Label: "Read others", Ref: chat.Ref{Verb: "others"}, Follow: chat.Private},
		}})
		c.post = sent.Message
	case chat.Pressed:
		_, err = t.Send(ctx, chat.Message{To: to, Answer: handle, Form: &chat.Form{
			Title: "Reflect", Action: chat.Ref{Verb: "reflected", ID: 7}, Fields: []chat.Field{
				{ID: "words", Label: "What did you keep?", Placeholder: "a line or two", Required: true, Long: true},
				{ID: "name", Label: "Signed", Value: e.Actor.Name},
			},
		}})
	case chat.Submitted:
		c.got = append(c.got, e.Actor.Account+" "+e.Action.String()+" "+e.Fields["words"]+" / "+e.Fields["name"])
		m := say(to, "Saved. Readable by: you.", "Share", "Delete")
		m.Seen, m.Answer = chat.ByActor, handle
		_, err = t.Send(ctx, m)
	case chat.Text:
		c.got = append(c.got, e.Actor.Account+" replies to the post: "+e.Body)
		if e.ReplyTo != c.post || !e.Mention {
			err = errors.New("the post isn't what it answers")
		}
		err = errors.Join(err, t.React(ctx, to, e.Message, chat.Kept))
	}
	return err
}

func TestTheChannel(t *testing.T) {
	c := &club{}
	got := pipe(t, style{width: 76}, &core{}, strings.Join([]string{
		":channel", "/community setup", ":as ada", "/community off", "1", "", ":say 3", ".",
		"a badge in a drawer", ":as bob", ":press reflect", ":as ada", "/streak", ":as bob", ":cancel", ":cancel", "mine is shared",
	}, "\n"), c.answer)
	want := `> :channel
  Thanks for having me.
#reflections> /community setup
  Today's question
  What did you keep?
  from an essay · #1
  [1] Reflect  [2] Read others
#reflections> :as ada
ada #reflections> /community off
  (only ada sees this) Only an admin can do that.
ada #reflections> 1
  (only ada sees this) Reflect
  What did you keep? (a line or two)
  Signed: ada
  (Type 2 lines, one for each; . keeps what is there, :cancel drops the
  form.)
ada #reflections>
  (What did you keep? can't be left empty. :cancel drops the form.)
ada #reflections> :say 3
  Signed: ada
ada #reflections> .
  (only ada sees this) Saved. Readable by: you.
  [1] Share  [2] Delete
ada #reflections> a badge in a drawer
  ✓
ada #reflections> :as bob
bob #reflections> :press reflect
  (only bob sees this) Reflect
  What did you keep? (a line or two)
  Signed: bob
  (Type 2 lines, one for each; . keeps what is there, :cancel drops the
  form.)
bob #reflections> :as ada
ada #reflections> /streak
  (only ada sees this) Only an admin can do that.
ada #reflections> :as bob
bob #reflections> :cancel
  (Dropped.)
bob #reflections> :cancel
  (There is no form to drop here.)
bob #reflections> mine is shared
  ✓
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
	wantGot := []string{
		"ada reflected:7: 3 / ada", "ada replies to the post: a badge in a drawer", "bob replies to the post: mine is shared",
	}
	if diff := cmp.Diff(wantGot, c.got); diff != "" {
		t.Errorf("taken in (-want +got):\n%s", diff)
	}
}

// A form of one field, in a private chat: the next line submits it, whatever it is.
func TestAFormOfOneField(t *testing.T) {
	c := &core{}
	got := pipe(t, style{width: 80}, c, "/edit\n2\n/edit\n\n/edit\n.\n/edit\n/edit\n:say /x\nwords\n", func(term *Terminal, e chat.Event) error {
		if _, is := e.(chat.Command); !is {
			return nil
		}
		_, err := term.Send(contextOf(), chat.Message{To: e.About().Space.Chat, Answer: e.About().Answer, Form: &chat.Form{
			Title: "Edit", Action: chat.Ref{Verb: "edit"}, Fields: []chat.Field{{ID: "words", Label: "Words", Value: "as it was", Required: true}},
		}})
		return err
	})
	var filled []string
	for _, e := range c.got {
		switch e := e.(type) {
		case chat.Submitted:
			filled = append(filled, e.Fields["words"])
		case chat.Text:
			filled = append(filled, "text: "+e.Body)
		}
	}
	if diff := cmp.Diff([]string{"2", "as it was", "as it was", "/x", "text: words"}, filled); diff != "" {
		t.Errorf("submitted (-want +got):\n%s\n%s", diff, got)
	}
	if !strings.Contains(got, "  Edit\n  Words: as it was\n  (Type it, or . to keep what is there; :cancel drops the form.)\n") {
		t.Errorf("shown:\n%s", got)
	}
}

// What the terminal knows of its one channel.
func TestStanding(t *testing.T) {
	term := newTerminal(strings.NewReader(""), io.Discard, &steering{}, style{width: 80})
	if c, err := term.Private(t.Context(), "ada"); err != nil || c != private("ada") {
		t.Errorf("Private: %v, %v", c, err)
	}
	for _, account := range []string{"", "no one", channelID} {
		if _, err := term.Private(t.Context(), account); chat.KindOf(err) != chat.Gone {
			t.Errorf("a private chat with %q: %v, want gone", account, err)
		}
	}
	for account, want := range map[string]chat.Membership{
		defaultName: {Member: true, Admin: true}, "ada": {Member: true}, "no one": {},
	} {
		if got, err := term.Member(t.Context(), channelChat, account); err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", account, got, err, want)
		}
	}
	if _, err := term.Inspect(t.Context(), private("ada"), chat.Need{}); chat.KindOf(err) != chat.Gone {
		t.Errorf("a private chat is inspected: %v", err)
	}
}
