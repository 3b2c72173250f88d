package summary

import (
	"testing"
	"time"

	"stillpoint/internal/words"
)

// Every month of many years fits, whatever day its weeks begin with: marks lie
// within the picture and don't overlap.
func TestEveryYearFits(t *testing.T) {
	for year := 2020; year < 2048; year++ {
		for first := range 7 {
			for from := range 12 {
				c := newCalendar(date(year, 1, 1), date(year, 12, 31), time.Weekday(first))
				c.lived(date(year, time.Month(from+1), 1), c.last)
				all := c.monthsFrom(date(year, time.Month(from+1), 1), c.last)
				a := arrange(all, right-margin, 200)
				if len(all) != 12-from || a.pitch < 6.5 {
					t.Fatalf("%d from month %d: %d months of %.1f points a day", year, from+1, len(all), a.pitch)
				}
				wide := float64(a.columns)*7*a.pitch + float64(a.columns-1)*monthGap
				high := 0.0
				for _, rows := range a.high {
					high += monthName + float64(rows)*a.pitch
				}
				if wide > right-margin+0.1 || high > 200 {
					t.Fatalf("%d from month %d takes %.0f by %.0f points", year, from+1, wide, high)
				}
			}
		}
	}
}

// Every locale's names fit where they go, and the fonts have their letters.
func TestNamesFit(t *testing.T) {
	p := newTestPainter(t)
	for _, locale := range []string{"en"} {
		w := words.For(locale).Summary
		card, calendar := p.sheet(Light, 10, cardScale), p.sheet(Light, 10, calendarScale)
		for _, name := range w.Weekdays {
			if n := calendar.wide(calendar.text(11), name); n > monthPitch-4 {
				t.Errorf("%s: %q takes %.0f points of a month's column", locale, name, n)
			}
			if n := card.wide(card.text(11), name); n > weekPitch-4 {
				t.Errorf("%s: %q takes %.0f points of a week's column", locale, name, n)
			}
		}
		for m := range 12 {
			name := w.Months[m]
			// Four months beside each other are 58 points each.
			if n := calendar.wide(calendar.text(11), name); n > 50 {
				t.Errorf("%s: %q takes %.0f points of a small month", locale, name, n)
			}
			month := date(2026, time.Month(m+1), 1)
			title := calendar.wide(calendar.display(20), w.Month(midnight(month)))
			if fact := calendar.wide(calendar.text(12), w.FactOf(30, 31)); title+factApart+fact > right-margin {
				t.Errorf("%s: the title of month %d and the fact take %.0f points", locale, m+1, title+fact)
			}
			for _, first := range []int{20, 27, 30} {
				from := date(2026, time.Month(m+1), first%28+1)
				dates := w.Dates(midnight(from), midnight(from.AddDays(6)))
				if n := card.wide(card.text(12), dates) + factApart + card.wide(card.text(12), w.Sign); n > cardRight-cardMargin {
					t.Errorf("%s: %q and the sign take %.0f points", locale, dates, n)
				}
			}
		}
		for _, f := range []string{w.FactOf(365, 366), w.FactReplies(10_000), w.FactAnswered(7)} {
			if n := card.wide(card.display(26), f); n > cardRight-cardMargin {
				t.Errorf("%s: %q takes %.0f points", locale, f, n)
			}
		}
		checkLegend(t, p, w)
	}
}

// checkLegend sets the longest legend there can be: every entry is within the
// picture, and the fonts have its letters.
func checkLegend(t *testing.T, p *Painter, w words.Summary) {
	t.Helper()
	for _, plain := range []bool{false, true} {
		c := newCalendar(date(2026, 1, 1), date(2026, 1, 31), time.Monday)
		c.plain, c.channel = plain, plain
		for m := undrawn; m < marks; m++ {
			c.set(c.first.AddDays(int(m)), m)
		}
		sh := p.sheet(Light, 10, calendarScale)
		placed, lines := sh.legend(c.legend(w), margin, right)
		if lines > 5 {
			t.Errorf("the legend takes %d lines", lines)
		}
		for _, e := range placed {
			end := e.x + float64(len(e.marks))*(legendMark+legendAfter) + sh.wide(sh.text(legendText), e.label)
			if end > right {
				t.Errorf("%q ends at %.0f points of %d", e.label, end, right)
			}
			if shown, ok := legible(p.font, e.label); !ok || len(shown) < len(e.label) {
				t.Errorf("%q can't be set: %q", e.label, shown)
			}
		}
	}
}
