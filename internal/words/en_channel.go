package words

import "fmt"

var enChannel = Channel{
	FormLabel:   "In your own words",
	AskAnswer:   "Write your answer here. Only you can read it, until you say otherwise.",
	ReplyAnswer: "Reply to this message with your answer. Only you can read it, until you say otherwise.",
	ReadsNow:    "It reads now:",
	AskAnew:     "Write it the way it should read. That takes the place of what is there.",
	IsAnswer: func(question, channel string) string {
		return fmt.Sprintf("Is that your answer to “%s” in “%s”? Only you can read it, until you say otherwise.", question, channel)
	},
	KeepFor: "Keep it as my answer there",
	NotFor:  "It isn't",
	TooLong: "That is more than I can keep as one answer. A shorter one, perhaps?",

	Saved:         "Saved.",
	ByYou:         "Readable by: you.",
	ByAll:         "Readable by: the channel, with your name.",
	ByAllUnnamed:  "Readable by: the channel, without your name.",
	UnderOthers:   "It opens under Read others.",
	InThread:      "It shows in the thread under the post, and under Read others.",
	InThreadLater: "It opens under Read others, and shows in the thread once the question closes.",
	Hidden:        "An admin has hidden it. Readable by: you.",
	Stopped:       "An admin has switched sharing off for you here. What you write is still yours.",
	OwnMessage:    "Your own message in the channel is yours to edit or delete.",
	OwnStays:      "Your own message in the channel is yours to edit or delete. I am not told when you delete it: what is shared stays under Read others until you take it back here.",
	Share:         "Share with the channel",
	ShareUnnamed:  "Share without my name",
	TakeBack:      "Take back",
	Edit:          "Edit",
	Delete:        "Delete",
	DeleteAsk:     "Delete it for good?",
	DeleteYes:     "Yes, delete",
	Keep:          "Keep",
	Deleted:       "Deleted. The words are gone; that you answered still counts.",
	Waits:         "An admin reads it first, without your name. Readable by: you, and those who moderate here.",
	HasListed:     "Some of its words aren't shared here without a name. You can edit it, or share it with your name.",
	NamedOnly:     "In this channel answers are shared with a name, or not at all.",
	ShareStopped:  "An admin has switched sharing off for you here.",
	OwnWordsOnly:  "Your own message stands in the channel with your name, so this can't go without it.",
	WasNamed:      "You shared this here with your name, so whoever read it there knows that it is yours. Share it without your name all the same?",

	AsideUnnamed: "Your message in the channel has your name on it, so it isn't part of your answer without one. I keep it as a note, for you alone.",
	AsideStopped: "An admin has switched sharing off for you here. Your message stays in the channel; what I keep of it is for you alone.",

	AnswerFirst: "Answer first, then read.",
	Nobody:      "Nobody has shared an answer here yet. Yours could be the first.",
	Numbered:    func(n int, line string) string { return fmt.Sprintf("%d. %s", n, line) },
	Yours:       func(line string) string { return line + " (yours)" },
	YoursHidden: "Yours was hidden by an admin. Only you see it here:",
	GoesOn:      "It goes on.",
	Earlier:     "Earlier",
	Later:       "Later",

	Report:        func(n int) string { return fmt.Sprintf("Report %d", n) },
	ReportAsk:     "Report this answer to the admins?",
	ReportYes:     "Report",
	NeverMind:     "Never mind",
	Reported:      "Thank you. The admins will look at it. They aren't told who said so.",
	ReportedTwice: "You have told them about this one already.",
	ReportDropped: "All right. Nothing was sent.",
	ReportOwn:     "That one is yours.",
	ReportNotice: func(channel string) string {
		return fmt.Sprintf("Somebody reported an answer in “%s”. “/community reports”, given there, shows it.", channel)
	},

	OnBoard: func(name string) string {
		return fmt.Sprintf("You are on the board as %s. It says how many questions you answered, and nothing of what you wrote.", name)
	},
	OffBoard:   "You are not on the board.",
	NoName:     "Your account shows no name that I could put on the board.",
	JoinBoard:  "Put me on the board",
	LeaveBoard: "Take me off",

	NotHere:     "That isn't from a channel you are in, as far as I can see.",
	ChannelGone: "I'm not in that channel any more, so what was shared there stays closed.",
	CantCheck:   "I couldn't check just now whether you are in that channel. Try again in a moment.",
	NoFace:      "You show as the group itself here, so I can't tell whose answer it would be.",
}
