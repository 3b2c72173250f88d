package words

import "fmt"

// enCameBack says how many of the people of a week had answered before.
func enCameBack(n, of int) string {
	if n == of {
		return "All of them had answered in the four weeks before."
	}
	return capital(enCount(n, "of them had answered", "of them had answered")) + " in the four weeks before."
}

var enCommunityFigures = CommunityFigures{
	Head: "What the weeks came to. Nobody is counted who could be told from it: fewer than three people are no number.",
	None: "Nothing to count yet: a week is counted when it is over.",
	Few:  "fewer than 3",
	Week: func(dates string, asked, answers, people int) string {
		return fmt.Sprintf("%s: %s, %s from %s.", capital(dates), enCount(asked, "question", "questions"),
			enCount(answers, "answer", "answers"), enCount(people, "person", "people"))
	},
	WeekFew: func(dates string, asked int) string {
		return fmt.Sprintf("%s: %s, answered by fewer than three people.", capital(dates), enCount(asked, "question", "questions"))
	},
	Dates:    enDates,
	CameBack: enCameBack,
	Columns:  []string{"week", "questions", "answers", "people", "of them in the four weeks before"},

	Here:          "The weeks, as a table.",
	HereQuestions: "Your own questions, as a table that can be read again with /community questions add.",
	TooLarge:      "That is more than I can send here.",

	Figures: "Figures", AsTable: "As a table",
}
