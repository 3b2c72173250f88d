package schedule

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNextExcept(t *testing.T) {
	r := Rule{TimeOfDay{21, 0}, Everyday, "Europe/Berlin"}
	friday := instant(t, "2026-11-27T12:00:00Z")
	off := func(first, last string) DaysOff { return DaysOff{date(t, first), date(t, last)} }
	tests := []struct {
		name string
		rule Rule
		off  []DaysOff
		want string
	}{
		{"none", r, nil, "2026-11-27"},
		{"the weekend, on a Friday", r, []DaysOff{off("2026-11-28", "2026-11-29")}, "2026-11-27"},
		{"today", r, []DaysOff{off("2026-11-27", "2026-11-27")}, "2026-11-28"},
		{"spans that touch, out of order", r, []DaysOff{off("2026-11-29", "2026-12-03"), off("2026-11-27", "2026-11-28")}, "2026-12-04"},
		{"spans that overlap", r, []DaysOff{off("2026-11-20", "2026-11-30"), off("2026-11-25", "2026-11-28")}, "2026-12-01"},
		{"on Mondays only", Rule{r.At, WeekdaysOf(time.Monday), r.Zone}, []DaysOff{off("2026-11-30", "2026-12-06")}, "2026-12-07"},
		{"for a year", r, []DaysOff{off("2026-11-27", "2027-11-27")}, "2027-11-28"},
		{"what is no span", r, []DaysOff{off("2026-11-28", "2026-11-20")}, "2026-11-27"},
	}
	for _, tt := range tests {
		got, err := tt.rule.NextExcept(friday, Date{}, tt.off)
		if err != nil || got.Date.String() != tt.want {
			t.Errorf("%s: got %v, %v, want %s", tt.name, got.Date, err, tt.want)
		}
	}
}

// Whatever is off, the next occurrence is the first of the rule's own that is
// on no date of it.
func TestNextExceptIsTheFirstOfNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := Weekdays(rapid.IntRange(1, int(Everyday)).Draw(t, "days"))
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Cairo"}).Draw(t, "zone")
		r := Rule{TimeOfDay{rapid.IntRange(0, 23).Draw(t, "hour"), 0}, days, zone}
		start := time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(t, "at"), 0)
		var off []DaysOff
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			first := DateOf(start, time.UTC).AddDays(rapid.IntRange(-5, 20).Draw(t, "first"))
			off = append(off, DaysOff{first, first.AddDays(rapid.IntRange(-1, 9).Draw(t, "length"))})
		}
		got, err := r.NextExcept(start, Date{}, off)
		if err != nil {
			t.Fatal(err)
		}
		want, err := r.Next(start, Date{})
		for err == nil && slices.ContainsFunc(off, func(o DaysOff) bool { return o.Has(want.Date) }) {
			want, err = r.Next(start, want.Date)
		}
		if err != nil || got != want {
			t.Fatalf("got %v, want %v, %v", got, want, err)
		}
	})
}
