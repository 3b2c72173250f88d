package turn

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestAlone is how many runes a word or a short question alone may have.
const longestAlone = 80

// Alone returns a text as it is compared with the label of a button, or with what
// people ask of the bot: in small letters, with single spaces, without the quotes
// around it and the punctuation at its end. A text of several lines, or a long one,
// is nothing alone: then it is "".
func Alone(text string) string {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > longestAlone || strings.ContainsAny(text, "\r\n") {
		return ""
	}
	text = straight.Replace(strings.ToLower(text))
	text = strings.TrimLeft(text, "\"“„«[(' ")
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?…。！？\"”“»])'", r)
	})
	return strings.Join(strings.Fields(text), " ")
}

// straight makes apostrophes one. Making a Replacer costs more than using one.
var straight = strings.NewReplacer("’", "'", "‘", "'")

// IsLabel reports whether a text, as Alone gives it, is the label of a button.
func IsLabel(alone, label string) bool { return alone != "" && alone == Alone(label) }
