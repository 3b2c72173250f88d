package summary

import (
	"slices"
	"strings"
	"time"

	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// title names the period.
func (in Input) title(w words.Summary, t tally) string {
	first, last := midnight(in.Period.First()), midnight(in.Period.Last())
	switch in.Period.kind {
	case Year:
		return w.YearTitle(first)
	case Month:
		return w.MonthTitle(first)
	}
	if t.began {
		return w.FirstWeek
	}
	return w.WeekTitle(first, last)
}

// name is the period at the head of a line, as seen from a date.
func name(w words.Summary, p Period, today schedule.Date) string {
	switch {
	case p.kind == Year:
		return w.InYear(midnight(p.first))
	case p.kind == Month:
		return w.InMonth(midnight(p.first))
	case p.Has(today):
		return w.ThisWeek
	case p.Next().Has(today):
		return w.LastWeek
	}
	return w.ThatWeek
}

// lines says what the period was, a thought a line, without the own sentence.
func (in Input) lines(t tally) []string {
	w := in.words()
	s := w.Summary
	var out []string
	say := func(sentences ...string) {
		sentences = slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
		if len(sentences) > 0 {
			out = append(out, strings.Join(sentences, " "))
		}
	}
	switch {
	case in.History.Total == 0 && t.words == 0:
		return []string{s.NoneYet}
	case t.answered == 0 && t.words == 0:
		total := in.History.Total
		if in.Quiet {
			total = 0
		}
		return []string{s.Nothing(total)}
	case in.Quiet:
		say(in.welcome(s, t))
		if t.theme != "" {
			say(s.QuietAbout(s.Theme(t.theme)))
		}
		say(in.compassLine(s))
		if len(out) == 0 {
			say(s.Here)
		}
		return out
	}
	say(in.welcome(s, t))
	say(in.score(s, t), in.open(s), in.rest(s, t))
	say(in.milestone(s, t))
	say(in.counts(w, t))
	say(wrote(s, t))
	if in.Period.kind == Year {
		say(in.months(s)...)
	}
	say(in.compassLine(s))
	if len(out) == 0 {
		say(s.Something)
	}
	return out
}

// welcome greets somebody who is back, or who has just begun.
func (in Input) welcome(s words.Summary, t tally) string {
	switch {
	case t.back:
		return s.BackAgain
	case t.began && in.Period.kind == Week:
		return s.Begun
	}
	return ""
}

// score says how many were kept of how many: from one half on, and not when
// somebody is back from a gap; else how many were answered.
func (in Input) score(s words.Summary, t tally) string {
	period := name(s, in.Period, in.Today)
	switch {
	case t.answered == 0:
		return ""
	case in.scored(t):
		return s.Of(period, t.Kept, t.of)
	}
	return s.Only(period, t.answered)
}

// open names the date of the period whose question is open still, once the period is
// over: it is in no number yet.
func (in Input) open(s words.Summary) string {
	if !in.Today.After(in.Period.Last()) {
		return ""
	}
	occasions := in.History.Between(in.Period.First(), in.Period.Last())
	if n := len(occasions); n > 0 && occasions[n-1].Outcome == streak.Open {
		return s.StillOpen(midnight(occasions[n-1].Date))
	}
	return ""
}

// scored reports whether it is said how many were kept of how many.
func (in Input) scored(t tally) bool {
	return t.Kept > 0 && t.of > 1 && 2*t.Kept >= t.of && !t.back
}

// rest says what became of rest days. Those that are left are left now, so they
// are said only of the present.
func (in Input) rest(s words.Summary, t tally) string {
	held := 0
	if in.current() && in.Period.kind != Year {
		held = in.History.RestDays
	}
	switch {
	case t.Rested > 0 && !t.back:
		return s.RestUsed(t.Rested, held)
	case held > 0:
		return s.RestHeld(held)
	}
	return ""
}

// counts says how many were kept in a row at the end, or for a year the most,
// and how many there are in all: one of the two where both are one number, and
// neither where the score has just said it.
func (in Input) counts(w *words.Words, t tally) string {
	run, total := t.run, 0
	if in.Period.kind == Year {
		run = t.longest
	}
	if in.current() {
		total = in.History.Total
	}
	said := in.scored(t) && run == t.Kept && t.Kept == t.of
	if in.Period.kind == Year && run < leastLongest || run == total || said || !(streak.History{Run: run}).ShowRun() {
		run = 0
	}
	if total == t.answered {
		total = 0
	}
	switch {
	case run > 0 && total > 0:
		return in.inARow(w.Summary, run) + " " + w.Streak.Total(total)
	case run > 0:
		return in.inARow(w.Summary, run)
	case total > 0:
		return w.Streak.Total(total)
	}
	return ""
}

// inARow says a run: the one at the end, or a year's longest.
func (in Input) inARow(s words.Summary, run int) string {
	if in.Period.kind == Year {
		return s.Longest(run)
	}
	return s.Run(run)
}

// leastLongest is the shortest run that a year's summary calls its longest.
const leastLongest = 3

// milestone says which milestone of the total lies in the period, if one does.
// The first reflection is told by the first week itself.
func (in Input) milestone(s words.Summary, t tally) string {
	if n, ok := streak.NextMilestonePassed(t.before, t.after); ok && n > 1 {
		return s.Milestone(n)
	}
	return ""
}

// wrote counts the words, where there are enough for the number to be no
// reproach, and names the theme that most of them are about.
func wrote(s words.Summary, t tally) string {
	theme := ""
	if t.theme != "" {
		theme = s.Theme(t.theme)
	}
	many, most := t.words >= leastWords, 2*t.topWords > t.words
	switch {
	case many && theme == "":
		return s.Wrote(t.words)
	case many && most:
		return s.MostAbout(t.words, theme)
	case many:
		return s.MainlyAbout(t.words, theme)
	case theme != "" && most:
		return s.QuietAbout(theme)
	}
	return ""
}

// leastWords is how many words are counted aloud.
const leastWords = 100

// months is a year's review: each month that has one with its number, which add
// up to the year's, and the fullest where one stands out.
func (in Input) months(s words.Summary) []string {
	var counts []string
	var fullest time.Month
	most, ties := 0, 0
	for m, n := range in.byMonth() {
		if n == 0 {
			continue
		}
		month := midnight(schedule.Date{Year: in.Period.first.Year, Month: time.Month(m + 1), Day: 1})
		counts = append(counts, s.MonthCount(month, n))
		switch {
		case n > most:
			most, ties, fullest = n, 0, time.Month(m+1)
		case n == most:
			ties++
		}
	}
	if len(counts) < 2 {
		return nil
	}
	said := []string{s.MonthByMonth(counts)}
	if len(counts) > 2 && ties == 0 {
		said = append(said, s.Fullest(midnight(schedule.Date{Year: in.Period.first.Year, Month: fullest, Day: 1})))
	}
	return said
}

// byMonth counts what tally.answered counts, by month of the year.
func (in Input) byMonth() [12]int {
	var kept, written [12]int
	any := false
	for _, o := range in.History.Between(in.Period.First(), in.Period.Last()) {
		if o.Outcome == streak.Kept {
			kept[o.Date.Month-1]++
			any = true
		}
	}
	if any {
		return kept
	}
	for _, r := range in.Replies {
		if !r.Free && in.Period.Has(r.Date) {
			written[r.Date.Month-1]++
		}
	}
	return written
}
