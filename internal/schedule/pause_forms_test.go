package schedule

import (
	"testing"
	"time"
)

// Breaks as people say them, on the days of the week on which they say them.
func TestParseBreak(t *testing.T) {
	friday := Date{2026, time.November, 27}
	saturday, sunday, wednesday := friday.AddDays(1), friday.AddDays(2), friday.AddDays(-2)
	tests := []struct {
		today      Date
		text, want string
	}{
		{friday, "for the weekend", "2026-11-28 2026-11-30"},
		{saturday, "for the weekend", "2026-11-28 2026-11-30"},
		{sunday, "for the weekend", "2026-11-29 2026-11-30"},
		{wednesday, "for the weekend", "2026-11-28 2026-11-30"},
		{friday, "over the weekend", "2026-11-28 2026-11-30"},
		{friday, "this weekend", "2026-11-28 2026-11-30"},
		{friday, "weekend", "2026-11-28 2026-11-30"},
		{friday, "next weekend", "2026-12-05 2026-12-07"},
		{friday, "until after the weekend", "2026-11-27 2026-11-30"},
		{saturday, "until after the weekend", "2026-11-28 2026-11-30"},
		{friday, "until the weekend", "2026-11-27 2026-11-28"},
		{friday, "through the weekend", "2026-11-27 2026-11-30"},
		{friday, "until the end of the weekend", "2026-11-27 2026-11-30"},
		{wednesday, "through friday", "2026-11-25 2026-11-28"},
		{wednesday, "thru friday", "2026-11-25 2026-11-28"},
		{wednesday, "through 3 jan", "2026-11-25 2027-01-04"},
		{wednesday, "through december", "2026-11-25 2027-01-01"},
		{wednesday, "until after friday", "2026-11-25 2026-11-28"},
		{friday, "in 3 days", "2026-11-27 2026-11-30"},
		{friday, "ask me again in 3 days", "2026-11-27 2026-11-30"},
		{friday, "back in a week", "2026-11-27 2026-12-04"},
		{friday, "back on monday", "2026-11-27 2026-11-30"},
		{friday, "until christmas", "2026-11-27 2026-12-25"},
		{friday, "until xmas", "2026-11-27 2026-12-25"},
		{friday, "until after christmas", "2026-11-27 2026-12-26"},
		{friday, "over christmas", "2026-12-24 2026-12-27"},
		{friday, "until new year", "2026-11-27 2027-01-01"},
		{friday, "until new year's eve", "2026-11-27 2026-12-31"},
		{friday, "until after new year's day", "2026-11-27 2027-01-02"},
		{friday, "until valentine's day", "2026-11-27 2027-02-14"},
		{friday, "until halloween", "2026-11-27 2027-10-31"},
		{friday, "24 hours", "2026-11-27 2026-11-28"},
		{friday, "48h", "2026-11-27 2026-11-29"},
		{friday, "two weeks or so", "2026-11-27 2026-12-11"},
		{friday, "10 days from now", "2026-11-27 2026-12-07"},
		{friday, "this week", "2026-11-27 2026-11-30"},
		{friday, "all week", "2026-11-27 2026-11-30"},
		{friday, "this month", "2026-11-27 2026-12-01"},
		{friday, "for today", "2026-11-27 2026-11-28"},
		{friday, "tonight", "2026-11-27 2026-11-28"},
		{friday, "the rest of the day", "2026-11-27 2026-11-28"},
		{friday, "until tomorrow evening", "2026-11-27 2026-11-28"},
		{friday, "tomorrow", "2026-11-28 2026-11-29"},
		{friday, "off tomorrow", "2026-11-28 2026-11-29"},
		{friday, "off on 24 Dec", "2026-12-24 2026-12-25"},
		{friday, "on monday", "2026-11-30 2026-12-01"},
		{friday, "away 3–10 May", "2027-05-03 2027-05-11"},
		{friday, "away May 3-10", "2027-05-03 2027-05-11"},
		{friday, "from 3 May to 10 May", "2027-05-03 2027-05-11"},
		{friday, "24 dec - 2 jan", "2026-12-24 2027-01-03"},
		{friday, "dec 24 through jan 2", "2026-12-24 2027-01-03"},
		{friday, "from monday to friday", "2026-11-30 2026-12-05"},
		{friday, "from tomorrow until sunday", "2026-11-28 2026-11-30"},
		{friday, "from monday for 2 weeks", "2026-11-30 2026-12-14"},
		{friday, "on vacation until 3 Jan", "2026-11-27 2027-01-03"},
		{friday, "take a break until monday", "2026-11-27 2026-11-30"},
		{friday, "I need a break for 2 weeks", "2026-11-27 2026-12-11"},
		{friday, "I'm away for a fortnight", "2026-11-27 2026-12-11"},
		{friday, "until the 15th", "2026-11-27 2026-12-15"},
		{friday, "the 30th", "2026-11-27 2026-11-30"},
		{friday, "2026-12-24 to 2027-01-02", "2026-12-24 2027-01-03"},
	}
	for _, tt := range tests {
		b, err := ParseBreak(tt.text, tt.today)
		if got := b.From.String() + " " + b.Until.String(); err != nil || got != tt.want {
			t.Errorf("%q on %s: got %s, %v, want %s", tt.text, tt.today.Weekday(), got, err, tt.want)
		}
	}
}
