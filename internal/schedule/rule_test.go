package schedule

import (
	"errors"
	"testing"
	"time"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatalf("instant %q: %v", s, err)
	}
	return at.UTC()
}

func timeOfDay(t *testing.T, s string) TimeOfDay {
	t.Helper()
	var at TimeOfDay
	if err := at.UnmarshalText([]byte(s)); err != nil {
		t.Fatalf("time of day %q: %v", s, err)
	}
	return at
}

func TestOn(t *testing.T) {
	tests := []struct {
		name, zone, date, at string
		want                 string // the instant, or nothing for a date that the zone skips
	}{
		{"plain winter", "Europe/Berlin", "2026-01-15", "21:00", "2026-01-15T20:00:00Z"},
		{"plain summer", "Europe/Berlin", "2026-07-15", "21:00", "2026-07-15T19:00:00Z"},
		{"inside a gap: its end", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z"},
		{"beginning of a gap", "America/New_York", "2026-03-08", "02:00", "2026-03-08T07:00:00Z"},
		{"end of a gap", "America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00:00Z"},
		{"before a gap", "America/New_York", "2026-03-08", "01:59", "2026-03-08T06:59:00Z"},
		{"inside an overlap: the first", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"},
		{"after an overlap", "America/New_York", "2026-11-01", "02:00", "2026-11-01T07:00:00Z"},
		{"Nuuk: a gap that swallows the end of the date", "America/Nuuk", "2024-03-30", "23:30", "2024-03-31T01:00:00Z"},
		{"Nuuk: the next date begins with it", "America/Nuuk", "2024-03-31", "00:00", "2024-03-31T01:00:00Z"},
		{"Nuuk: the evening before the gap", "America/Nuuk", "2024-03-30", "22:59", "2024-03-31T00:59:00Z"},
		{"Scoresbysund: likewise", "America/Scoresbysund", "2025-03-29", "23:30", "2025-03-30T01:00:00Z"},
		{"Apia: a date that is not", "Pacific/Apia", "2011-12-30", "08:00", ""},
		{"Apia: not even its midnight", "Pacific/Apia", "2011-12-30", "00:00", ""},
		{"Apia: nor its end", "Pacific/Apia", "2011-12-30", "23:59", ""},
		{"Apia: the date before", "Pacific/Apia", "2011-12-29", "23:59", "2011-12-30T09:59:00Z"},
		{"Apia: the date after", "Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00Z"},
		{"Kwajalein: a date that is not", "Pacific/Kwajalein", "1993-08-21", "12:00", ""},
		{"Cairo: midnight skipped", "Africa/Cairo", "2024-04-26", "00:00", "2024-04-25T22:00:00Z"},
		{"Cairo: inside it", "Africa/Cairo", "2024-04-26", "00:30", "2024-04-25T22:00:00Z"},
		{"Cairo: autumn, the first of two", "Africa/Cairo", "2024-10-31", "23:30", "2024-10-31T20:30:00Z"},
		{"Beirut: midnight skipped", "Asia/Beirut", "2024-03-31", "00:00", "2024-03-30T22:00:00Z"},
		{"Santiago: midnight skipped", "America/Santiago", "2024-09-08", "00:00", "2024-09-08T04:00:00Z"},
		{"Santiago: the first 23:30", "America/Santiago", "2024-04-06", "23:30", "2024-04-07T02:30:00Z"},
		{"Santiago: midnight only after the second 23:00", "America/Santiago", "2024-04-07", "00:00", "2024-04-07T04:00:00Z"},
		{"Havana: midnight skipped", "America/Havana", "2024-03-10", "00:00", "2024-03-10T05:00:00Z"},
		{"Lord Howe: half an hour missing", "Australia/Lord_Howe", "2024-10-06", "02:15", "2024-10-05T15:30:00Z"},
		{"Lord Howe: half an hour twice", "Australia/Lord_Howe", "2024-04-07", "01:45", "2024-04-06T14:45:00Z"},
		{"Kathmandu: odd minutes", "Asia/Kathmandu", "2026-05-01", "08:00", "2026-05-01T02:15:00Z"},
		{"Kiritimati: far east", "Pacific/Kiritimati", "2026-05-01", "00:00", "2026-04-30T10:00:00Z"},
		{"the last day of a leap year far ahead", "Europe/Berlin", "2096-12-31", "21:00", "2096-12-31T20:00:00Z"},
		{"the first day after it", "Europe/Berlin", "2097-01-01", "21:00", "2097-01-01T20:00:00Z"},
		{"summer far ahead", "Europe/Berlin", "2096-07-01", "21:00", "2096-07-01T19:00:00Z"},
		{"southern summer far ahead", "Pacific/Auckland", "2096-12-31", "21:00", "2096-12-31T08:00:00Z"},
		{"Pago Pago: far west", "Pacific/Pago_Pago", "2026-05-01", "23:59", "2026-05-02T10:59:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Rule{At: timeOfDay(t, tt.at), Days: Everyday, Zone: tt.zone}
			got, ok, err := r.On(date(t, tt.date))
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "" {
				if ok {
					t.Fatalf("asks at %v on a date that the zone skips", got)
				}
				return
			}
			if !ok || got != instant(t, tt.want) {
				t.Fatalf("got %v, %v, want %s", got, ok, tt.want)
			}
		})
	}
}

func TestNext(t *testing.T) {
	tests := []struct {
		name, zone, at string
		days           Weekdays
		after, last    string
		wantDate, want string
	}{
		{"later today", "Europe/Berlin", "21:00", Everyday, "2026-01-15T12:00:00Z", "", "2026-01-15", "2026-01-15T20:00:00Z"},
		{"strictly after", "Europe/Berlin", "21:00", Everyday, "2026-01-15T20:00:00Z", "", "2026-01-16", "2026-01-16T20:00:00Z"},
		{"one second before", "Europe/Berlin", "21:00", Everyday, "2026-01-15T19:59:59Z", "", "2026-01-15", "2026-01-15T20:00:00Z"},
		{"today is planned already", "Europe/Berlin", "21:00", Everyday, "2026-01-15T12:00:00Z", "2026-01-15", "2026-01-16", "2026-01-16T20:00:00Z"},
		{"moved to an earlier hour, today planned", "Europe/Berlin", "08:00", Everyday, "2026-01-15T03:00:00Z", "2026-01-15", "2026-01-16", "2026-01-16T07:00:00Z"},
		{"planned far ahead", "Europe/Berlin", "21:00", Everyday, "2026-01-15T12:00:00Z", "2026-02-01", "2026-02-02", "2026-02-02T20:00:00Z"},
		{"weekdays only, on a Friday night", "Europe/Berlin", "21:00", Workdays, "2026-01-16T21:00:00Z", "2026-01-16", "2026-01-19", "2026-01-19T20:00:00Z"},
		{"one weekday, planned today", "Europe/Berlin", "21:00", WeekdaysOf(time.Friday), "2026-01-16T12:00:00Z", "2026-01-16", "2026-01-23", "2026-01-23T20:00:00Z"},
		{"the Friday that Apia skipped", "Pacific/Apia", "21:00", WeekdaysOf(time.Friday), "2011-12-24T08:00:00Z", "2011-12-23", "2012-01-06", "2012-01-06T07:00:00Z"},
		{"Apia, every day", "Pacific/Apia", "21:00", Everyday, "2011-12-30T07:00:00Z", "2011-12-29", "2011-12-31", "2011-12-31T07:00:00Z"},
		{"Nuuk, the end of the gap counts for the date before", "America/Nuuk", "23:30", Everyday, "2024-03-31T00:30:00Z", "2024-03-29", "2024-03-30", "2024-03-31T01:00:00Z"},
		{"Nuuk, and not twice", "America/Nuuk", "23:30", Everyday, "2024-03-31T01:00:00Z", "2024-03-30", "2024-03-31", "2024-04-01T00:30:00Z"},
		{"second half of an overlap", "America/New_York", "01:30", Everyday, "2026-11-01T05:30:00Z", "", "2026-11-02", "2026-11-02T06:30:00Z"},
		{"within a gap's hour", "America/New_York", "02:30", Everyday, "2026-03-08T07:00:00Z", "", "2026-03-09", "2026-03-09T06:30:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var last Date
			if tt.last != "" {
				last = date(t, tt.last)
			}
			r := Rule{At: timeOfDay(t, tt.at), Days: tt.days, Zone: tt.zone}
			got, err := r.Next(instant(t, tt.after), last)
			want := Occurrence{date(t, tt.wantDate), instant(t, tt.want)}
			if err != nil || got != want {
				t.Fatalf("got %v, %v, want %v", got, err, want)
			}
		})
	}
}

