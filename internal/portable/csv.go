package portable

import (
	"encoding/csv"
	"io"
	"strings"

	"stillpoint/internal/words"
)

// table writes a journal as CSV, a record for each message.
type table struct {
	to  *csv.Writer
	raw io.Writer
	w   words.Book
}

func newTable(to io.Writer, w words.Book) *table {
	t := &table{to: csv.NewWriter(to), raw: to, w: w}
	t.to.UseCRLF = true
	return t
}

// begin writes a byte order mark first: without one, spreadsheets read UTF-8 as
// something else.
func (t *table) begin() error {
	if _, err := io.WriteString(t.raw, "\ufeff"); err != nil {
		return err
	}
	return t.to.Write(t.w.Columns)
}

func (t *table) entry(e entry) error {
	for _, p := range e.Parts {
		at := p.At.In(e.at.Location())
		followUp, edited := "", ""
		if p.Deeper {
			followUp = e.followUp
		}
		if !p.Edited.IsZero() {
			edited = p.Edited.In(e.at.Location()).Format("2006-01-02 15:04")
		}
		record := []string{
			at.Format("2006-01-02"), at.Format("15:04"), e.Kind, e.Asked, e.source, p.Text, followUp, e.Audience, e.Channel, edited,
		}
		for n := range record {
			record[n] = inert(record[n])
		}
		if err := t.to.Write(record); err != nil {
			return err
		}
	}
	t.to.Flush()
	return t.to.Error()
}

func (t *table) end() error {
	t.to.Flush()
	return t.to.Error()
}

// inert keeps a spreadsheet from reading what somebody wrote as a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
