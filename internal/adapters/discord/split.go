package discord

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat/grapheme"
)

// pieces puts lines into messages of at most limit runes each, in their order. A
// line goes into the next message as a whole if it fits there; a longer one is
// cut between words, and a word only if it is longer than a message; never
// inside what shows as one character, unless that alone is too long, and never
// between a sign and what escapes it. White space at a cut is left out, and
// nothing else.
func pieces(lines []line, limit int) []string {
	var all []string
	var b strings.Builder
	runes := 0
	flush := func() {
		if s := strings.Trim(b.String(), "\n"); visible(s) {
			all = append(all, s)
		}
		b.Reset()
		runes = 0
	}
	add := func(s string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
			runes++
		}
		b.WriteString(s)
		runes += utf8.RuneCountInString(s)
	}
	for _, l := range lines {
		for {
			room := limit - runes
			if b.Len() > 0 {
				room--
			}
			s := l.shown()
			n := utf8.RuneCountInString(s)
			if n <= room {
				add(s)
				break
			}
			// What fits into a message of its own isn't cut; nor is a message that is
			// nearly full filled up.
			if b.Len() > 0 && (n <= limit || room < limit/4) {
				flush()
				continue
			}
			at := cut(l.text, room-len(l.before)-len(l.after))
			part := l
			part.text = strings.TrimRightFunc(l.text[:at], unicode.IsSpace)
			l.text = strings.TrimLeftFunc(l.text[at:], unicode.IsSpace)
			add(part.shown())
			flush()
			if l.text == "" {
				break
			}
		}
	}
	flush()
	return all
}

// cut returns where to cut a text so that what is before has at most room runes
// once it is escaped: between two words, or else between two characters.
func cut(s string, room int) int {
	end := fit(s, room)
	for i := end; i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && grapheme.Breakable(s, i) && strings.TrimSpace(s[:i]) != "" {
			return i
		}
		i -= size
	}
	for i := end; i > 0; {
		if grapheme.Breakable(s, i) {
			return i
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return end
}

// fit returns how many bytes of s have at most room runes once they are escaped:
// at least one rune. A sign may be escaped where it would begin a line, so each
// is counted as if it were.
func fit(s string, room int) int {
	n := 0
	for i, r := range s {
		n++
		if strings.ContainsRune(always+atWordStart+".)", r) {
			n++
		}
		if n > room && i > 0 {
			return i
		}
	}
	return len(s)
}
