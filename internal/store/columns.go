package store

import (
	"fmt"
	"strings"
	"time"

	"stillpoint/internal/schedule"
)

// How values become columns: instants are microseconds, UTC; dates and times of
// day are text; whatever is zero is NULL.

func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

func dateText(d schedule.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

func timeText(t *schedule.TimeOfDay) any {
	if t == nil {
		return nil
	}
	return t.String()
}

// orNull keeps a reference to nothing from being a reference to row 0.
func orNull[ID ~int64](id ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// blob keeps bytes that stand in a string, sealed, out of the text columns; none
// are NULL.
func blob(sealed string) any {
	if sealed == "" {
		return nil
	}
	return []byte(sealed)
}

// listText keeps a list of ids, none of which has a space.
func listText(ids []string) string { return strings.Join(ids, " ") }

// daysOffText keeps spans of dates.
func daysOffText(spans []schedule.DaysOff) string {
	texts := make([]string, len(spans))
	for i, o := range spans {
		texts[i] = o.String()
	}
	return strings.Join(texts, " ")
}

// How columns become values: each of these is a sql.Scanner for what it points to.

type intoInstant struct{ to *time.Time }

func (i intoInstant) Scan(column any) error {
	switch v := column.(type) {
	case nil:
		*i.to = time.Time{}
	case int64:
		*i.to = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("an instant stored as %T", column)
	}
	return nil
}

type intoDate struct{ to *schedule.Date }

func (i intoDate) Scan(column any) error {
	switch v := column.(type) {
	case nil:
		*i.to = schedule.Date{}
		return nil
	case string:
		return i.to.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("a date stored as %T", column)
}

type intoTime struct{ to *schedule.TimeOfDay }

func (i intoTime) Scan(column any) error {
	if v, ok := column.(string); ok {
		return i.to.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("a time of day stored as %T", column)
}

type intoTimeOrNil struct{ to **schedule.TimeOfDay }

func (i intoTimeOrNil) Scan(column any) error {
	if column == nil {
		*i.to = nil
		return nil
	}
	*i.to = new(schedule.TimeOfDay)
	return intoTime{*i.to}.Scan(column)
}

// intoText reads a blob; NULL is nothing.
type intoText struct{ to *string }

func (i intoText) Scan(column any) error {
	switch v := column.(type) {
	case nil:
		*i.to = ""
	case []byte:
		*i.to = string(v)
	default:
		return fmt.Errorf("a blob stored as %T", column)
	}
	return nil
}

// intoID reads a reference that may be NULL: 0 is no row's id.
type intoID[ID ~int64] struct{ to *ID }

func (i intoID[ID]) Scan(column any) error {
	switch v := column.(type) {
	case nil:
		*i.to = 0
	case int64:
		*i.to = ID(v)
	default:
		return fmt.Errorf("an id stored as %T", column)
	}
	return nil
}

// intoList reads a list of ids, as listText wrote it; none are nil.
type intoList struct{ to *[]string }

func (i intoList) Scan(column any) error {
	v, ok := column.(string)
	if !ok {
		return fmt.Errorf("a list stored as %T", column)
	}
	*i.to = nil
	if v != "" {
		*i.to = strings.Fields(v)
	}
	return nil
}

// intoDaysOff reads spans of dates, as daysOffText wrote them; none are nil.
type intoDaysOff struct{ to *[]schedule.DaysOff }

func (i intoDaysOff) Scan(column any) error {
	v, ok := column.(string)
	if !ok {
		return fmt.Errorf("days off stored as %T", column)
	}
	*i.to = nil
	for text := range strings.FieldsSeq(v) {
		o, err := schedule.ParseDaysOff(text)
		if err != nil {
			return err
		}
		*i.to = append(*i.to, o)
	}
	return nil
}
