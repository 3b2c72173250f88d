package schedule

import (
	"slices"
	"strings"
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

// Spans that have a date in common become one; the others stay apart, in order.
func TestWithDaysOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(n int) Date { return Date{2026, time.December, 20}.AddDays(n) }
		var spans []DaysOff
		off := map[Date]bool{}
		for range rapid.IntRange(1, 8).Draw(t, "spans") {
			first := rapid.IntRange(0, 40).Draw(t, "first")
			o := DaysOff{day(first), day(first + rapid.IntRange(0, 6).Draw(t, "length"))}
			for d := o.First; !d.After(o.Last); d = d.AddDays(1) {
				off[d] = true
			}
			spans = WithDaysOff(spans, o)
			if !slices.ContainsFunc(spans, func(s DaysOff) bool { return s.Has(o.First) && s.Has(o.Last) }) {
				t.Fatalf("%v isn't in %v", o, spans)
			}
		}
		for i := range spans {
			if i > 0 && !spans[i].First.After(spans[i-1].Last) {
				t.Fatalf("%v are not apart and in order", spans)
			}
			if read, err := ParseDaysOff(spans[i].String()); err != nil || read != spans[i] {
				t.Fatalf("%v is read as %v, %v", spans[i], read, err)
			}
		}
		from := rapid.IntRange(-2, 60).Draw(t, "from")
		for n := range 60 {
			if IsOff(spans, day(n)) != off[day(n)] {
				t.Fatalf("%v: off is %v in %v", day(n), !off[day(n)], spans)
			}
			if n >= from && IsOff(DaysOffFrom(spans, day(from)), day(n)) != off[day(n)] {
				t.Fatalf("%v is forgotten from %v on", day(n), day(from))
			}
		}
	})
}

// What was due on a day off is not caught up with; what was due before it is long over.
func TestLatestExcept(t *testing.T) {
	r := Rule{TimeOfDay{21, 0}, Everyday, "UTC"}
	off := []DaysOff{{date(t, "2026-12-24"), date(t, "2026-12-26")}}
	for at, want := range map[string]string{
		"2026-12-23T21:00:00Z": "2026-12-23", "2026-12-24T20:59:00Z": "2026-12-23", "2026-12-24T21:00:00Z": "",
		"2026-12-27T01:00:00Z": "", "2026-12-27T21:30:00Z": "2026-12-27",
	} {
		got, ok, err := r.LatestExcept(instant(t, at), Date{}, off)
		if err != nil || ok != (want != "") || got.Date.String() != want {
			t.Errorf("%s: got %v, %v, %v, want %q", at, got.Date, ok, err, want)
		}
	}
}

func TestParseDaysOff(t *testing.T) {
	for _, text := range []string{"", "/", "2026-12-24", "2026-12-24/", "2026-12-26/2026-12-24", "2026-02-30/2026-03-01", "2026-12-24/2026-12-24/2026-12-24"} {
		if o, err := ParseDaysOff(text); err == nil {
			t.Errorf("%q is read as %v", text, o)
		}
	}
}

// Days off as people say them, on Friday 27 November 2026: where the text itself says
// that they are off, and where days off were asked for.
func TestParseOff(t *testing.T) {
	friday := DateOf(hearingTime, time.UTC)
	for text, want := range map[string]string{
		"off on 24 Dec": "2026-12-24 2026-12-25", "off 24 Dec": "2026-12-24 2026-12-25", "24 Dec off": "2026-12-24 2026-12-25",
		"away 3–10 May": "2027-05-03 2027-05-11", "not on 24 dec": "2026-12-24 2026-12-25", "off today": "2026-11-27 2026-11-28",
		"no questions on 24 dec": "2026-12-24 2026-12-25", "don't ask me tomorrow": "2026-11-28 2026-11-29",
		"off next week": "2026-11-30 2026-12-07", "off in December": "2026-12-01 2027-01-01", "off friday": "2026-12-04 2026-12-05",
		"24 Dec": "-", "3-10 May": "-", "off": "-", "away": "-", "off on fridays": "-", "off in 3 days": "-", "off 24 and 31 dec": "2026-12-24 2026-12-25 2026-12-31 2027-01-01",
		"8:30 weekdays": "-", "weekdays": "-", "": "-", "no": "-",
	} {
		if got := breaksOf(ParseOff(text, friday)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"24 Dec": "2026-12-24 2026-12-25", "3-10 May": "2027-05-03 2027-05-11", "tomorrow": "2026-11-28 2026-11-29", "monday": "2026-11-30 2026-12-01",
		"december": "2026-12-01 2027-01-01", "christmas": "2026-12-25 2026-12-26", "next week": "2026-11-30 2026-12-07", "2 weeks": "2026-11-27 2026-12-11",
		"until 3 Jan": "2026-11-27 2027-01-03", "off": "-", "for good": "-", "": "-", "hi": "-", "mondays": "-", "24 and 31 dec": "2026-12-24 2026-12-25 2026-12-31 2027-01-01",
	} {
		if got := breaksOf(ParseDayOff(text, friday)); got != want {
			t.Errorf("%q where days off are asked for: got %s, want %s", text, got, want)
		}
	}
}

// What means no break after /pause is none where days off are asked for; and what sets
// no hour takes no days off, unless it says that it does.
func TestNoDaysOffUnsaid(t *testing.T) {
	friday := DateOf(hearingTime, time.UTC)
	for _, row := range rowsOf(t, "pause_prompt.txt", 2) {
		for text := range strings.SplitSeq(row[1], "|") {
			text = unquoted.Replace(text)
			if got := breaksOf(ParseDayOff(text, friday)); row[0] == "-" && got != "-" && got != "past" {
				t.Errorf("%q where days off are asked for: %s", text, got)
			}
			if got := breaksOf(ParseOff(text, friday)); got != "-" && got != row[0] {
				t.Errorf("%q takes %s off, and is a break of %s", text, got, row[0])
			}
		}
	}
	for _, row := range rowsOf(t, "hour_prompt.txt", 2) {
		for text := range strings.SplitSeq(row[1], "|") {
			if got := breaksOf(ParseOff(unquoted.Replace(text), friday)); row[0] == "-" && got != "-" {
				t.Errorf("%q takes %s off", text, got)
			}
		}
	}
}
