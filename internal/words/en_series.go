package words

import (
	"fmt"
)

var enSeries = Series{
	Intro: "A series is four evenings on one theme, each from a little nearer, in place of the daily question. It is for somebody in the middle of it.",
	Back:  "After the fourth I give you your words back and ask what has changed. You can leave at any point.",
	Which: "Which one is it?",
	None:  "There is no series with the questions that you have.",
	First: func(at string) string { return fmt.Sprintf("The first evening would come %s.", enOn(at)) },
	Begun: func(theme, at string) string {
		if at == "" {
			return fmt.Sprintf("“%s” it is. It begins with your next question.", theme)
		}
		return fmt.Sprintf("“%s” it is. The first evening comes %s.", theme, enOn(at))
	},
	Running: func(theme string, evening int, at string) string {
		if at == "" {
			return fmt.Sprintf("You are in “%s”. Evening %d of 4 is next.", theme, evening)
		}
		return fmt.Sprintf("You are in “%s”. Evening %d of 4 comes %s.", theme, evening, enOn(at))
	},
	RunningBack: func(theme, at string) string {
		if at == "" {
			return fmt.Sprintf("You are in “%s”. Next your words come back to you.", theme)
		}
		return fmt.Sprintf("You are in “%s”. Your words come back to you %s.", theme, enOn(at))
	},
	Left: func(theme string) string {
		return fmt.Sprintf("You have left “%s”. What you wrote stays kept, and the daily questions go on.", theme)
	},
	NothingLeft: "There is no series to leave. /series begins one.",
	NoSwap:      "In a series each evening has its one question. Skip it if you like, or leave the series.",
	Given:       "The four evenings are over. This is what you wrote.",
	Evening:     [4]string{"On the first evening:", "On the second:", "On the third:", "On the last:"},
	Changed:     "What has changed since?",
	Begin:       "Begin", Others: "Other themes", Leave: "Leave the series",
}

var enOwn = Own{
	Yours: "One of your own",
	None:  "You have no questions of your own yet. Add some, one a line, and choose how often they come. Nobody else is asked them.",
	Head: func(from, to, of int) string {
		switch {
		case of == 1:
			return "Your own question. Nobody else is asked it."
		case from == to:
			return fmt.Sprintf("Your own questions, %d of %d. Nobody else is asked them.", to, of)
		}
		return fmt.Sprintf("Your own questions, %d to %d of %d. Nobody else is asked them.", from, to, of)
	},
	ShareIs: [3]string{
		"None of them come for now.",
		"One question in four is one of them; each rests for a month.",
		"Every other question is one of them; each rests for a month.",
	},
	ShareAsk: "How many of your questions should be your own?",
	AskAdd:   "Type your questions, one a line. A number or a dash before them does no harm.",
	Added: func(n int) string {
		if n == 1 {
			return "Added one."
		}
		return fmt.Sprintf("Added %d.", n)
	},
	Line:     func(number int, text, why string) string { return enLine(number, text) + why },
	MoreSuch: func(n int) string { return fmt.Sprintf("And %d more.", n) },
	TooShort: "that is very short for a question.",
	TooLong:  "that is longer than a screen holds; 240 letters are the most.",
	Twice:    "that one is there already.",
	Full:     "a hundred is as many as I can hold for you. Remove one to make room.",
	Removed:  "Removed. I won't ask it.",
	IsBack:   "It is back.",
	NoSuch:   "There is no question of that number. /questions lists them.",
	Share:    [3]string{"None", "Some", "Half"},
	Add:      "Add questions", Show: "Show them", PutBack: "Put it back",
	Remove: func(n int) string { return fmt.Sprintf("Remove %d", n) },
}

var enThemes = Themes{
	Ask: "Press a theme to choose it, and once more to let it go. With none chosen, all of them come.",
	All: "All themes.",
	Chosen: func(names []string) string {
		return fmt.Sprintf("Only these: %s.", enList(names))
	},
	Take:       func(name string) string { return "+ " + name },
	Drop:       func(name string) string { return "− " + name },
	Everything: "All of them", Open: "Themes and essays",
	Back: "Back", More: "More themes",

	LightIs: "Only the lighter questions.", DeepIs: "Light questions and deep ones.",
	Light: "Only lighter ones", Deep: "Deep ones too",

	TenderIs: "Tender questions come now and then, after the first month.", SparedIs: "No tender questions.",
	Tender: "Tender questions too", Spared: "No tender questions",
	NotThisKind: "Not this kind", NotThisKindDone: "No more of that kind. /settings brings them back.",

	Drawn: "The questions are drawn from:",
}

// enLine names a line of what somebody wrote, with how it begins, if that can be said.
func enLine(number int, text string) string {
	if text == "" {
		return fmt.Sprintf("Line %d: ", number)
	}
	return fmt.Sprintf("Line %d, “%s”: ", number, text)
}
