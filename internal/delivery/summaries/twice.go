package summaries

import (
	"cmp"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// twiceApart is how many days there are at least between two answers that are shown
// beside each other: sooner, little has changed.
const twiceApart = 28

// Twice returns the first and the last answer that a person gave in a period to the
// same question, or else to two about the same theme: those furthest apart; nil where
// there are none. Each is one line, that a card can be made of. The subscription is
// the person's own; zero if they have none.
func (t *Teller) Twice(tx reflection.Tx, person reflection.Person, sub reflection.Subscription, p summary.Period, now time.Time) (*summary.Pair, error) {
	past, err := pastOf(tx, person, sub, now)
	if err != nil {
		return nil, err
	}
	parts, err := past.parts(tx, p)
	if err != nil {
		return nil, err
	}
	w := words.For(person.Locale)
	same, like := apart{}, apart{}
	answered := map[reflection.ReplyID]bool{}
	for _, part := range parts {
		if part.Deeper || answered[part.Reply] {
			continue
		}
		about, err := t.about(tx, part.Reply)
		if err != nil {
			return nil, err
		}
		lines := about.lines(w, part.Part)
		if len(lines) == 0 || about.prompt == "" {
			continue
		}
		answered[part.Reply] = true
		line := summary.Dated{Date: part.date, Text: lines[0], Asked: about.question}
		same.add(about.prompt, line)
		for _, theme := range about.told.Themes {
			if w.Summary.Theme(theme) != "" {
				like.add(theme, line)
			}
		}
	}
	if _, pair := same.furthest(); pair != nil {
		pair.Question, pair.First.Asked, pair.Last.Asked = pair.Last.Asked, "", ""
		return pair, nil
	}
	theme, pair := like.furthest()
	if pair != nil {
		pair.Theme = theme
	}
	return pair, nil
}

// apart holds the first and the last line that was written to something.
type apart map[string][2]summary.Dated

// add takes a line that was written after all those before.
func (a apart) add(to string, line summary.Dated) {
	both, begun := a[to]
	if !begun || line.Date.Before(both[0].Date) {
		both[0] = line
	}
	if !begun || !line.Date.Before(both[1].Date) {
		both[1] = line
	}
	a[to] = both
}

// furthest returns the pair with the most days between, at least twiceApart; of those
// with as many the earliest, then the first by what it was written to.
func (a apart) furthest() (to string, pair *summary.Pair) {
	days := twiceApart - 1
	var first schedule.Date
	for key, both := range a {
		n := both[0].Date.DaysUntil(both[1].Date)
		better := cmp.Or(cmp.Compare(n, days), compareDates(first, both[0].Date), cmp.Compare(to, key)) > 0
		if n >= twiceApart && better {
			to, days, first = key, n, both[0].Date
			pair = &summary.Pair{First: both[0], Last: both[1]}
		}
	}
	return to, pair
}

func compareDates(a, b schedule.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}
