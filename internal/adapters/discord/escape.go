package discord

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Discord takes a backslash before any ASCII sign for the sign itself.

// always are the signs that are escaped wherever they stand: those of styles,
// spoilers, code, links, mentions, emoji, timestamps, headings and quotes; and
// those without which an address is no address.
const always = "\\*_~`|<>[]#@:/"

// atWordStart are the signs that mean something only where a word begins: those
// of lists. A word can come to begin a line when a text is cut.
const atWordStart = "-+"

// escape makes text that Discord shows as it is. The text begins where a word
// does.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	last := ' '
	for i, r := range s {
		if strings.ContainsRune(always, r) ||
			strings.ContainsRune(atWordStart, r) && unicode.IsSpace(last) ||
			(r == '.' || r == ')') && '0' <= last && last <= '9' && endsWord(s[i+1:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// endsWord reports whether a word ends before s.
func endsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || unicode.IsSpace(r)
}

// harmless is the text without what could change how the text around it shows:
// controls, and the marks that turn the direction of writing. What belongs to
// words and emoji, as joiners do, stays.
func harmless(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r),
			'\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', // directions
			'\u206a' <= r && r <= '\u206f', '\ufff9' <= r && r <= '\ufffb', // annotations
			r == '\u200b', r == '\ufeff', r == '\u00ad':
			return -1
		}
		return r
	}, s)
}

// visible reports whether anything of a text can be seen.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.M, r) &&
			r != '\u115f' && r != '\u1160' && r != '\u3164' && r != '\uffa0' && r != '\u2800'
	})
}
