package schedule

import "time"

// DaysOff is a span of local dates, both of them in it, on which a rule doesn't
// ask.
type DaysOff struct {
	First, Last Date
}

// DaysOff returns the dates of a break that has an end.
func (b Break) DaysOff() DaysOff { return DaysOff{b.From, b.Until.AddDays(-1)} }

// Has reports whether the date is in the span.
func (o DaysOff) Has(d Date) bool { return !d.Before(o.First) && !d.After(o.Last) }

// NextExcept is Next where the dates of some spans are off: the first occurrence
// strictly after the instant `after` whose local date is later than last and in
// none of the spans. Days off are no dates of the schedule.
func (r Rule) NextExcept(after time.Time, last Date, off []DaysOff) (Occurrence, error) {
	for {
		o, err := r.Next(after, last)
		if err != nil {
			return Occurrence{}, err
		}
		skipped := last
		for _, span := range off {
			if span.Has(o.Date) && span.Last.After(skipped) {
				skipped = span.Last
			}
		}
		if skipped == last {
			return o, nil
		}
		last = skipped // later each time, so every span is passed once at most
	}
}
