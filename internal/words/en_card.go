package words

var enCard = Card{
	Make:            "Make a picture",
	Which:           "Which line should be on it?",
	More:            "More lines",
	Start:           "From the start",
	Here:            "Here it is, for you alone. Whether anybody else sees it is up to you.",
	WithQuestion:    "With the question",
	WithoutQuestion: "Without it",
	None:            "I find no line here that a picture can be made of.",
	Changed:         "You have changed those words since. Begin again with Make a picture.",
}
