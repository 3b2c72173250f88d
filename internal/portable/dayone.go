package portable

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"stillpoint/internal/schedule"
)

// dayOne is an entry as Day One writes it into its JSON, of what is read here.
type dayOne struct {
	Created time.Time `json:"creationDate"`
	Zone    string    `json:"timeZone"`
	Text    string    `json:"text"`
}

// parseDayOne reads the entries of Day One's JSON, the oldest first. Pictures are left
// out: only words are kept.
func parseDayOne(data []byte) ([]Entry, error) {
	p := &documentParser{dec: json.NewDecoder(bytes.NewReader(data)), data: data}
	if _, err := p.dec.Token(); err != nil {
		return nil, jsonFault(data, err)
	}
	var all []dayOne
	for p.dec.More() {
		key, err := p.dec.Token()
		if err != nil {
			return nil, jsonFault(data, err)
		}
		if key != "entries" {
			var passed json.RawMessage
			if err := one(p, &passed, nil); err != nil {
				return nil, err
			}
			continue
		}
		if err := many(p, &all, checkDayOne); err != nil {
			return nil, err
		}
	}
	var out []Entry
	for _, e := range all {
		text := strings.TrimSpace(withoutPictures(e.Text))
		if text == "" {
			continue
		}
		loc := time.UTC
		if named, err := schedule.Location(e.Zone); err == nil {
			loc = named
		}
		out = append(out, Entry{schedule.DateOf(e.Created, loc), e.Created.UTC(), text})
	}
	if len(out) == 0 {
		return nil, &Fault{Why: Empty}
	}
	return sorted(out), nil
}

func checkDayOne(e *dayOne) string {
	return firstWrong(needed("creationDate", e.Created), field{"text", len(e.Text) <= 1<<20})
}

// withoutPictures takes out the lines that only show a picture, and the backslashes
// that Day One puts before what Markdown would read as more than a letter.
func withoutPictures(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "![](dayone-moment:") {
			out = append(out, line)
		}
	}
	var b strings.Builder
	runes := []rune(strings.Join(out, ""))
	for n, r := range runes {
		if r == '\\' && n+1 < len(runes) && strings.ContainsRune(`\.!()[]{}#+-*_`+"`", runes[n+1]) && (n == 0 || runes[n-1] != '\\') {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
