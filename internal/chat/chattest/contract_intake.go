package chattest

import (
	"context"
	"fmt"
	"time"

	"stillpoint/internal/chat"
)

// intakeContract is what becomes of what people do.
func intakeContract(run func(string, func(*rig))) {
	run("a text is one event", textIsOneEvent)
	run("words arrive as they were written", wordsArriveAsWritten)
	run("a chat keeps its order", chatKeepsItsOrder)
	run("chats don't wait for each other", chatsDontWait)
	run("a command", commandArrives)
	run("an edited text", editArrives)
	run("a deleted text", deletionArrives)
	run("a reply names what it answers", replyNamesWhatItAnswers)
}

func textIsOneEvent(r *rig) {
	ada := r.Peer("ada")
	id := ada.Write("hello")
	e := r.awaitText("hello")
	if e.ID == "" {
		r.Error("an event without an id")
	}
	if id != "" && e.Message != id {
		r.Errorf("message %q, want %q", e.Message, id)
	}
	if e.Space.Chat != ada.Chat() || !e.Space.Private {
		r.Errorf("space %+v, want the private chat %v", e.Space, ada.Chat())
	}
	if e.Space.Platform != r.adapter.Platform() {
		r.Errorf("platform %q, want %q", e.Space.Platform, r.adapter.Platform())
	}
	if e.Actor.Account != ada.Account() {
		r.Errorf("account %q, want %q", e.Actor.Account, ada.Account())
	}
	if e.At.Location() != time.UTC || time.Since(e.At).Abs() > clockSlack {
		r.Errorf("timestamp %v, want about now in UTC", e.At)
	}
	if e.Medium != chat.Words {
		r.Errorf("medium %v, want words", e.Medium)
	}
	// What comes next is the next thing written, not the same once more.
	ada.Write("and again")
	if again := r.awaitText("and again"); again.ID == e.ID {
		r.Errorf("two events with the id %q", e.ID)
	}
}

func wordsArriveAsWritten(r *rig) {
	ada := r.Peer("ada")
	for _, text := range []string{
		"*not bold* _nor this_ `code` ~~no~~ ||no||",
		"<b>&amp; <@1> <#2> [a](https://example.org)",
		"@everyone, naïve 我 👩‍👩‍👧 1\u0301",
		"a \\ backslash, 100% and a { brace",
	} {
		ada.Write(text)
		r.awaitText(text)
	}
}

func chatKeepsItsOrder(r *rig) {
	ada := r.Peer("ada")
	const n = 30
	for i := range n {
		ada.Write(fmt.Sprintf("part %d", i))
	}
	var last chat.MessageID
	for i := range n {
		e := r.awaitText(fmt.Sprintf("part %d", i))
		if i > 0 && last.Compare(e.Message) >= 0 {
			r.Errorf("message %q after %q", e.Message, last)
		}
		last = e.Message
	}
}

func chatsDontWait(r *rig) {
	if !r.Traits().SideBySide {
		return
	}
	release := make(chan struct{})
	defer close(release)
	ada, bob := r.Peer("ada"), r.Peer("bob")
	r.in.answers(func(e chat.Event, _ int) error {
		if e.About().Space.Chat == ada.Chat() {
			<-release
		}
		return nil
	})
	ada.Write("something that takes long")
	r.awaitText("something that takes long")
	bob.Write("something short")
	r.awaitText("something short")
}

func commandArrives(r *rig) {
	ada := r.Peer("ada")
	ada.Command("schedule", "8:30 weekdays")
	e := await[chat.Command](r)
	if e.Name != "schedule" || e.Args != "8:30 weekdays" {
		r.Errorf("command %q with %q", e.Name, e.Args)
	}
	if e.Actor.Account != ada.Account() || e.Space.Chat != ada.Chat() {
		r.Errorf("command by %q in %v", e.Actor.Account, e.Space.Chat)
	}
	ada.Command("streak", "")
	if e := await[chat.Command](r); e.Name != "streak" || e.Args != "" {
		r.Errorf("command %q with %q", e.Name, e.Args)
	}
}

func editArrives(r *rig) {
	ada := r.Peer("ada")
	ada.Write("the frist version")
	was := r.awaitText("the frist version")
	ada.Edit(was.Message, "the first version")
	e := await[chat.Edited](r)
	if e.Message != was.Message || e.Body != "the first version" {
		r.Errorf("edit of %q to %q, want of %q", e.Message, e.Body, was.Message)
	}
	if e.ID == was.ID {
		r.Error("the edit has the text's own event id")
	}
}

func deletionArrives(r *rig) {
	if !r.limits.TellsDeletions {
		return
	}
	ada := r.Peer("ada")
	ada.Write("never mind")
	was := r.awaitText("never mind")
	ada.Delete(was.Message)
	e := await[chat.Deleted](r)
	if e.Message != was.Message || e.Space.Chat != ada.Chat() {
		r.Errorf("deletion of %q in %v, want of %q", e.Message, e.Space.Chat, was.Message)
	}
}

