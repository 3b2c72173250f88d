package schedule

import (
	_ "embed"
	"errors"
	"strings"

	"stillpoint/internal/schedule/fold"
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

// longestName is how many words the name of a place has at most, with its region.
const longestName = 6

// saysSomething are words that sentences begin with, and names of places don't.
var saysSomething = func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(`i im ive id ill you your youre my we they he she it its this that these those why what who how when
		where which whose is are am was do does did can could will would should may must have has dont doesnt cant wont not no yes
		please tell give let just because if but and or every each
		ich du wir mein warum was wer wie kann bitte nicht je tu vous pourquoi comment yo mi por como no eu meu nao io non
		я ты мой почему что как не это`) {
		words[word] = true
	}
	return words
}()

// isSentence reports whether a text that names no place says something else: it is a
// question, or is long, or begins as a sentence does; or it tells days.
func isSentence(text string) bool {
	words := strings.Fields(fold.Name(text))
	if len(words) == 0 {
		return false
	}
	if strings.HasSuffix(strings.TrimSpace(text), "?") || len(words) > longestName || len(words) > 1 && saysSomething[words[0]] {
		return true
	}
	_, err := ParseSchedule(text)
	return err == nil || errors.Is(err, ErrAlternate)
}
