package terminal

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"stillpoint/internal/chat"
)

// help explains the terminal. It says nothing of the bot, which has its own.
const help = `Type, and you have written. What else there is:
1 to 9          press that button of the row shown last
:press NAME     press a button by its name, also an older one
/help           a command to the bot
:reply TEXT     answer the newest question, :reply 2 TEXT the one marked #2
:edit TEXT      change what you wrote last
:delete         take back what you wrote last
:say TEXT       write it as it stands, such as :say 3 or :say /home
:cancel         drop the form that is open; a line fills one field of a form
:tomorrow       move to the next question
:week           move on by a week
:channel        enter the community channel, which is yours to manage;
                :private to leave it
:as NAME        be somebody else, in the channel one of its members;
                :as alone, and you are yourself again
:quit           stop; so does the end of the input`

// control does what a :word says, and reports whether it was to quit.
func (t *Terminal) control(ctx context.Context, in chat.Intake, i input) (quit bool) {
	switch i.word {
	case "quit":
		return true
	case "help":
		t.page.plain(help)
	case "say":
		f := t.filling()
		switch {
		case !t.has(i.rest, ":say 3"):
		case f != nil:
			t.fill(ctx, in, f, i.rest)
		default:
			t.write(ctx, in, i.rest)
		}
	case "cancel":
		t.cancel()
	case "press":
		t.pressLabel(ctx, in, i.rest)
	case "reply":
		t.reply(ctx, in, i.rest)
	case "edit":
		t.change(ctx, in, i.rest)
	case "delete":
		t.takeBack(ctx, in)
	case "tomorrow":
		t.tomorrow(ctx)
	case "week":
		t.report(t.controls.Week(ctx))
	case "as":
		t.as(i.rest)
		t.greet(ctx, in)
	case "private":
		t.channel = false
		t.page.turnTo(t.speaker())
		t.greet(ctx, in)
	case "channel":
		t.enterChannel(ctx, in)
	default:
		t.page.note(fmt.Sprintf("I don't know :%s. :help says what there is; :say :%s writes it.", i.word, i.word))
	}
	return false
}

// has reports whether there is a text, and otherwise shows how it is meant.
func (t *Terminal) has(text, example string) bool {
	if text == "" {
		t.page.note("There is something missing. For example: " + example)
	}
	return text != ""
}

// report shows what went wrong with a control.
func (t *Terminal) report(err error) {
	if err != nil {
		t.page.note("That didn't work: " + err.Error())
	}
}

func (t *Terminal) tomorrow(ctx context.Context) {
	outlook, err := t.controls.Tomorrow(ctx, t.here())
	t.report(err)
	switch {
	case err != nil:
	case outlook == NonePaused:
		t.page.note("No question is planned: you have paused. /resume goes on.")
	case outlook == None:
		t.page.note("No question is planned. /start sets one up.")
	}
}

// as has somebody else at the keyboard; without a name, the one from the start.
func (t *Terminal) as(name string) {
	if name = cmp.Or(name, defaultName); !validName(name) {
		t.page.note("A name is letters, digits, - and _. For example: :as ada")
		return
	}
	t.who = name
	t.page.turnTo(t.speaker())
}

// enterChannel enters the community channel; whoever is the first brings the
// bot with them.
func (t *Terminal) enterChannel(ctx context.Context, in chat.Intake) {
	t.channel = true
	t.page.turnTo(t.speaker())
	if !t.welcomed {
		t.welcomed = true
		t.offer(ctx, in, chat.Joined{Meta: t.meta()})
	}
}

// reply answers a question by its number, or the newest.
func (t *Terminal) reply(ctx context.Context, in chat.Intake, rest string) {
	t.mu.Lock()
	questions := t.room(t.here()).questions
	t.mu.Unlock()
	number, text := len(questions), rest
	if word, after := cutWord(rest); after != "" {
		if n, err := strconv.Atoi(word); err == nil {
			number, text = n, after
		}
	}
	switch {
	case !t.has(text, ":reply A badge in a drawer"):
	case len(questions) == 0:
		t.page.note("There is no question here yet.")
	case number < 1 || number > len(questions):
		t.page.note(fmt.Sprintf("There is no #%d here; the newest is #%d.", number, len(questions)))
	default:
		t.writeReply(ctx, in, questions[number-1], text)
	}
}

// change changes what the person wrote last in this chat.
func (t *Terminal) change(ctx context.Context, in chat.Intake, text string) {
	if !t.has(text, ":edit A badge in a drawer") {
		return
	}
	if id, ok := t.latest(); ok {
		t.offer(ctx, in, chat.Edited{Meta: t.meta(), Message: id, Body: text})
	}
}

// takeBack deletes what the person wrote last in this chat.
func (t *Terminal) takeBack(ctx context.Context, in chat.Intake) {
	if id, ok := t.latest(); ok {
		t.mu.Lock()
		t.room(t.here()).forget(id)
		t.mu.Unlock()
		t.offer(ctx, in, chat.Deleted{Meta: t.meta(), Message: id})
	}
}

func (t *Terminal) latest() (chat.MessageID, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	id, ok := t.room(t.here()).latestBy(t.who)
	if !ok {
		t.page.note("You have written nothing here yet.")
	}
	return id, ok
}