func replyNamesWhatItAnswers(r *rig) {
	ada := r.Peer("ada")
	ask := func(text string) chat.Sent {
		return r.send(chat.Message{To: ada.Chat(), Blocks: []chat.Block{
			chat.P(text), {Kind: chat.Source, Text: "from an essay"},
		}})
	}
	older := ask("What did you keep?")
	newer := ask("What did you give up?")
	if older.Message.Compare(newer.Message) >= 0 {
		r.Errorf("message %q, then %q", older.Message, newer.Message)
	}
	ada.Reply(older.Message, "a badge")
	if e := r.awaitText("a badge"); e.ReplyTo != older.Message {
		r.Errorf("a reply to %q, want %q", e.ReplyTo, older.Message)
	} else if newer.Message.Compare(e.Message) >= 0 {
		r.Errorf("what was written later has the id %q, not above %q", e.Message, newer.Message)
	}
}

// failureContract is what becomes of events when the core fails or stops.
func failureContract(run func(string, func(*rig))) {
	run("a failed event is offered again", failedIsOfferedAgain)
	run("an event that fails three times is passed over", failsThreeTimes)
	run("trouble with the store is no event's", unavailableIsNobodys)
	run("what is written while stopped waits", stoppedWaits)
	run("an event cut off by the end is offered again", cutOffIsOfferedAgain)
	run("running ends with its context", runEnds)
}

func failedIsOfferedAgain(r *rig) {
	r.in.answers(func(_ chat.Event, offer int) error {
		if offer == 1 {
			return errIntake
		}
		return nil
	})
	r.Peer("ada").Write("once more")
	first, second := r.awaitText("once more"), r.awaitText("once more")
	if first.ID != second.ID {
		r.Errorf("offered again as %q, was %q", second.ID, first.ID)
	}
}

func failsThreeTimes(r *rig) {
	r.in.answers(func(e chat.Event, _ int) error {
		if t, ok := e.(chat.Text); ok && t.Body == "poison" {
			return errIntake
		}
		return nil
	})
	ada := r.Peer("ada")
	ada.Write("poison")
	ada.Write("remedy")
	for range 3 {
		r.awaitText("poison")
	}
	r.awaitText("remedy")
}

// unavailableIsNobodys: while the store can't be used the same event is offered for
// as long as it takes, what came after it in the chat waits behind it, and everything
// is taken in once, in order.
func unavailableIsNobodys(r *rig) {
	const refusals = 4 // one more than an event of its own is allowed
	r.in.answers(func(e chat.Event, offer int) error {
		if t, ok := e.(chat.Text); ok && t.Body == "in the dark" && offer <= refusals {
			return &chat.Unavailable{Say: "Not now.", Err: errIntake}
		}
		return nil
	})
	ada := r.Peer("ada")
	ada.Write("in the dark")
	ada.Write("and after it")
	first := r.awaitText("in the dark")
	for range refusals {
		if again := r.awaitText("in the dark"); again.ID != first.ID {
			r.Errorf("offered again as %q, was %q", again.ID, first.ID)
		}
	}
	r.awaitText("and after it")
}

func stoppedWaits(r *rig) {
	ada := r.Peer("ada")
	ada.Write("before")
	r.awaitText("before")
	if err := r.stop(); err != nil {
		r.Fatalf("Run: %v", err)
	}
	ada.Write("meanwhile")
	r.start()
	ada.Write("after")
	// The event before may come again: nothing says that the platform has
	// learnt of its end. What was written meanwhile must come, before what
	// was written after.
	e := await[chat.Text](r)
	for e.Body == "before" {
		e = await[chat.Text](r)
	}
	if e.Body != "meanwhile" {
		r.Fatalf("text %q, want what was written meanwhile", e.Body)
	}
	r.awaitText("after")
}

func cutOffIsOfferedAgain(r *rig) {
	ending := r.ending
	r.in.answers(func(chat.Event, int) error {
		<-ending
		return context.Canceled
	})
	r.Peer("ada").Write("in the middle of it")
	first := r.awaitText("in the middle of it")
	if err := r.stop(); err != nil {
		r.Fatalf("Run: %v", err)
	}
	r.start()
	if again := r.awaitText("in the middle of it"); again.ID != first.ID {
		r.Errorf("offered again as %q, was %q", again.ID, first.ID)
	}
}

func runEnds(r *rig) {
	if p := r.adapter.Platform(); p == "" {
		r.Error("a platform without a name")
	}
	if err := r.stop(); err != nil {
		r.Errorf("Run: %v", err)
	}
}
