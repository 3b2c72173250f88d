package words

import (
	"fmt"
	"strings"
	"time"
)

var enDaysOff = DaysOff{
	Open: "Days off",
	Are:  func(spans []string) string { return fmt.Sprintf("Days off: %s.", strings.Join(spans, "; ")) },
	None: "No days off ahead.",
	Ask:  "Type the next one, like “24 Dec”, “tomorrow” or “3–10 May”. Days off cost nothing.",
	Set: func(spans []string, one bool) string {
		switch {
		case len(spans) > 1:
			return fmt.Sprintf("All right, no questions on these days: %s. They cost nothing.", strings.Join(spans, "; "))
		case one:
			return fmt.Sprintf("All right, no question on %s. It costs nothing.", spans[0])
		}
		return fmt.Sprintf("All right, no questions from %s. Those days cost nothing.", spans[0])
	},
	TakeBack:  func(span string) string { return "Take back " + span },
	TakenBack: func(span string) string { return fmt.Sprintf("Taken back: %s.", span) },
	Full:      "That is as many days off as I can keep. Take one back first.",
	Wrong:     "I didn't get which days. Try “24 Dec”, “tomorrow” or “3–10 May”.",
	Past:      "Those days have passed. Try “24 Dec”, “tomorrow” or “3–10 May”.",
}

// enSpan says "Thursday 24 December", "3 to 10 May" or "24 December to 2 January
// 2027": a year is said where it isn't this one.
func enSpan(first, last, now time.Time) string {
	year := func(t time.Time) string {
		if t.Year() == now.In(t.Location()).Year() {
			return ""
		}
		return t.Format(" 2006")
	}
	switch {
	case daysFrom(last, first) <= 0:
		return first.Format("Monday 2 January") + year(first)
	case first.Year() != last.Year():
		return first.Format("2 January") + year(first) + " to " + last.Format("2 January 2006")
	case first.Month() != last.Month():
		return first.Format("2 January") + " to " + last.Format("2 January") + year(last)
	}
	return first.Format("2") + " to " + last.Format("2 January") + year(last)
}
