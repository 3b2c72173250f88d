package schedule

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	anyTime = rapid.Custom(func(t *rapid.T) TimeOfDay {
		return TimeOfDay{rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")}
	})
	anyDays = rapid.Custom(func(t *rapid.T) Weekdays {
		return Weekdays(rapid.IntRange(1, int(Everyday)).Draw(t, "days"))
	})
	anyRule = rapid.Custom(func(t *rapid.T) Rule {
		return Rule{anyTime.Draw(t, "at"), anyDays.Draw(t, "set"), rapid.SampledFrom(Zones()).Draw(t, "zone")}
	})
	anyInstant = rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(1262304000, 2240524800).Draw(t, "instant"), 0).UTC() // 2010 to 2040
	})
	anyDate = rapid.Custom(func(t *rapid.T) Date {
		return DateOf(anyInstant.Draw(t, "date"), time.UTC)
	})
)

// However a person moves about and changes the hour, the dates on which they
// are asked strictly increase, and so do the instants.
func TestDatesStrictlyIncrease(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, last := anyInstant.Draw(t, "now"), Date{}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			r := anyRule.Draw(t, "rule")
			o, err := r.Next(now, last)
			if err != nil {
				t.Fatal(err)
			}
			if !last.Before(o.Date) || !o.At.After(now) || !r.Days.Has(o.Date.Weekday()) {
				t.Fatalf("%v after %v and %v", o, now, last)
			}
			now, last = o.At, o.Date
		}
	})
}

// Next finds the first: whatever lies between is no occurrence, and asking
// again from anywhere before it finds the same.
func TestNextIsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, now := anyRule.Draw(t, "rule"), anyInstant.Draw(t, "now")
		o, err := r.Next(now, Date{})
		if err != nil {
			t.Fatal(err)
		}
		between := time.Duration(rapid.Int64Range(0, int64(o.At.Sub(now))-1).Draw(t, "between"))
		if again, err := r.Next(now.Add(between), Date{}); err != nil || again != o {
			t.Fatalf("from %v: %v, from %v: %v, %v", now, o, now.Add(between), again, err)
		}
		loc, err := Location(r.Zone)
		if err != nil {
			t.Fatal(err)
		}
		for d := DateOf(now, loc).AddDays(-3); d.Before(o.Date); d = d.AddDays(1) {
			at, ok, err := r.On(d)
			if err != nil {
				t.Fatal(err)
			}
			if ok && r.Days.Has(d.Weekday()) && at.After(now) {
				t.Fatalf("%v at %v comes before %v", d, at, o)
			}
		}
	})
}

// Latest and Next divide the occurrences between them at any instant.
func TestLatestAgreesWithNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, now := anyRule.Draw(t, "rule"), anyInstant.Draw(t, "now")
		latest, ok, err := r.Latest(now, Date{})
		if err != nil || !ok {
			t.Fatalf("no latest occurrence: %v", err)
		}
		next, err := r.Next(now, Date{})
		if err != nil {
			t.Fatal(err)
		}
		if latest.At.After(now) || !next.At.After(now) || !latest.Date.Before(next.Date) {
			t.Fatalf("%v, now %v, %v", latest, now, next)
		}
		if follows, err := r.Next(latest.At, latest.Date); err != nil || follows != next {
			t.Fatalf("after %v comes %v, %v, not %v", latest, follows, err, next)
		}
		if again, ok, err := r.Latest(next.At.Add(-1), Date{}); err != nil || !ok || again != latest {
			t.Fatalf("before %v it is %v, %v, %v, not %v", next, again, ok, err, latest)
		}
		if early, ok, err := r.Latest(now, latest.Date); err != nil || ok {
			t.Fatalf("%v, planned already, came again as %v, %v", latest, early, err)
		}
	})
}

func TestDateArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "d"), rapid.IntRange(-5000, 5000).Draw(t, "n")
		e := d.AddDays(n)
		if got := d.DaysUntil(e); got != n {
			t.Fatalf("%v to %v: %d days, not %d", d, e, got, n)
		}
		if d.Before(e) != (n > 0) || d.After(e) != (n < 0) || (d.Compare(e) == 0) != (n == 0) {
			t.Fatalf("%v and %v are out of order", d, e)
		}
		if want := time.Weekday(((int(d.Weekday())+n)%7 + 7) % 7); e.Weekday() != want {
			t.Fatalf("%v is a %v, not a %v", e, e.Weekday(), want)
		}
		if again, err := ParseDate(e.String()); err != nil || again != e {
			t.Fatalf("%v came back as %v, %v", e, again, err)
		}
	})
}
