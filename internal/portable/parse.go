package portable

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"stillpoint/internal/schedule"
)

// The bounds of a file that is taken in.
const (
	MaxBytes   = 16 << 20
	mostItems  = 200_000 // of all kinds
	mostRunes  = 20_000  // in one text
	shortRunes = 400     // in a name, an id, a zone
)

// Why says what is wrong with a file. It quotes nothing of it.
type Why int

// What can be wrong.
const (
	NotText      Why = iota // no UTF-8
	TooLarge                // longer than MaxBytes, or with too many records
	NotJSON                 // it begins as JSON, and isn't
	WrongKind               // JSON of another program
	NewerVersion            // of a version that isn't known yet
	WrongValue              // a value that can't be
	NoDates                 // text in which no line is a date
	Empty                   // nothing to take in
	TooOften                // too many files of one person's on one day
)

// Fault is why a file is not taken in, and where: a line counted from 1, 0 for the
// whole file. Field is a field's name, as this package has it; empty for none.
type Fault struct {
	Why   Why
	Line  int
	Field string
}

// Error names the fault, and never what was written.
func (f *Fault) Error() string {
	return fmt.Sprintf("fault %d in line %d, field %q", f.Why, f.Line, f.Field)
}

// Parsed is what a file holds: a Document, or else entries.
type Parsed struct {
	Document *Document
	Entries  []Entry
}

// Entry is one piece of writing from another program.
type Entry struct {
	// Date is its local date. At is the instant, where the file tells it; else zero.
	Date schedule.Date
	At   time.Time
	Text string
}

// Parse reads a file of this package's, of Day One's, or of text with dates. An error
// is a *Fault.
func Parse(data []byte) (Parsed, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > MaxBytes:
		return Parsed{}, &Fault{Why: TooLarge}
	case !utf8.Valid(data):
		return Parsed{}, &Fault{Why: NotText}
	case len(bytes.TrimSpace(data)) == 0:
		return Parsed{}, &Fault{Why: Empty}
	}
	if bytes.TrimSpace(data)[0] != '{' {
		entries, err := parseText(string(data))
		return Parsed{Entries: entries}, err
	}
	var head struct {
		Format  json.RawMessage `json:"format"`
		Version json.RawMessage `json:"version"`
		Entries json.RawMessage `json:"entries"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return Parsed{}, jsonFault(data, err)
	}
	switch {
	case string(head.Format) == `"`+Format+`"`:
		d, err := parseDocument(data)
		return Parsed{Document: d}, err
	case len(head.Entries) > 0:
		entries, err := parseDayOne(data)
		return Parsed{Entries: entries}, err
	}
	return Parsed{}, &Fault{Why: WrongKind}
}

// jsonFault says where JSON can't be read.
func jsonFault(data []byte, err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return &Fault{Why: NotJSON, Line: lineAt(data, e.Offset)}
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return &Fault{Why: WrongValue, Line: lineAt(data, e.Offset), Field: fieldName(e.Field)}
	}
	return &Fault{Why: WrongValue}
}

// fieldName is the last part of a path, if it is a field's name and nobody's words.
func fieldName(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if len(name) > 20 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return ""
	}
	return name
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(int(offset), 0), len(data))], []byte("\n"))
}

// parseDocument reads a Document record by record, so that a fault has its line.
func parseDocument(data []byte) (*Document, error) {
	d := &Document{}
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return nil, jsonFault(data, err)
	}
	p := &documentParser{dec: dec, data: data, doc: d}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, jsonFault(data, err)
		}
		name, _ := key.(string)
		if err := p.field(name); err != nil {
			return nil, err
		}
	}
	switch {
	case d.Version == 0:
		return nil, &Fault{Why: WrongValue, Line: 1, Field: "version"}
	case d.Person.OwnShare == "": // There was no person in it.
		return nil, &Fault{Why: WrongValue, Line: 1, Field: "person"}
	}
	return d, nil
}

type documentParser struct {
	dec   *json.Decoder
	data  []byte
	doc   *Document
	items int
}

// one reads one value, and holds it against a check.
func one[T any](p *documentParser, into *T, check func(*T) string) error {
	var raw json.RawMessage
	if err := p.dec.Decode(&raw); err != nil {
		return jsonFault(p.data, err)
	}
	line := lineAt(p.data, p.dec.InputOffset()-int64(len(raw)))
	if err := json.Unmarshal(raw, into); err != nil {
		f := jsonFault(raw, err)
		f.Why, f.Line = WrongValue, line+max(f.Line-1, 0)
		return f
	}
	if check == nil {
		return nil
	}
	if field := check(into); field != "" {
		return &Fault{Why: WrongValue, Line: line, Field: field}
	}
	return nil
}

// many reads a list.
func many[T any](p *documentParser, into *[]T, check func(*T) string) error {
	start, err := p.dec.Token()
	if err != nil {
		return jsonFault(p.data, err)
	}
	if start == nil { // null
		return nil
	}
	if start != json.Delim('[') {
		return &Fault{Why: WrongValue, Line: lineAt(p.data, p.dec.InputOffset())}
	}
	for p.dec.More() {
		if p.items++; p.items > mostItems {
			return &Fault{Why: TooLarge}
		}
		var item T
		if err := one(p, &item, check); err != nil {
			return err
		}
		*into = append(*into, item)
	}
	_, err = p.dec.Token()
	if err != nil {
		return jsonFault(p.data, err)
	}
	return nil
}

func (p *documentParser) field(name string) error {
	d := p.doc
	switch name {
	case "format":
		return one(p, &d.Format, nil)
	case "version":
		if err := one(p, &d.Version, nil); err != nil {
			return err
		}
		if d.Version > Version {
			return &Fault{Why: NewerVersion}
		}
		return nil
	case "instance":
		return one(p, &d.Instance, nil)
	case "person":
		return one(p, &d.Person, checkPerson)
	case "identities":
		return many(p, &d.Identities, checkIdentity)
	case "choices":
		return many(p, &d.Choices, checkChoice)
	case "subscriptions":
		return many(p, &d.Subscriptions, checkSubscription)
	case "own_questions":
		return many(p, &d.OwnQuestions, checkOwnQuestion)
	case "questions":
		return many(p, &d.Questions, checkQuestion)
	case "series":
		return many(p, &d.Series, checkSeries)
	case "replies":
		return many(p, &d.Replies, p.checkReply)
	case "facts":
		return many(p, &d.Facts, checkFact)
	case "outages":
		return many(p, &d.Outages, checkOutage)
	}
	var passed json.RawMessage // of a newer version, or not taken in
	return one(p, &passed, nil)
}
