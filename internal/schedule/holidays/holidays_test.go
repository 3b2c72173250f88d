package holidays

import (
	"slices"
	"testing"

	"stillpoint/internal/schedule"
)

func date(t *testing.T, text string) (d schedule.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

// What people in these countries know to be off, and what isn't.
func TestBetween(t *testing.T) {
	for _, c := range []struct {
		code    string
		on, off []string
	}{
		{"de", []string{"2026-04-03", "2026-04-06", "2026-05-01", "2026-10-03", "2026-12-25", "2026-12-26"}, []string{"2026-10-31", "2026-12-24", "2026-11-01"}},
		{"pt", []string{"2026-04-25", "2026-06-10", "2026-12-01", "2026-12-08"}, []string{"2026-12-26"}},
		{"us", []string{"2026-07-04", "2026-07-03", "2026-11-26", "2027-01-01"}, []string{"2026-10-31"}},
		{"fr", []string{"2026-07-14", "2026-11-11"}, []string{"2026-04-03"}},
		{"nl", []string{"2026-04-27"}, []string{"2026-10-03"}},
	} {
		got := Between(c.code, date(t, "2026-01-01"), date(t, "2027-01-31"))
		if !slices.IsSortedFunc(got, schedule.Date.Compare) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("%s: %v isn't in order, or has a day twice", c.code, got)
		}
		for _, d := range c.on {
			if !slices.Contains(got, date(t, d)) {
				t.Errorf("%s isn't off in %s: %v", d, c.code, got)
			}
		}
		for _, d := range c.off {
			if slices.Contains(got, date(t, d)) {
				t.Errorf("%s is off in %s", d, c.code)
			}
		}
	}
}

// Every country has a handful of holidays each year, a code that fits on a button,
// and is found by code and by name.
func TestCountries(t *testing.T) {
	all := Countries()
	if len(all) < 40 {
		t.Errorf("%d countries", len(all))
	}
	for i, c := range all {
		if len(c.Code) != 2 || i > 0 && c.Name <= all[i-1].Name {
			t.Errorf("%q %q after %q", c.Code, c.Name, all[max(i-1, 0)].Name)
		}
		for _, text := range []string{c.Code, " " + c.Name + " "} {
			if found, ok := Find(text); !ok || found.Code != c.Code {
				t.Errorf("%q finds %q", text, found.Code)
			}
		}
		for year := 2026; year < 2036; year++ {
			n := len(Between(c.Code, schedule.Date{Year: year, Month: 1, Day: 1}, schedule.Date{Year: year, Month: 12, Day: 31}))
			if n < 3 || n > 40 {
				t.Errorf("%s has %d holidays in %d", c.Name, n, year)
			}
		}
	}
	if _, ok := Find("nowhere"); ok || Between("nowhere", date(t, "2026-01-01"), date(t, "2027-01-01")) != nil {
		t.Error("there is a country nowhere")
	}
}
