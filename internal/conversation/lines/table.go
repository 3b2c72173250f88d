package lines

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/portable"
	"stillpoint/internal/schedule"
)

// columns are where a table has what; -1 for what it hasn't.
type columns struct{ question, date, author, link int }

// ReadTable reads questions from a table of text, as programs for tables and forms
// write them: the first line names the columns, with a comma, a semicolon or a tab
// between them. One names the question; others may name its date, its author and a link
// for more. Ok is false for what is no such table: it may be plain lines.
func ReadTable(text string, there []string, in Bounds, today schedule.Date) (lines []Line, ok bool) {
	text = strings.TrimSpace(daily.Clean(LineBreaks.Replace(text)))
	first, _, more := strings.Cut(text, "\n")
	comma, at, ok := header(first)
	if !ok || !more {
		return nil, false
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	if _, err := r.Read(); err != nil {
		return nil, false
	}
	known := knownOf(there, in)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, true
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			lines = append(lines, Line{Number: bad.StartLine, Why: NoRow})
			continue
		}
		if err != nil {
			return lines, true
		}
		if slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			number, _ := r.FieldPos(0)
			lines = append(lines, known.row(number, row, at, today))
		}
	}
}

// header finds the columns that a table's first line names, and what stands between
// them.
func header(line string) (comma rune, at columns, ok bool) {
	for _, comma := range []rune{'\t', ';', ','} {
		r := csv.NewReader(strings.NewReader(line))
		r.Comma, r.LazyQuotes = comma, true
		names, err := r.Read()
		if err != nil || len(names) < 2 {
			continue
		}
		if at := named(names); isHeader(names, at) {
			return comma, at, true
		}
	}
	if strings.EqualFold(strings.TrimSpace(line), "question") {
		return ',', columns{0, -1, -1, -1}, true
	}
	return 0, at, false
}

// isHeader reports whether a line names columns, rather than being a question that has a
// comma and the word in it: another column must be known beside the question's, or its
// name be nothing but that.
func isHeader(names []string, at columns) bool {
	if at.question < 0 {
		return false
	}
	if at.date >= 0 || at.author >= 0 || at.link >= 0 || slices.ContainsFunc(names, func(name string) bool { return columnName(name) == "timestamp" }) {
		return true
	}
	return slices.Contains([]string{"question", "questions", "your question", "the question", "question text"}, columnName(names[at.question]))
}

func columnName(name string) string { return strings.ToLower(strings.TrimSpace(Visible(name))) }

// named finds what each column holds by its name.
func named(names []string) columns {
	at := columns{-1, -1, -1, -1}
	for i, name := range names {
		switch name = columnName(name); {
		case at.question < 0 && strings.Contains(name, "question"):
			at.question = i
		case at.date < 0 && (name == "date" || name == "day" || name == "on" || name == "when"):
			at.date = i
		case at.author < 0 && (name == "author" || name == "by" || name == "credit" || strings.HasSuffix(name, "name")):
			at.author = i
		case at.link < 0 && (name == "link" || name == "more" || name == "url" || name == "picture" || name == "image"):
			at.link = i
		}
	}
	return at
}

// row reads one row.
func (k *known) row(number int, row []string, at columns, today schedule.Date) Line {
	cell := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(portable.Plain(strings.TrimSpace(row[i])))
	}
	l := Line{Number: number, Text: question(cell(at.question)), Author: turn.Name(cell(at.author))}
	if l.Text == "" {
		l.Why = NoRow
		return l
	}
	if text := cell(at.date); text != "" {
		var ok bool
		if l.On, ok = DateIn(text, today); !ok {
			l.Why = NoDate
			return l
		}
	}
	if l = l.leading(cell(at.link)); l.Why == Fine {
		l.Why = k.judge(l.Text)
	}
	return l
}

// DateIn reads a date that hasn't passed and isn't years away: 2026-12-24, or in words,
// 24 Dec.
func DateIn(text string, today schedule.Date) (schedule.Date, bool) {
	text = strings.TrimSpace(text)
	on, err := schedule.ParseDate(text)
	if err != nil {
		b, err := schedule.ParseBreak("on "+text, today)
		if err != nil || b.Forever || b.DaysOff().First != b.DaysOff().Last {
			return schedule.Date{}, false
		}
		on = b.From
	}
	return on, !on.Before(today) && !on.After(today.AddDays(2*366))
}
