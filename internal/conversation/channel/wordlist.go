package channel

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// listed reports whether a text holds an entry of a word list, which has one a
// line: its words, in a row, as whole words. Letter case, marks on letters, and
// what stands between words make no difference.
func listed(list, text string) bool {
	if list == "" {
		return false
	}
	in := " " + strings.Join(plainWords(text), " ") + " "
	for line := range strings.Lines(list) {
		if entry := plainWords(line); len(entry) > 0 && strings.Contains(in, " "+strings.Join(entry, " ")+" ") {
			return true
		}
	}
	return false
}

// plainWords are a text's words, in lower case and without marks and what nobody
// can see.
func plainWords(text string) []string {
	plain := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.M, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToValidUTF8(text, "")))
	return strings.FieldsFunc(cases.Fold().String(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
