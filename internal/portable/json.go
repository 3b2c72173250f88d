package portable

import (
	"bytes"
	"encoding/json"
	"io"

	"stillpoint/internal/reflection"
)

// JSON writes everything that is held on a person, one record a line.
func JSON(w io.Writer, tx reflection.Tx, id reflection.PersonID) error {
	j := &jsonSink{w: w}
	if err := walk(tx, id, j); err != nil {
		return err
	}
	return j.end()
}

// jsonSink writes a Document field by field. Lists that have not begun yet when a
// later one does are empty.
type jsonSink struct {
	w    io.Writer
	buf  bytes.Buffer
	open int // the lists begun so far, of lists
	any  bool
	err  error // the first value that couldn't be written
}

// lists are the fields of a Document that are lists, in its order.
var lists = []string{
	"identities", "choices", "subscriptions", "own_questions", "questions", "series", "replies", "facts", "outages",
}

// The places of lists.
const (
	inIdentities = iota + 1
	inChoices
	inSubscriptions
	inOwnQuestions
	inQuestions
	inSeries
	inReplies
	inFacts
	inOutages
)

func (j *jsonSink) person(instance string, p Person) error {
	j.buf.WriteString("{\n\"format\": ")
	j.value(Format)
	j.buf.WriteString(",\n\"version\": ")
	j.value(Version)
	if instance != "" {
		j.buf.WriteString(",\n\"instance\": ")
		j.value(instance)
	}
	j.buf.WriteString(",\n\"person\": ")
	j.value(p)
	return j.flush()
}

// value appends one value on one line.
func (j *jsonSink) value(v any) {
	enc := json.NewEncoder(&j.buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		j.err = err
		return
	}
	j.buf.Truncate(j.buf.Len() - 1) // the encoder's line end
}

func (j *jsonSink) flush() error {
	if j.err != nil {
		return j.err
	}
	_, err := j.buf.WriteTo(j.w)
	return err
}

// upTo begins the lists up to the n-th, and ends those before it.
func (j *jsonSink) upTo(n int) {
	for j.open < n {
		j.endList()
		j.buf.WriteString(",\n\"" + lists[j.open] + "\": [")
		j.open, j.any = j.open+1, false
	}
}

func (j *jsonSink) endList() {
	if j.open > 0 {
		if j.any {
			j.buf.WriteString("\n")
		}
		j.buf.WriteString("]")
	}
}

func (j *jsonSink) item(list int, v any) error {
	j.upTo(list)
	if j.any {
		j.buf.WriteString(",")
	}
	j.any = true
	j.buf.WriteString("\n")
	j.value(v)
	return j.flush()
}

func (j *jsonSink) identity(v Identity) error         { return j.item(inIdentities, v) }
func (j *jsonSink) choice(v Choice) error             { return j.item(inChoices, v) }
func (j *jsonSink) subscription(v Subscription) error { return j.item(inSubscriptions, v) }
func (j *jsonSink) ownQuestion(v OwnQuestion) error   { return j.item(inOwnQuestions, v) }
func (j *jsonSink) question(v Question) error         { return j.item(inQuestions, v) }
func (j *jsonSink) series(v Series) error             { return j.item(inSeries, v) }
func (j *jsonSink) reply(v Reply) error               { return j.item(inReplies, v) }
func (j *jsonSink) fact(v Fact) error                 { return j.item(inFacts, v) }
func (j *jsonSink) outage(v Outage) error             { return j.item(inOutages, v) }

func (j *jsonSink) channels(m Membership) error {
	j.upTo(len(lists))
	j.endList()
	j.buf.WriteString(",\n\"channels\": ")
	j.value(m)
	return j.flush()
}

func (j *jsonSink) end() error {
	j.buf.WriteString("\n}\n")
	return j.flush()
}
