package conversation_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestDigestYear is a year of summaries of one person, lived through the whole
// bot, with counts written out by hand. At first she answers on weekdays; then
// comes a week of silence, then every day, but for a pause in July. In September
// she lives in Lisbon, and she is there for both clock changes.
func TestDigestYear(t *testing.T) {
	t.Parallel()
	// Friday 2 January 2026. The first question comes at once.
	inBubble(t, time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC), chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "8:00")
		r.says(p, "The first answer, on a Friday.")
		r.lives(p, "2026-02-27", func(d time.Weekday) bool { return d != time.Saturday && d != time.Sunday })
		r.lives(p, "2026-03-01", everyDay)
		r.lives(p, "2026-03-08", func(time.Weekday) bool { return false })
		r.lives(p, "2026-06-30", everyDay)
		r.types(p, "pause", "until 3 Aug")
		r.lives(p, "2026-08-31", everyDay)
		r.types(p, "timezone", "Lisbon")
		r.lives(p, "2026-09-30", everyDay)
		r.types(p, "timezone", "Berlin")
		r.lives(p, "2026-12-31", everyDay)
		checkYear(t, r, p)
	})
}

func everyDay(time.Weekday) bool { return true }

// lives plays every question and every summary up to the evening of a date, and
// answers those questions that she answers on their weekday.
func (r *rig) lives(p *chattest.Person, to string, answers func(time.Weekday) bool) {
	r.t.Helper()
	end := r.local(to + " 22:00")
	for {
		question, at := r.subscription(p).Next.At, summariesOf(r, p).Next
		asks := !at.After(time.Now()) || question.Before(at) // One that passed in a pause is no event.
		if asks {
			at = question
		}
		if at.After(end) {
			r.skip(end)
			return
		}
		r.skip(at.Add(-time.Minute))
		r.until(at.Add(5 * time.Second))
		if asks && answers(at.Weekday()) {
			r.soon()
			r.says(p, fmt.Sprintf("Something about the %s of it.", at.Format("2 January")))
		}
	}
}

// checkYear compares what was told with what was written out by hand.
func checkYear(t *testing.T, r *rig, p *chattest.Person) {
	t.Helper()
	titles := map[string]chattest.Shown{}
	for _, m := range r.told(p) {
		title := m.Blocks[0].Text
		if _, twice := titles[title]; twice {
			t.Errorf("%q came twice", title)
		}
		titles[title] = m
		hour := "18:00" // In Lisbon it is an hour earlier.
		if m.At.After(r.local("2026-09-01 00:00")) && m.At.Before(r.local("2026-09-30 21:00")) {
			hour = "19:00"
		}
		if clock := m.At.In(r.local("2026-01-01 00:00").Location()).Format("15:04"); clock != hour {
			t.Errorf("%q came at %s", title, clock)
		}
		if m.Picture == nil || m.Picture.Alt == "" {
			t.Errorf("%q has no picture", title)
		}
		if cards := slices.Contains(m.Labels, english.Card.Year); cards != (title == "Your 2026") {
			t.Errorf("under %q the year's cards are offered: %v", title, cards)
		}
	}
	for title, want := range map[string]string{
		"Your first week": "", // One answer by then, and none is told before three.
		// The 3rd took the first rest day; the 4th was missed, and so is Saturday the
		// 10th. Sunday's question is still open when the week is told.
		"Your week, 5 to 11 January": "This week: 5 of 6.",
		// Monday was the seventh that she kept: a rest day, which Saturday takes.
		"Your week, 12 to 18 January": "This week: 5 of 6. One rest day used.",
		// The 3rd, the 17th and the 24th took rest days; the 4th, 10th, 11th, 18th
		// and 25th were missed. Saturday the 31st is open.
		"Your January 2026":            "January: 21 of 29. Three rest days used, one left.",
		"Your week, 2 to 8 March":      "", // Nothing, so nothing is said.
		"Your week, 9 to 15 March":     "This week: 7 of 7.",
		"Your week, 23 to 29 March":    "This week: 7 of 7.", // Clocks went forward.
		"Your April 2026":              "April: 30 of 30.",
		"Your week, 25 to 31 May":      "", // The month stands for it.
		"Your May 2026":                "May: 31 of 31.",
		"Your week, 6 to 12 July":      "", // The pause.
		"Your July 2026":               "",
		"Your August 2026":             "August: 29 answers.", // After a month away no other number is said.
		"Your September 2026":          "September: 30 of 30.",
		"Your week, 19 to 25 October":  "This week: 7 of 7.", // Clocks went back.
		"Your week, 21 to 27 December": "This week: 7 of 7.",
		"Your December 2026":           "", // The year stands for it.
		"Your 2026":                    "Month by month: January 21, February 21, March 24, April 30, May 31, June 30, August 29, September 30, October 31, November 30, December 31.",
	} {
		m, told := titles[title]
		if told != (want != "") {
			t.Errorf("%q was told: %v\n%s", title, told, strings.Join(slices.Sorted(maps.Keys(titles)), "\n"))
			continue
		}
		if told && line(m, want) == "" {
			t.Errorf("%q says\n%s\nwant %q in it", title, m.Text, want)
		}
	}
	if row := summariesOf(r, p); row.Year.Settled != "2026" || row.Month.Settled != "2026-12" || row.Week.Settled != "2026-W52" {
		t.Errorf("settled: %q, %q, %q", row.Year.Settled, row.Month.Settled, row.Week.Settled)
	}
	r.unlogged("Something about")
}

// summariesOf is when a person's summaries go out.
func summariesOf(r *rig, p *chattest.Person) (row reflection.Summaries) {
	r.t.Helper()
	sub := r.subscription(p)
	r.view(func(tx reflection.Tx) (err error) { row, err = tx.Summaries(sub.ID); return err })
	return row
}
