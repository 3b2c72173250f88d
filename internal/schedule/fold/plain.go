// Package fold reads typed text forgivingly: what people mean to be the same
// letter, digit, dash or space is the same rune here, and a name has one form
// in which it is compared. The tables of places are made with it and searched
// with it.
package fold

import (
	"unicode"
	"unicode/utf8"
)

// Dropped stands for a rune that carries no meaning of its own.
const Dropped rune = -1

// IsDigit reports whether a plain rune is a figure.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' }

// IsLetter reports whether a plain rune belongs to a word.
func IsLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// Plain returns the rune that r is read as: in lower case, a figure for the
// digits of every script, a space for symbols, Dropped for apostrophes and for
// what can't be seen.
func Plain(r rune) rune {
	switch {
	case r < 0x80 && r != '\'' && r != '`' && r >= ' ' && r != 0x7F:
		return unicode.ToLower(r)
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), // marks of direction, joiners
		unicode.Is(unicode.Variation_Selector, r), r == 0x20E3, // "8️⃣" is an 8
		r == '\'', r == '`', r == '’', r == '‘', r == 'ʼ', r == '´': // o'clock, o’clock
		return Dropped
	case unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r), r == utf8.RuneError:
		return ' '
	case r >= '‐' && r <= '―', r == '−', r == '﹣', r == '－', r == '~', r == '〜':
		return '-'
	case unicode.Is(unicode.Nd, r):
		return '0' + digitOf(r)
	case r == '：':
		return ':'
	case r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return unicode.ToLower(r - 'Ａ' + 'A')
	case r == '，' || r == '、' || r == '،':
		return ','
	}
	return unicode.ToLower(r)
}

// digitOf returns the value of a decimal digit of any script. Unicode keeps
// the ten digits of a script together, in order, and its table has a range
// begin with a zero.
func digitOf(r rune) rune {
	for _, span := range unicode.Nd.R16 {
		if r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r <= rune(span.Hi) {
			return (r - rune(span.Lo)) % 10
		}
	}
	return 0
}
