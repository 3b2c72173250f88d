package channel

import (
	"strings"

	"stillpoint/internal/conversation/lines"
)

// listed reports whether a text holds an entry of a word list, which has one a line.
func listed(list, text string) bool {
	if list == "" {
		return false
	}
	words := lines.PlainWords(text)
	for line := range strings.Lines(list) {
		if lines.EntryOf(line).In(words) {
			return true
		}
	}
	return false
}
