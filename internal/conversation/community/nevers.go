package community

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

const (
	// neversShown is how many questions a page of that list shows: each takes a button,
	// and there are three beside them.
	neversShown = 8
	// fromList ends the argument of a verbBack that is pressed in the list.
	fromList = "-" + argList
)

// neversAfter lists the questions that a channel is never asked, a page at a time, from
// the one after skip on, after a line about what was done, if anything. Each can be asked
// again.
func (f *Flow) neversAfter(tx reflection.Tx, t *turn.Turn, g target, skip, done string) error {
	w := t.Words.Community
	all, err := f.Delivery.Nevers(tx, g.ch)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(skip)
	if err != nil || from < 0 || from >= len(all) {
		from = 0
	}
	to := min(from+neversShown, len(all))
	m := chat.Message{}
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	if len(all) == 0 {
		m.Blocks = append(m.Blocks, chat.P(w.Next.NeversNone))
	} else {
		m.Blocks = append(m.Blocks, chat.P(w.Next.NeversHead(from+1, to, len(all))))
	}
	for i, q := range all[from:to] {
		n := from + i + 1
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: strconv.Itoa(n) + ". " + q.Question})
		m.Actions = append(m.Actions, g.button(w.Next.AskAgain(n), verbBack, nameOf(q.Pack, q.Prompt)+fromList))
	}
	if from > 0 {
		m.Actions = append(m.Actions, g.button(w.Label.Older, verbNevers, strconv.Itoa(max(0, from-neversShown))))
	}
	if to < len(all) {
		m.Actions = append(m.Actions, g.button(w.Label.Newer, verbNevers, strconv.Itoa(to)))
	}
	m.Actions = append(m.Actions, g.button(w.Label.Back, verbQuestions, ""))
	t.Update(m, 0)
	return nil
}
