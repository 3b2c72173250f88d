package schedule

import (
	"encoding"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "2026", "2026-2-3", "2026-02-30", "0000-01-01", "03.01.2027", "2026-01-01T00:00:00Z", "tomorrow"} {
		if d, err := ParseDate(s); !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	if d, err := ParseDate("2028-02-29"); err != nil || d != (Date{2028, time.February, 29}) {
		t.Errorf("got %v, %v", d, err)
	}
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-03-31", 120, "2036-03-31"},
	}
	for _, tt := range tests {
		if got := date(t, tt.from).AddMonths(tt.n); got.String() != tt.want {
			t.Errorf("%s and %d months: %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestWeekdaysString(t *testing.T) {
	tests := map[Weekdays]string{
		0: "", Everyday: "every day", Workdays: "weekdays", Weekend: "weekends",
		WeekdaysOf(time.Sunday, time.Monday):                  "mon,sun",
		WeekdaysOf(time.Friday, time.Monday, time.Wednesday):  "mon,wed,fri",
		Everyday.Without(time.Sunday):                         "mon,tue,wed,thu,fri,sat",
		Weekend.With(time.Monday).Without(time.Saturday) &^ 1: "mon",
	}
	for days, want := range tests {
		if got := days.String(); got != want {
			t.Errorf("%07b: %q, want %q", days, got, want)
		}
		if len(days.Days()) != days.Count() {
			t.Errorf("%v: %d days, count %d", days, len(days.Days()), days.Count())
		}
	}
}

// What MarshalText writes, UnmarshalText reads.
func TestTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, at := anyDate.Draw(t, "date"), anyTime.Draw(t, "time")
		days := Weekdays(rapid.IntRange(0, int(Everyday)).Draw(t, "days"))
		var d2 Date
		var at2 TimeOfDay
		var days2 Weekdays
		for _, pair := range []struct {
			from encoding.TextMarshaler
			to   encoding.TextUnmarshaler
		}{{d, &d2}, {at, &at2}, {days, &days2}} {
			text, err := pair.from.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			if err := pair.to.UnmarshalText(text); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
		}
		if d2 != d || at2 != at || days2 != days {
			t.Fatalf("%v %v %v came back as %v %v %v", d, at, days, d2, at2, days2)
		}
		if days != 0 {
			if parsed, err := ParseWeekdays(days.String()); err != nil || parsed != days {
				t.Fatalf("%q is read as %v, %v", days.String(), parsed, err)
			}
		}
		if parsed, err := ParseTimeOfDay(at.String()); err != nil || parsed != at {
			t.Fatalf("%q is read as %v, %v", at.String(), parsed, err)
		}
	})
}

func TestTextRefused(t *testing.T) {
	for _, text := range []string{"", "8:00", "24:00", "08:60", "08-00", "0a:00", "08:000"} {
		var at TimeOfDay
		if err := at.UnmarshalText([]byte(text)); !errors.Is(err, ErrTimeOfDay) {
			t.Errorf("%q was read as %v, %v", text, at, err)
		}
	}
	if text, err := (TimeOfDay{25, 0}).MarshalText(); err == nil {
		t.Errorf("25:00 was written as %q", text)
	}
	var days Weekdays
	if err := days.UnmarshalText([]byte("someday")); !errors.Is(err, ErrWeekdays) {
		t.Errorf("got %v, %v", days, err)
	}
	var d Date
	if err := d.UnmarshalText([]byte("someday")); !errors.Is(err, ErrDate) {
		t.Errorf("got %v, %v", d, err)
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("nothing is read as %v, %v", d, err)
	}
}

func TestLocation(t *testing.T) {
	for _, zone := range []string{"", "Local", "local", "localtime", "posixrules", "right/Europe/Berlin",
		"posix/Europe/Berlin", "../etc/passwd", "/etc/localtime", "Europe", "Europe/Nowhere", "zone.tab"} {
		if loc, err := Location(zone); !errors.Is(err, ErrZone) {
			t.Errorf("Location(%q) = %v, %v", zone, loc, err)
		}
	}
	first, err := Location("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Location("Europe/Berlin"); err != nil || again != first {
		t.Errorf("the second time: %p, %v, want %p", again, err, first)
	}
}
