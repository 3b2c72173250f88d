// Package lines reads what people write one a line: the questions that a bot is to ask, and
// the entries of a word list.
package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/schedule"
)

// Bounds are what questions must keep to: their length in runes, how many there may be,
// and whether an address after the end of one leads to more.
type Bounds struct {
	Shortest, Longest, Most int
	Links                   bool
}

// Why says why a line is no question to be added.
type Why int

// The reasons.
const (
	Fine Why = iota
	TooShort
	TooLong
	Twice  // it is there already
	Full   // there are as many as there can be
	NoDate // what stands for its date is none, or has passed
	NoRow  // of a table: it can't be read, or has no question
	NoLink // what stands for its link is none that can be shown

	NoWord       // of a word list's entry: there is no word in it
	AnyBeginning // of a word list's entry: it asks for any beginning
)

// Line is one line of what was given to be added.
type Line struct {
	Number int // counted from 1, empty lines too
	Text   string
	Why    Why
	// On and Author are what a table says of it: the date to ask it on, and whose
	// it is; neither, if it says nothing.
	On     schedule.Date
	Author string
	More   string // an address that leads to more, or nothing
}

// Quoted is the beginning of what stands in a line, as it can be said back: cut, on one
// line, and without what nobody can see. It is empty for a row that has no question.
func (l Line) Quoted() string { return turn.Name(l.Text) }

// Read reads one question a line, and says of each whether it can be
// added to those that there are. Bullets and numbers before a question, and empty
// lines, are dropped.
func Read(text string, there []string, in Bounds) []Line {
	known := knownOf(there, in)
	var lines []Line
	for i, raw := range strings.Split(daily.Clean(LineBreaks.Replace(text)), "\n") {
		l := Line{Number: i + 1, Text: question(raw)}
		if l.Text == "" {
			continue
		}
		if in.Links {
			l = l.withLink()
		}
		if l.Why == Fine {
			l.Why = known.judge(l.Text)
		}
		lines = append(lines, l)
	}
	return lines
}

// known are the questions that there are, as they come to be.
type known struct {
	same map[string]bool
	have int
	in   Bounds
}

func knownOf(there []string, in Bounds) *known {
	k := &known{same: map[string]bool{}, have: len(there), in: in}
	for _, q := range there {
		k.same[Sameness(q)] = true
	}
	return k
}

// judge says whether a question can be added, and counts it among them if so.
func (k *known) judge(text string) Why {
	n := utf8.RuneCountInString(text)
	switch {
	case n < k.in.Shortest:
		return TooShort
	case n > k.in.Longest:
		return TooLong
	case k.same[Sameness(text)]:
		return Twice
	case k.have >= k.in.Most:
		return Full
	}
	k.same[Sameness(text)] = true
	k.have++
	return Fine
}

// LineBreaks are the ways in which files end their lines.
var LineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// question cleans one question: bullets and numbers before it, room around and within,
// and what nobody can see, are dropped. Cleaned again it stays as it is.
func question(s string) string {
	s = strings.Join(strings.FieldsFunc(Visible(s), unicode.IsSpace), " ")
	for cleaned := unmarked(s); cleaned != s; cleaned = unmarked(s) {
		s = cleaned
	}
	return s
}

// unmarked drops a bullet or a number before a question.
func unmarked(s string) string {
	s = strings.TrimSpace(strings.TrimLeft(s, "-*•–—·"))
	digits := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(digits); n > 0 && n <= 3 && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")) {
		s = strings.TrimSpace(digits[2:])
	}
	return s
}

// Visible drops what shows as nothing, and with it what turns the direction of the
// text around it: a question stands in a post for all to read. Joiners stay,
// because some languages and emoji are written with them.
func Visible(s string) string {
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

// Sameness is the same for questions that read the same: letter case and marks
// make no difference.
func Sameness(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
