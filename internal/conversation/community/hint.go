package community

import (
	"strings"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/words"
)

// hint is how something is given on this platform. Commands have fields where a
// press can be answered by a form.
func hint(t *turn.Turn, h words.Hint) string { return h.For(t.Limits.Forms) }

// wrong says that a word of an order was not understood, and how orders go.
func wrong(t *turn.Turn, word string) {
	w := t.Words.Community
	t.Unclear = true
	t.Say(w.Setup.Wrong(quoted(word)) + " " + hint(t, w.Hints.Setup))
}

// notOnOff is what goes before how a switch stands where something else than on or off was
// typed for it; empty where nothing was.
func notOnOff(t *turn.Turn, arg string) string {
	if arg = strings.TrimSpace(arg); arg == "" {
		return ""
	}
	w := t.Words.Community
	t.Unclear = true
	return w.Setup.Wrong(quoted(arg)) + " " + w.Hints.OnOff + " "
}
