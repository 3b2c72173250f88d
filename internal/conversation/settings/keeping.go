package settings

import (
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// VerbKeeping chooses for how long words are kept: its arg is a number of months, and
// behind a "!" that is done.
const VerbKeeping = "keeping"

// keepFor are the times to choose from, in months; 0 is for good.
var keepFor = []int{0, 6, 12, 24, 60}

// Keeping shows for how long words are kept, and changes it. A time that deletes
// something is asked about once more.
func (f *Flow) Keeping(tx reflection.Tx, t *turn.Turn, arg string) error {
	w := t.Words.Keeping
	button := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbKeeping, Arg: arg}}
	}
	if arg == "" {
		m := chat.Message{Blocks: []chat.Block{chat.P(w.Is(t.Person.KeepMonths)), chat.P(w.Ask)}}
		for _, months := range keepFor {
			if months != t.Person.KeepMonths {
				m.Actions = append(m.Actions, button(w.Span(months), strconv.Itoa(months)))
			}
		}
		t.Update(m, 0)
		return t.OfferShown(tx)
	}
	number, done := strings.CutPrefix(arg, "!")
	months, err := strconv.Atoi(number)
	if err != nil || !isKept(months) {
		t.Alert(t.Words.Stale)
		return nil
	}
	if !done && months > 0 {
		older, err := journal.Older(tx, t.Person.ID, months, t.Now)
		if err != nil {
			return err
		}
		t.UpdateText(w.Goes(months, older), button(w.Yes, "!"+number), button(w.No, ""))
		return t.OfferShown(tx)
	}
	t.Person.KeepMonths = months
	if err := tx.UpdatePerson(t.Person); err != nil {
		return err
	}
	t.UpdateText(w.Set(months), chat.Action{Label: t.Words.Themes.Back, Ref: chat.Ref{Verb: VerbSet, Arg: "page"}})
	return t.OfferShown(tx)
}

func isKept(months int) bool {
	for _, known := range keepFor {
		if months == known {
			return true
		}
	}
	return false
}
