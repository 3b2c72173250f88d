package community

import (
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// perPage is how many questions a page of the list shows, at most: each takes two buttons,
// and there are some beside them.
const perPage = 4

// list shows a channel's own questions, a page at a time, from the one after skip
// on.
func (f *Flow) list(tx reflection.Tx, t *turn.Turn, g target, skip string) error {
	return f.listAfter(tx, t, g, skip, "")
}

// listAfter shows them after a line about what was found, if any.
func (f *Flow) listAfter(tx reflection.Tx, t *turn.Turn, g target, skip, found string) error {
	w := t.Words.Community
	all, err := tx.Questions(g.sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(skip)
	if err != nil || from < 0 || from >= len(all) {
		from = 0
	}
	beside, err := f.besideList(tx, t, g, from == 0, len(all) > 0)
	if err != nil {
		return err
	}
	to := len(all)
	if len(all)-from > perPage {
		ways := 1 // on, and back
		if from > 0 {
			ways++
		}
		to = from + min(perPage, (t.Limits.MaxActions-len(beside)-ways)/2)
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Questions.None)}}
	if len(all) > 0 {
		m.Blocks = []chat.Block{chat.P(w.Questions.Head(from+1, to, len(all)))}
	}
	if found != "" {
		m.Blocks = append([]chat.Block{chat.P(found)}, m.Blocks...)
	}
	for i, q := range all[from:to] {
		text := strconv.Itoa(from+i+1) + ". " + q.Text
		text += asideOf(t, g, q)
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: text})
		of := target{sub: g.sub, ch: g.ch, question: q}
		edit := of.questionButton(w.Label.Edit(from+i+1), verbEdit)
		if t.Limits.Forms {
			edit.Follow = chat.Opens
		} else {
			edit.Follow = chat.Private
		}
		m.Actions = append(m.Actions, edit, of.questionButton(w.Label.Remove(from+i+1), verbRemove))
	}
	if from > 0 {
		m.Actions = append(m.Actions, g.button(w.Label.Older, verbQuestions, strconv.Itoa(max(0, from-perPage))))
	}
	if to < len(all) {
		m.Actions = append(m.Actions, g.button(w.Label.Newer, verbQuestions, strconv.Itoa(to)))
	}
	m.Actions = append(m.Actions, beside...)
	t.Update(m, 0)
	return nil
}

// besideList are the buttons below a page of the list that are about none of its
// questions. What further pages lack they have a way back in the place of.
func (f *Flow) besideList(tx reflection.Tx, t *turn.Turn, g target, first, some bool) ([]chat.Action, error) {
	w := t.Words.Community
	beside := []chat.Action{f.addButton(t, g)}
	if first && some {
		beside = append(beside, f.exportButton(t, g))
	}
	suggested, err := tx.Questions(g.sub.ID, reflection.Suggested)
	if err != nil {
		return nil, err
	}
	if len(suggested) > 0 {
		beside = append(beside, f.aloneButton(t, g, w.Label.Suggestions, verbSuggested))
	}
	if !first {
		return beside, nil
	}
	nevers, err := f.takenOff(tx, t, g)
	if len(nevers) > 0 {
		beside = append(beside, g.button(w.Next.Nevers, verbNevers, ""))
	}
	return beside, err
}

// addButton asks for questions to add: by a form, or in the private chat.
func (f *Flow) addButton(t *turn.Turn, g target) chat.Action {
	a := g.button(t.Words.Community.Label.Add, verbAdd, "")
	a.Follow = chat.Private
	if t.Limits.Forms {
		a.Follow = chat.Opens
	}
	return a
}

// questionButton is a button about the question.
func (g target) questionButton(label, verb string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(g.question.ID)}}
}

// askAdd asks for questions to add, or adds those of a draft. What a link's page offered is
// over with that.
func (f *Flow) askAdd(tx reflection.Tx, t *turn.Turn, g target, draft string) error {
	f.Linked.Forget(t.Meta.Space.Chat)
	if draft != "" {
		return f.addDraft(tx, t, g, draft)
	}
	w := t.Words.Community.Questions
	return f.askTyped(tx, t, verbAdd, g, chat.Form{
		Title:  w.AddTitle,
		Fields: []chat.Field{{ID: fieldText, Label: w.AddField, Placeholder: w.AddHint, Long: true, Required: true}},
	}, w.AskAdd)
}

