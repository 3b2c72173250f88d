package words

import "fmt"

var enCommunityPage = CommunityPage{
	Asks: func(channel, days, clock, zone string) string {
		return fmt.Sprintf("I ask in “%s” %s at %s, %s time.", channel, days, clock, zone)
	},
	AsksAgain: func(channel, days, clock, zone string) string {
		return fmt.Sprintf("Once I can, I ask in “%s” %s at %s, %s time.", channel, days, clock, zone)
	},
	Next:     func(at string) string { return fmt.Sprintf("The next one comes %s.", enOn(at)) },
	Untitled: "this channel",
	DaysAsk:  "On which days shall I ask here?", OtherDays: "other days",
	In:     func(channel string) string { return fmt.Sprintf("In “%s”:", channel) },
	Quoted: func(channel string) string { return "“" + channel + "”" },
	Draft: func(channel string) string {
		return fmt.Sprintf("“%s” is nearly set up: it needs a time zone.", channel)
	},
	Paused:      "Paused, until an admin resumes it.",
	PausedUntil: func(day string) string { return fmt.Sprintf("Paused. I ask again %s.", enOn(day)) },
	Resumed:     func(at string) string { return fmt.Sprintf("On again. The next one comes %s.", enOn(at)) },
	NotPaused:   func(at string) string { return fmt.Sprintf("There was no pause. The next one comes %s.", enOn(at)) },
	Off: func(channel string) string {
		return fmt.Sprintf("“%s” is off. Its questions and settings are kept; setup brings it back.", channel)
	},
	SureOff: func(channel string) string {
		return fmt.Sprintf("Switch “%s” off? Nothing is deleted, and setup brings it back.", channel)
	},
	StaysOn: "It stays on.",
	Barred:  "I may not post there at the moment.",
	Gone:    "I don't see the channel any more.",
	Weekly:  "Five went unanswered, so I ask once a week until somebody answers.",
	More:    "What would you like to change?",
	Listed:  func(channel, state string) string { return fmt.Sprintf("“%s”: %s.", channel, state) },
	ListedAsks: func(days, clock string) string {
		return fmt.Sprintf("%s at %s", days, clock)
	},
	ListedOff:     "off",
	ListedPaused:  "paused",
	ListedStopped: "stopped, something is in the way",
	Preview:       "This is how the next post will look. Nothing is posted yet.",
	PreviewRole:   "It will notify the role that you chose.",
	PreviewNone:   "There is nothing left to ask.",
	PreviewButton: "This is a preview. The button works under the post.",
	Alone:         "That is best seen by you alone.",
}
