package questions

import (
	"errors"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// refusedShown is how many lines are named that were not added.
const refusedShown = 10

// AskAdd asks for questions: the next text is them.
func (f *Flow) AskAdd(tx reflection.Tx, t *turn.Turn) error {
	if _, ok, err := mine(tx, t); err != nil || !ok {
		return err
	}
	t.UpdateText(t.Words.Own.AskAdd)
	return t.Ask(tx, VerbAdd, 0, "")
}

// Add adds questions, one a line, and says which were not added, and why. Whoever has
// chosen no share is asked for one.
func (f *Flow) Add(tx reflection.Tx, t *turn.Turn, text string) error {
	sub, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	all, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	var there []string
	for _, q := range all {
		there = append(there, q.Text)
	}
	spare, err := spareRows(tx, sub.ID)
	if err != nil {
		return err
	}
	added := 0
	var refused []lines.Line
	for _, l := range lines.Read(text, there, bounds) {
		if l.Why != lines.Fine {
			refused = append(refused, l)
			continue
		}
		q := reflection.OwnQuestion{
			Subscription: sub.ID, Author: t.Person.ID, Text: l.Text, State: reflection.Approved, Created: t.Meta.At,
		}
		if added < len(spare) {
			q.ID = spare[added].ID
			err = tx.UpdateQuestion(q)
		} else {
			err = tx.AddQuestion(&q)
		}
		if err != nil {
			return err
		}
		added++
	}
	t.Show(outcome(t, added, refused), 0)
	return nil
}

// spareRows are removed questions whose place new ones take, so that removing and
// adding in turn doesn't heap them up: those that are more than could be brought back.
func spareRows(tx reflection.Tx, sub reflection.SubscriptionID) ([]reflection.OwnQuestion, error) {
	removed, err := tx.Questions(sub, reflection.Removed)
	return removed[:max(0, len(removed)-bounds.Most)], err
}

// outcome says what became of the lines.
func outcome(t *turn.Turn, added int, refused []lines.Line) chat.Message {
	w := t.Words.Own
	reasons := map[lines.Why]string{lines.TooShort: w.TooShort, lines.TooLong: w.TooLong, lines.Twice: w.Twice, lines.Full: w.Full}
	var m chat.Message
	var said []string
	if added > 0 {
		said = append(said, w.Added(added))
	}
	for i, l := range refused {
		if i == refusedShown {
			said = append(said, w.MoreSuch(len(refused)-i))
			break
		}
		said = append(said, w.Line(l.Number, l.Quoted(), reasons[l.Why]))
	}
	if len(said) == 0 {
		said = []string{t.Words.NoWords}
	}
	m.Blocks = []chat.Block{chat.P(strings.Join(said, "\n"))}
	m.Actions = []chat.Action{addButton(t), {Label: w.Show, Ref: chat.Ref{Verb: VerbShow}}}
	if added > 0 && t.Person.Taste.Share == reflection.ShareNone {
		m.Blocks = append(m.Blocks, chat.P(w.ShareIs[reflection.ShareNone]), chat.P(w.ShareAsk))
		m.Actions = append(m.Actions, shareButtons(t)...)
	}
	return m
}

// removeNumber takes /questions remove and the number that the list shows.
func (f *Flow) removeNumber(tx reflection.Tx, t *turn.Turn, number string) error {
	sub, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	all, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(all) {
		t.Say(t.Words.Own.NoSuch)
		return nil
	}
	return f.Remove(tx, t, int64(all[n-1].ID))
}

// Remove takes a question away; Restore brings it back.
func (f *Flow) Remove(tx reflection.Tx, t *turn.Turn, id int64) error {
	return f.setState(tx, t, id, reflection.Removed, t.Words.Own.Removed,
		chat.Action{Label: t.Words.Own.PutBack, Ref: chat.Ref{Verb: VerbRestore, ID: id}})
}

// Restore brings a question back that was removed.
func (f *Flow) Restore(tx reflection.Tx, t *turn.Turn, id int64) error {
	sub, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	all, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	if len(all) >= bounds.Most {
		t.Alert(t.Words.Own.Full)
		return nil
	}
	return f.setState(tx, t, id, reflection.Approved, t.Words.Own.IsBack)
}

// setState sets whether one of the person's own questions is asked. Whoever presses
// is checked anew.
func (f *Flow) setState(tx reflection.Tx, t *turn.Turn, id int64, state reflection.QuestionState, done string, more ...chat.Action) error {
	sub, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	q, err := tx.Question(reflection.QuestionID(id))
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && (q.Subscription != sub.ID || q.State == state)) {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err != nil {
		return err
	}
	q.State = state
	if err := tx.UpdateQuestion(q); err != nil {
		return err
	}
	t.UpdateText(done, append(more, chat.Action{Label: t.Words.Own.Show, Ref: chat.Ref{Verb: VerbShow}})...)
	return nil
}
