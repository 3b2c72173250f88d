package community

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

const (
	// neversShown is how many questions a page of that list shows: own ones are long.
	neversShown = 5
	// fromList ends the argument of a verbBack that is pressed in the list.
	fromList = "-" + argList
)

// takenOff is a question that a channel isn't asked any more.
type takenOff struct {
	text string
	back func(label string) chat.Action // the button that brings it back
}

// takenOff are a channel's own questions that were removed, whether from its list or by
// “never” below a preview, but for what was added anew since; and after them the built-in
// ones that are never asked there.
func (f *Flow) takenOff(tx reflection.Tx, t *turn.Turn, g target) (all []takenOff, err error) {
	there, err := f.texts(tx, g)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, text := range there {
		known[lines.Sameness(text)] = true
	}
	removed, err := tx.Questions(g.sub.ID, reflection.Removed)
	if err != nil {
		return nil, err
	}
	for _, q := range removed {
		if same := lines.Sameness(q.Text); !known[same] {
			known[same] = true
			all = append(all, takenOff{text: q.Text + asideOf(t, g, q), back: func(label string) chat.Action {
				return chat.Action{Label: label, Ref: chat.Ref{Verb: verbRestore, ID: int64(q.ID), Arg: argList}}
			}})
		}
	}
	nevers, err := f.Delivery.Nevers(tx, g.ch)
	for _, q := range nevers {
		all = append(all, takenOff{text: q.Question, back: func(label string) chat.Action {
			return g.button(label, verbBack, nameOf(q.Pack, q.Prompt)+fromList)
		}})
	}
	return all, err
}

// neversAfter lists the questions that were taken off the list of what a channel is asked,
// a page at a time, from the one after skip on, after a line about what was done, if
// anything. Each can be brought back.
func (f *Flow) neversAfter(tx reflection.Tx, t *turn.Turn, g target, skip, done string) error {
	w := t.Words.Community
	all, err := f.takenOff(tx, t, g)
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
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: strconv.Itoa(n) + ". " + q.text})
		m.Actions = append(m.Actions, q.back(w.Next.PutBack(n)))
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