// One person flies from Berlin to Auckland and on to Honolulu. No date comes
// twice, and none that was planned is lost.
func TestNextTravelling(t *testing.T) {
	r := Rule{At: TimeOfDay{21, 0}, Days: Everyday, Zone: "Europe/Berlin"}
	now, last := instant(t, "2026-06-10T12:00:00Z"), Date{2026, time.June, 9}
	journey := []struct{ zone, wantDate, want string }{
		{"Europe/Berlin", "2026-06-10", "2026-06-10T19:00:00Z"},
		{"Pacific/Auckland", "2026-06-11", "2026-06-11T09:00:00Z"},
		{"Pacific/Honolulu", "2026-06-12", "2026-06-13T07:00:00Z"}, // it is still the 10th there
		{"Pacific/Honolulu", "2026-06-13", "2026-06-14T07:00:00Z"},
		{"Europe/Berlin", "2026-06-14", "2026-06-14T19:00:00Z"},
	}
	for _, leg := range journey {
		r.Zone = leg.zone
		got, err := r.Next(now, last)
		want := Occurrence{date(t, leg.wantDate), instant(t, leg.want)}
		if err != nil || got != want {
			t.Fatalf("in %s: got %v, %v, want %v", leg.zone, got, err, want)
		}
		now, last = got.At, got.Date
	}
}

