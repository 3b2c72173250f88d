package summary

import (
	"fmt"
	"strings"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// BlocksWidth is the most columns of a terminal that Blocks takes.
const BlocksWidth = 80

// signs are the marks in block characters.
var signs = [marks]rune{
	undrawn: ' ', notAsked: '·', slight: '░', middling: '▒', kept: '■', extra: '◆',
	rested: '◖', missed: '-', open: '□', free: '○',
}

// Blocks draws the input's period in block characters, at most BlocksWidth
// columns wide, for a terminal: a week in a line, a month as a calendar, a year
// as its months. It ends with a line break.
func Blocks(in Input) string { return Words(in).Sketch.Blocks() }

// Blocks draws the channel's period; see the other Blocks. Below three people
// it is empty.
func (c Channel) Blocks() string { return c.Words().Sketch.Blocks() }

// Blocks draws the days of a sketch in block characters; it is empty for a card
// that has none, and for no sketch. The title and the legend are paragraphs of their
// own, so that only the table between them is folded where it is too wide.
func (s *Sketch) Blocks() string {
	if s == nil {
		return ""
	}
	w := words.For(s.Locale).Summary
	c := s.calendar()
	first, last, ok := c.drawn()
	if !ok {
		return ""
	}
	var rows []string
	switch s.Shows {
	case WeekCard:
		rows = []string{c.line(first, last, w)}
	case MonthCalendar:
		rows = append([]string{s.Title, ""}, c.sheet(first, last, w)...)
	case YearGrid:
		rows = append([]string{s.Title}, c.bands(first, last, w)...)
	default:
		return ""
	}
	var legend []string
	for _, e := range c.legend(w) {
		if len(e.marks) == 0 {
			continue // No line is drawn here: the words tell where the compass stood.
		}
		all := ""
		for _, m := range e.marks {
			all += string(signs[m])
		}
		legend = append(legend, all+" "+e.label)
	}
	if rows[len(rows)-1] != "" {
		rows = append(rows, "")
	}
	var out strings.Builder
	for _, row := range append(rows, packed(legend)...) {
		out.WriteString(strings.TrimRight(row, " "))
		out.WriteByte('\n')
	}
	return out.String()
}

// packed puts entries beside each other, as many as fit a line.
func packed(entries []string) []string {
	const apart = "   "
	out := []string{""}
	for _, e := range entries {
		line := &out[len(out)-1]
		switch {
		case *line == "":
			*line = e
		case len([]rune(*line+apart+e)) > BlocksWidth:
			out = append(out, e)
		default:
			*line += apart + e
		}
	}
	return out
}

// line is a week: each day's name and its mark.
func (c calendar) line(first, last schedule.Date, w words.Summary) string {
	var days []string
	for d := first; !d.After(last); d = d.AddDays(1) {
		days = append(days, w.Weekdays[d.Weekday()]+" "+string(signs[c.at(d)]))
	}
	return strings.Join(days, "   ")
}

// blockColumn is how many columns of a terminal a weekday of a month takes.
const blockColumn = 6

// sheet is a month: a row for each week, with the day's number and its mark.
func (c calendar) sheet(first, last schedule.Date, w words.Summary) []string {
	names := ""
	for i := range 7 {
		names += padded(w.Weekdays[(int(c.firstDay)+i)%7], blockColumn)
	}
	rows := []string{names}
	for from := c.weekOf(first); !from.After(last); from = from.AddDays(7) {
		row := ""
		for i := range 7 {
			d, cell := from.AddDays(i), ""
			if m := c.at(d); m != undrawn {
				cell = fmt.Sprintf("%2d %c", d.Day, signs[m])
			}
			row += padded(cell, blockColumn)
		}
		rows = append(rows, row)
	}
	return rows
}

const (
	blockLabel = 5 // columns for the weekday
	blockDay   = 2 // columns for a week
	blockGap   = 1 // columns between months, beside the space after each sign
	blockBand  = 6 // months beside each other
)

// bands are a year's months as columns of weeks, six beside each other.
func (c calendar) bands(first, last schedule.Date, w words.Summary) []string {
	var rows []string
	month := schedule.Date{Year: first.Year, Month: first.Month, Day: 1}
	for !month.After(last) {
		band := []string{padded("", blockLabel)}
		for row := range 7 {
			label := ""
			if row%2 == 0 {
				label = w.Weekdays[(int(c.firstDay)+row)%7]
			}
			band = append(band, padded(label, blockLabel))
		}
		for range blockBand {
			if !month.After(last) {
				for i, part := range c.column(month, w) {
					band[i] += part
				}
			}
			month = month.AddMonths(1)
		}
		rows = append(append(rows, ""), band...)
	}
	return append(rows, "")
}

// column is a month of a band: its name, and seven rows.
func (c calendar) column(month schedule.Date, w words.Summary) []string {
	from := c.weekOf(month)
	weeks := from.DaysUntil(month.AddMonths(1).AddDays(-1))/7 + 1
	width := weeks*blockDay + blockGap
	out := []string{padded(w.Months[month.Month-1], width)}
	for row := range 7 {
		line := ""
		for week := range weeks {
			sign := ' '
			if d := from.AddDays(week*7 + row); d.Month == month.Month {
				sign = signs[c.at(d)]
			}
			line += padded(string(sign), blockDay)
		}
		out = append(out, padded(line, width))
	}
	return out
}

// padded fills a text with spaces to a width in letters.
func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(width-len([]rune(s)), 0))
}
