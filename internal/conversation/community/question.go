package community

import (
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// editOrder takes /community questions edit: a number from the list, and the
// question as it should read.
func (f *Flow) editOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	g, ok, err := f.numbered(tx, t, g, o.number)
	if err != nil || !ok {
		return err
	}
	if strings.TrimSpace(o.question) == "" {
		edit := g.questionButton(t.Words.Community.Label.WriteIt, verbEdit)
		edit.Follow = chat.Private
		if t.Limits.Forms {
			edit.Follow = chat.Opens
		}
		m := f.oneQuestion(t, g, t.Words.Community.Questions.EditTitle+":")
		m.Actions = []chat.Action{edit}
		t.Show(m, 0)
		return nil
	}
	return f.edit(tx, t, g, o.question)
}

// removeOrder takes /community questions remove, with a number from the list.
func (f *Flow) removeOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	number := o.number
	if number == "" {
		number, _ = firstWord(o.rest)
	}
	g, ok, err := f.numbered(tx, t, g, number)
	if err != nil || !ok {
		return err
	}
	return f.remove(tx, t, g)
}

// numbered finds a question by its number in the list; ok is false, and the admin
// told, if there is no such.
func (f *Flow) numbered(tx reflection.Tx, t *turn.Turn, g target, number string) (target, bool, error) {
	all, err := tx.Questions(g.sub.ID, reflection.Approved)
	if err != nil {
		return g, false, err
	}
	n, err := strconv.Atoi(strings.TrimRight(strings.TrimSpace(number), "."))
	if err != nil || n < 1 || n > len(all) {
		t.Say(t.Words.Community.Questions.NoNumber(len(all)), f.aloneButton(t, g, t.Words.Community.Label.Questions, verbQuestions))
		return g, false, nil
	}
	g.question = all[n-1]
	return g, true, nil
}

// askEdit asks for a question as it should read.
func (f *Flow) askEdit(tx reflection.Tx, t *turn.Turn, g target) error {
	if g.question.State != reflection.Approved {
		return f.isGone(tx, t, g)
	}
	w := t.Words.Community.Questions
	return f.askTyped(tx, t, verbEdit, g, chat.Form{
		Title: w.EditTitle,
		Fields: []chat.Field{{
			ID: fieldText, Label: w.EditField, Placeholder: w.AddHint, Value: strings.TrimSpace(g.question.Text + " " + g.question.More), Long: true, Required: true,
		}},
	}, w.AskEdit)
}

// edit changes a question. It is still asked, or was, in its turn.
func (f *Flow) edit(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	w := t.Words.Community
	if g.question.State != reflection.Approved {
		return f.isGone(tx, t, g)
	}
	all, err := f.texts(tx, g)
	if err != nil {
		return err
	}
	var others []string
	for _, other := range all {
		if other != g.question.Text {
			others = append(others, other)
		}
	}
	read := readQuestions(strings.Join(strings.Fields(text), " "), others)
	if len(read) != 1 || read[0].Why != lines.Fine {
		f.refuseOne(t, read)
		return nil
	}
	before := g.question.Text
	g.question.Text, g.question.More = read[0].Text, read[0].More
	if err := tx.UpdateQuestion(g.question); err != nil {
		return err
	}
	m := f.oneQuestion(t, g, w.Questions.Edited)
	if alone(t) && before != g.question.Text {
		m.Blocks = append(m.Blocks, chat.P(w.Questions.Before), chat.Block{Kind: chat.Quote, Text: before})
	}
	t.Show(m, 0)
	return nil
}

// refuseOne says why a single question isn't taken.
func (f *Flow) refuseOne(t *turn.Turn, read []lines.Line) {
	reason := t.Words.Community.Questions.TooShort
	if len(read) == 1 {
		reason = f.reasons(t)[read[0].Why]
	}
	t.Say(t.Words.Community.Questions.NotTaken(reason))
}

// remove takes a question off the list. It can be brought back.
func (f *Flow) remove(tx reflection.Tx, t *turn.Turn, g target) error {
	if g.question.State != reflection.Approved {
		return f.isGone(tx, t, g)
	}
	g.question.State = reflection.Removed
	if err := tx.UpdateQuestion(g.question); err != nil {
		return err
	}
	m := f.oneQuestion(t, g, t.Words.Community.Questions.Removed)
	m.Actions = append([]chat.Action{g.questionButton(t.Words.Undo, verbRestore)}, m.Actions...)
	t.Update(m, 0)
	return nil
}

// isGone says that a question was taken off the list, with the list as it is now; where
// all would read along, without.
func (f *Flow) isGone(tx reflection.Tx, t *turn.Turn, g target) error {
	gone := t.Words.Community.Questions.Gone
	if alone(t) {
		return f.listAfter(tx, t, g, "", gone)
	}
	t.Alert(gone)
	return nil
}

// restore brings a question back that was removed: from under what was done, or from the
// list of those, which is shown then.
func (f *Flow) restore(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if g.question.State != reflection.Removed {
		t.Alert(t.Words.Stale)
		return nil
	}
	all, err := tx.Questions(g.sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	if len(all) >= bounds.Most {
		t.Alert(t.Words.Community.Questions.NotTaken(t.Words.Community.Questions.Full))
		return nil
	}
	g.question.State = reflection.Approved
	if err := tx.UpdateQuestion(g.question); err != nil {
		return err
	}
	if arg == argList && alone(t) {
		return f.neversAfter(tx, t, g, "", t.Words.Community.Questions.Restored)
	}
	t.Update(f.oneQuestion(t, g, t.Words.Community.Questions.Restored), 0)
	return nil
}

// oneQuestion shows a question after what was done to it; where all would read
// along, without the question, which nobody has been asked yet.
func (f *Flow) oneQuestion(t *turn.Turn, g target, done string) chat.Message {
	m := chat.Message{
		Blocks:  []chat.Block{chat.P(done)},
		Actions: []chat.Action{f.aloneButton(t, g, t.Words.Community.Label.Questions, verbQuestions)},
	}
	if alone(t) {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: g.question.Text + asideOf(t, g, g.question)})
	}
	return m
}
