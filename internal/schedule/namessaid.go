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
		"hi from", "hello from", "greetings from", "hi im in", "hello im in", "hi i am in", "the",
		"um", "uh", "hmm", "well", "oh", "ok", "okay", "yes", "yeah", "yep", "sure", "sorry", "actually", "i think", "i guess", "i would say", "id say",
		"should be", "it should be", "i mean", "like", "same clock as", "the clock of", "clock of", "i reside in", "residing in", "located in",
		"i am located in", "ich bin aus", "ich komme aus", "komme aus", "ich lebe in", "lebe in", "wohne in", "bin in", "soy de", "yo vivo en", "vengo de",
		"je viens de", "je vis à", "je vis en", "j'habite en", "jhabite en", "eu moro em", "estou em", "sou de", "vivo a", "abito a", "ik woon in", "jag bor i",
		"jeg bor i", "mieszkam w", "я из", "из", "живу в", "я живу в", "现在在", "我在", "我住在")
	afterPlace = phrases("time", "timezone", "time zone", "please", "pls", "plz", "thanks", "thank you", "thx", "area", "metro area", "here",
		"right now", "now", "currently", "local time", "region", "atm", "at the moment", "for now", "i think", "i guess", "baby", "lol", "standard time", "of course", "obviously", "duh", "i mean", "for me", "i suppose",
		"probably", "maybe", "man", "bro", "yeah", "bitte", "por favor", "s'il vous plaît")

	// beside stands before a place that somebody is only near, or in a part of: it is
	// offered, and never set.
	beside = phrases("a small town near", "small town near", "a town near", "town near", "a village near", "village near", "a suburb of", "suburb of",
		"suburbs of", "the suburbs of", "in the suburbs of", "a small town in", "a village in", "a city near", "city near", "an hour from",
		"south of", "the south of", "north of", "the north of", "east of", "the east of", "west of", "the west of", "southern", "northern", "eastern",
		"western", "central", "rural", "downtown", "upstate", "mainland", "somewhere near", "not far from", "somewhere around", "next to")
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
	if rest, ok := cutFold(text, "no,"); ok { // "No, Berlin" puts something right, "no Berlin" denies it
		text = strings.TrimSpace(rest)
	}
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

// cutFold cuts what a text begins with, in any letter case.
func cutFold(text, prefix string) (rest string, ok bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

// besideNamed returns the place that a text only comes near: "a small town near Paris",
// "northern Italy", "10115 Berlin" with its postal code.
func besideNamed(text string) (name string, ok bool) {
	for _, said := range namesSaid(text) {
		words := strings.Fields(said)
		if n := longestPhrase(words, beside, true); n > 0 && n < len(words) {
			return strings.Join(words[n:], " "), true
		}
		switch last := len(words) - 1; {
		case last < 1:
		case isPostalCode(words[0]):
			return strings.Join(words[1:], " "), true
		case isPostalCode(words[last]):
			return strings.TrimRight(strings.Join(words[:last], " "), ","), true
		}
	}
	return "", false
}

// isPostalCode reports whether a word can be the postal code of a place: five or six
// digits, which are no time.
func isPostalCode(word string) bool {
	return (len(word) == 5 || len(word) == 6) && strings.Trim(word, "0123456789") == ""
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
