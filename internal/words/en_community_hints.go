package words

import "fmt"

var enCommunityHints = CommunityHints{
	Setup: Hint{
		Typed:  "Try “/community setup 09:00 Europe/Berlin weekdays”.",
		Fields: "An hour looks like 9:00, and days like weekdays or mon,wed,fri.",
	},
	NoOrder: func(word, near string) string {
		if near == "" {
			return fmt.Sprintf("I didn't get “%s”. “/community help” lists what there is.", word)
		}
		return fmt.Sprintf("I didn't get “%s”. Try “/community %s”; “/community help” lists the rest.", word, near)
	},
	Orders: "What an admin can give me in the channel:",
	OnOff:  "It takes “on” or “off”.",
	PauseWrong: Hint{
		Typed:  "I didn't get how long. Try “/community pause 2 weeks” or “/community pause until 3 Jan”.",
		Fields: "I didn't get how long. The field takes “2 weeks” or “until 3 Jan”; without it I wait for /community resume.",
	},
	PausePast: Hint{
		Typed:  "That day has passed. Try “/community pause 2 weeks” or “/community pause until 3 Jan”.",
		Fields: "That day has passed. The field takes “2 weeks” or “until 3 Jan”.",
	},
	PauseFar: Hint{
		Typed:  "That is very far ahead. “/community pause” alone waits for “/community resume”.",
		Fields: "That is very far ahead. Without the field I wait for /community resume.",
	},
	Role: Hint{
		Typed:  "There are no roles here, so posts notify nobody in particular.",
		Fields: "The field of /community role chooses one. Without it, posts notify nobody.",
	},
	Add: Hint{
		Typed:  "Give them one a line: here, after “/community questions add”, or as a text file with that command. A link after a question stands below it in the post; one to a picture shows it.",
		Fields: "Write them here, one a line. /community questions add also takes a text file. A link after a question stands below it in the post; one to a picture shows it.",
	},
	Suggest: Hint{
		Typed:  "What should be asked here? Give it after the command: “/suggest What did you keep for too long?”",
		Fields: "What should be asked here? Write it below, or in the field of /suggest.",
	},
}
