// Package series holds the flow of a series: four evenings on one theme, in place of
// the daily question, for somebody who chose it.
//
//	/series ──► the themes ──► one, with what to know before ──► Begin
//	                                                              │
//	   Leave, or /series stop, at any point ◄── planning asks the evenings
package series

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Flow holds what the flow needs.
type Flow struct {
	Packs *prompts.Library
	// Care is the host's own line on where to turn; empty for the default.
	Care string
}

// The verbs of this package's buttons, beside delivery.VerbLeave. VerbTheme shows a
// theme, or without one all; VerbBegin begins it.
const (
	VerbTheme = "series"
	VerbBegin = "seriesin"
)

// argStop leaves the series that runs.
const argStop = "stop"

// place is where somebody stands.
type place struct {
	sub    reflection.Subscription
	clock  turn.Clock
	series reflection.Series // its ID is 0 while none runs
}

// here loads where whoever the turn is with stands. Ok is false, and they are told,
// if they are not asked anything yet.
func here(tx reflection.Tx, t *turn.Turn) (p place, ok bool, err error) {
	p.sub, err = t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && p.sub.Person != t.Person.ID) {
		t.Say(t.Words.StartFirst)
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	if p.clock, err = t.In(p.sub.Rule.Zone); err != nil {
		return p, false, err
	}
	if p.sub.Series != 0 {
		p.series, err = tx.Series(p.sub.Series)
	}
	return p, err == nil, err
}

// next is when the next question comes, in words; empty while none is due.
func (p place) next() string {
	if p.sub.Next.At.IsZero() || p.sub.State == reflection.Paused {
		return ""
	}
	return p.clock.At(p.sub.Next.At)
}

// Command takes /series: alone, with a theme's name, or with stop.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, args string) error {
	name := strings.ToLower(strings.TrimSpace(args))
	if name == argStop || name == "leave" {
		return f.Leave(tx, t)
	}
	p, ok, err := here(tx, t)
	if err != nil || !ok {
		return err
	}
	for _, s := range f.Packs.Pack(p.sub.Pack).Series {
		if s.ID == name || strings.ToLower(s.Name) == name {
			return f.Theme(tx, t, s.ID)
		}
	}
	return f.Theme(tx, t, "")
}

// Theme shows a theme before it begins: how it opens, where to turn, and when it
// would come. Without one it offers all that there are. Somebody who is in a series
// is told how that stands.
func (f *Flow) Theme(tx reflection.Tx, t *turn.Turn, id string) error {
	p, ok, err := here(tx, t)
	if err != nil || !ok {
		return err
	}
	if p.series.ID != 0 {
		f.standing(t, p)
		return nil
	}
	pack, w := f.Packs.Pack(p.sub.Pack), t.Words.Series
	theme, known := pack.SeriesByID(id)
	switch {
	case len(pack.Series) == 0:
		t.UpdateText(w.None)
		return nil
	case id != "" && !known:
		t.Alert(t.Words.Stale)
		return nil
	case id == "":
		f.offer(t, pack)
		return nil
	}
	m := chat.Message{Blocks: []chat.Block{
		{Kind: chat.Heading, Text: theme.Name}, chat.P(theme.Opening), chat.P(f.care(t)),
	}}
	if at := p.next(); at != "" {
		m.Blocks = append(m.Blocks, chat.P(w.First(at)))
	}
	m.Actions = []chat.Action{
		{Label: w.Begin, Ref: chat.Ref{Verb: VerbBegin, Arg: theme.ID}},
		{Label: w.Others, Ref: chat.Ref{Verb: VerbTheme}},
	}
	t.Update(m, 0)
	return nil
}

// care says where to turn.
func (f *Flow) care(t *turn.Turn) string {
	if f.Care != "" {
		return f.Care
	}
	return t.Words.HelpCare
}

// offer shows the themes.
func (f *Flow) offer(t *turn.Turn, pack *prompts.Pack) {
	w := t.Words.Series
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Intro), chat.P(w.Back), chat.P(f.care(t)), chat.P(w.Which)}}
	for _, s := range pack.Series {
		ref := chat.Ref{Verb: VerbTheme, Arg: s.ID}
		if len(ref.String()) <= chat.MaxRef && len(m.Actions) < max(1, t.Limits.MaxActions) {
			m.Actions = append(m.Actions, chat.Action{Label: s.Name, Ref: ref})
		}
	}
	t.Update(m, 0)
}

// Begin begins a theme: its first evening is the next question.
func (f *Flow) Begin(tx reflection.Tx, t *turn.Turn, id string) error {
	p, ok, err := here(tx, t)
	if err != nil || !ok {
		return err
	}
	pack := f.Packs.Pack(p.sub.Pack)
	theme, known := pack.SeriesByID(id)
	switch {
	case p.series.ID != 0:
		f.standing(t, p)
		return nil
	case !known:
		t.Alert(t.Words.Stale)
		return nil
	}
	s := reflection.Series{Subscription: p.sub.ID, Pack: pack.ID, Theme: theme.ID, Begun: t.Meta.At}
	if err := tx.AddSeries(&s); err != nil {
		return err
	}
	p.sub.Series = s.ID
	if err := tx.UpdateSubscription(p.sub); err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(t.Words.Series.Begun(theme.Name, p.next()))}}
	if p.sub.State == reflection.Paused {
		m.Blocks = append(m.Blocks, chat.P(t.Words.OnPause))
	}
	m.Actions = []chat.Action{leaveButton(t)}
	t.Update(m, 0)
	return nil
}
