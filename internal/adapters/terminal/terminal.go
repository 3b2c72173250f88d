package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// Platform is the terminal's name as a platform.
const Platform chat.Platform = "terminal"

const (
	// maxActions is how many buttons a page shows in a few rows.
	maxActions = 12
	// catchUpEvery is the time between two reports of being caught up.
	catchUpEvery = 30 * time.Second
)

// Controls is what steers the time that a trial plays in.
type Controls interface {
	// Now is the instant that is played. It never goes back, not even from one
	// start on the same database to the next: messages are numbered by it.
	Now() time.Time
	// Tomorrow moves to the next question. If none is planned, it says why, as far
	// as that is known in a chat.
	Tomorrow(ctx context.Context, in chat.Chat) (Outlook, error)
	// Week moves on by a week. Both report the intake as caught up for the time
	// that they pass over.
	Week(ctx context.Context) error
	// Settle returns once everything that was caused so far has been shown.
	Settle(ctx context.Context)
}

// Outlook is what came of moving to the next question.
type Outlook int

// The outlooks.
const (
	Asked      Outlook = iota // it came
	NonePaused                // none is planned: the chat is paused until resumed
	None                      // none is planned
)

// Terminal is a chat.Adapter. Its Run ends by itself at the end of the input,
// or at :quit.
type Terminal struct {
	controls Controls
	offers   []chat.Offer
	in       *bufio.Reader
	editor   *editor   // reads the lines; nil where in does
	together *together // reads them from a keyboard without an editor
	lines    chan line // at most one, read and not yet taken
	page     *page
	folder   string // where files are saved

	// What follows belongs to Run, and outlives it.
	reading    bool
	unfinished chat.Event // offered when Run was told to end
	who        string     // whose turn it is at the keyboard
	channel    bool       // whether they are in the channel
	welcomed   bool       // whether the bot was added to the channel
	greets     bool       // whether whoever comes to the keyboard is greeted
	greeted    map[string]bool
	started    int64 // makes event ids differ from those of other starts
	events     int

	mu     sync.Mutex // guards what Send and Run share
	lastID int64
	rooms  map[string]*room
}

// New returns a terminal that reads lines from in and shows messages on out.
// Whoever comes to the keyboard begins with /start by itself. Where both are a
// terminal, lines are edited, with a prompt; colours are used unless NO_COLOR is
// set. The fields of the commands that are offered can be typed as "name: value".
func New(in io.Reader, out io.Writer, c Controls, offers []chat.Offer) *Terminal {
	t := newTerminal(in, out, c, styleOf(in, out))
	t.greets, t.offers = true, offers
	if t.page.style.tty && !t.page.style.plain {
		t.edit(newEditor(in, out, tty{in: in.(*os.File), out: out.(*os.File)}))
	}
	return t
}

func newTerminal(in io.Reader, out io.Writer, c Controls, s style) *Terminal {
	t := &Terminal{
		controls: c,
		in:       bufio.NewReader(in),
		lines:    make(chan line, 1),
		page:     &page{out: out, style: s},
		who:      defaultName,
		started:  time.Now().UnixNano(),
		rooms:    map[string]*room{},
		greeted:  map[string]bool{},
	}
	if s.tty && s.plain {
		t.together = newTogether(t.in)
	}
	t.page.turnTo(t.speaker())
	return t
}

// edit has an editor read the lines, and show what is shown.
func (t *Terminal) edit(e *editor) {
	t.editor, t.page.editor, t.page.out = e, e, e
}

// Platform implements chat.Adapter.
func (t *Terminal) Platform() chat.Platform { return Platform }

// Limits implements chat.Adapter.
func (t *Terminal) Limits() chat.Limits {
	return chat.Limits{
		Forms: true, Ephemeral: true, Edits: true, Deletions: true, Reactions: true,
		TellsDeletions: true, OpensPrivate: true, MaxActions: maxActions, MaxFile: maxFile,
	}
}

// Run implements chat.Adapter.
func (t *Terminal) Run(ctx context.Context, in chat.Intake) error {
	if e := t.unfinished; e != nil {
		t.offer(ctx, in, e)
		t.controls.Settle(ctx)
	}
	caughtUp := func() error {
		if err := in.CaughtUp(ctx, Platform, t.controls.Now()); err != nil && ctx.Err() == nil {
			return fmt.Errorf("reporting what was taken in: %w", err)
		}
		return nil
	}
	if err := caughtUp(); err != nil {
		return err
	}
	if t.editor != nil {
		defer onResize(t.page.resized)()
	}
	defer t.page.leave()
	t.greet(ctx, in)
	t.controls.Settle(ctx)
	ticker := time.NewTicker(catchUpEvery)
	defer ticker.Stop()
	prompt := t.page.prompt()
	for {
		t.read(prompt)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			_ = caughtUp() // What can't be recorded now is with the next report.
		case l := <-t.lines:
			t.reading = false
			if ctx.Err() != nil {
				t.lines <- l // for the next run
				t.reading = true
				return nil
			}
			if l.end {
				return l.err
			}
			quit := t.take(ctx, in, l)
			t.controls.Settle(ctx)
			if quit || ctx.Err() != nil {
				return nil
			}
			prompt = t.page.prompt()
		}
	}
}

// read has the next line read, beside Run: reading can't be interrupted.
func (t *Terminal) read(prompt string) {
	if t.reading {
		return
	}
	t.reading = true
	go func() {
		switch {
		case t.editor != nil:
			t.lines <- t.editor.read(prompt)
		case t.together != nil:
			l := t.together.read()
			l.text = unescaped(l.text)
			t.lines <- l
		default:
			t.lines <- readLine(t.in)
		}
	}()
}

// greet lets whoever has come to the keyboard say /start, once, in their private
// chat: a member of the channel need never have had one.
func (t *Terminal) greet(ctx context.Context, in chat.Intake) {
	if t.greets && !t.channel && !t.greeted[t.who] {
		t.greeted[t.who] = true
		t.offer(ctx, in, chat.Command{Meta: t.meta(), Name: "start"})
	}
}

// meta is what an event of this moment carries.
func (t *Terminal) meta() chat.Meta {
	t.events++
	return chat.Meta{
		ID:    strconv.FormatInt(t.started, 36) + "-" + strconv.Itoa(t.events),
		Space: t.space(),
		Actor: chat.Actor{Account: t.who, Name: t.who, Admin: t.channel && t.who == defaultName},
		At:    t.controls.Now().UTC(),
	}
}

// newID numbers a message by the instant that is played, in microseconds, so
// that numbers grow from one start to the next. The caller holds t.mu.
func (t *Terminal) newID() chat.MessageID {
	t.lastID = max(t.lastID+1, t.controls.Now().UnixMicro())
	return chat.MessageID(strconv.FormatInt(t.lastID, 10))
}
