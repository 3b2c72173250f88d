package summary

import (
	"strings"

	"stillpoint/internal/words"
)

// BlocksWidth is the most columns of a terminal that Blocks takes.
const BlocksWidth = 80

// signs are the marks in block characters.
var signs = [marks]rune{notAsked: '·', kept: '■', rested: '◖', missed: '-', open: '□'}

// Blocks draws the twelve months that end with the input's period in block
// characters, at most BlocksWidth columns wide, for a terminal. It ends with a
// line break.
func Blocks(in Input) string { return in.calendar().draw(in.words().Summary) }

// Blocks draws the channel's months; see the other Blocks. Below three people
// it is empty.
func (c Channel) Blocks() string {
	if !c.Worth() {
		return ""
	}
	return c.calendar().draw(words.For(c.Locale).Summary)
}

// Blocks draws the year of a sketch in block characters; it is empty for a
// milestone's card.
func (s Sketch) Blocks() string {
	if s.isCard() {
		return ""
	}
	return s.calendar().draw(words.For(s.Locale).Summary)
}

const (
	blockLabel = 5 // columns for the weekday
	blockDay   = 2 // columns for a week
	blockGap   = 1 // columns between months, beside the space after each sign
)

func (c calendar) draw(w words.Summary) string {
	var out strings.Builder
	line := func(s string) {
		out.WriteString(strings.TrimRight(s, " "))
		out.WriteByte('\n')
	}
	title := c.title(w)
	if c.total > 0 {
		title += " · " + w.Count(c.total)
	}
	line(title)
	blocks := c.blocks()
	for _, six := range [][]block{blocks[:6], blocks[6:]} {
		line("")
		rows := c.drawSix(six, w)
		for _, r := range rows {
			line(r)
		}
	}
	line("")
	var legend []string
	for _, m := range c.legend() {
		legend = append(legend, string(signs[m])+" "+c.label(w, m))
	}
	line(strings.Repeat(" ", blockLabel) + strings.Join(legend, "   "))
	return out.String()
}

// drawSix draws six months: their names, and seven rows.
func (c calendar) drawSix(six []block, w words.Summary) []string {
	names := padded("", blockLabel)
	rows := make([]string, 7)
	for row := range rows {
		label := ""
		if row%2 == 0 {
			label = w.Weekdays[(int(c.firstDay)+row)%7]
		}
		rows[row] = padded(label, blockLabel)
	}
	for _, b := range six {
		width := b.columns*blockDay + blockGap
		names += padded(w.Months[b.first.Month-1], width)
		grid := make([][]rune, 7)
		for row := range grid {
			grid[row] = []rune(strings.Repeat(" ", width))
		}
		for day := range b.days {
			column, row := b.at(day)
			grid[row][column*blockDay] = signs[c.mark(b, day)]
		}
		for row := range rows {
			rows[row] += string(grid[row])
		}
	}
	return append([]string{names}, rows...)
}

// padded fills a text with spaces to a width in letters.
func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(width-len([]rune(s)), 0))
}
