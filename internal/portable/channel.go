package portable

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Sheet is a table about a channel, for its admins.
type Sheet int

// The sheets.
const (
	FiguresSheet   Sheet = iota // what its weeks came to
	QuestionsSheet              // its own questions
)

// FileName is what a sheet's file is called. It says nothing of whose it is.
func (s Sheet) FileName() string {
	return [...]string{"stillpoint-figures", "stillpoint-questions"}[s] + "." + Kinds[Table].Ending
}

// Told says which of a week's figures name nobody.
type Told func(reflection.Figures) (counts, cameBack bool)

// WriteFigures writes what weeks came to, a row each. What could be somebody's alone is
// left out, and there are no sums, from which it could be found.
func WriteFigures(to io.Writer, all []reflection.Figures, told Told, w words.CommunityFigures) error {
	rows := [][]string{w.Columns}
	for _, f := range all {
		row := []string{f.Week.String(), strconv.Itoa(f.Asked), "", w.Few, ""}
		counts, cameBack := told(f)
		if counts {
			row[2], row[3] = strconv.Itoa(f.Answers), strconv.Itoa(f.People)
		}
		if cameBack {
			row[4] = strconv.Itoa(f.CameBack)
		}
		rows = append(rows, row)
	}
	return writeRows(to, rows)
}

// WriteQuestions writes a channel's own questions as they can be read again, in their
// order: each with its date, unless that is over, its author's name, and its link for
// more; and with the date on which it was asked.
func WriteQuestions(to io.Writer, all []OwnRow) error {
	rows := [][]string{{"question", "date", "author", "link", "asked"}}
	for _, q := range all {
		rows = append(rows, []string{Inert(q.Question), q.On, Inert(q.Author), Inert(q.More), q.Asked})
	}
	return writeRows(to, rows)
}

// OwnRow is an own question as a table has it.
type OwnRow struct{ Question, On, Author, More, Asked string }

func writeRows(to io.Writer, rows [][]string) error {
	if _, err := io.WriteString(to, "\ufeff"); err != nil { // as table.begin does
		return err
	}
	c := csv.NewWriter(to)
	c.UseCRLF = true
	return c.WriteAll(rows)
}

// formula are the characters with which a cell becomes a formula, or is taken for text.
const formula = "=+-@\t\r'"

// Inert keeps a spreadsheet from reading what somebody wrote as a formula, so that Plain
// gives back the very same.
func Inert(cell string) string {
	if cell != "" && strings.ContainsRune(formula, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// Plain undoes Inert. A cell of another program's that only begins with an apostrophe
// stays as it is.
func Plain(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formula, rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
