// Package grapheme knows which runes a person sees as one character, and how wide
// characters are, as far as adapters need it to cut texts and to place buttons.
package grapheme

import (
	"unicode"
	"unicode/utf8"
)

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// Breakable reports whether two characters that a person sees as two meet at
// byte i of s. It follows Unicode's rules for grapheme clusters where emoji,
// accents and flags are concerned, and errs on the side of not breaking.
func Breakable(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case before == '\r' && after == '\n':
		return false
	case Extends(after), before == zeroWidthJoiner && !unicode.IsSpace(after):
		return false
	case regional(before) && regional(after):
		return flagsBefore(s[:i])%2 == 0
	case 0x1160 <= after && after <= 0x11FF, 0xD7B0 <= after && after <= 0xD7FB:
		return false // Hangul vowels and final consonants
	}
	return true
}

// Extends reports whether a rune belongs to the character before it: accents,
// variation selectors, keycaps, skin tones, tags, and joiners.
func Extends(r rune) bool {
	return unicode.Is(unicode.M, r) || r == zeroWidthJoiner || r == zeroWidthNonJoiner ||
		0x1F3FB <= r && r <= 0x1F3FF || 0xE0020 <= r && r <= 0xE007F
}

// regional reports whether a rune is half a flag.
func regional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// flagsBefore counts the halves of flags at the end of s.
func flagsBefore(s string) int {
	n := 0
	for {
		r, size := utf8.DecodeLastRuneInString(s)
		if !regional(r) {
			return n
		}
		s = s[:len(s)-size]
		n++
	}
}

// Columns is about how wide a text is, in columns: letters one, emoji and East
// Asian characters two.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case Extends(r):
		case r >= 0x1100:
			n += 2
		default:
			n++
		}
	}
	return n
}
