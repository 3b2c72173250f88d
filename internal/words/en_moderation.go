package words

import "fmt"

var enModeration = Moderation{
	Suggestion: func(channel string) string { return fmt.Sprintf("A question was suggested for “%s”.", channel) },
	Report:     func(channel string) string { return fmt.Sprintf("An answer in “%s” was reported.", channel) },
	Submission: func(channel string) string {
		return fmt.Sprintf("An answer in “%s” waits to be shared without a name.", channel)
	},
	GiveThere: func(channel string) string {
		return fmt.Sprintf("Here I show what waits for moderators. Give commands about “%s” in that group.", channel)
	},
	AuthorStopped: "Its author can't share here any more.",

	Taken: func(channel, by string) string {
		return fmt.Sprintf("The question that was suggested for “%s” is taken.", channel) + enDecided(by)
	},
	NotTaken: func(channel, by string) string {
		return fmt.Sprintf("The question that was suggested for “%s” isn't taken.", channel) + enDecided(by)
	},
	Hidden: func(channel, by string) string {
		return fmt.Sprintf("The answer in “%s” that was reported is hidden.", channel) + enDecided(by)
	},
	Left: func(channel, by string) string {
		return fmt.Sprintf("The answer in “%s” that was reported stays as it is.", channel) + enDecided(by)
	},
	Shared: func(channel, by string) string {
		return fmt.Sprintf("The answer in “%s” is shared, without a name.", channel) + enDecided(by)
	},
	NotShared: func(channel, by string) string {
		return fmt.Sprintf("The answer in “%s” isn't shared.", channel) + enDecided(by)
	},
	Withdrawn: func(channel string) string {
		return fmt.Sprintf("This one for “%s” waits no more: it was taken back or changed.", channel)
	},
	InList: func(channel string) string {
		return fmt.Sprintf("What waits for “%s” is in the lists under “/community”.", channel)
	},
	CantShow: func(chat, missing string) string {
		if missing != "" {
			return fmt.Sprintf("I can't write to the moderators' channel “%s”: I need %s there. What waits is in the lists meanwhile. “/community moderators” says more.", chat, missing)
		}
		return fmt.Sprintf("I can't write to the moderators' channel “%s” any more. What waits is in the lists. “/community moderators” chooses another.", chat)
	},
	NoFace: "You show as the group itself here, so I can't tell what you may do in the other one.",

	ManagerIs:   "Those with the role that you chose may do here what admins may, but for choosing the role and the moderators' channel, and for reading the log.",
	NoManager:   "Only admins look after the channels here.",
	ManagerGone: "The role isn't there any more, so only admins look after the channels. Choose another.",
	Commands: func(where string) string {
		return fmt.Sprintf("The buttons work for them at once. The command shows once you let the role use it: %s.", where)
	},
	ManagerSet:     "Set, for all channels of this server.",
	ManagerUnset:   "Only admins look after the channels from now on.",
	EverybodysRole: "That role can't be it: everybody has it, or it isn't there.",
	Managers: Hint{
		Typed:  "There are no roles here: the group's administrators look after its channels, and nobody else.",
		Fields: "The field of /community managers chooses a role.",
	},
	AdminsAlone: "That is for the admins alone.",

	ShownIn: func(chat string) string {
		return fmt.Sprintf("Suggestions, reports and answers to approve come to “%s” within a quarter of an hour. All who read there read them; only admins and managers decide.", chat)
	},
	Stuck: func(chat string) string {
		return fmt.Sprintf("I can't write to “%s”, so they wait in the lists alone.", chat)
	},
	ShownNowhere: Hint{
		Typed:  "Suggestions, reports and answers to approve wait in the lists. I can show them in a group for moderators, or a topic there.",
		Fields: "Suggestions, reports and answers to approve wait in the lists. The field of /community moderators chooses a channel to show them in, one that not everybody reads.",
	},
	Elsewhere: func(code string) string {
		return fmt.Sprintf("Add me to the moderators' group and send there: “/community moderators %s”", code)
	},
	ShownSet: func(chat string) string {
		return fmt.Sprintf("From now on they come to “%s”. What waits already is in the lists.", chat)
	},
	ShownNoMore: "They wait in the lists alone from now on.",
	TooOpen:     "Everybody here reads there, and what waits isn't for everybody. Choose a place for moderators alone.",
	NotThere:    "I don't see that one. Choose another, or let me see it.",
	NoPlace:     "That takes no messages of their own. Choose a text channel or a thread.",
	CantWrite: func(chat, missing string) string {
		return fmt.Sprintf("I can't write in “%s”: I need %s there.", chat, missing)
	},
	NowOpen: func(chat string) string {
		return fmt.Sprintf("Everybody in the server reads “%s” now. Choose another, or close it.", chat)
	},

	LogHead: func(days int) string {
		return fmt.Sprintf("What admins and managers did here, the latest first. It is kept for %d days.", days)
	},
	LogNone: "Nothing has been done here lately.",
	LogLine: func(day, name, done, channel, detail string) string {
		line := fmt.Sprintf("%s: %s %s", capital(day), name, done)
		if channel != "" {
			line += fmt.Sprintf(" in “%s”", channel)
		}
		if detail != "" {
			line += ": " + detail
		}
		return line
	},
	Admin: "An admin", Manager: "A manager",
	AsManager: func(name string) string { return name + " (manager)" },
	Done: []Deed{
		{"setup", "set the questions up"},
		{"check", "had me look again at what I may do"},
		{"changed", "changed something"},
		{"off", "switched the questions off"},
		{"pause", "paused the questions"},
		{"resume", "resumed the questions"},
		{"when", "changed when it is asked"},
		{"role", "changed the role that is notified"},
		{"thread", "changed the thread"},
		{"pack", "chose other questions"},
		{"themes", "chose themes"},
		{"depth", "chose how deep questions go"},
		{"names", "changed sharing without a name"},
		{"digest", "changed the week in numbers"},
		{"tell", "chose whether I may write to them"},
		{"announce", "changed publishing"},
		{"tag", "changed the tag"},
		{"pin", "changed pinning"},
		{"heading", "changed the heading"},
		{"daysoff", "changed the days off"},
		{"approval", "changed the approval of answers"},
		{"words", "changed the word list"},
		{"added", "added questions"},
		{"edited", "changed a question"},
		{"removed", "removed a question"},
		{"restored", "brought a question back"},
		{"ordered", "gave a question its turn"},
		{"taken", "took a suggested question"},
		{"declined", "declined a suggested question"},
		{"shared", "had an answer shared without a name"},
		{"unshared", "declined to share an answer"},
		{"hid", "hid a reported answer"},
		{"left", "left a reported answer as it is"},
		{"stopped", "stopped an author"},
		{"unstopped", "let an author share again"},
		{"instead", "chose another question"},
		{"never", "kept a question from being asked"},
		{"back", "let a question be asked after all"},
		{"posted", "posted a question"},
		{"managers", "chose who looks after the channels"},
		{"moderators", "chose where moderators are shown what waits"},
	},

	About: "What waits for you, what is checked, and who looks after it.", Label: "Moderation",
	ManagersLabel: "Managers", ModeratorsLabel: "Moderators' channel", Log: "Log", StopShowing: "Show it nowhere", NoManagers: "Only admins",
}

// enDecided names who decided, if anybody is to be named.
func enDecided(by string) string {
	if by == "" {
		return ""
	}
	return " Decided by " + by + "."
}
