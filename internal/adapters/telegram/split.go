package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"stillpoint/internal/chat/grapheme"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// units is the length of a text as Telegram counts it, in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// split cuts valid UTF-8 into spans of at most limit units, in their order. It
// cuts between paragraphs if it can, else between lines, else between words, and
// a word only if it is longer than a span; never inside what shows as one
// character, unless that alone is too long. White space at a cut is left out,
// and nothing else; spans of white space alone are none.
func split(s string, limit int) []span {
	var spans []span
	for at := 0; at < len(s); {
		end := at + fit(s[at:], limit)
		if end < len(s) {
			end = at + cut(s[at:], end-at)
		}
		part := s[at:end]
		from := at + len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		if part = strings.TrimSpace(part); part != "" {
			spans = append(spans, span{from, from + len(part)})
		}
		at = end
	}
	return spans
}

// fit returns how many bytes of s have at most limit units: at least one rune.
func fit(s string, limit int) int {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit && i > 0 {
			return i
		}
	}
	return len(s)
}

// cut returns where to cut s, at most after max bytes, which are fewer than it
// has.
func cut(s string, max int) int {
	// A paragraph or a line that ends early isn't worth a short message.
	for _, end := range []string{"\n\n", "\n"} {
		if i := strings.LastIndex(s[:max], end); i > max/2 && grapheme.Breakable(s, i+len(end)) {
			return i + len(end)
		}
	}
	if r, _ := utf8.DecodeRuneInString(s[max:]); unicode.IsSpace(r) && grapheme.Breakable(s, max) {
		return max // The last word ends just here.
	}
	for i := max; i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && grapheme.Breakable(s, i) {
			return i
		}
		i -= size
	}
	for i := max; i > 0; {
		if grapheme.Breakable(s, i) {
			return i
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return max
}
