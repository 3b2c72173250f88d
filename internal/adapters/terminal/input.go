package terminal

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
)

// input is what a line of the keyboard's means.
type input struct {
	kind inputKind
	word string // of a command or a control, without its sign
	rest string // what follows it, or the whole text
}

type inputKind int

const (
	inputNothing inputKind = iota
	inputText
	inputCommand // /word
	inputControl // :word
	inputNumber  // a button, if there is one with that number
)

// parse says what a line means. A colon or a slash without a word behind it is
// the start of a text like any other: people write ":)" and "/ or not".
func parse(s string) input {
	text := strings.TrimSpace(s)
	switch {
	case text == "":
		return input{}
	case strings.Contains(text, "\n"): // of several lines, which were pasted
		return input{kind: inputText, rest: text}
	case len(text) <= 2 && text[0] != '0' && strings.Trim(text, "0123456789") == "":
		return input{kind: inputNumber, rest: text}
	case text[0] == '/' || text[0] == ':':
		word, rest := cutWord(text[1:])
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			break
		}
		kind := inputCommand
		if text[0] == ':' {
			kind = inputControl
		}
		return input{kind: kind, word: word, rest: rest}
	}
	return input{kind: inputText, rest: text}
}

func cutWord(s string) (word, rest string) {
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// take does what a line says, and reports whether it was to quit.
func (t *Terminal) take(ctx context.Context, in chat.Intake, l line) (quit bool) {
	t.page.echo(l.text)
	if l.dropped > 0 {
		t.page.note(fmt.Sprintf("That was a long line. I took the first %d KB and left out the last %d bytes.",
			maxLine>>10, l.dropped))
	}
	i := parse(l.text)
	if f := t.filling(); f != nil && (i.kind == inputText || i.kind == inputNumber || i.kind == inputNothing) {
		t.fill(ctx, in, f, i.rest)
		return false
	}
	switch i.kind {
	case inputText:
		t.write(ctx, in, i.rest)
	case inputNumber:
		t.number(ctx, in, i.rest)
	case inputCommand:
		c := chat.Command{Meta: t.answerable(), Message: t.written(), Name: i.word, Args: i.rest}
		fillFields(&c, t.offers)
		readFiles(&c, t.offers)
		t.offer(ctx, in, c)
	case inputControl:
		return t.control(ctx, in, i)
	}
	return false
}

// written gives an id to what the person has just written.
func (t *Terminal) written() chat.MessageID {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.newID()
}

// write offers a text. In the channel it is a reply to the post: that is how the
// bot gets to see it.
func (t *Terminal) write(ctx context.Context, in chat.Intake, text string) {
	var to chat.MessageID
	if t.channel {
		t.mu.Lock()
		to = t.room(t.here()).post()
		t.mu.Unlock()
	}
	t.writeReply(ctx, in, to, text)
}

func (t *Terminal) writeReply(ctx context.Context, in chat.Intake, to chat.MessageID, text string) {
	t.mu.Lock()
	id := t.newID()
	t.room(t.here()).wrote(id, t.who)
	t.mu.Unlock()
	t.offer(ctx, in, chat.Text{Meta: t.meta(), Message: id, Body: text, ReplyTo: to, Mention: t.channel})
}

// number presses a button of the row shown last. Where no buttons are shown, a number
// is words, as is one of two digits where no button has two.
func (t *Terminal) number(ctx context.Context, in chat.Intake, text string) {
	n, _ := strconv.Atoi(text)
	t.mu.Lock()
	r := t.room(t.here()).row
	t.mu.Unlock()
	count := len(r.actions)
	switch {
	case count == 0 || (r.readers != "" && r.readers != t.who), len(text) > len(strconv.Itoa(count)):
		t.write(ctx, in, text)
	case n > count:
		t.page.note(fmt.Sprintf("There is no button %s; the last is %d. :say %s writes it.", text, count, text))
	default:
		t.press(ctx, in, r.message, r.actions[n-1])
	}
}

// pressLabel presses the newest button with a label, or with one that starts so. A
// number is that of a button of the row shown last, as it is when typed alone.
func (t *Terminal) pressLabel(ctx context.Context, in chat.Intake, label string) {
	matches := func(full string) bool {
		return len(full) >= len(label) && strings.EqualFold(full[:len(label)], label)
	}
	t.mu.Lock()
	row := t.room(t.here()).row
	n, err := strconv.Atoi(label)
	if err == nil && 0 < n && n <= len(row.actions) && (row.readers == "" || row.readers == t.who) {
		t.mu.Unlock()
		t.press(ctx, in, row.message, row.actions[n-1])
		return
	}
	if err == nil {
		label = "" // No label is a number alone.
	}
	rows := t.room(t.here()).buttons
	for i := len(rows) - 1; i >= 0 && label != ""; i-- {
		if r := rows[i]; r.readers == "" || r.readers == t.who {
			for _, a := range r.actions {
				if matches(a.Label) {
					t.mu.Unlock()
					t.press(ctx, in, r.message, a)
					return
				}
			}
		}
	}
	t.mu.Unlock()
	t.page.note("There is no button of that name here. For example: :press Undo")
}

func (t *Terminal) press(ctx context.Context, in chat.Intake, id chat.MessageID, a chat.Action) {
	t.offer(ctx, in, chat.Pressed{Meta: t.answerable(), Message: id, Action: a.Ref})
}

// answerable is what an event carries that can be answered for its actor alone:
// its handle ends with their name.
func (t *Terminal) answerable() chat.Meta {
	m := t.meta()
	m.Answer = m.ID + "/" + t.who
	return m
}
