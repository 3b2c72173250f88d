package words

import "fmt"

var enCommunityWhich = CommunityWhich{
	Ask:     "Which channel?",
	Over:    "I don't have that command any more: it was carried out, or an hour has passed. Give it once more if you still want it.",
	TooMuch: "That is too much to hold on to while you choose. Give the command in the channel that it is for.",
	OffList: func(channel string) string {
		return fmt.Sprintf("“%s” is off the list. Nothing is deleted: set up there once more, it is as it was.", channel)
	},
	TakeOff: "Take it off the list",
	Lost: func(channel string) string {
		return fmt.Sprintf("I don't see “%s” any more. If it was deleted, take it off the list. If not, let me into it, in its permissions or by adding me.", channel)
	},
}
