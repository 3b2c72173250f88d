package schedule

import (
	"strings"

	"stillpoint/internal/schedule/fold"
)

// What may stand before and after the name of a place in a sentence that says
// where somebody is.
var (
	beforePlace = phrases("i am in", "im in", "i live in", "i am living in", "im living in", "living in", "i live near", "i am near", "im near",
		"i am from", "im from", "from", "in", "near", "nearby", "close to", "around", "it is", "its", "this is", "here in", "here it is",
		"we are in", "were in", "we live in", "the city of", "city of", "currently in", "right now in", "right now im in", "based in",
		"i am based in", "im based in", "staying in", "i am staying in", "somewhere in", "at", "my city is", "my zone is", "my timezone is",
		"my time zone is", "timezone", "time zone", "tz", "zone", "outside", "just outside", "greater", "the time in", "time in",
		"same as", "same time as", "same as in", "the same as", "i use", "set it to", "set to", "put me in", "use", "try", "maybe", "probably",
		"ich bin in", "ich wohne in", "aus", "vivo en", "estoy en", "soy de", "je suis à", "je suis a", "j'habite à", "jhabite a", "moro em", "sono a", "в", "я в",
		"hi from", "hello from", "greetings from", "hi im in", "hello im in", "hi i am in", "the")
	afterPlace = phrases("time", "timezone", "time zone", "please", "pls", "plz", "thanks", "thank you", "thx", "area", "metro area", "here",
		"right now", "now", "currently", "local time", "region", "atm", "at the moment", "for now", "i think", "i guess", "baby", "lol", "standard time")
)

// phrases cuts phrases into words, as they are folded.
func phrases(list ...string) (cut [][]string) {
	for _, phrase := range list {
		cut = append(cut, strings.Fields(fold.Name(phrase)))
	}
	return cut
}

// namesSaid returns what a text may name: all of it, then what is left where a
// sentence about the place is taken off. The words in between stay as they are,
// with their commas.
func namesSaid(text string) []string {
	text = strings.TrimRight(strings.TrimSpace(text), ".!?… ")
	names := []string{text}
	words := strings.Fields(text)
	bare := words
	for again := true; again; {
		again = false
		if n := longestPhrase(bare, beforePlace, true); n > 0 && n < len(bare) {
			bare, again = bare[n:], true
		} else if n := longestPhrase(bare, afterPlace, false); n > 0 && n < len(bare) {
			bare, again = bare[:len(bare)-n], true
		}
		if again {
			names = append(names, strings.TrimRight(strings.Join(bare, " "), ",.!?… "))
		}
	}
	return names
}

// longestPhrase returns how many words at the beginning, or at the end, are the
// longest of the phrases that stands there.
func longestPhrase(words []string, list [][]string, first bool) (longest int) {
	for _, phrase := range list {
		n := len(phrase)
		if n <= longest || n > len(words) {
			continue
		}
		part := words[:n]
		if !first {
			part = words[len(words)-n:]
		}
		if fold.Name(strings.Join(part, " ")) == strings.Join(phrase, " ") {
			longest = n
		}
	}
	return longest
}
