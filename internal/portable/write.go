package portable

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Kind is a kind of file.
type Kind int

// The kinds. Only JSON holds everything and can be taken in again; the others are the
// journal, to be read.
const (
	Book Kind = iota // HTML
	MarkdownFile
	Table // CSV
	Everything
)

// Kinds are all there are, in the order of their constants.
var Kinds = [...]struct {
	Name, Ending, Type string
	// Others are names that people know it by besides.
	Others []string
}{
	Book:         {"book", "html", "text/html", []string{"html", "page", "web"}},
	MarkdownFile: {"markdown", "md", "text/markdown", []string{"md", "text", "txt"}},
	Table:        {"csv", "csv", "text/csv", []string{"table", "excel", "spreadsheet"}},
	Everything:   {"json", "json", "application/json", []string{"everything", "all"}},
}

// KindOf finds a kind by a name of it; ok is false for none.
func KindOf(name string) (k Kind, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for k, kind := range Kinds {
		if name == kind.Name || name == kind.Ending {
			return Kind(k), true
		}
		for _, other := range kind.Others {
			if name == other {
				return Kind(k), true
			}
		}
	}
	return 0, false
}

// Order says which file to write.
type Order struct {
	Person reflection.PersonID
	Kind   Kind
	// Year narrows a journal to one; 0 for all of it. JSON takes none.
	Year int
	// Channel is whose sheet is wanted, in place of a person's file; 0 for none.
	Channel reflection.SubscriptionID `json:",omitempty"`
	Sheet   Sheet                     `json:",omitempty"`
}

// FileName is what an order's file is called. It says nothing of whose it is.
func (o Order) FileName() string {
	if o.Channel != 0 {
		return o.Sheet.FileName()
	}
	name := "stillpoint-journal"
	if o.Kind == Everything {
		name = "stillpoint-everything"
	} else if o.Year != 0 {
		name += "-" + strconv.Itoa(o.Year)
	}
	return name + "." + Kinds[o.Kind].Ending
}

// Pictures draws a year for the book: in light colours, and in dark ones. Without a
// picture of it there is none.
type Pictures func(year int) (light, dark *chat.Picture, err error)

// Write writes a file, as it is read from a transaction.
func Write(to io.Writer, tx reflection.Tx, o Order, w *words.Words, draw Pictures) error {
	switch o.Kind {
	case Everything:
		return JSON(to, tx, o.Person)
	case MarkdownFile:
		return writeJournal(tx, o, &markdown{to: to, w: w.Export.Book})
	case Table:
		return writeJournal(tx, o, newTable(to, w.Export.Book))
	case Book:
		return writeJournal(tx, o, &book{to: to, w: w.Export.Book, lang: w.Tag.String(), draw: draw})
	}
	return fmt.Errorf("no kind of file: %d", o.Kind)
}
