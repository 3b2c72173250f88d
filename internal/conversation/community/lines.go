package community

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/conversation/daily"
)

// The bounds of a channel's own questions.
const (
	minQuestion  = 10  // runes
	maxQuestion  = 300 // runes
	maxQuestions = 200 // of a channel, asked or not
)

// why says why a line is no question to be added.
type why int

const (
	fine why = iota
	tooShort
	tooLong
	twice // it is there already
	full  // the channel has as many as it can
)

// line is one line of what was given to be added.
type line struct {
	number int // counted from 1, empty lines too
	text   string
	why    why
}

// readQuestions reads one question a line, and says of each whether it can be
// added to those that there are. Bullets and numbers before a question, and empty
// lines, are dropped.
func readQuestions(text string, there []string) []line {
	known := map[string]bool{}
	for _, q := range there {
		known[sameness(q)] = true
	}
	have := len(there)
	var lines []line
	for i, raw := range strings.Split(daily.Clean(lineBreaks.Replace(text)), "\n") {
		l := line{number: i + 1, text: question(raw)}
		if l.text == "" {
			continue
		}
		n := utf8.RuneCountInString(l.text)
		switch {
		case n < minQuestion:
			l.why = tooShort
		case n > maxQuestion:
			l.why = tooLong
		case known[sameness(l.text)]:
			l.why = twice
		case have >= maxQuestions:
			l.why = full
		default:
			known[sameness(l.text)] = true
			have++
		}
		lines = append(lines, l)
	}
	return lines
}

// lineBreaks are the ways in which files end their lines.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// question cleans one question: a bullet or a number before it, room around and
// within, and what nobody can see, are dropped.
func question(s string) string {
	s = strings.Join(strings.FieldsFunc(visible(s), unicode.IsSpace), " ")
	s = strings.TrimSpace(strings.TrimLeft(s, "-*•–—·"))
	digits := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(digits); n > 0 && n <= 3 && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")) {
		s = strings.TrimSpace(digits[2:])
	}
	return s
}

// visible drops what shows as nothing, and with it what turns the direction of the
// text around it: a question stands in a post for all to read. Joiners stay,
// because some languages and emoji are written with them.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c', r == '\u200d':
			return r
		case !unicode.IsGraphic(r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// sameness is the same for questions that read the same: letter case and marks
// make no difference.
func sameness(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
