package words

import (
	"fmt"
	"time"
)

var enJournal = Journal{
	Title: "Your journal, the latest first.",
	Span:  enPastSpan,
	Found: func(n int, looked string) string {
		return fmt.Sprintf("%s with “%s”, the latest first.", capital(enCount(n, "entry", "entries")), looked)
	},
	Years: "This day in earlier years.",

	None:        "Nothing is in it yet. What you answer, and what you write with /write, is found here.",
	NoneThen:    "Nothing is in your journal for then.",
	NoneEarlier: "Nothing is before that.",
	NoneLater:   "Nothing is after that.",
	NoYears:     "Nothing from this day in earlier years yet.",
	NoneFound:   func(looked string) string { return fmt.Sprintf("No entry with “%s”.", looked) },
	HowTo:       "/journal and a day finds it, such as “last May” or “3 March”; /journal and a word looks for that.",
	Again:       "I have forgotten what you looked for. Send /journal with it once more.",
	AsWord: func(looked string) string {
		return fmt.Sprintf("For the word itself, put it in quotes: /journal “%s”", looked)
	},

	Date:     func(at time.Time) string { return at.Format("Monday 2 January 2006") },
	Numbered: func(n int, date string) string { return fmt.Sprintf("%d · %s", n, date) },
	YouWrote: func(at time.Time) string { return at.Format("On 2 January 2006 you wrote:") },
	OpenDay:  func(at time.Time) string { return at.Format("That of 2 January 2006") },
	AskedOn:  func(date string) string { return "asked on " + date },
	Freely:   "Written freely",
	Note:     "A note",
	LeftOpen: "left open",

	OnlyYou: "only you can read it",
	Hidden:  "an admin hid it from the others",
	Named:   func(channel string) string { return fmt.Sprintf("shared in %s, with your name", channel) },
	Unnamed: func(channel string) string { return fmt.Sprintf("shared in %s, without your name", channel) },

	Open:    func(n int) string { return fmt.Sprintf("Open %d", n) },
	Answer:  func(n int) string { return fmt.Sprintf("Answer %d now", n) },
	Earlier: "Earlier", Later: "Later", Back: "Back to the list", More: "Read on", Day: "Go to the day",
	Edit: "Edit", Delete: "Delete", DeleteYes: "Delete these words", Keep: "Keep them",
	EditTitle: "Your words", EditLabel: "In your own words", AnswerLabel: "Your answer",
	DeleteAsk: "Shall these words go for good? The day still counts.",
	Deleted:   "Deleted. The words are gone from the database; backups lose them when they are rotated.",
	Edited:    "Changed. What stood there before is gone.",
	SameWords: "That is what it says already.",
	ReadsNow:  "It reads now:",
	AskAnew:   "What you write next takes its place.",
	AskAnswer: "What you write next is the answer.",
}

// enPastSpan names some days in a row that are over: "Tuesday 3 March 2025", "May 2025", "2025", "28
// May to 3 June 2025".
func enPastSpan(first, last time.Time) string {
	switch next := last.AddDate(0, 0, 1); {
	case first.Equal(last):
		return first.Format("Monday 2 January 2006")
	case first.YearDay() == 1 && next.YearDay() == 1 && next.Year() == first.Year()+1:
		return first.Format("2006")
	case first.Day() == 1 && next.Day() == 1 && next.Equal(first.AddDate(0, 1, 0)):
		return first.Format("January 2006")
	case first.Year() == last.Year() && first.Month() == last.Month():
		return first.Format("2") + " to " + last.Format("2 January 2006")
	case first.Year() == last.Year():
		return first.Format("2 January") + " to " + last.Format("2 January 2006")
	}
	return first.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}
