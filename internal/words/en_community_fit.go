package words

import "fmt"

var enCommunityFit = CommunityFit{
	CantSee: func(channel string) string {
		return fmt.Sprintf("I can't see “%s”, so I can't ask there: it was deleted, or I'm not let in. If it is still there, let me into it, in its permissions or by adding me, and try again.", channel)
	},
	Gallery: func(channel string) string {
		return fmt.Sprintf("“%s” takes posts with a picture alone, so I can't ask there. Give /community setup in one of its posts, or for a forum or a text channel.", channel)
	},
	NoMessages: func(channel string) string {
		return fmt.Sprintf("“%s” takes no messages, so I can't ask there. Choose a text channel.", channel)
	},
	ThreadInThread: func(channel string) string {
		return fmt.Sprintf("“%s” is a thread itself, and its messages can't have threads. Set it up without, or set up the text channel that it is in. Shared answers open under Read others anyway.", channel)
	},
	ThreadBeside: func(channel string) string {
		return fmt.Sprintf("Messages in “%s” can't have threads. Set it up without, or choose a text channel. Shared answers open under Read others anyway.", channel)
	},
	PostOrForum: func(forum string) string {
		return fmt.Sprintf("This is a post in “%s”. Shall each question be a post of its own in that forum, or a message in this one?", forum)
	},
	InForum: "A post in the forum", InPost: "A message here",
	NoThreads: "Messages here can't have threads, so shared answers open under Read others alone.",
	RoleMute: func(where string) string {
		return fmt.Sprintf("The role can't be notified yet. It can once this is on: %s. I need no permission for it.", where)
	},

	All: enList,
}
