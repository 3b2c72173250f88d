package terminal

import (
	"strings"
)

// drawing shows a picture of characters. A table of it that is wider than the page
// has its gaps narrowed, or else goes on below, with its labels again; its other lines
// are wrapped.
func (p *page) drawing(text string) string {
	columns := max(p.style.width-len(margin), leastWidth)
	var out []string
	for i, part := range strings.Split(strings.TrimRight(visible(text), "\n"), "\n\n") {
		if i > 0 {
			out = append(out, "")
		}
		lines := strings.Split(part, "\n")
		switch {
		case fits(lines, columns):
			out = append(out, lines...)
		case len(lines) == 1:
			out = append(out, wrap(part, columns)...)
		default:
			if narrow := narrowed(lines); fits(narrow, columns) {
				out = append(out, narrow...)
				continue
			}
			out = append(out, fold(lines, columns)...)
		}
	}
	var b strings.Builder
	for _, l := range out {
		b.WriteString(strings.TrimRight(margin+l, " ") + "\n")
	}
	return b.String()
}

func fits(lines []string, columns int) bool {
	for _, l := range lines {
		if len([]rune(l)) > columns {
			return false
		}
	}
	return true
}

// tableOf returns a table's rows, how wide they are, and whether a column of it is
// empty in all of them.
func tableOf(lines []string) (table [][]rune, width int, empty func(column int) bool) {
	table = make([][]rune, len(lines))
	for i, l := range lines {
		table[i] = []rune(l)
		width = max(width, len(table[i]))
	}
	return table, width, func(column int) bool {
		for _, row := range table {
			if column < len(row) && row[column] != ' ' {
				return false
			}
		}
		return true
	}
}

// narrowed takes one column out of each gap of a table. One with a gap of a single
// column stays as it is: narrower gaps would no longer set its groups apart.
func narrowed(lines []string) []string {
	table, width, empty := tableOf(lines)
	out := make([]string, len(lines))
	for at := 0; at < width; {
		to := at + 1
		for to < width && empty(to) == empty(at) {
			to++
		}
		if empty(at) && to == at+1 {
			return lines
		}
		end := to
		if empty(at) {
			end--
		}
		for i, row := range table {
			out[i] += between(row, at, end)
		}
		at = to
	}
	return out
}

// fold cuts a table between its columns into bands of at most that many columns,
// each with the labels before it.
func fold(lines []string, columns int) []string {
	table, width, empty := tableOf(lines)
	labels := labelsOf(width, empty)
	if labels+leastWidth/2 > columns {
		labels = 0
	}
	var out []string
	for from := labels; from < width; {
		to := min(from+columns-labels, width)
		if to < width {
			to = lastGap(from, to, empty)
		}
		if from > labels {
			out = append(out, "")
		}
		for _, row := range table {
			out = append(out, strings.TrimRight(between(row, 0, labels)+between(row, from, to), " "))
		}
		for from = to; from < width && empty(from); from++ {
		}
	}
	return out
}

// labelsOf is how many columns the labels of a table take, with the gap after them.
func labelsOf(width int, empty func(int) bool) int {
	at := 0
	for at < width && !empty(at) {
		at++
	}
	for at < width && empty(at) {
		at++
	}
	return at % max(width, 1)
}

// lastGap is where a table is best cut at or before a column: in a wide gap, else
// in a narrow one, else there.
func lastGap(from, to int, empty func(int) bool) int {
	for at := to; at > from+1; at-- {
		if empty(at-1) && empty(at-2) {
			return at
		}
	}
	for at := to; at > from; at-- {
		if empty(at) || empty(at-1) {
			return at
		}
	}
	return to
}

func between(row []rune, from, to int) string {
	to = min(to, len(row))
	if from >= to {
		return ""
	}
	return string(row[from:to])
}
