package terminal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

func TestEventsAreStampedWithThePlayedTime(t *testing.T) {
	played := time.Date(2031, 3, 30, 1, 59, 0, 0, time.UTC)
	var out strings.Builder
	c := &core{}
	ids := map[string]bool{}
	var last chat.MessageID
	for range 2 { // two starts
		played = played.Add(time.Minute)
		term := newTerminal(strings.NewReader("a\nb\n/c\n"), &out, &steering{now: func() time.Time { return played }}, style{width: 80})
		if err := term.Run(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range c.got {
		m := e.About()
		if ids[m.ID] {
			t.Errorf("the event id %q comes twice", m.ID)
		}
		ids[m.ID] = true
		var id chat.MessageID
		switch e := e.(type) {
		case chat.Text:
			id = e.Message
		case chat.Command:
			id = e.Message
		}
		if last.Compare(id) >= 0 {
			t.Errorf("message %q after %q", id, last)
		}
		last = id
	}
	if at := c.got[5].About().At; !at.Equal(played) || len(ids) != 6 {
		t.Errorf("%d events, the last at %v", len(ids), at)
	}
	for _, at := range c.caught {
		if at.Year() != 2031 {
			t.Errorf("caught up at %v, not by the played time", at)
		}
	}
}

func TestControlsAreCalledAndSettled(t *testing.T) {
	var calls []string
	note := func(s string) { calls = append(calls, s) }
	outlooks := []Outlook{Asked, None, NonePaused}
	steer := &steering{
		tomorrow: func() (o Outlook, err error) {
			note("tomorrow")
			o, outlooks = outlooks[0], outlooks[1:]
			return o, nil
		},
		week:   func() error { note("week"); return errors.New("the disk is full") },
		settle: func() { note("settle") },
	}
	var out strings.Builder
	term := newTerminal(strings.NewReader(":tomorrow\n:tomorrow\n:tomorrow\n:week\nhello"), &out, steer, style{width: 80})
	c := &core{handle: func(context.Context, chat.Event) error { note("hello"); return nil }}
	if err := term.Run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(calls, " "), "settle tomorrow settle tomorrow settle tomorrow settle week settle hello settle"; got != want {
		t.Errorf("calls %q, want %q", got, want)
	}
	for _, part := range []string{"No question is planned. /start sets one up.", "you have paused. /resume goes on", "That didn't work: the disk is full"} {
		if strings.Count(out.String(), part) != 1 {
			t.Errorf("%q is not said once:\n%s", part, out.String())
		}
	}
}

func TestPoisonIsPassedOverAndTold(t *testing.T) {
	c := &core{handle: func(_ context.Context, e chat.Event) error {
		if e.(chat.Text).Body == "poison" {
			return errors.New("no")
		}
		return nil
	}}
	got := pipe(t, style{width: 80}, c, "poison\nremedy\n", nil)
	if len(c.got) != 4 || !strings.Contains(got, "That went wrong") {
		t.Errorf("%d offers:\n%s", len(c.got), got)
	}
}

func TestNothingShownSteersTheTerminal(t *testing.T) {
	evil := "\x1b[2J\x1b]0;title\x07\rred\u202e"
	c := &core{}
	got := pipe(t, style{width: 80}, c, "say "+evil+"\n", func(term *Terminal, e chat.Event) error {
		to := e.About().Space.Chat
		m := say(to, evil, "x"+evil)
		for _, k := range []chat.BlockKind{chat.Heading, chat.Quote, chat.Source, chat.Item} {
			m.Blocks = append(m.Blocks, chat.Block{Kind: k, Text: evil})
		}
		m.Picture = &chat.Picture{Alt: evil}
		sent, err := term.Send(contextOf(), m)
		return errors.Join(err,
			term.Edit(contextOf(), sent.Message, say(to, evil+"2", evil)),
			term.Delete(contextOf(), to, sent.Message))
	})
	if strings.ContainsAny(got, "\x1b\x07\r\u202e") {
		t.Errorf("control characters are shown: %q", got)
	}
	if body := c.got[0].(chat.Text).Body; body != "say "+evil {
		t.Errorf("the words arrive as %q", body)
	}
}

func TestRunEndsWithItsContextWhileReading(t *testing.T) {
	k := newKeyboard()
	defer func() { _ = k.Close() }()
	term := newTerminal(k, io.Discard, &steering{}, style{width: 80})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- term.Run(ctx, &core{}) }()
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("Run doesn't end")
	}
}

func TestInputThatBreaksIsAnError(t *testing.T) {
	term := newTerminal(io.MultiReader(strings.NewReader("hello\n"), broken{}), io.Discard, &steering{}, style{width: 80})
	c := &core{}
	if err := term.Run(t.Context(), c); !errors.Is(err, os.ErrPermission) || len(c.got) != 1 {
		t.Errorf("Run: %v, after %d events", err, len(c.got))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, os.ErrPermission }
func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestOutputThatBreaksIsUncertain(t *testing.T) {
	term := newTerminal(strings.NewReader(""), broken{}, &steering{}, style{width: 80})
	if _, err := term.Send(t.Context(), say(private("you"), "Well?")); chat.KindOf(err) != chat.Uncertain || !errors.Is(err, os.ErrClosed) {
		t.Errorf("Send: %v", err)
	}
}

func TestFormsThatCantBeAreRejected(t *testing.T) {
	term := newTerminal(strings.NewReader(""), io.Discard, &steering{}, style{width: 80})
	for _, m := range []chat.Message{
		{Form: &chat.Form{Title: "x", Fields: []chat.Field{{ID: "a", Label: "a"}}}},
		{Form: &chat.Form{Title: "x"}, Answer: "e1/you"},
	} {
		m.To = private("you")
		if _, err := term.Send(t.Context(), m); chat.KindOf(err) != chat.Rejected {
			t.Errorf("Send: %v, want rejected", err)
		}
	}
}

// What is edited or deleted after a restart was shown before it.
func TestMessagesFromBeforeARestart(t *testing.T) {
	var out bytes.Buffer
	term := newTerminal(strings.NewReader(""), &out, &steering{}, style{width: 80})
	if err := term.Edit(t.Context(), "17", say(private("you"), "Settled.", "Undo")); err != nil {
		t.Errorf("Edit: %v", err)
	}
	if err := term.Delete(t.Context(), private("you"), "16"); err != nil {
		t.Errorf("Delete: %v", err)
	}
	if want := "  › Settled.\n  [1] Undo\n"; out.String() != want {
		t.Errorf("shown %q, want %q", out.String(), want)
	}
}

func TestStyleOfAPipe(t *testing.T) {
	if s := styleOf(strings.NewReader(""), &strings.Builder{}); s != (style{width: maxWidth}) {
		t.Errorf("style of a writer: %+v", s)
	}
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if s := styleOf(f, f); s != (style{width: maxWidth}) {
		t.Errorf("style of a file: %+v", s)
	}
}
