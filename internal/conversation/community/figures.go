package community

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// weeksShown is how many weeks are told; a table has them all.
const weeksShown = 6

// The tables, as verbTable names them.
const (
	argFigures   = "figures"
	argQuestions = "questions"
)

// figures tells what a channel's last weeks came to, the latest first.
func (f *Flow) figures(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	back := g.button(w.Label.Back, verbStatus, "")
	if g.sub.Rule.Zone == "" {
		return f.page(tx, t, g, "")
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return err
	}
	this := planning.WeekOf(clock.Today())
	all, err := tx.Figures(g.sub.ID, this.AddDays(-7*weeksShown), this)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.UpdateText(w.Figures.None, back)
		return nil
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Figures.Head)}}
	for i := len(all) - 1; i >= 0; i-- {
		m.Blocks = append(m.Blocks, chat.P(figuresLine(t, all[i])))
	}
	m.Actions = []chat.Action{f.aloneButton(t, g, w.Figures.AsTable, verbTable), back}
	m.Actions[0].Ref.Arg = argFigures
	t.Update(m, 0)
	return nil
}

// figuresLine tells of one week what names nobody.
func figuresLine(t *turn.Turn, f reflection.Figures) string {
	w := t.Words.Community.Figures
	dates := w.Dates(noon(f.Week), noon(f.Week.AddDays(6)))
	counts, cameBack := summaries.Told(f)
	if !counts {
		return w.WeekFew(dates, f.Asked)
	}
	line := w.Week(dates, f.Asked, f.Answers, f.People)
	if cameBack && f.CameBack > 0 {
		line += " " + w.CameBack(f.CameBack, f.People)
	}
	return line
}

func noon(d schedule.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

// exportOrder takes /community questions export.
func (f *Flow) exportOrder(tx reflection.Tx, t *turn.Turn, g target) error {
	if alone(t) {
		f.table(t, g, argQuestions)
		return nil
	}
	t.Say(t.Words.Community.Page.Alone, f.exportButton(t, g))
	return nil
}

// exportButton leads to the channel's own questions as a table.
func (f *Flow) exportButton(t *turn.Turn, g target) chat.Action {
	a := f.aloneButton(t, g, t.Words.Community.Figures.AsTable, verbTable)
	a.Ref.Arg = argQuestions
	return a
}

// table sends a table about the channel as a file, for the admin's eyes alone.
func (f *Flow) table(t *turn.Turn, g target, arg string) {
	w := t.Words.Community.Figures
	order, here := portable.Order{Kind: portable.Table, Channel: g.sub.ID}, w.Here
	if arg == argQuestions {
		order.Sheet, here = portable.QuestionsSheet, w.HereQuestions
	}
	t.ShowFile(chat.Message{Blocks: []chat.Block{chat.P(here)}}, order, chat.Message{Blocks: []chat.Block{chat.P(w.TooLarge)}})
}
