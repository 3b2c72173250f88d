package summary

import (
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// Input is what a person's summary is made of.
type Input struct {
	// Locale is the person's BCP 47 tag.
	Locale string
	Period Period
	// Today is the person's local date. What the summary says of the present
	// (the total, the rest days held) it says only while the period's window is
	// open.
	Today   schedule.Date
	History streak.History
	// Replies are the person's answers, in any order, and what they wrote besides
	// in the period.
	Replies []Reply
	// Line is a sentence of the person's own from the period, as Line chooses
	// it; empty for none. It is shown in private chats only.
	Line string
	// Card says that a card can be made of a sentence of theirs from the period.
	Card bool
	// Compass holds every tap on the compass, in any order.
	Compass []Point
	// Quiet hides every count.
	Quiet bool
	// FirstDay is the day that a week begins with in the person's region.
	FirstDay time.Weekday
	Theme    Theme
}

// Reply is one answered question, or one piece of free writing.
type Reply struct {
	// Date is the local date on which it was first written.
	Date schedule.Date
	// Delivery is the question that it answers; 0 for none, or where it isn't
	// known. A month's picture shades the date of that question by Words.
	Delivery reflection.DeliveryID
	// Themes are the question's, by the names that packs tag them with; none where
	// there is no question.
	Themes []string
	// Words is how many words it has now: 0 once they were deleted.
	Words int
	// Free marks what counts only as words: free writing, notes, and what was
	// added to an answer that is counted by itself.
	Free bool
}

// Point is a tap on the compass.
type Point struct {
	Date  schedule.Date
	Place int // 1 (stay) to 5 (go)
}

// LeastTotal is how many replies there are before the first summary is sent.
const LeastTotal = 3

// Worth reports whether the summary is to be sent unasked: never before three
// replies, and not for a period without one.
func Worth(in Input) bool {
	t := in.tally()
	return in.History.Total >= LeastTotal && t.answered > 0
}

func (in Input) words() *words.Words { return words.For(in.Locale) }

// latestSending is how many days after a period's last date its summary goes
// out, if it was moved to the weekday before that of the last date.
const latestSending = 6

// current reports whether the period is the present one, or was until just now:
// whether its summary can still be sent.
func (in Input) current() bool {
	days := int(window(in.Period.kind).Hours() / 24)
	return !in.Today.After(in.Period.Last().AddDays(latestSending + days))
}

// tally is what a period comes to.
type tally struct {
	streak.Tally
	// of is how many occasions were settled, one way or another.
	of int
	// answered is how many dates were kept; where none was, as for somebody
	// without a subscription, how many replies were written.
	answered int
	// run is how many were kept in a row when the period ended, longest the most
	// at any time in it.
	run, longest int
	// before and after are how many answers there were in all when the period
	// began and when it ended.
	before, after int
	// began says that nothing was answered before the period, back that it holds
	// the first answer after a long gap.
	began, back bool

	words    int
	theme    string // the one with the most words; empty for none
	topWords int    // the words written about it
}

// gap is how many days without an answer make the next one a return.
const gap = 14

func (in Input) tally() tally {
	occasions := in.History.Between(in.Period.First(), in.Period.Last())
	t := tally{Tally: streak.TallyOf(occasions)}
	t.of = t.Kept + t.Rested + t.Missed
	for _, o := range occasions {
		t.run = o.Run
		t.longest = max(t.longest, o.Run)
	}
	t.answers(in)
	t.writing(in)
	return t
}

// answers works out what the answers' dates tell.
func (t *tally) answers(in Input) {
	var latestBefore, firstIn schedule.Date
	note := func(d schedule.Date) {
		switch {
		case d.Before(in.Period.First()):
			latestBefore = later(latestBefore, d)
		case in.Period.Has(d) && (firstIn.IsZero() || d.Before(firstIn)):
			firstIn = d
		}
	}
	written, since := 0, 0
	for _, r := range in.Replies {
		if r.Free {
			continue
		}
		note(r.Date)
		if in.Period.Has(r.Date) {
			written++
		}
		if r.Date.After(in.Period.Last()) {
			since++
		}
	}
	for _, o := range in.History.Occasions {
		if o.Outcome == streak.Kept {
			note(o.Date)
		}
	}
	t.answered = t.Kept
	if t.answered == 0 {
		t.answered = written
	}
	t.after = max(in.History.Total-since, 0)
	t.before = max(t.after-written, 0)
	if firstIn.IsZero() {
		return
	}
	t.began = latestBefore.IsZero()
	t.back = !t.began && latestBefore.DaysUntil(firstIn) > gap
}

// writing counts words. Of themes with as many words, the one that was written
// about first in the period counts, then the one first by name.
func (t *tally) writing(in Input) {
	type shelf struct {
		words int
		first schedule.Date
	}
	shelves := make(map[string]shelf)
	for _, r := range in.Replies {
		if !in.Period.Has(r.Date) || r.Words <= 0 {
			continue
		}
		t.words += r.Words
		for _, theme := range r.Themes {
			if in.words().Summary.Theme(theme) == "" {
				continue // It has no name to say.
			}
			s := shelves[theme]
			s.words += r.Words
			if s.first.IsZero() || r.Date.Before(s.first) {
				s.first = r.Date
			}
			shelves[theme] = s
		}
	}
	for name, s := range shelves {
		top := shelves[t.theme]
		better := s.words > top.words ||
			s.words == top.words && (s.first.Before(top.first) || s.first == top.first && name < t.theme)
		if t.theme == "" || better {
			t.theme, t.topWords = name, s.words
		}
	}
}

func later(a, b schedule.Date) schedule.Date {
	if b.After(a) {
		return b
	}
	return a
}
