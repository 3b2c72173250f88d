package words

var enCard = Card{
	Make:            "Make a picture",
	Which:           "Which line should be on it?",
	More:            "More lines",
	Start:           "From the start",
	Here:            "Here it is, for you alone. Whether anybody else sees it is up to you.",
	WithQuestion:    "With the question",
	WithoutQuestion: "Without it",
	Year:            "Cards of the year",
	Choose: func(chosen, most int) string {
		switch {
		case chosen == most && most == 1:
			return "This one, then."
		case chosen == most:
			return "These, then."
		case most == 1:
			return "There is one line of yours to put on a card."
		case chosen == 0:
			return "Choose up to " + enCount(most, "line", "lines") + " of yours for one of the cards."
		}
		return "Chosen so far. Another one?"
	},
	Draw:    "Make the cards",
	Anew:    "Choose again",
	These:   "Here they are, for you alone. Whether anybody else sees them is up to you.",
	None:    "There is no line here that would make a picture.",
	Changed: "You have changed those words since. Choose a line anew.",
}
