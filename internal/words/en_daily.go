package words

import (
	"fmt"
	"strings"
)

var enButton = Button{
	Another: "Another", NotToday: "Not today", Later: "Later",
	GoDeeper: "Go deeper", Undo: "Undo", ForTheLast: "That was for the last one",
	NeverAgain: "Never ask that one again",
	InAnHour:   "In an hour", InThreeHours: "In three hours", ThisEvening: "This evening",
	KeepIt: "Keep it", LetItGo: "Let it go",
	KeepDaily: "Keep daily", OnceAWeek: "Once a week", Pause: "Pause", Resume: "Resume",
	SomewhereElse: "somewhere else", AnotherTime: "another time",
	ChangeHour: "Change the hour", ChangeDays: "Change the days", ChangeZone: "Change the zone", ChangePack: "Other questions",
	NudgeOn: "Remind me in the evening", NudgeOff: "No reminder",
	CountsOn: "Show counts", CountsOff: "Hide counts",
	EveryDay: "Every day", Weekdays: "Weekdays", Weekends: "Weekends",
	Today: "Ask me one now",
}

var enDaily = Daily{
	From:      func(title, author string) string { return fmt.Sprintf("Drawn from “%s” by %s", title, author) },
	FromWhole: func(reference string) string { return "Drawn from " + reference },

	OnlyYou:   "Kept. Only you can read it.",
	Kept:      "Kept.",
	DayIsFull: "That's as much as I can keep in one day: this one isn't kept. All before it is. Within a day there's room again.",
	KeptWith: func(question string) string {
		return fmt.Sprintf("Kept, with “%s”", question)
	},
	KeptRun: func(run, kept, of int) string {
		switch {
		case run > 0 && run == of:
			return fmt.Sprintf("%d in a row.", run)
		case run > 0 && of > 0:
			return fmt.Sprintf("%d in a row; %d of the last %d.", run, kept, of)
		case run > 0:
			return fmt.Sprintf("%d in a row.", run)
		}
		return fmt.Sprintf("%d of the last %d.", kept, of)
	},
	BackAgain: func(total int) string {
		return "Good to see you again. " + capital(enTotal(total))
	},
	Milestone: func(total int) string {
		if total == 1 {
			return "That was your first."
		}
		return fmt.Sprintf("That makes %d.", total)
	},
	RestedDays: func(days []string, left int) string {
		text := "A rest day covered " + enList(days)
		if len(days) > 1 {
			text = "Rest days covered " + enList(days)
		}
		if left < 0 {
			return text + "."
		}
		return fmt.Sprintf("%s; %s left.", text, enLeft(left))
	},
	RestEarned: func(held int) string {
		return fmt.Sprintf("A rest day comes with it; %s in hand.", enLeft(held))
	},
	GaveBack:      "The rest day is yours again.",
	RestIs:        "A rest day covers a question you leave unanswered, by itself, so that nothing breaks.",
	RestComes:     "Every seventh answer brings a new one; up to three are kept.",
	Mendable:      "The last question is still there for two days: reply to it, or find it in /journal, and its day counts.",
	Mended:        "Its day counts after all.",
	MendedRest:    "Its day counts after all, and the rest day it took is yours again.",
	Undone:        "Taken back. The words are gone; the day still counts.",
	UndoneWriting: "Taken back. The words are gone.",
	UndoneGone:    "Those words are gone already.",

	OnlyWords:     "I can only keep words. If there is a sentence in it, write it to me.",
	NoWords:       "There were no words in that. Try once more?",
	Moved:         func(q string) string { return fmt.Sprintf("Moved to “%s” The new question is still open.", q) },
	NothingToMove: "There is no earlier question to move it to. It stays where it is.",

	NoMoreSwaps:    "That was swapped twice already. This one stays until the next one comes.",
	SwapTooLate:    "You have begun to answer this one, so it stays.",
	NoneLeft:       "There is no other question left in this pack right now.",
	NeverAgainDone: "I won't ask that one again.",

	NotTodaySpent: func(left int) string {
		return fmt.Sprintf("All right. That takes a rest day; %s left. Write anyway and you get it back.", enLeft(left))
	},
	NotTodayNone: func(at string) string {
		return fmt.Sprintf("No rest days left this time. The question stays open until %s, if you want it.", at)
	},
	NotTodayOpen: func(at string) string {
		return fmt.Sprintf("All right. The question stays open until %s, if you want it.", at)
	},
	NotTodayFree:  "All right. This one counts only if you answer it.",
	NotTodayKept:  "You have answered this one. Nothing to skip.",
	NotTodayAgain: "Noted already. Nothing more to do.",
	LaterWhen:     "When should I ask again?",
	LaterSet:      func(at string) string { return fmt.Sprintf("I'll ask again %s.", enOn(at)) },
	LaterTooClose: func(at string) string {
		return fmt.Sprintf("There is no room for that: the next question comes %s.", enOn(at))
	},
	LaterAnswered:  "You have answered this one already.",
	HereAgain:      "Here it is again.",
	NudgeLine:      "Still open, if you want it:",
	NothingOpen:    "No question is open right now. /today brings one.",
	QuestionClosed: "A newer question has come since. To answer this one, reply to its message.",
	NoDeeper:       "This one has no second step.",

	KeepNote:  "No question is open right now. Keep this as a note?",
	NoteKept:  "Kept as a note. Only you can read it.",
	NoteGone:  "Gone.",
	NoteNone:  "That note is gone already.",
	WriteHint: "In your own words",
	WriteNow:  "Go ahead. It goes into your journal and answers no question.",
	Written:   "Written down. Only you can read it.",

	TodayDone: func(next string) string {
		return fmt.Sprintf("You have answered today's. The next one comes %s.", enOn(next))
	},
	TodayPaused: "You are on a pause, so this one counts only if you answer it.",
	OnItsWay:    "It is on its way.",

	Silence:    "Seven questions have gone by. How often would you like one? Until I hear from you, I'll ask once a week.",
	BackToDays: func(days, clock string) string { return fmt.Sprintf("I'll ask %s at %s.", days, clock) },
	ForNow: func(next string) string {
		return fmt.Sprintf("Good to see you. For now I ask once a week; the next one comes %s. /today brings a question now, /help lists the rest.", enOn(next))
	},
	Weekly: func(next string) string { return fmt.Sprintf("Once a week, then. The next one comes %s.", enOn(next)) },

	WasDown: func(from, to string) string {
		return fmt.Sprintf("I was down from %s until %s. Nothing in that time counts against you.", from, to)
	},
	WasDownLong: func(from, to string) string {
		return fmt.Sprintf("I was down from %s until %s. Nothing in that time counts against you. If you wrote something then, it may not have reached me: please send it again.", from, to)
	},
}

var enStreak = Streak{
	None:  "Nothing to count yet. That's fine.",
	Total: func(n int) string { return capital(enTotal(n)) },
	Run: func(run, best int) string {
		if best > run {
			return fmt.Sprintf("%d in a row; the longest was %d.", run, best)
		}
		return fmt.Sprintf("%d in a row.", run)
	},
	Recent:   func(kept, of int) string { return fmt.Sprintf("%d of the last %d.", kept, of) },
	RestDays: func(n int) string { return capital(enCount(n, "rest day", "rest days")) + " in hand." },
	Open:     func(at string) string { return fmt.Sprintf("The question is open until %s.", at) },
	Hidden:   "Counts are hidden. /settings shows them again.",
}

func enTotal(n int) string {
	return fmt.Sprintf("%d %s so far.", n, plural(n, "reflection", "reflections"))
}

func enLeft(n int) string {
	if n == 0 {
		return "none"
	}
	return strings.TrimSpace(enCount(n, "", ""))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
