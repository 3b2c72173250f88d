package series

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// standing says where somebody stands in the series that runs.
func (f *Flow) standing(t *turn.Turn, p place) {
	w := t.Words.Series
	text := w.Running(f.name(p.series), p.series.Next(), p.next())
	if p.series.Next() == reflection.GivenBack {
		text = w.RunningBack(f.name(p.series), p.next())
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(text)}, Actions: []chat.Action{leaveButton(t)}}
	if p.sub.State == reflection.Paused {
		m.Blocks = append(m.Blocks, chat.P(t.Words.OnPause))
	}
	t.Update(m, 0)
}

// name is the theme's, or its id where the pack has it no more.
func (f *Flow) name(s reflection.Series) string {
	if theme, ok := f.Packs.Pack(s.Pack).SeriesByID(s.Theme); ok {
		return theme.Name
	}
	return s.Theme
}

// Leave ends the series that runs. The evening that is open stays open, and what
// was written stays kept.
func (f *Flow) Leave(tx reflection.Tx, t *turn.Turn) error {
	p, ok, err := here(tx, t)
	if err != nil || !ok {
		return err
	}
	if p.series.ID == 0 {
		t.Alert(t.Words.Series.NothingLeft)
		return nil
	}
	p.sub.Series = 0
	if err := tx.UpdateSubscription(p.sub); err != nil {
		return err
	}
	t.Say(t.Words.Series.Left(f.name(p.series)))
	return nil
}

func leaveButton(t *turn.Turn) chat.Action {
	return chat.Action{Label: t.Words.Series.Leave, Ref: chat.Ref{Verb: delivery.VerbLeave}}
}
