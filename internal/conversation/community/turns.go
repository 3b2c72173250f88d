package community

import (
	"cmp"
	"strings"

	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// readAll reads questions, one a line or as a table that says when each is asked and
// whose it is.
func (f *Flow) readAll(_ reflection.Tx, t *turn.Turn, g target, text string, there []string) ([]lines.Line, error) {
	clock, err := t.In(cmp.Or(g.sub.Rule.Zone, "UTC"))
	if err != nil {
		return nil, err
	}
	if table, ok := lines.ReadTable(text, there, bounds, clock.Today()); ok {
		return table, nil
	}
	return readQuestions(text, there), nil
}

// lastPosition is the place of the last of a channel's own questions: one with the
// same comes after it, being newer.
func lastPosition(tx reflection.Tx, g target) (last int64, err error) {
	all, err := tx.Questions(g.sub.ID, reflection.Approved)
	for _, q := range all {
		last = max(last, q.Position)
	}
	return last, err
}

// nextOrder takes /community questions next, with a number from the list: that one
// comes before the others that have no date.
func (f *Flow) nextOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	number := o.number
	if number == "" {
		number, _ = firstWord(o.rest)
	}
	g, ok, err := f.numbered(tx, t, g, number)
	if err != nil || !ok {
		return err
	}
	all, err := tx.Questions(g.sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	for _, q := range all {
		if q.Asked == 0 {
			g.question.Position = min(g.question.Position, q.Position-1)
		}
	}
	g.question.On = schedule.Date{}
	return f.turned(tx, t, g, t.Words.Community.Questions.First)
}

// dateOrder takes /community questions date: a number from the list and a date, or
// that it has none.
func (f *Flow) dateOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	number, when := o.number, o.when
	if number == "" {
		number, when = firstWord(o.rest)
	}
	g, ok, err := f.numbered(tx, t, g, number)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Community.Questions
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Say(w.NotTaken(w.NoDate))
		return nil
	}
	if strings.EqualFold(strings.TrimSpace(when), argNone) {
		g.question.On = schedule.Date{}
		return f.turned(tx, t, g, w.Dateless)
	}
	on, ok := lines.DateIn(when, clock.Today())
	if !ok {
		t.Unclear = true
		t.Say(w.NotTaken(w.NoDate))
		return nil
	}
	g.question.On = on
	return f.turned(tx, t, g, w.Dated(clock.Day(on)))
}

// turned stores a question whose turn has changed, and says so. One that was asked
// already isn't asked again.
func (f *Flow) turned(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	w := t.Words.Community.Questions
	if g.question.Asked != 0 {
		t.Say(w.NotTaken(w.Asked))
		return nil
	}
	if err := tx.UpdateQuestion(g.question); err != nil {
		return err
	}
	m := f.oneQuestion(t, g, done)
	m.Actions = append(m.Actions, f.aloneButton(t, g, t.Words.Community.Next.Ahead, verbAhead))
	t.Show(m, 0)
	return nil
}

// asideOf is what the list says of a question beside its text.
func asideOf(t *turn.Turn, g target, q reflection.OwnQuestion) string {
	w := t.Words.Community.Questions
	var notes []string
	if q.Asked != 0 {
		notes = append(notes, w.Asked)
	} else if clock, err := t.In(g.sub.Rule.Zone); err == nil && !q.On.IsZero() {
		notes = append(notes, w.OnDay(clock.Day(q.On)))
	}
	if q.Credit != "" {
		notes = append(notes, w.ByName(q.Credit))
	}
	if q.More != "" {
		notes = append(notes, q.More)
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ")"
}
