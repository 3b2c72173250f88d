package terminal

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// leastWidth is the narrowest that a text is wrapped to.
const leastWidth = 16

// visible takes out what a terminal would obey rather than show: control
// characters, and marks that turn the direction of what follows. Line breaks
// stay; a tab becomes a space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// wrap breaks a text into lines of at most columns, between words where it can,
// and at every line break. There is at least one line.
func wrap(text string, columns int) []string {
	columns = max(columns, leastWidth)
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(paragraph, columns)...)
	}
	return lines
}

func wrapLine(text string, columns int) []string {
	var lines []string
	current, used := "", 0
	for _, word := range strings.Fields(text) {
		w := columnsOf(word)
		if used > 0 && used+1+w > columns {
			lines = append(lines, current)
			current, used = "", 0
		}
		for w > columns {
			head, rest := breakWord(word, columns)
			lines = append(lines, head)
			word, w = rest, columnsOf(rest)
		}
		if used > 0 {
			current += " "
			used++
		}
		current += word
		used += w
	}
	return append(lines, current)
}

// breakWord cuts a word that is wider than a line; what belongs to one sign,
// such as a joined emoji, stays together.
func breakWord(word string, columns int) (head, rest string) {
	at, used := 0, 0
	for _, sign := range signs(word) {
		w := columnsOf(sign)
		if used+w > columns && at > 0 {
			break
		}
		at += len(sign)
		used += w
	}
	return word[:at], word[at:]
}

// signs cuts a text into what a terminal shows as one sign each.
func signs(s string) []string {
	var all []string
	start := 0
	joined := false
	for i, r := range s {
		if i > start && !joined && !extends(r) {
			all = append(all, s[start:i])
			start = i
		}
		joined = r == zeroWidthJoiner
	}
	if start < len(s) {
		all = append(all, s[start:])
	}
	return all
}

const (
	zeroWidthJoiner   = '\u200d'
	emojiPresentation = '\ufe0f'
)

// extends reports whether a rune belongs to the one before it.
func extends(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || (r >= 0x1F3FB && r <= 0x1F3FF)
}

// columnsOf is how many columns a text takes.
func columnsOf(s string) int {
	n := 0
	for _, sign := range signs(s) {
		n += columnsOfSign(sign)
	}
	return n
}

func columnsOfSign(sign string) int {
	if strings.ContainsRune(sign, emojiPresentation) {
		return 2
	}
	for _, r := range sign {
		if extends(r) {
			continue
		}
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			return 2
		}
		return 1
	}
	return 0
}