// addOrder takes /community questions add: a question, several lines, or a file.
func (f *Flow) addOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	text := strings.TrimSpace(o.rest + "\n" + o.question)
	if o.file != nil {
		if strings.TrimSpace(*o.file) == "" {
			t.Say(t.Words.Community.Questions.BadFile)
			return nil
		}
		text = strings.TrimSpace(text + "\n" + *o.file)
	}
	if text == "" {
		t.Say(hint(t, t.Words.Community.Hints.Add), f.addButton(t, g))
		return nil
	}
	return f.add(tx, t, g, text)
}

// add adds questions, one a line, and says which were not added, and why.
func (f *Flow) add(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	there, err := f.texts(tx, g)
	if err != nil {
		return err
	}
	read, err := f.readAll(tx, t, g, text, there)
	if err != nil {
		return err
	}
	last, err := lastPosition(tx, g)
	if err != nil {
		return err
	}
	added := 0
	var refused []lines.Line
	for _, l := range read {
		if l.Why != lines.Fine {
			refused = append(refused, l)
			continue
		}
		added++
		q := reflection.OwnQuestion{
			Subscription: g.sub.ID, Author: t.Person.ID, Text: l.Text, State: reflection.Approved, Created: t.Meta.At,
			Position: last, On: l.On, Credit: l.Author, More: l.More,
		}
		if err := tx.AddQuestion(&q); err != nil {
			return err
		}
	}
	t.Show(f.added(t, g, added, refused), 0)
	return nil
}

// refusedShown is how many lines are named that were not taken.
const refusedShown = 10

// added says what became of the lines.
func (f *Flow) added(t *turn.Turn, g target, added int, refused []lines.Line) chat.Message {
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Questions.NoneAdded)}}
	if added > 0 {
		m.Blocks = []chat.Block{chat.P(w.Questions.Added(added))}
	}
	said := f.refusals(t, refused)
	if len(said) > 0 {
		m.Blocks = append(m.Blocks, chat.P(strings.Join(said, "\n")))
	}
	m.Actions = []chat.Action{f.addButton(t, g), f.aloneButton(t, g, w.Label.Questions, verbQuestions)}
	return m
}

// refusals name the lines that weren't taken, with why; quoted where the admin alone reads.
func (f *Flow) refusals(t *turn.Turn, refused []lines.Line) (said []string) {
	w := t.Words.Community
	reasons := f.reasons(t)
	for i, l := range refused {
		if i == refusedShown {
			return append(said, w.Questions.MoreSuch(len(refused)-i))
		}
		text := ""
		if alone(t) { // Nobody was asked it yet, and a word list is not for all to read.
			text = l.Quoted()
		}
		said = append(said, w.Questions.Line(l.Number, text, reasons[l.Why]))
	}
	return said
}

// reasons say in words why a line was not added.
func (f *Flow) reasons(t *turn.Turn) map[lines.Why]string {
	w, a := t.Words.Community.Questions, t.Words.Community.Approvals
	return map[lines.Why]string{
		lines.TooShort: w.TooShort, lines.TooLong: w.TooLong, lines.Twice: w.Twice, lines.Full: w.Full,
		lines.NoDate: w.NoDate, lines.NoRow: w.NoRow, lines.NoLink: w.NoLink,
		lines.NoWord: a.ListNoWord, lines.AnyBeginning: a.ListBeginning,
	}
}

// texts are the questions that a channel has, and those that were suggested.
func (f *Flow) texts(tx reflection.Tx, g target) ([]string, error) {
	var texts []string
	for _, state := range []reflection.QuestionState{reflection.Approved, reflection.Suggested} {
		all, err := tx.Questions(g.sub.ID, state)
		if err != nil {
			return nil, err
		}
		for _, q := range all {
			texts = append(texts, q.Text)
		}
	}
	return texts, nil
}
