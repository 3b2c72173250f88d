package words

import "fmt"

var enReturns = Returns{
	OnDay: func(day, question string) string {
		return fmt.Sprintf("%s I asked: “%s” You wrote:", capital(enOn(day)), question)
	},
	Changed: "What has changed?",
	Heavy:   enHeavy,
	Booked: func(day string) string {
		return fmt.Sprintf("I'll ask you this again %s.", enOn(day))
	},
	BookedOff: func(day string) string {
		return fmt.Sprintf("Noted for %s. Nothing comes back to you now; under /settings, What comes back, that can change.", day)
	},
	Away: "That one won't come back.",

	Page:      "Once you have answered 14 times, one question a week brings back something you wrote a month, three months or a year before. Only you see it, and I leave out what reads to me as grief or harm.",
	IsOn:      "Words of yours come back.",
	IsOff:     "Nothing comes back, not even what you asked for.",
	Never:     "These never come back:",
	NoneNever: "You can name words and days that never come back.",
	EachYear:  func(day string) string { return day + ", of any year" },
	AskNever:  "Type words or days that should never come back, one a line: a name, “14 August”, “3 May 2026”.",
	Full:      "A hundred is as many as I can hold. Remove one to make room.",
	TooLong:   "That is longer than 60 letters. A name or a word is enough.",

	NotAgain: "Not this one again", InAYear: "Ask me this again in a year",
	Open: "What comes back", Off: "Bring nothing back", On: "Bring words back", AddNever: "Never bring back …",
	Remove: func(what string) string { return "Remove " + what },
}
