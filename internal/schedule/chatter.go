package schedule

import (
	_ "embed"
	"strings"
)

//go:embed places/chatter.txt
var chatterText string

// chatter holds what means no place, folded: greetings, yes and no, questions,
// curses, thanks, in the languages that people greet in.
var chatter = func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(chatterText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(strings.TrimSpace(line), ", ") {
			words[phrase] = true
		}
	}
	return words
}()
