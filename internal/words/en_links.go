package words

import "fmt"

var enLinks = Links{
	Suggest: "Here you can suggest a question for the channel.",
	Add:     func(channel string) string { return fmt.Sprintf("Here you can add questions for “%s”.", channel) },
	IsAdd: func(channel string) string {
		return fmt.Sprintf("Is that for the questions of “%s”? It isn't asked there before you say so.", channel)
	},
	AddIt:    "Add it there",
	Edit:     "Here you can change one of the channel's own questions.",
	WordList: "Here you can change the word list of the channel.",
	Credit:   "Should your name stand with the question that you suggested?",
	Uncredit: "Should the question that you suggested stand without your name?",
	Answer:   "Shall I tell you here what becomes of the question that you suggested?",
}
