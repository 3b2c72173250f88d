package words

import "fmt"

var enCompass = Compass{
	Offer: "There is a compass, if you like: every two weeks five buttons under the question, from stay to go, about one thing that you name.",
	What:  "Every two weeks I put five buttons under the question, from stay to go. A tap is no answer, and only you see where it points. What is it about? A job, a place, a project: name it in your own word.",
	Set: func(named string) string {
		return fmt.Sprintf("“%s” it is. The compass comes with your next question, and then every two weeks.", named)
	},
	Is: func(named string) string {
		return fmt.Sprintf("Your compass points at “%s”, every two weeks.", named)
	},
	IsOff:   "The compass is off. Where it stood stays in your pictures.",
	TooLong: "That is longer than 40 letters. A word or two is enough.",
	Ask:     func(named string) string { return fmt.Sprintf("And “%s”: stay, or go?", named) },
	Tapped:  func(place string) string { return fmt.Sprintf("Noted: %s.", place) },
	Old:     "The compass has moved on since. It comes again with a later question.",

	Places: [5]string{"Stay", "Rather stay", "In between", "Rather go", "Go"},
	Begin:  "Set a compass", Another: "Another word", Off: "Switch it off",
}
