package summary

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The length of a sentence that is worth quoting, in runes.
const (
	shortestLine = 20
	longestLine  = 140
)

// Line chooses one sentence from what somebody wrote, to show it to them again.
// It is whole, of 20 to 140 runes, and their own: no question, which would be
// one to the bot, no command, no link, no mention. The same parts and seed give
// the same sentence, in whatever order the parts come; a period's key as the
// seed brings another one each time. Without a fitting sentence it is empty.
func Line(parts []string, seed string) string {
	best, lowest := "", uint64(0)
	for _, part := range parts {
		for _, s := range sentences(part) {
			if !quotable(s) {
				continue
			}
			h := fnv.New64a()
			h.Write([]byte(seed))
			h.Write([]byte{0})
			h.Write([]byte(s))
			if sum := h.Sum64(); best == "" || sum < lowest || sum == lowest && s < best {
				best, lowest = s, sum
			}
		}
	}
	return best
}

// Quotable returns the sentences of a text that can be shown by themselves and of
// which a card can be made, in the order in which they were written.
func Quotable(text string) []string {
	var out []string
	for _, s := range sentences(text) {
		if quotable(s) && Settable(s) {
			out = append(out, s)
		}
	}
	return out
}

// quotable reports whether a sentence can be shown by itself.
func quotable(s string) bool {
	if n := utf8.RuneCountInString(s); n < shortestLine || n > longestLine {
		return false
	}
	if strings.ContainsAny(s, "?？؟@<>`") || strings.HasPrefix(s, "/") || strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return false
	}
	letters, words := 0, 1
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsSpace(r):
			words++
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) && r != '\u200d', r == utf8.RuneError:
			return false
		}
	}
	// A list of numbers, or one long word, is no sentence.
	return 2*letters > utf8.RuneCountInString(s) && (words > 2 || !spaced(s))
}

// spaced reports whether the sentence is in a script that puts spaces between
// words.
func spaced(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			return false
		}
	}
	return true
}

// sentences cuts a text where its sentences end: at a line break, or at a mark
// that ends one if a new one follows. White space within a sentence becomes one
// space.
func sentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		runes := []rune(strings.Join(strings.Fields(line), " "))
		from := 0
		for i := range runes {
			if end, ok := endsAt(runes, from, i); ok {
				out = append(out, string(runes[from:end]))
				from = end
				for from < len(runes) && runes[from] == ' ' {
					from++
				}
			}
		}
		if from < len(runes) {
			out = append(out, string(runes[from:]))
		}
	}
	return out
}

// endsAt reports whether the rune at i ends the sentence that begins at from,
// and where what follows it begins: after closing quotes and brackets.
func endsAt(runes []rune, from, i int) (end int, ok bool) {
	if i < from {
		return 0, false
	}
	switch runes[i] {
	case '。', '！', '？':
		return closing(runes, i+1), true
	case '.', '!', '?', '…', '؟':
	default:
		return 0, false
	}
	end = closing(runes, i+1)
	if end >= len(runes) {
		return end, true
	}
	if runes[end] != ' ' || end+1 >= len(runes) {
		return 0, false
	}
	next := opening(runes, end+1)
	if unicode.IsLower(next) || runes[i] == '.' && abbreviated(runes[from:i]) {
		return 0, false
	}
	return end, true
}

// closing returns the first index from i on that closes nothing and ends
// nothing.
func closing(runes []rune, i int) int {
	for i < len(runes) && strings.ContainsRune(".!?…؟。！？\"'”’»)]", runes[i]) {
		i++
	}
	return i
}

// opening returns the first rune from i on that is no opening quote or bracket.
func opening(runes []rune, i int) rune {
	for i < len(runes) && strings.ContainsRune("\"'“‘„«([¿¡", runes[i]) {
		i++
	}
	if i == len(runes) {
		return utf8.RuneError
	}
	return runes[i]
}

// abbreviations are words that end in a full stop without ending a sentence.
const abbreviations = " mr mrs ms dr prof st vs etc e.g i.e approx "

// abbreviated reports whether the text before a full stop ends in an
// abbreviation or an initial.
func abbreviated(before []rune) bool {
	s := string(before)
	word := strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], "\"'“‘„«([")
	if word == "I" {
		return false
	}
	return utf8.RuneCountInString(word) == 1 && unicode.IsUpper([]rune(word)[0]) ||
		strings.Contains(abbreviations, " "+strings.ToLower(word)+" ")
}
