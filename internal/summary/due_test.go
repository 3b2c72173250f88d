package summary

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/schedule"
)

// clock returns an instant told as 2006-01-02 15:04 in a zone.
func clock(t testing.TB, zone, at string) time.Time {
	t.Helper()
	loc, err := schedule.Location(zone)
	if err != nil {
		t.Fatal(err)
	}
	instant, err := time.ParseInLocation("2006-01-02 15:04", at, loc)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func sunday(hour int) Sending {
	return Sending{Days: schedule.WeekdaysOf(time.Sunday), At: schedule.TimeOfDay{Hour: hour}}
}

func TestDue(t *testing.T) {
	onWednesdays := Defaults()
	onWednesdays.Week.Days = schedule.WeekdaysOf(time.Wednesday)
	weekOnly := Defaults()
	weekOnly.Month.Off, weekOnly.Year.Off = true, true
	lateMonth := Defaults()
	lateMonth.Month.At.Hour = 20
	monthOnSundays := Defaults()
	monthOnSundays.Month = sunday(18)

	asked := func(p Prefs, hour, minute int, days schedule.Weekdays) Prefs {
		p.Asked = Asked{schedule.TimeOfDay{Hour: hour, Minute: minute}, days}
		return p
	}
	evenings, sundays := asked(Defaults(), 21, 0, schedule.Everyday), Defaults()
	sundays.Week = sunday(18)

	for _, tt := range []struct {
		name, at string
		prefs    Prefs
		settled  []string
		want     string
		merged   []string
	}{
		{"before its hour", "2026-11-22 17:59", Defaults(), nil, "", nil},
		{"at its hour", "2026-11-22 18:00", Defaults(), nil, "2026-W47", nil},
		{"caught up within three days", "2026-11-25 17:59", weekOnly, nil, "2026-W47", nil},
		{"too late after three days", "2026-11-25 18:00", weekOnly, nil, "", nil},
		{"only once", "2026-11-22 18:01", weekOnly, []string{"2026-W47"}, "", nil},
		{"not for an earlier week either", "2026-11-22 18:01", weekOnly, []string{"2026-W48"}, "", nil},
		{"moved to Wednesday: not on Sunday", "2026-11-22 18:00", onWednesdays, nil, "", nil},
		{"moved to Wednesday: the week before", "2026-11-25 18:00", onWednesdays, nil, "2026-W47", nil},
		{"a month on its last day", "2026-11-30 18:00", Defaults(), []string{"2026-W48"}, "2026-11", nil},
		{"a month within seven days", "2026-12-07 17:59", Defaults(), []string{"2026-W49"}, "2026-11", nil},
		{"a month too late", "2026-12-07 18:00", Defaults(), []string{"2026-W49"}, "", nil},
		{"month and week on one day", "2026-05-31 18:00", Defaults(), nil, "2026-05", []string{"2026-W22"}},
		{"the week waits for the month of that day", "2026-05-31 19:59", lateMonth, nil, "", nil},
		{"and is merged into it", "2026-05-31 20:00", lateMonth, nil, "2026-05", []string{"2026-W22"}},
		{"both caught up after an outage", "2026-02-02 09:00", Defaults(), nil, "2026-01", []string{"2026-W05"}},
		{"the year wins", "2023-12-31 18:00", Defaults(), nil, "2023", []string{"2023-12", "2023-W52"}},
		{"a year within fourteen days", "2027-01-14 17:59", Defaults(), []string{"2027-W01", "2026-12"}, "2026", nil},
		{"a year too late", "2027-01-14 18:00", Defaults(), []string{"2027-W01", "2026-12"}, "", nil},
		{"off", "2026-11-22 18:00", Prefs{Week: Sending{Off: true}, Month: Sending{Off: true}, Year: Sending{Off: true}}, nil, "", nil},
		{"Sunday's question is to come: not on Sunday", "2026-11-22 23:59", evenings, nil, "", nil},
		{"but on Monday at its hour", "2026-11-23 18:00", evenings, nil, "2026-W47", nil},
		{"not before it", "2026-11-23 17:59", evenings, nil, "", nil},
		{"its window is as long", "2026-11-26 17:59", evenings, nil, "2026-W47", nil},
		{"and ends", "2026-11-26 18:00", evenings, nil, "", nil},
		{"a question at the very hour is to come", "2026-11-22 18:00", asked(Defaults(), 18, 0, schedule.Everyday), nil, "", nil},
		{"a minute before it came", "2026-11-22 18:00", asked(Defaults(), 17, 59, schedule.Everyday), nil, "2026-W47", nil},
		{"a morning's question came", "2026-11-22 18:00", asked(Defaults(), 8, 0, schedule.Everyday), nil, "2026-W47", nil},
		{"none comes on Sundays", "2026-11-22 18:00", asked(Defaults(), 21, 0, schedule.Workdays), nil, "2026-W47", nil},
		{"moved to Sundays: the day after", "2026-11-23 18:00", asked(sundays, 21, 0, schedule.Everyday), nil, "2026-W47", nil},
		{"moved to Wednesdays stays", "2026-11-25 18:00", asked(onWednesdays, 21, 0, schedule.Everyday), nil, "2026-W47", nil},
		{"a month's last evening: on the first", "2026-12-01 18:00", evenings, []string{"2026-W48"}, "2026-11", nil},
		{"month and week still coincide", "2026-06-01 18:00", evenings, nil, "2026-05", []string{"2026-W22"}},
		{"a year's last evening: on New Year's Day", "2027-01-01 18:00", evenings, []string{"2026-W53"}, "2026", []string{"2026-12"}},
		{"a month on the first Sunday after", "2026-05-03 18:00", monthOnSundays, nil, "2026-04", []string{"2026-W18"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var settled Settled
			for _, key := range tt.settled {
				p, err := ParsePeriod(key)
				if err != nil {
					t.Fatal(err)
				}
				settled = settled.With(p)
			}
			turn, ok, err := Due(tt.prefs, settled, clock(t, "Europe/Berlin", tt.at), "Europe/Berlin")
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if ok {
				got = turn.Period.String()
			}
			var merged []string
			if ok {
				for _, p := range turn.Merged {
					merged = append(merged, p.String())
				}
			}
			if got != tt.want || !slices.Equal(merged, tt.merged) {
				t.Errorf("due is %q with %v, want %q with %v", got, merged, tt.want, tt.merged)
			}
			if again, ok, _ := Due(tt.prefs, turn.Settle(settled), clock(t, "Europe/Berlin", tt.at), "Europe/Berlin"); got != "" && ok && again.Period.Kind() <= turn.Period.Kind() {
				t.Errorf("%s is due after it was settled by %s", again.Period, got)
			}
		})
	}
}

// A clock change, a gap and a date that never was move the hour, never back.
func TestDueWhereClocksChange(t *testing.T) {
	early := Defaults()
	early.Week.At = schedule.TimeOfDay{Hour: 2, Minute: 30}
	friday := Defaults()
	friday.Week.Days = schedule.WeekdaysOf(time.Friday)
	friday.Month.Off, friday.Year.Off = true, true
	for _, tt := range []struct {
		name, zone string
		prefs      Prefs
		from       time.Time
		want       string // UTC
	}{
		{"the hour that spring leaves out", "Europe/Berlin", early, time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC), "2026-03-29 01:00"},
		{"the first of two hours in autumn", "Europe/Berlin", early, time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC), "2026-10-25 00:30"},
		// Samoa had no Friday 30 December in 2011.
		{"a day that never was", "Pacific/Apia", friday, time.Date(2011, 12, 28, 0, 0, 0, 0, time.UTC), "2011-12-31 04:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			turn, ok, err := Next(tt.prefs, Settled{}.With(Containing(Year, date(2010, 1, 1))), tt.from, tt.zone)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if got := turn.At.Format("2006-01-02 15:04"); got != tt.want {
				t.Errorf("%s at %s, want %s", turn.Period, got, tt.want)
			}
		})
	}
}

