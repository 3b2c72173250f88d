package conversation_test

import (
	"strings"
	"testing"
)

// The days around the turn of a year: one post on each of the channel's days, and
// none on public holidays, on days that its admins named, or in a pause.
func TestCommunityDaysOff(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup 09:00 Europe/Lisbon weekdays")
		r.orders(ada, "daysoff Portugal")
		r.wantLast(ada, "Off on public holidays: Portugal.")
		r.orders(ada, "daysoff 24 Dec to 2 Jan")
		r.wantLast(ada, "Off as well: 24 December to 2 January 2027.")
		r.orders(ada, "pause until 26 Nov")
		var days []string
		for range 26 {
			sub, _ := r.community(r.square())
			days = append(days, sub.Next.Date.String()[5:])
			r.waits(sub.Next.At)
			if len(days)%4 == 0 { // So that it isn't asked weekly.
				asked{r: r, in: r.square(), sub: sub.ID}.member("ben").answers("Words.")
			}
		}
		want := "11-26 11-27 11-30 12-02 12-03 12-04 12-07 12-09 12-10 12-11 12-14 12-15 12-16 12-17 12-18 12-21 12-22 12-23 " +
			"01-04 01-05 01-06 01-07 01-08 01-11 01-12 01-13"
		if got := strings.Join(days, " "); got != want {
			t.Errorf("asked on\n%s, want\n%s", got, want)
		}
		if n := len(r.posted(r.square())); n != len(days) {
			t.Errorf("%d posts on %d days", n, len(days))
		}
	})
}

// Days off are added by words, taken away by a button, and refused with the reason.
func TestCommunityDaysOffByButtons(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.DaysOff
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "daysoff")
		r.wantLast(ada, w.None)
		r.presses(ada, w.ByCountry)
		r.presses(ada, w.MoreCountries)
		r.presses(ada, "Hungary")
		r.wantLast(ada, "Off on public holidays: Hungary.")
		r.orders(ada, "status")
		r.wantLast(ada, "Off on public holidays: Hungary.")
		r.orders(ada, "daysoff 24 Dec")
		r.presses(ada, w.NoHolidays)
		if strings.Contains(ada.Last().Text, "Hungary") {
			t.Errorf("still %q", ada.Last().Text)
		}
		r.presses(ada, w.Ask("24 December"))
		r.wantLast(ada, w.None)
		r.orders(ada, "daysoff 24, 25 and 31 Dec")
		r.wantLast(ada, "Off as well: 24 December to 25 December and 31 December.")
		r.presses(ada, w.Ask("24 December to 25 December"))
		r.presses(ada, w.Ask("31 December"))
		r.wantLast(ada, w.None)
		for text, want := range map[string]string{"the blue ones": w.Wrong, "on 3 May 2020": w.Past, "24 Dec 2099": w.Far} {
			before := ada.Last().Text
			r.orders(ada, "daysoff "+text)
			if got := ada.Last().Text; !strings.Contains(got, want) || got == before {
				t.Errorf("%q is answered %q", text, got)
			}
		}
		sub, _ := r.community(r.square())
		if sub.Holidays != "" || len(sub.DaysOff) != 0 {
			t.Errorf("%q, %v", sub.Holidays, sub.DaysOff)
		}
	})
}
