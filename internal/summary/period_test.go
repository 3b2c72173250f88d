package summary

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/schedule"
)

func TestPeriodsHaveKeysAndBounds(t *testing.T) {
	for _, tt := range []struct {
		kind             Kind
		on               schedule.Date
		key, first, last string
	}{
		{Week, date(2026, 11, 16), "2026-W47", "2026-11-16", "2026-11-22"},
		{Week, date(2026, 11, 22), "2026-W47", "2026-11-16", "2026-11-22"},
		{Week, date(2027, 1, 3), "2026-W53", "2026-12-28", "2027-01-03"},
		{Week, date(2024, 12, 30), "2025-W01", "2024-12-30", "2025-01-05"},
		{Month, date(2026, 11, 22), "2026-11", "2026-11-01", "2026-11-30"},
		{Month, date(2028, 2, 29), "2028-02", "2028-02-01", "2028-02-29"},
		{Year, date(2028, 2, 29), "2028", "2028-01-01", "2028-12-31"},
	} {
		p := Containing(tt.kind, tt.on)
		if p.String() != tt.key || p.First().String() != tt.first || p.Last().String() != tt.last {
			t.Errorf("%v: %s from %s to %s, want %s from %s to %s", tt.on, p, p.First(), p.Last(), tt.key, tt.first, tt.last)
		}
	}
}

func TestPeriodsFollowEachOtherWithoutAGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := Kind(rapid.IntRange(int(Week), int(Year)).Draw(t, "kind"))
		d := date(rapid.IntRange(1950, 2100).Draw(t, "year"), 1, 1).AddDays(rapid.IntRange(0, 365).Draw(t, "day"))
		p := Containing(k, d)
		if !p.Has(d) || p.Kind() != k {
			t.Fatalf("%s does not hold %s", p, d)
		}
		if p.Next().First() != p.Last().AddDays(1) || p.Previous().Last() != p.First().AddDays(-1) {
			t.Fatalf("a gap around %s", p)
		}
		if p.Next().Previous() != p {
			t.Fatalf("back from the next, %s is %s", p, p.Next().Previous())
		}
		if read, err := ParsePeriod(p.String()); err != nil || read != p {
			t.Fatalf("%s reads as %s, %v", p, read, err)
		}
		var again Period
		text, _ := p.MarshalText()
		if err := again.UnmarshalText(text); err != nil || again != p {
			t.Fatalf("%s unmarshals as %s, %v", p, again, err)
		}
	})
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2026-", "2026-W", "2026-W00", "2026-W54", "2025-W53", "2026-W5", "2026-13", "2026-00",
		"2026-1", "26", "0999", "9999", "2026-11-22", "2026W47", "next week", "２０２６", "+026", "2026--1",
	} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("%q reads as %s", s, p)
		}
	}
}

func TestParsePeriodForgivesCaseAndSpace(t *testing.T) {
	p, err := ParsePeriod(" 2026-w47\n")
	if err != nil || p.String() != "2026-W47" {
		t.Errorf("%s, %v", p, err)
	}
}

func TestTheZeroPeriodIsNone(t *testing.T) {
	var p Period
	if !p.IsZero() || p.String() != "" || p.Has(date(2026, 1, 1)) || !p.Last().IsZero() {
		t.Errorf("the zero period is %q", p)
	}
	if err := p.UnmarshalText(nil); err != nil || !p.IsZero() {
		t.Errorf("nothing unmarshals as %q, %v", p, err)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026-W47", "2026-w53", "2026-11", "2026", " 2028-02 ", "2026-W54", "9999", "x", "2026-W-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		again, err := ParsePeriod(p.String())
		if err != nil || again != p {
			t.Errorf("%q reads as %s, which reads as %s, %v", s, p, again, err)
		}
	})
}

func TestFirstDayIsTheRegions(t *testing.T) {
	for locale, want := range map[string]time.Weekday{
		"en-US": time.Sunday, "en-GB": time.Monday, "pt-BR": time.Sunday, "de": time.Monday, "en": time.Monday,
		"ar-EG": time.Saturday, "": time.Monday, "nonsense!": time.Monday, "ja-JP": time.Sunday, "es-419": time.Monday,
	} {
		if got := FirstDay(locale); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
	}
}
