package daily

import (
	"slices"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// The args of the buttons that take back: the part that the button is about, all of
// its answer, or none. A number is a page of the list, and nothing asks which.
const (
	undoThis = "this"
	undoAll  = "all"
	undoNone = "none"
)

// undoPage is how many messages of an answer are listed at once.
const undoPage = 6

// Undo takes words back, by the button under an acknowledgement. An answer of
// several messages is listed, so that each of them can go: nobody need find the
// acknowledgement that a message once had.
func (f *Flow) Undo(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	part, reply, ok, err := writtenBy(tx, t, id)
	if err != nil || !ok {
		return err
	}
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return err
	}
	living := slices.DeleteFunc(parts, func(p reflection.Part) bool { return !p.Deleted.IsZero() })
	isThis := func(p reflection.Part) bool { return p.ID == part.ID }
	this := slices.ContainsFunc(living, isThis)
	switch {
	case arg == undoNone:
		t.UpdateText(t.Words.TakingBack.Kept, undoButton(t.Words.Button.Undo, part.ID, ""))
		return nil
	case len(living) == 0, arg == undoThis && !this:
		t.Alert(t.Words.UndoneGone)
		return nil
	case arg == undoAll, arg == undoThis, this && len(living) == 1:
	default:
		listUndo(t, part.ID, living, arg)
		return nil
	}
	left := 0
	for _, p := range living {
		if arg != undoAll && p.ID != part.ID {
			left++
			continue
		}
		if err := takeBack(tx, t, p); err != nil {
			return err
		}
	}
	switch {
	case left > 0:
		t.UpdateText(t.Words.TakingBack.Some(left), undoButton(t.Words.Button.Undo, part.ID, ""))
	case reply.Delivery == 0:
		t.UpdateText(t.Words.UndoneWriting)
	default:
		t.UpdateText(t.Words.Undone)
	}
	return nil
}

// takeBack takes the words of one part, and the sign that they were kept.
func takeBack(tx reflection.Tx, t *turn.Turn, p reflection.Part) error {
	t.Erased = true
	if t.Limits.Reactions && p.Message != "" && p.Chat == t.Meta.Space.Chat {
		t.React(p.Message, chat.NoReaction)
	}
	return tx.UpdatePart(without(p, t.Meta.At))
}

// listUndo shows a page of the messages of an answer, the newest page unless the
// arg names another, each with a button.
func listUndo(t *turn.Turn, pressed reflection.PartID, living []reflection.Part, arg string) {
	w := t.Words.TakingBack
	last := (len(living) - 1) / undoPage
	page, err := strconv.Atoi(arg)
	if err != nil || page < 0 || page > last {
		page = last
	}
	from := page * undoPage
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Which)}}
	for i, p := range living[from:min(from+undoPage, len(living))] {
		line := strconv.Itoa(from+i+1) + ". " + short(strings.Join(strings.Fields(p.Text), " "))
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: line})
		m.Actions = append(m.Actions, undoButton(w.N(from+i+1), p.ID, undoThis))
	}
	if page > 0 {
		m.Actions = append(m.Actions, undoButton(w.Earlier, pressed, strconv.Itoa(page-1)))
	}
	if page < last {
		m.Actions = append(m.Actions, undoButton(w.Later, pressed, strconv.Itoa(page+1)))
	}
	m.Actions = append(m.Actions, undoButton(w.All, pressed, undoAll), undoButton(w.KeepAll, pressed, undoNone))
	t.Update(m, 0)
}

func undoButton(label string, part reflection.PartID, arg string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbUndo, ID: int64(part), Arg: arg}}
}
