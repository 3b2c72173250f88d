package telegram

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// clean is a text as Telegram will show it: composed, without the characters that
// Telegram drops by itself, and with spaces for controls. What is looked for in a
// text, such as a mention, must be looked for afterwards: a character that is
// dropped later would bring together what it kept apart. Composing comes first, so
// that a letter with a ring keeps it.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u0333', r == '\u033f', r == '\u030a', '\u2028' <= r && r <= '\u202e', r == '\r':
			return -1
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, s)
}

// undirected is the text without the marks that turn the direction of writing,
// which could make words around it read otherwise than they stand. Those of the
// other kind clean drops.
func undirected(s string) string {
	return strings.Map(func(r rune) rune {
		if '\u2066' <= r && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}
