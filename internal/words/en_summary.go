package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var enSummary = Summary{
	Months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	Kept:     "kept", KeptMore: "kept, fuller where you wrote more", Extra: "kept, asked for besides",
	Rested: "rest day", Missed: "not answered", Open: "still open", Free: "didn't count",
	NotAsked: "not asked", Others: "other days",
	Answered: "answered", AnsweredMore: "answered, fuller where more did",
	Stay: "stay", Go: "go", CompassMark: "compass",
	Places: [5]string{"“stay”", "“rather stay”", "“in between”", "“rather go”", "“go”"},

	Dates: func(first, last time.Time) string {
		if first.Year() != last.Year() { // The year in which it ends is enough.
			return first.Format("2 January") + " to " + last.Format("2 January 2006")
		}
		return enDates(first, last)
	},
	Month: func(month time.Time) string { return month.Format("January 2006") },
	Day:   func(day time.Time) string { return day.Format("2 January 2006") },
	Sign:  "Stillpoint",

	MostAboutCard: "I wrote most about",
	FactTheme: func(about, words int) string {
		return enThousands(about) + " of " + enWords(words)
	},

	FactOf:       func(kept, of int) string { return fmt.Sprintf("%d of %d kept", kept, of) },
	FactAnswered: func(n int) string { return enThousands(n) + " " + plural(n, "answer", "answers") },
	FactReplies:  func(n int) string { return enThousands(n) + " " + plural(n, "reply", "replies") },
	FactPeople:   func(n int) string { return enThousands(n) + " " + plural(n, "person", "people") },
	FactRun:      func(n int) string { return fmt.Sprintf("%d in a row", n) },
	CardNumber:   enThousands,
	CardNoun:     func(n int) string { return plural(n, "reflection", "reflections") },
	DotForEach: func(n int, first time.Time) string {
		if n == 1 {
			return "written on " + first.Format("2 January 2006")
		}
		return "a dot for each, since " + first.Format("2 January 2006")
	},

	WeekTitle:  func(first, last time.Time) string { return "Your week, " + enDates(first, last) },
	FirstWeek:  "Your first week",
	MonthTitle: func(month time.Time) string { return "Your " + month.Format("January 2006") },
	YearTitle:  func(year time.Time) string { return "Your " + year.Format("2006") },

	ThisWeek: "This week", LastWeek: "Last week", ThatWeek: "That week",
	InMonth: func(month time.Time) string { return month.Format("January") },
	InYear:  func(year time.Time) string { return year.Format("2006") },
	Of:      func(period string, kept, of int) string { return fmt.Sprintf("%s: %d of %d.", period, kept, of) },
	Only: func(period string, answered int) string {
		return fmt.Sprintf("%s: %d %s.", period, answered, plural(answered, "answer", "answers"))
	},
	StillOpen: func(date time.Time) string { return date.Format("Monday") + "'s question is still open." },
	RestUsed: func(used, left int) string {
		said := capital(enCount(used, "rest day", "rest days")) + " used"
		if left > 0 {
			said += ", " + enLeft(left) + " left"
		}
		return said + "."
	},
	RestHeld:  func(held int) string { return capital(enCount(held, "rest day", "rest days")) + " in hand." },
	Run:       func(run int) string { return fmt.Sprintf("%d in a row.", run) },
	Longest:   func(run int) string { return fmt.Sprintf("The longest run was %d in a row.", run) },
	Milestone: func(n int) string { return fmt.Sprintf("Your %s reflection is among them.", enOrdinal(n)) },
	BackAgain: "Good to see you again.",
	Begun:     "That is a beginning.",

	Theme: enTheme,
	Wrote: func(words int) string { return "You wrote " + enWords(words) + "." },
	MostAbout: func(words int, theme string) string {
		return fmt.Sprintf("You wrote %s, most of them about %s.", enWords(words), theme)
	},
	MainlyAbout: func(words int, theme string) string {
		return fmt.Sprintf("You wrote %s, more about %s than about anything else.", enWords(words), theme)
	},
	QuietAbout: func(theme string) string { return fmt.Sprintf("You wrote mostly about %s.", theme) },

	MonthCount: func(month time.Time, kept int) string { return fmt.Sprintf("%s %d", month.Format("January"), kept) },
	MonthByMonth: func(counts []string) string {
		return "Month by month: " + strings.Join(counts, ", ") + "."
	},
	Fullest: func(month time.Time) string { return month.Format("January") + " was the fullest." },

	CompassOnce: func(place string) string { return fmt.Sprintf("Your compass stood at %s.", place) },
	CompassSame: func(place string) string { return fmt.Sprintf("Your compass began and ended at %s.", place) },
	CompassMoved: func(from, to string) string {
		return fmt.Sprintf("Your compass went from %s to %s.", from, to)
	},

	Own: func(line string) string { return fmt.Sprintf("A line of yours: “%s”", line) },
	Nothing: func(total int) string {
		switch {
		case total == 0:
			return "Nothing written this time, and that's fine."
		case total == 1:
			return "Nothing written this time, and that's fine. The one reflection you have is still here."
		}
		return fmt.Sprintf("Nothing written this time, and that's fine. Your %s reflections are still here.", enThousands(total))
	},
	NoneYet: "Nothing to sum up yet, and that's fine. The next question is as good a start as any.",
	Here:    "Here it is, without numbers.",

	Something: "You wrote something down.",

	Channel: func(period string, people, replies int) string {
		return fmt.Sprintf("%s: %s from %s.", period,
			enThousands(replies)+" "+plural(replies, "reply", "replies"),
			enThousands(people)+" "+plural(people, "person", "people"))
	},
	ChannelRun: func(run int) string {
		return capital(enCount(run, "question", "questions")) + " in a row have found an answer."
	},
	ChannelCameBack: enCameBack,
	ChannelTooFew:   "Fewer than three people answered this time, so there is nothing to count.",
	OnTheBoard:      "On the board:",
	BoardLine:       func(name string, answered int) string { return fmt.Sprintf("%s · %d", name, answered) },
	BoardMore: func(n int) string {
		return "and " + enCount(n, "more", "more")
	},

	BoardButton: "Stand on the board, or leave it",

	ToCome:  "That is still to come.",
	Unclear: "I didn't get which. Try “/summary”, “/summary last month”, “/summary 2026-10” or “/summary 2026”.",
	InChannel: func(title string, run int) string {
		return fmt.Sprintf("In %s: %d in a row.", title, run)
	},

	Before: "The one before", After: "The one after", ShowWeek: "Week", ShowMonth: "Month", ShowYear: "Year",

	Page:    "Summaries",
	TheWeek: "The week", TheMonth: "The month", TheYear: "The year",
	IsOff: func(kind string) string { return kind + ": off." },
	OnDay: func(kind, day, clock string) string { return fmt.Sprintf("%s: %s at %s.", kind, day, clock) },
	FromLast: func(kind, day, clock string) string {
		return fmt.Sprintf("%s: the first %s from its last day on, at %s.", kind, day, clock)
	},
	OnLast:       func(kind, clock string) string { return fmt.Sprintf("%s: its last day at %s.", kind, clock) },
	AfterLast:    func(kind, clock string) string { return fmt.Sprintf("%s: the day after its last, at %s.", kind, clock) },
	WeekdayNames: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	SwitchOn:     "Switch it on", SwitchOff: "Switch it off",
	OtherDay: "Another day", OtherHour: "Another hour", LastDay: "Its last day",
	DayAsk:  func(kind string) string { return kind + ": on which day?" },
	HourAsk: func(kind string) string { return kind + ": at what hour? Pick one, or type it, like 8:30 or 9pm." },

	OnDark:  "Dark pictures",
	OnLight: "Light pictures",

	Alt: enAlt,
}

// enDates says from which day to which, naming month and year once if it can.
func enDates(first, last time.Time) string {
	switch {
	case first.Year() != last.Year():
		return first.Format("2 January 2006") + " to " + last.Format("2 January 2006")
	case first.Month() != last.Month():
		return first.Format("2 January") + " to " + last.Format("2 January")
	}
	return first.Format("2") + " to " + last.Format("2 January")
}

func enWords(n int) string { return enThousands(n) + " " + plural(n, "word", "words") }

// enThousands groups digits by thousands: 38,412.
func enThousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// enOrdinal says first, or 100th.
func enOrdinal(n int) string {
	if n == 1 {
		return "first"
	}
	suffix := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return enThousands(n) + suffix
}
