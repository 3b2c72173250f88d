package lines

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// anyEnding, once and right after a word of a word list's entry, means that word with any
// ending. Elsewhere it is a sign like any other.
const anyEnding = "*"

// Entry is an entry of a word list: its words, in a row, as whole words. Letter case,
// marks on letters, and what stands between words make no difference.
type Entry []entryWord

type entryWord struct {
	text string
	open bool // any ending
}

// EntryOf reads an entry; it is empty for one without a word, which finds nothing.
func EntryOf(line string) (e Entry) {
	for _, token := range tokens(line) {
		words := strings.FieldsFunc(token, func(r rune) bool { return !wordRune(r) })
		for i, text := range words {
			e = append(e, entryWord{text: text, open: i == len(words)-1 && strings.HasSuffix(token, text+anyEnding)})
		}
	}
	return e
}

// tokens are what stands in an entry, with the signs for any ending.
func tokens(line string) []string {
	return strings.FieldsFunc(plain(line), func(r rune) bool { return !wordRune(r) && !strings.ContainsRune(anyEnding, r) })
}

// In reports whether a text, of these words, holds the entry.
func (e Entry) In(words []string) bool {
	for ; len(e) > 0 && len(words) >= len(e); words = words[1:] {
		if slices.EqualFunc(e, words[:len(e)], entryWord.is) {
			return true
		}
	}
	return false
}

func (w entryWord) is(word string) bool {
	return w.text == word || w.open && strings.HasPrefix(word, w.text)
}

// String is the same for entries that find the same: "nobody" and "no body" are two,
// because each is found only as it is written.
func (e Entry) String() string {
	all := make([]string, len(e))
	for i, w := range e {
		if all[i] = w.text; w.open {
			all[i] += anyEnding
		}
	}
	return strings.Join(all, " ")
}

// JudgeEntry says whether something can be an entry: it has a word, and none with any
// beginning is asked for, which is never looked for.
func JudgeEntry(line string) Why {
	if len(EntryOf(line)) == 0 {
		return NoWord
	}
	for _, token := range tokens(line) {
		if word := strings.TrimLeft(token, anyEnding); word != token && word != "" {
			return AnyBeginning
		}
	}
	return Fine
}

// PlainWords are a text's words, in lower case and without marks and what nobody can see.
func PlainWords(text string) []string {
	return strings.FieldsFunc(plain(text), func(r rune) bool { return !wordRune(r) })
}

// plain is a text in lower case and without marks and what nobody can see.
func plain(text string) string {
	return cases.Fold().String(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.M, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToValidUTF8(text, ""))))
}

// wordRune reports whether words are made of such.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
