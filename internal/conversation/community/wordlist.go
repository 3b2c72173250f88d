package community

import (
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// The bounds of a word list.
const (
	maxEntries = 200
	maxEntry   = 60 // runes
)

// readWordList reads one entry a line, or several between commas, and drops those that
// are there twice, and what nobody can see. Refused are those that can't be entries. Ok is
// false for more than a list holds.
func readWordList(text string) (list string, refused []lines.Line, ok bool) {
	var kept []string
	seen := map[string]bool{}
	for i, line := range strings.Split(lines.LineBreaks.Replace(text), "\n") {
		for entry := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(",;、，；", r) }) {
			entry = strings.Join(strings.Fields(lines.Visible(entry)), " ")
			if entry == "" {
				continue
			}
			if why := lines.JudgeEntry(entry); why != lines.Fine {
				refused = append(refused, lines.Line{Number: i + 1, Text: entry, Why: why})
				continue
			}
			same := lines.EntryOf(entry).String()
			switch {
			case seen[same]:
				continue
			case utf8.RuneCountInString(entry) > maxEntry || len(kept) == maxEntries:
				return "", nil, false
			}
			seen[same] = true
			kept = append(kept, entry)
		}
	}
	return strings.Join(kept, "\n"), refused, true
}

// entries counts a word list.
func entries(list string) int {
	if list == "" {
		return 0
	}
	return strings.Count(list, "\n") + 1
}

// maxField is how much of a list a form holds, in runes.
const maxField = 4000

// askWordList asks for the list. The one that there is is shown with it, if a form
// can hold it; a longer one is written anew.
func (f *Flow) askWordList(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.Approvals
	now := g.ch.WordList
	if utf8.RuneCountInString(now) > maxField {
		now = ""
	}
	return f.askTyped(tx, t, verbWordList, g, chat.Form{
		Title:  w.ListTitle,
		Fields: []chat.Field{{ID: fieldText, Label: w.ListField, Placeholder: w.ListHint, Value: now, Long: true}},
	}, w.ListAsk)
}

// setWordList puts a list in the place of the one that there is, and says what of it isn't
// taken; of one of which nothing is, that the other stays. What is shared already stays as
// it is.
func (f *Flow) setWordList(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	w := t.Words.Community.Approvals
	if strings.EqualFold(strings.TrimSpace(text), w.ClearWord) {
		text = ""
	}
	list, refused, ok := readWordList(text)
	if !ok {
		t.Say(w.ListTooLong)
		return nil
	}
	said := f.refusals(t, refused)
	if list == "" && len(refused) > 0 {
		return f.approvalsAfter(tx, t, g, "", append([]string{w.ListKept}, said...))
	}
	g.ch.WordList = list
	if err := tx.UpdateChannel(g.ch); err != nil {
		return err
	}
	return f.approvalsAfter(tx, t, g, "", said)
}
