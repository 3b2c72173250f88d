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

// readWordList reads one entry a line, or several between commas, and drops those without
// a word, those that are there twice, and what nobody can see. Ok is false for more than a
// list holds.
func readWordList(text string) (list string, ok bool) {
	var kept []string
	seen := map[string]bool{}
	for line := range strings.FieldsFuncSeq(lines.LineBreaks.Replace(text), func(r rune) bool { return strings.ContainsRune("\n,;、，；", r) }) {
		entry := strings.Join(strings.Fields(lines.Visible(line)), " ")
		same := sameWords(entry)
		switch {
		case same == "" || seen[same]:
			continue
		case utf8.RuneCountInString(entry) > maxEntry || len(kept) == maxEntries:
			return "", false
		}
		seen[same] = true
		kept = append(kept, entry)
	}
	return strings.Join(kept, "\n"), true
}

// sameWords is the same for entries of the same words: "nobody" and "no body" are
// two, because each is found only as it is written.
func sameWords(entry string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(entry), func(r rune) bool { return lines.Sameness(string(r)) == "" }), " ")
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

// setWordList puts a list in the place of the one that there is. What is shared
// already stays as it is.
func (f *Flow) setWordList(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	w := t.Words.Community.Approvals
	if strings.EqualFold(strings.TrimSpace(text), w.ClearWord) {
		text = ""
	}
	list, ok := readWordList(text)
	if !ok {
		t.Say(w.ListTooLong)
		return nil
	}
	g.ch.WordList = list
	if err := tx.UpdateChannel(g.ch); err != nil {
		return err
	}
	return f.approvals(tx, t, g, "")
}