func TestLatest(t *testing.T) {
	tests := []struct {
		name, zone, at string
		days           Weekdays
		now, last      string
		wantDate, want string // nothing where there is none
	}{
		{"this very instant", "Europe/Berlin", "21:00", Everyday, "2026-01-15T20:00:00Z", "", "2026-01-15", "2026-01-15T20:00:00Z"},
		{"one second before", "Europe/Berlin", "21:00", Everyday, "2026-01-15T19:59:59Z", "", "2026-01-14", "2026-01-14T20:00:00Z"},
		{"planned already", "Europe/Berlin", "21:00", Everyday, "2026-01-15T20:30:00Z", "2026-01-15", "", ""},
		{"an outage of three days: only the last", "Europe/Berlin", "21:00", Everyday, "2026-01-15T20:30:00Z", "2026-01-12", "2026-01-15", "2026-01-15T20:00:00Z"},
		{"a weekend in between", "Europe/Berlin", "21:00", Workdays, "2026-01-18T12:00:00Z", "2026-01-15", "2026-01-16", "2026-01-16T20:00:00Z"},
		{"nothing in the weekend", "Europe/Berlin", "21:00", Workdays, "2026-01-18T12:00:00Z", "2026-01-16", "", ""},
		{"Apia skipped the Friday", "Pacific/Apia", "21:00", WeekdaysOf(time.Friday), "2011-12-31T12:00:00Z", "2011-12-22", "2011-12-23", "2011-12-24T07:00:00Z"},
		{"planned far ahead", "Europe/Berlin", "21:00", Everyday, "2026-01-15T20:30:00Z", "2026-03-01", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var last Date
			if tt.last != "" {
				last = date(t, tt.last)
			}
			r := Rule{At: timeOfDay(t, tt.at), Days: tt.days, Zone: tt.zone}
			got, ok, err := r.Latest(instant(t, tt.now), last)
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "" {
				if ok {
					t.Fatalf("got %v, want none", got)
				}
				return
			}
			if want := (Occurrence{date(t, tt.wantDate), instant(t, tt.want)}); !ok || got != want {
				t.Fatalf("got %v, %v, want %v", got, ok, want)
			}
		})
	}
}

func TestRuleRefused(t *testing.T) {
	tests := []struct {
		name string
		rule Rule
		want error
	}{
		{"no days", Rule{TimeOfDay{8, 0}, 0, "Europe/Berlin"}, ErrNoDays},
		{"a bit that is no day", Rule{TimeOfDay{8, 0}, 1 << 7, "Europe/Berlin"}, ErrNoDays},
		{"no zone", Rule{TimeOfDay{8, 0}, Everyday, ""}, ErrZone},
		{"this machine's zone", Rule{TimeOfDay{8, 0}, Everyday, "Local"}, ErrZone},
		{"unknown zone", Rule{TimeOfDay{8, 0}, Everyday, "Europe/Atlantis"}, ErrZone},
		{"no such hour", Rule{TimeOfDay{24, 0}, Everyday, "UTC"}, ErrTimeOfDay},
		{"no such minute", Rule{TimeOfDay{8, 60}, Everyday, "UTC"}, ErrTimeOfDay},
		{"negative", Rule{TimeOfDay{-1, 0}, Everyday, "UTC"}, ErrTimeOfDay},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := instant(t, "2026-01-15T12:00:00Z")
			_, nextErr := tt.rule.Next(now, Date{})
			_, _, latestErr := tt.rule.Latest(now, Date{})
			_, _, onErr := tt.rule.On(Date{2026, 1, 15})
			for _, err := range []error{nextErr, latestErr, onErr, tt.rule.Check()} {
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			}
		})
	}
}
