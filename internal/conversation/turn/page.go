package turn

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

// Page is what following a link shows, and changes nothing: a line, and the label
// of the button that does what the link is about. A nil Page is for a verb whose
// own answer only shows something.
type Page func(w *words.Words, ref chat.Ref) (line, label string)

// ShowPage shows the page of what a link carries, with the button under it.
func (t *Turn) ShowPage(p Page, ref chat.Ref) {
	line, label := p(t.Words, ref)
	t.Say(line, chat.Action{Label: label, Ref: ref, Follow: chat.Private})
}
