package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseTimeOfDay(t *testing.T) {
	tests := map[string]string{
		"8am": "08:00", "8 pm": "20:00", "20:30": "20:30", "20.30": "20:30", "2030": "20:30", "830": "08:30",
		"8": "08:00", "08": "08:00", "0": "00:00", "23:59": "23:59", "24:00": "00:00",
		"noon": "12:00", "12 noon": "12:00", "midday": "12:00", "midnight": "00:00", "12 midnight": "00:00",
		"12am": "00:00", "12 pm": "12:00", "12:30 a.m.": "00:30", "8 P.M.": "20:00", "8 p. m": "20:00", "20:30 pm": "20:30",
		"half past eight": "08:30", "quarter to nine": "08:45", "a quarter past 8 pm": "20:15",
		"quarter to one pm": "12:45", "quarter to midnight": "23:45", "10 past noon": "12:10",
		"twenty-five to 9": "08:35", "twenty five past nine": "09:25", "10 minutes before 8": "07:50",
		"eight": "08:00", "eight thirty": "08:30", "eight forty-five pm": "20:45", "ten o'clock": "10:00",
		"8 o’clock in the morning": "08:00", "at 9 in the evening": "21:00", "8 at night": "20:00", "2 at night": "02:00",
		"20h": "20:00", "20h30": "20:30", "2030 hrs": "20:30", "8:30\u202fPM": "20:30", "8am!": "08:00",
		"８：３０": "08:30", "٨:٣٠": "08:30", "८:३०": "08:30", "8️⃣ pm": "20:00", "🌙 8pm 🙂": "20:00",
		"\u200f20:30\u200e": "20:30", "  \t8am\r\n": "08:00", "please ask me at 7": "07:00", "around 19:15": "19:15",
	}
	for text, want := range tests {
		if got, err := ParseTimeOfDay(text); err != nil || got.String() != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", " ", "at", "25:00", "8:60", "24:30", "13am", "0 pm", "8:5", "8:", "-8", "8-9", "8 9", "99", "12345",
		"99999999999999999999", "banana", "8 banana", "8 monday", "half past", "quarter to", "half past thirty", "pm", "a", "::", "8:30:15", "+2", "😀"} {
		if got, err := ParseTimeOfDay(text); !errors.Is(err, ErrTimeOfDay) {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

func TestParseWeekdays(t *testing.T) {
	tests := map[string]string{
		"weekdays": "weekdays", "week days": "weekdays", "week-days": "weekdays", "working days": "weekdays", "every weekday": "weekdays",
		"weekends": "weekends", "weekend": "weekends", "sat & sun": "weekends", "every day": "every day", "daily": "every day",
		"everyday": "every day", "all week": "every day", "weekdays and weekends": "every day",
		"mon,wed,fri": "mon,wed,fri", "mon wed fri": "mon,wed,fri", "mon-": "mon", "mon+thu": "mon,thu", "mon-fri": "weekdays", "Mon – Fri": "weekdays", "mon.-fri.": "weekdays",
		"monday to thursday": "mon,tue,wed,thu", "fri-mon": "mon,fri,sat,sun", "mon-mon": "mon",
		"Mondays and Thursdays": "mon,thu", "tue": "tue", "Tues.": "tue", "th": "thu", "every monday": "mon", "Monday's": "mon",
		"every day except sunday": "mon,tue,wed,thu,fri,sat", "daily except weekends": "weekdays", "except mon, tue": "wed,thu,fri,sat,sun",
		"wendesday": "wed", "thrusday": "thu", "on saturdays only": "sat",
	}
	for text, want := range tests {
		if got, err := ParseWeekdays(text); err != nil || got.String() != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "on", "every", "every week", "every other day", "mon 8", "someday", "mon-banana", "m", "mon except mon", "except", "8"} {
		if got, err := ParseWeekdays(text); !errors.Is(err, ErrWeekdays) {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

func TestParseSchedule(t *testing.T) {
	tests := []struct{ text, at, days string }{
		{"8:30 weekdays", "08:30", "weekdays"},
		{"mon,wed,fri 20:00", "20:00", "mon,wed,fri"},
		{"weekdays at 9", "09:00", "weekdays"},
		{"21:00", "21:00", ""},
		{"weekends", "", "weekends"},
		{"every day at 8pm", "20:00", "every day"},
		{"8pm every day except sunday", "20:00", "mon,tue,wed,thu,fri,sat"},
		{"quarter to nine mon-fri", "08:45", "weekdays"},
		{"mon to fri 10 to 8", "07:50", "weekdays"},
		{"8:30 - weekdays", "08:30", "weekdays"},
		{"Mondays at noon, please", "12:00", "mon"},
		{"mon 8am wed", "08:00", "mon,wed"},
		{"7 in the morning on working days", "07:00", "weekdays"},
	}
	for _, tt := range tests {
		got, err := ParseSchedule(tt.text)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		at, days := "", ""
		if got.At != nil {
			at = got.At.String()
		}
		if got.Days != nil {
			days = got.Days.String()
		}
		if at != tt.at || days != tt.days {
			t.Errorf("%q: got %q %q, want %q %q", tt.text, at, days, tt.at, tt.days)
		}
	}
}

func TestChangeApply(t *testing.T) {
	r := Rule{TimeOfDay{8, 0}, Everyday, "UTC"}
	change, err := ParseSchedule("20:00")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := change.Apply(r), (Rule{TimeOfDay{20, 0}, Everyday, "UTC"}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if change, err = ParseSchedule("weekdays"); err != nil {
		t.Fatal(err)
	}
	if got, want := change.Apply(r), (Rule{TimeOfDay{8, 0}, Workdays, "UTC"}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestUnknownWord(t *testing.T) {
	today := Date{2026, time.November, 22}
	schedule := func(s string) error { _, err := ParseSchedule(s); return err }
	pause := func(s string) error { _, _, err := ParsePause(s, today); return err }
	tests := []struct {
		text  string
		parse func(string) error
		is    error
		word  string // nothing where no single word is to blame
	}{
		{"every day at 9 banana", schedule, ErrSchedule, "banana"},
		{"25:00", schedule, ErrSchedule, "25:00"},
		{"weekdays 8:61", schedule, ErrSchedule, "8:61"},
		{"8:00 and 20:00", schedule, ErrSchedule, "20:00"},
		{"mon,Blursday", schedule, ErrSchedule, "blursday"},
		{strings.Repeat("x", 40), schedule, ErrSchedule, strings.Repeat("x", 32) + "…"},
		{"", schedule, ErrSchedule, ""},
		{strings.Repeat("mon ", 100), schedule, ErrSchedule, ""},
		{"2 hours", pause, ErrPause, "hours"},
		{"a while", pause, ErrPause, "while"},
		{"two weeks or else", pause, ErrPause, "or"},
		{"3/1", pause, ErrPause, ""},
	}
	for _, tt := range tests {
		err := tt.parse(tt.text)
		if !errors.Is(err, tt.is) {
			t.Errorf("%q: %v", tt.text, err)
		}
		word := ""
		if unknown := (*UnknownWord)(nil); errors.As(err, &unknown) {
			word = unknown.Word
			if len(word) > 2 && strings.Contains(err.Error(), word) {
				t.Errorf("%q: the error repeats what was typed: %v", tt.text, err)
			}
		}
		if word != tt.word {
			t.Errorf("%q: blames %q, want %q", tt.text, word, tt.word)
		}
	}
}

func TestParsePause(t *testing.T) {
	today := Date{2026, time.November, 22} // a Sunday
	tests := map[string]string{
		"": "forever", "for good": "forever", "Forever!": "forever", "indefinitely": "forever", "pause for good": "forever",
		"until further notice": "forever", "until I'm back": "forever", "for now": "forever", "pause": "forever",
		"2 weeks": "2026-12-06", "two weeks": "2026-12-06", "for 2 weeks": "2026-12-06", "2w": "2026-12-06", "pause me for a fortnight": "2026-12-06",
		"10 days": "2026-12-02", "the next 10 days": "2026-12-02", "10d.": "2026-12-02", "a couple of days": "2026-11-24",
		"a month": "2026-12-22", "one month and 3 days": "2026-12-25", "half a year": "2027-05-22", "a year": "2027-11-22", "today": "2026-11-23",
		"until 3 Jan": "2027-01-03", "3rd of January": "2027-01-03", "until Jan 3rd, 2027": "2027-01-03", "until 3-jan": "2027-01-03",
		"until 2027-01-03": "2027-01-03", "until 3.1.": "2027-01-03", "till 3.1.2027": "2027-01-03", "14/2": "2027-02-14", "2/14/2027": "2027-02-14", "1/1": "2027-01-01",
		"until monday": "2026-11-23", "until next sunday": "2026-11-29", "sunday": "2026-11-29", "until tomorrow": "2026-11-23", "monday 4 january": "2027-01-04",
		"until 24 nov": "2026-11-24", "until december": "2026-12-01", "until january": "2027-01-01", "until 29 feb": "2028-02-29", "until Decmber 24": "2026-12-24",
		"until the end of the month": "2026-12-01", "the rest of the week": "2026-11-23", "until next month": "2026-12-01",
		"until the end of january": "2027-02-01", "until next year": "2027-01-01", "until the weekend": "2026-11-28",
	}
	for text, want := range tests {
		until, forever, err := ParsePause(text, today)
		got := until.String()
		if forever {
			got += "forever"
		}
		if err != nil || got != want {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
	refused := map[string]error{
		"until today": ErrPast, "until 22 Nov": ErrPast, "until 21 nov 2026": ErrPast, "2020-01-01": ErrPast, "0 days": ErrPast,
		"20 years": ErrFar, "9999 years": ErrFar, "until 2999-01-01": ErrFar, "99999 days": ErrPause,
		"3/1": ErrPause, "until 31 feb": ErrPause, "2027-02-30": ErrPause, "monday 5 january": ErrPause, "5": ErrPause,
		"banana": ErrPause, "2 bananas": ErrPause, "until": ErrPause, "2 weeks 3": ErrPause, "half a week": ErrPause, "-2 weeks": ErrPause,
	}
	for text, want := range refused {
		if until, forever, err := ParsePause(text, today); !errors.Is(err, want) {
			t.Errorf("%q: got %v, %v, %v, want %v", text, until, forever, err, want)
		}
	}
}

// A pause that ends on "3 Jan" ends on this year's while that is ahead.
func TestParsePauseAroundNewYear(t *testing.T) {
	tests := []struct{ today, text, want string }{
		{"2026-12-31", "until 3 Jan", "2027-01-03"},
		{"2027-01-02", "until 3 Jan", "2027-01-03"},
		{"2027-01-04", "until 3 Jan", "2028-01-03"},
		{"2027-01-31", "a month", "2027-02-28"},
		{"2026-12-31", "until the end of the year", "2027-01-01"},
		{"2026-12-15", "until the end of december", "2027-01-01"},
	}
	for _, tt := range tests {
		if got, _, err := ParsePause(tt.text, date(t, tt.today)); err != nil || got.String() != tt.want {
			t.Errorf("%q on %s: got %v, %v, want %s", tt.text, tt.today, got, err, tt.want)
		}
	}
}

// Text of any length and kind costs little and breaks nothing.
func TestLongText(t *testing.T) {
	today := Date{2026, time.November, 22}
	for _, unit := range []string{" ", "8", "8am ", "mon,", "until ", "\u202e", "😀", "\x00", "a\u0301", "2 weeks and ", "\xff", "ﷺ"} {
		text := strings.Repeat(unit, 100_000/len(unit))
		if at, err := ParseTimeOfDay(text); err == nil {
			t.Errorf("%q…: read as %v", unit, at)
		}
		if days, err := ParseWeekdays(text); err == nil {
			t.Errorf("%q…: read as %v", unit, days)
		}
		if until, forever, err := ParsePause(text, today); err == nil && !forever {
			t.Errorf("%q…: read as %v", unit, until)
		}
		if places := FindPlaces(text, 5); len(places) > 0 {
			t.Errorf("%q…: found %v", unit, places)
		}
		if offset, ok := ParseOffset(text); ok {
			t.Errorf("%q…: read as %v", unit, offset)
		}
	}
}
