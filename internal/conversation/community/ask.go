package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// typedButton is a button that asks for words: by a form, where there are any.
func (f *Flow) typedButton(t *turn.Turn, g target, label, verb string) chat.Action {
	a := g.button(label, verb, "")
	if t.Limits.Forms {
		a.Follow = chat.Opens
	}
	return a
}

// askTyped asks for words: by a form where there are any; in a channel by a
// message to reply to, because nothing else that is written there is heard; and
// else in the private chat.
func (f *Flow) askTyped(tx reflection.Tx, t *turn.Turn, verb string, g target, form chat.Form, question string) error {
	form.Action = chat.Ref{Verb: verb, ID: refID(verb, g)}
	hint := form.Fields[0].Placeholder
	switch {
	case t.Limits.Forms && t.Pressed:
		t.Open(form)
		return nil
	case t.Meta.Space.Private:
		m := chat.Message{Blocks: []chat.Block{chat.P(question)}, Placeholder: hint}
		if now := form.Fields[0].Value; now != "" {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: now})
		}
		t.Show(m, 0)
		return t.Ask(tx, verb, form.Action.ID, "")
	}
	t.Show(chat.Message{
		Blocks: []chat.Block{chat.P(question + " " + t.Words.Community.Setup.ReplyHere)}, Placeholder: hint,
	}, 0)
	return f.awaitReply(tx, t, verb, g)
}

// awaitReply has the next reply of whoever was asked, in a channel, be what was asked for;
// in their private chat it is what they write next.
func (f *Flow) awaitReply(tx reflection.Tx, t *turn.Turn, verb string, g target) error {
	if t.Meta.Space.Private {
		return t.Ask(tx, verb, refID(verb, g), "")
	}
	return waitBeside(tx, t.Meta.Space.Chat, wait{
		For: verb, ID: refID(verb, g), By: t.Person.ID, Until: t.Meta.At.Add(turn.Ownership),
	}, t.Meta.At)
}

// askAgain asks once more for words that were not understood. Where they are typed,
// what is typed next is heard without another press; show shows the question, with
// what can be picked instead.
func (f *Flow) askAgain(tx reflection.Tx, t *turn.Turn, verb string, g target, question string, show func(question string) error) error {
	if t.Limits.Forms {
		return show(question)
	}
	if !t.Meta.Space.Private {
		question += " " + t.Words.Community.Setup.ReplyHere
	}
	if err := show(question); err != nil {
		return err
	}
	return f.awaitReply(tx, t, verb, g)
}

// refID is the id that a verb's ref carries.
func refID(verb string, g target) int64 {
	switch subjects[verb] {
	case ofQuestion:
		return int64(g.question.ID)
	case ofReport:
		return int64(g.report.ID)
	case ofSubmission:
		return int64(g.submission.ID)
	case ofChannel, noSubject:
	}
	return int64(g.sub.ID)
}
