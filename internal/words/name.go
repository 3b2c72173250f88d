package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxName is the longest name of an account that is shown, in runes.
	maxName = 40
	// maxMarks is how many combining marks may stand on one letter: enough for
	// every language, too few to climb into the lines around it.
	maxMarks = 3
)

// Name is what an account calls itself, or a channel is called, as others may read it:
// on one line, in at most 40 runes, the last an ellipsis where more followed, without
// control characters, without what turns the direction of the text around it, and
// without what nobody can see. It is empty where nothing is left. Links, mentions and
// markup stay as they were written; it is the adapters that make them plain text.
func Name(s string) string {
	var b strings.Builder
	marks, runes := 0, 0
	seen, space, cut := false, false, false
	for _, r := range strings.ToValidUTF8(s, "") {
		mark := unicode.Is(unicode.M, r)
		switch {
		case Blank(r):
			space = true
			continue
		case invisible(r), mark && runes == 0, mark && space:
			continue
		case mark:
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks, seen = 0, true
		}
		needs := 1
		if space && runes > 0 {
			needs = 2
		}
		if runes+needs > maxName {
			cut = true
			break
		}
		if needs == 2 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		runes, space = runes+needs, false
	}
	if !seen {
		return ""
	}
	if !cut {
		return b.String()
	}
	name := b.String()
	if runes == maxName { // The ellipsis takes the place of the last one.
		_, last := utf8.DecodeLastRuneInString(name)
		name = strings.TrimRight(name[:len(name)-last], " ")
	}
	return name + "…"
}

// Blank reports whether a rune shows as empty room: white space of any kind, line
// breaks, and the letters that have no shape.
func Blank(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Z, r)
}

// invisible reports whether a rune shows as nothing: control characters, and the
// formatting ones, among which are those that turn the direction of text.
func invisible(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
