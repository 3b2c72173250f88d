package daily

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// VerbAnswerNow answers a question of one's own that was left open, whatever has come
// since.
const VerbAnswerNow = "answernow"

const (
	// answerField is the form's only field; a form's title has 45 runes at most.
	answerField    = "answer"
	longestHeading = 45
)

// AnswerNow asks for the answer to a question: in a form, or by the next text.
func (f *Flow) AnswerNow(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Journal
	switch {
	case !d.Answered.IsZero():
		t.Alert(t.Words.LaterAnswered)
		return nil
	case t.Limits.Forms:
		t.Open(chat.Form{
			Title: heading(d.Prompt.Question), Action: chat.Ref{Verb: VerbAnswerNow, ID: id},
			Fields: []chat.Field{{ID: answerField, Label: w.AnswerLabel, Long: true, Required: true}},
		})
		return nil
	case t.Home.IsZero():
		t.Alert(t.Words.CantWrite)
		return nil
	}
	t.Show(chat.Message{
		Blocks: []chat.Block{chat.P(d.Prompt.Question), chat.P(w.AskAnswer)}, Placeholder: t.Words.WriteHint,
	}, d.ID)
	return t.Ask(tx, VerbAnswerNow, id, "")
}

// heading is a question as a form's title.
func heading(question string) string {
	r := []rune(strings.Join(strings.Fields(question), " "))
	if len(r) <= longestHeading {
		return string(r)
	}
	return string(r[:longestHeading-1]) + "…"
}

// AnswerText files a text as the answer to a question that was left open.
func (f *Flow) AnswerText(tx reflection.Tx, t *turn.Turn, e chat.Text, id int64) error {
	d, err := tx.Delivery(reflection.DeliveryID(id))
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && d.Person != t.Person.ID) {
		return f.Text(tx, t, e)
	}
	if err != nil {
		return err
	}
	return f.file(tx, t, d, e, filing{named: true})
}

// Submit takes a form of this package's; handled is false for any other.
func (f *Flow) Submit(tx reflection.Tx, t *turn.Turn, e chat.Submitted) (handled bool, err error) {
	if e.Action.Verb != VerbAnswerNow {
		return false, nil
	}
	d, ok, err := owned(tx, t, e.Action.ID)
	if err != nil || !ok {
		return true, err
	}
	body := e.Fields[answerField]
	if !HasWords(body) {
		t.Say(t.Words.NoWords)
		return true, nil
	}
	return true, f.file(tx, t, d, chat.Text{Meta: e.Meta, Body: body}, filing{named: true})
}
