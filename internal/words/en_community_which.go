package words

import "fmt"

var enCommunityWhich = CommunityWhich{
	Ask:     "Which channel?",
	Over:    "I don't have the rest of that command any more. Give it once more, and choose within the hour.",
	TooMuch: "That is too much to hold on to while you choose. Give the command in the channel that it is for.",
	OffList: func(channel string) string {
		return fmt.Sprintf("“%s” is off the list. Nothing is deleted: set up there once more, it is as it was.", channel)
	},
	TakeOff: "Take it off the list",
}
