package schedule

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"
	"unicode/utf8"
)

// seeds is what the fuzz targets begin with.
var seeds = []string{
	"", "8am", "8 p.m.", "20:30", "20.30", "2030", "half past eight", "twenty-five to 9", "8 o’clock in the evening", "8:30\u202fPM",
	"weekdays", "mon,wed,fri 20:00", "every day except sunday", "mon – fri at 9", "fri-mon",
	"2 weeks", "a month and 3 days", "until 3 Jan", "until 2027-01-03", "over the weekend", "3-10 May", "from monday for 2 weeks", "until after christmas", "the 15th",
	"I live in St. Louis, MO", "it is 19:57:23", "EST", "mtwtf 9p", "late at night", "the rest of the week", "for good", "3/1", "29 feb",
	"+2", "UTC+5:30", "GMT−3", "são paulo", "portland, maine", "europe/berlin", "nyc", "東京", "paris france",
	"\u202e8am", "8️⃣", "\x00\xff", "a.m.", "::", "-", "every", "until", "٨:٣٠",
}

func seed(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
}

// checkRefusal makes sure that a refusal is one that the caller can tell.
func checkRefusal(t *testing.T, text string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("%q: %v, want %v", text, err, want)
	}
	if unknown := (*UnknownWord)(nil); errors.As(err, &unknown) {
		if unknown.Word == "" || utf8.RuneCountInString(unknown.Word) > longestWord+1 || !utf8.ValidString(unknown.Word) {
			t.Fatalf("%q: blames %q", text, unknown.Word)
		}
	}
}

func FuzzParseTimeOfDay(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		at, err := ParseTimeOfDay(text)
		if err != nil {
			checkRefusal(t, text, err, ErrTimeOfDay)
			return
		}
		if again, err := ParseTimeOfDay(at.String()); !at.Valid() || err != nil || again != at {
			t.Fatalf("%q: %v, read again as %v, %v", text, at, again, err)
		}
	})
}

func FuzzParseWeekdays(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		days, err := ParseWeekdays(text)
		if err != nil {
			checkRefusal(t, text, err, ErrWeekdays)
			return
		}
		if again, err := ParseWeekdays(days.String()); days == 0 || err != nil || again != days {
			t.Fatalf("%q: %v, read again as %v, %v", text, days, again, err)
		}
	})
}

func FuzzParseSchedule(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		change, err := ParseSchedule(text)
		if err != nil {
			checkRefusal(t, text, err, ErrSchedule)
			return
		}
		r := change.Apply(Rule{TimeOfDay{8, 0}, Everyday, "UTC"})
		if change.At == nil && change.Days == nil || r.Check() != nil {
			t.Fatalf("%q: %v", text, r)
		}
	})
}

func FuzzParseBreak(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i*37)
	}
	f.Fuzz(func(t *testing.T, text string, day int) {
		today := Date{2026, time.November, 22}.AddDays(day % 20000)
		b, err := ParseBreak(text, today)
		switch {
		case err == nil && b.Forever != b.Until.IsZero():
			t.Fatalf("%q: %+v", text, b)
		case err == nil && !b.Forever && (!b.Until.valid() || !b.Until.After(b.From) || !b.From.valid() || b.From.Before(today)):
			t.Fatalf("%q on %v: %+v", text, today, b)
		case err != nil && !errors.Is(err, ErrPast) && !errors.Is(err, ErrFar):
			checkRefusal(t, text, err, ErrPause)
		}
		list, listErr := ParseBreaks(text, today)
		if err == nil && (listErr != nil || len(list) != 1 || list[0] != b) {
			t.Fatalf("%q on %v: %+v, %v as a list, %+v alone", text, today, list, listErr, b)
		}
		for i, b := range list {
			if !b.Forever && (b.From.Before(today) || !b.Until.After(b.From) || i > 0 && !b.From.After(list[i-1].Until)) {
				t.Fatalf("%q on %v: %+v", text, today, list)
			}
		}
		until, forever, pauseErr := ParsePause(text, today)
		if later := errors.Is(pauseErr, ErrLater); pauseErr == nil && (until != b.Until || forever != b.Forever) || later && !b.From.After(today) {
			t.Fatalf("%q on %v: %v, %v, %v, a break of %+v", text, today, until, forever, pauseErr, b)
		}
	})
}

func FuzzHearZone(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		heard := HearZone(text, "en", hearingTime, 4)
		if len(heard.Places) > 4 || heard.Sure && len(heard.Places) != 1 || heard.Chatter && len(heard.Places) > 0 {
			t.Fatalf("%q: %+v", text, heard)
		}
		for i, p := range heard.Places {
			if zone, ok := CanonicalZone(p.Zone); p.Name == "" || !ok || zone != p.Zone || slices.Contains(heard.Places[:i], p) {
				t.Fatalf("%q: %+v", text, heard)
			}
		}
	})
}

func FuzzParseOffset(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		offset, ok := ParseOffset(text)
		if ok && (offset < westmostOffset || offset > eastmostOffset || offset%time.Minute != 0) || !ok && offset != 0 {
			t.Fatalf("%q: %v, %v", text, offset, ok)
		}
	})
}

func FuzzFindPlaces(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		places := FindPlaces(text, 3)
		if len(places) > 3 {
			t.Fatalf("%q: %d places", text, len(places))
		}
		for _, p := range places {
			if zone, ok := CanonicalZone(p.Zone); p.Name == "" || !ok || zone != p.Zone {
				t.Fatalf("%q: %+v", text, p)
			}
		}
	})
}

func FuzzPlacesNear(f *testing.F) {
	for _, p := range [][2]float64{{48.14, 11.58}, {0, 0}, {90, 0}, {-90, 180}, {-16.8, -180}, {91, 0}, {0, -180.1}, {math.NaN(), 0}, {0, math.Inf(1)}} {
		f.Add(p[0], p[1], 3)
	}
	f.Fuzz(func(t *testing.T, latitude, longitude float64, limit int) {
		places := PlacesNear(latitude, longitude, limit)
		if len(places) > max(limit, 0) {
			t.Fatalf("%v, %v: %d places, at most %d", latitude, longitude, len(places), limit)
		}
		if onEarth := math.Abs(latitude) <= 90 && math.Abs(longitude) <= 180; (len(places) > 0) != (onEarth && limit > 0) {
			t.Fatalf("%v, %v: %v", latitude, longitude, places)
		}
		seen := map[string]bool{}
		for _, p := range places {
			if zone, ok := CanonicalZone(p.Zone); p.Name == "" || !ok || zone != p.Zone || seen[p.Zone] {
				t.Fatalf("%v, %v: %+v", latitude, longitude, places)
			}
			seen[p.Zone] = true
		}
	})
}
