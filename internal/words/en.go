package words

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// english is the default vocabulary.
var english = &Words{
	Tag:      language.English,
	When:     enWhen,
	Button:   enButton,
	Start:    enStart,
	Daily:    enDaily,
	Streak:   enStreak,
	Settings: enSettings,
	Trouble:  enTrouble,
	Typed:    enTyped,
	DaysOff:  enDaysOff,
	Summary:  enSummary,
	Series:   enSeries,
	Own:      enOwn,
	Themes:   enThemes,
	Returns:  enReturns,
	Compass:  enCompass,
	Link:     enLink,

	Post:      enPost,
	Channel:   enChannel,
	Community: enCommunity,

	Moderation: enModeration,
	Links:      enLinks,

	TakingBack: enTakingBack,
	Care:       enCare,
	Export:     enExport,
	Card:       enCard,
	Journal:    enJournal,
	Forget:     enForget,
	Keeping:    enKeeping,

	Commands:        enCommands,
	ChannelCommands: enCommunityCommands,
}

var enWhen = When{
	Clock: func(t time.Time) string { return t.Format("15:04") },
	Day:   enDay,
	At: func(t, now time.Time) string {
		return enDay(t, now) + " at " + t.Format("15:04")
	},
	Part: enPart,
	Span: enSpan,
	Days: enDays,
}

func enDay(t, now time.Time) string {
	switch n := daysFrom(t, now); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > -7 && n < 7:
		return t.Weekday().String()
	case t.Year() == now.In(t.Location()).Year():
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// enPart says "this morning", "yesterday evening", "Tuesday night" or "the
// evening of 3 June".
func enPart(t, now time.Time) string {
	part := "night"
	switch h := t.Hour(); {
	case h >= 5 && h < 12:
		part = "morning"
	case h >= 12 && h < 17:
		part = "afternoon"
	case h >= 17 && h < 22:
		part = "evening"
	}
	day := enDay(t, now)
	switch {
	case day == "today" && part == "night":
		return "tonight"
	case day == "today":
		return "this " + part
	case day == "yesterday" && part == "night":
		return "last night"
	case day[0] >= '0' && day[0] <= '9':
		return "the " + part + " of " + day
	}
	return day + " " + part
}

func enDays(days []time.Weekday) string {
	var set [7]bool
	for _, d := range days {
		set[d] = true
	}
	switch set {
	case [7]bool{true, true, true, true, true, true, true}:
		return "every day"
	case [7]bool{false, true, true, true, true, true, false}:
		return "on weekdays"
	case [7]bool{true, false, false, false, false, false, true}:
		return "on weekends"
	}
	var names []string
	for i := range 7 {
		if d := time.Weekday((i + 1) % 7); set[d] { // Monday first
			names = append(names, d.String()+"s")
		}
	}
	return "on " + enList(names)
}

// enOn puts the preposition before a day that takes one: "today at 21:00", but
// "on Monday at 21:00".
func enOn(day string) string {
	for _, near := range []string{"today", "tomorrow", "yesterday"} {
		if strings.HasPrefix(day, near) {
			return day
		}
	}
	return "on " + day
}

// enList joins words with commas and a last "and".
func enList(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

// enCount writes small numbers out and gives the noun its number.
func enCount(n int, one, many string) string {
	names := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	word := fmt.Sprint(n)
	if n >= 0 && n < len(names) {
		word = names[n]
	}
	if n == 1 {
		return word + " " + one
	}
	return word + " " + many
}

// capital raises a sentence's first letter.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// enOr joins words with commas and a last "or".
func enOr(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " or " + s[len(s)-1]
}
