package channel

import (
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

const (
	// field is the form's only field.
	field = "words"
	// maxTitle is the longest title of a form, in runes.
	maxTitle = 45
	// maxField is how much fits into a form, in runes.
	maxField = 4000
	// maxReminder is how much is shown of what is about to be replaced, in runes.
	maxReminder = 600
)

// reflect answers the button under a post: with a form, where there are forms,
// or with the question in the private chat. Who has answered already gets their
// words back to edit, or, where they stand in the channel, the receipt.
func (f *Flow) reflect(tx reflection.Tx, t *turn.Turn, id int64) error {
	p, ok, err := reach(tx, t, id)
	if err != nil || !ok {
		return err
	}
	a, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return err
	}
	here, _ := a.editable(p)
	switch {
	case !a.living() && t.Limits.Forms:
		t.Open(form(t, p, chat.Ref{Verb: posts.VerbReflect, ID: id}, ""))
		return nil
	case !a.living():
		return askAnswer(tx, t, p)
	case t.Limits.Forms && fits(here):
		t.Open(form(t, p, chat.Ref{Verb: VerbReword, ID: int64(a.ID)}, joined(here)))
		return nil
	}
	return f.showAnswer(tx, t, p, a)
}

// showAnswer shows somebody what they wrote to a question, with the receipt.
func (f *Flow) showAnswer(tx reflection.Tx, t *turn.Turn, p place, a answer) error {
	m, err := f.receipt(tx, t, p, a, "")
	if err != nil {
		return err
	}
	words := []chat.Block{chat.P(p.Prompt.Question), {Kind: chat.Quote, Text: cut(joined(a.parts), maxReminder)}}
	m.Blocks = append(words, m.Blocks...)
	t.Show(m, p.ID)
	return nil
}

// fits reports whether there are words to edit, and a form can hold them.
func fits(parts []reflection.Part) bool {
	return len(parts) > 0 && utf8.RuneCountInString(joined(parts)) <= maxField
}

// form asks for an answer to a question.
func form(t *turn.Turn, p place, action chat.Ref, text string) chat.Form {
	return chat.Form{
		Title: cut(strings.Join(strings.Fields(p.Prompt.Question), " "), maxTitle), Action: action,
		Fields: []chat.Field{{ID: field, Label: t.Words.Channel.FormLabel, Value: text, Long: true, Required: true}},
	}
}

// askAnswer shows the question privately, and waits for the answer.
func askAnswer(tx reflection.Tx, t *turn.Turn, p place) error {
	if t.Home.IsZero() {
		t.Alert(t.Words.CantWrite)
		return nil
	}
	m, err := question(tx, t, p)
	if err != nil {
		return err
	}
	m.Placeholder = t.Words.WriteHint
	m.Blocks = append(m.Blocks, chat.P(t.Words.Channel.AskAnswer))
	t.Show(m, p.ID)
	return t.Ask(tx, posts.VerbReflect, int64(p.ID), "")
}

// reword lets somebody edit what they wrote. Where others read it, they must
// still be among them.
func (f *Flow) reword(tx reflection.Tx, t *turn.Turn, id int64) error {
	a, p, ok, err := own(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if a.Audience != reflection.PrivateTo && !allowed(t, p.sub, p.channel, p.Chat, p.Thread) {
		return nil
	}
	here, others := a.editable(p)
	switch {
	case len(here) == 0 && others:
		t.Alert(t.Words.Channel.OwnMessage)
		return nil
	case len(here) == 0:
		t.Alert(t.Words.UndoneGone)
		return nil
	case t.Limits.Forms && fits(here):
		t.Open(form(t, p, chat.Ref{Verb: VerbReword, ID: id}, joined(here)))
		return nil
	case t.Home.IsZero():
		t.Alert(t.Words.CantWrite)
		return nil
	}
	t.Show(chat.Message{Blocks: []chat.Block{
		chat.P(t.Words.Channel.ReadsNow),
		{Kind: chat.Quote, Text: cut(joined(here), maxReminder)},
		chat.P(t.Words.Channel.AskAnew),
	}, Placeholder: t.Words.WriteHint}, 0)
	return t.Ask(tx, VerbReword, id, "")
}

// reworded puts words in the place of those that were written to the bot alone.
// Typed ones come minutes after the press that asked for them, which was checked.
func (f *Flow) reworded(tx reflection.Tx, t *turn.Turn, id int64, w wrote) error {
	a, p, ok, err := own(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if a.Audience != reflection.PrivateTo && w.message == "" && !allowed(t, p.sub, p.channel, p.Chat, p.Thread) {
		return nil
	}
	here, _ := a.editable(p)
	if len(here) == 0 {
		return f.answered(tx, t, p, w) // All of it was taken away meanwhile.
	}
	text := daily.Clean(w.text)
	switch {
	case !daily.HasWords(text):
		t.Say(t.Words.NoWords)
		return nil
	case len(text) > maxAnswer:
		t.Say(t.Words.Channel.TooLong)
		return nil
	}
	was := a.Audience
	if text != joined(here) {
		if err := f.replace(tx, t, p, &a, here, wrote{text, w.message}); err != nil {
			return err
		}
	}
	m, err := f.receipt(tx, t, p, a, savedAs(t, p, a, was))
	if err != nil {
		return err
	}
	t.Show(m, p.ID)
	return nil
}

// savedAs says that words are kept, and why others can't read them any more, if that
// is because of the word list.
func savedAs(t *turn.Turn, p place, a answer, was reflection.Audience) string {
	w := t.Words.Channel
	if _, isListed := a.passes(p.channel, was); isListed && a.Audience != was {
		return w.Saved + " " + w.HasListed
	}
	return w.Saved
}

// replace keeps one text in the place of the parts given.
func (f *Flow) replace(tx reflection.Tx, t *turn.Turn, p place, a *answer, parts []reflection.Part, w wrote) error {
	for i, part := range parts {
		if i == 0 {
			part.Text, part.Edited = w.text, t.Meta.At
			if w.message != "" {
				part.Chat, part.Message = t.Meta.Space.Chat, w.message
			}
		} else {
			part.Text, part.Deleted = "", t.Meta.At
		}
		if err := tx.UpdatePart(part); err != nil {
			return err
		}
	}
	return f.changed(tx, t, p, a)
}

// changed follows up on words of an answer that were changed or taken away: what
// others read, and the count of the post. The earlier words must not linger in
// the files.
func (f *Flow) changed(tx reflection.Tx, t *turn.Turn, p place, a *answer) (err error) {
	t.Erased = true
	if a.parts, err = tx.Parts(a.ID); err != nil {
		return err
	}
	if err := f.resubmit(tx, t, p, a); err != nil {
		return err
	}
	if err := f.republish(tx, t, p, a); err != nil || a.living() {
		return err
	}
	if a.Name != "" {
		a.Name = ""
		if err := tx.UpdateReply(a.Reply); err != nil {
			return err
		}
	}
	return posts.Answered(tx, p.Delivery, t.Now)
}

// cut shortens a text to at most so many runes.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