func TestDueRefusesWhatItCannotTell(t *testing.T) {
	if _, _, err := Due(Defaults(), Settled{}, time.Now(), "Atlantis/Capital"); err == nil {
		t.Error("a zone that is none passes")
	}
	wrong := Defaults()
	wrong.Week.At.Hour = 24
	if _, _, err := Due(wrong, Settled{}, time.Now(), "UTC"); err == nil {
		t.Error("an hour that is none passes")
	}
}

// A summary goes out when the question of its period's last date has come, by the same
// clock; a day later at most than it would without a question; and each period once.
func TestSummariesComeAfterTheLastQuestion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/St_Johns", "Pacific/Auckland", "Pacific/Apia", "Africa/Cairo"}).Draw(t, "zone")
		rule := schedule.Rule{
			At:   schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, "asked at"), Minute: rapid.SampledFrom([]int{0, 30}).Draw(t, "minute")},
			Days: schedule.Weekdays(rapid.IntRange(1, int(schedule.Everyday)).Draw(t, "asked on")), Zone: zone,
		}
		sending := func(label string) Sending {
			return Sending{At: schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, label)}, Days: schedule.Weekdays(rapid.IntRange(0, int(schedule.Everyday)).Draw(t, label+" on"))}
		}
		free := Prefs{Week: sending("week"), Month: sending("month"), Year: sending("year")}
		prefs := free
		prefs.Asked = Asked{rule.At, rule.Days}
		kind := rapid.SampledFrom(kinds[:]).Draw(t, "kind")
		p := Containing(kind, date(2026, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "day")))
		at, until, err := prefs.When(p, zone)
		if err != nil {
			t.Fatal(err)
		}
		before, _, err := free.When(p, zone)
		if err != nil || at.Before(before) || at.Sub(before) > 26*time.Hour || until.Sub(at) != window(kind) {
			t.Fatalf("%v until %v; without a question at %v; %v", at, until, before, err)
		}
		last := p.Last()
		question, exists, err := rule.On(last)
		if err != nil {
			t.Fatal(err)
		}
		if exists && rule.Days.Has(last.Weekday()) && at.Before(question) {
			t.Fatalf("%v goes out at %v, before the question of %v", p, at, question)
		}
		// It is due from then on, for as long as its window is open, and never twice.
		only := prefs
		for _, k := range kinds {
			if k != kind {
				switch k {
				case Week:
					only.Week.Off = true
				case Month:
					only.Month.Off = true
				default:
					only.Year.Off = true
				}
			}
		}
		settled := Settled{}.With(p.Previous())
		if _, due, err := Due(only, settled, at.Add(-time.Second), zone); due || err != nil {
			t.Fatalf("due before its time; %v", err)
		}
		turn, due, err := Due(only, settled, at.Add(time.Duration(rapid.Int64Range(0, int64(window(kind))-1).Draw(t, "later"))), zone)
		if err != nil || !due || turn.Period != p {
			t.Fatalf("due is %v, %v, %v, want %v", turn.Period, due, err, p)
		}
		if again, due, err := Due(only, turn.Settle(settled), at, zone); due || err != nil {
			t.Fatalf("%v is due after %v; %v", again.Period, p, err)
		}
	})
}
