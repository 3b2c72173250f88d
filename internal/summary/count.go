package summary

import (
	"strings"
	"unicode"
)

// CountWords counts the words of a text: what stands between spaces and holds a
// letter or a digit. In scripts that put no space between words each sign of
// theirs counts as one.
func CountWords(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		signs, letters := 0, false
		for _, r := range word {
			switch {
			case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
				signs++
			case unicode.IsLetter(r), unicode.IsNumber(r):
				letters = true
			}
		}
		n += signs
		if letters {
			n++
		}
	}
	return n
}
