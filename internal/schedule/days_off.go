package schedule

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// DaysOff is a span of local dates, both of them in it, on which a rule doesn't
// ask.
type DaysOff struct {
	First, Last Date
}

// ErrDaysOff says that a text is no span of the form that String writes.
var ErrDaysOff = errors.New("not a span of the form YYYY-MM-DD/YYYY-MM-DD")

// DaysOff returns the dates of a break that has an end.
func (b Break) DaysOff() DaysOff { return DaysOff{b.From, b.Until.AddDays(-1)} }

// ParseDaysOff reads the form that String writes, 2026-12-24/2026-12-26.
func ParseDaysOff(s string) (DaysOff, error) {
	before, after, _ := strings.Cut(s, "/")
	first, err := ParseDate(before)
	if err != nil {
		return DaysOff{}, ErrDaysOff
	}
	last, err := ParseDate(after)
	if err != nil || last.Before(first) {
		return DaysOff{}, ErrDaysOff
	}
	return DaysOff{first, last}, nil
}

// String writes the first and the last date with a stroke between.
func (o DaysOff) String() string { return o.First.String() + "/" + o.Last.String() }

// MarshalText writes what String does.
func (o DaysOff) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads what ParseDaysOff does.
func (o *DaysOff) UnmarshalText(text []byte) (err error) {
	*o, err = ParseDaysOff(string(text))
	return err
}

// Has reports whether the date is in the span.
func (o DaysOff) Has(d Date) bool { return !d.Before(o.First) && !d.After(o.Last) }

// IsOff reports whether the date is in any of the spans.
func IsOff(spans []DaysOff, d Date) bool {
	return slices.ContainsFunc(spans, func(o DaysOff) bool { return o.Has(d) })
}

// WithDaysOff returns the spans with another among them, the earliest first. Those
// that it has a date in common with become one with it.
func WithDaysOff(spans []DaysOff, o DaysOff) []DaysOff {
	var out []DaysOff
	for _, other := range spans {
		if other.Last.Before(o.First) || other.First.After(o.Last) {
			out = append(out, other)
			continue
		}
		if other.First.Before(o.First) {
			o.First = other.First
		}
		if other.Last.After(o.Last) {
			o.Last = other.Last
		}
	}
	out = append(out, o)
	slices.SortFunc(out, func(a, b DaysOff) int { return a.First.Compare(b.First) })
	return out
}

// DaysOffFrom returns the spans that don't lie wholly before the date; nil if none
// is left.
func DaysOffFrom(spans []DaysOff, d Date) []DaysOff {
	var out []DaysOff
	for _, o := range spans {
		if !o.Last.Before(d) {
			out = append(out, o)
		}
	}
	return out
}

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

// LatestExcept is Latest where the dates of some spans are off. Ok is false where
// the latest occurrence is on such a date: there is nothing to catch up with.
func (r Rule) LatestExcept(at time.Time, last Date, off []DaysOff) (latest Occurrence, ok bool, err error) {
	latest, ok, err = r.Latest(at, last)
	if err != nil || !ok || !IsOff(off, latest.Date) {
		return latest, ok, err
	}
	return Occurrence{}, false, nil
}
