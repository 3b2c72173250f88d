package words

import "fmt"

var enCommunity = Community{
	Rights: CommunityRights{
		AdminsOnly:       "Only those who look after this server or group can do that.",
		AdminsThere:      "Only those who look after that server or group can do that.",
		NotHere:          "That isn't something of this server or group.",
		InChannel:        "That is for a server or group: give /community in the channel that it is about.",
		SuggestInChannel: "Give /suggest in the channel that the question is for.",
		CantCheck:        "I couldn't check what you may do there. Try again in a moment.",
		NotMember:        "That is for the members of the channel.",
	},
	Fit:   enCommunityFit,
	Kinds: enCommunityKinds,
	Pins:  enCommunityPins,

	Greeting: enCommunityGreeting,
	Figures:  enCommunityFigures,
	Next:     enCommunityNext,

	DaysOff: enCommunityDaysOff,
	Hints:   enCommunityHints,

	Approvals: enCommunityApprovals,
	Setup: CommunitySetup{
		Nothing: "No channel is set up here yet. I ask one question a day, and whoever likes answers; others' answers open once you have given yours.",
		AskZone: func(channel, clock string) string {
			return fmt.Sprintf("Whose clock counts in “%s”? Pick a time, and I ask at %s there; the hour can be changed right after.", channel, clock)
		},
		ZoneOf: func(zones []string) string {
			return fmt.Sprintf("That could be %s. Which one is it?", enOr(zones))
		},
		ReplyHere: "Reply to this message.",
		ZoneTitle: "Time zone",
		ZoneField: "City, zone or offset",
		HourTitle: "When should I ask?",
		HourField: "Hour, with days if you like",
		ZoneHint:  "Lisbon",
		HourHint:  "8:30 weekdays",
		AskHour:   "When should I ask?",
		TypeHour:  "When should I ask? Give an hour, with days if you like: “8:30 weekdays”.",
		Wrong: func(word string) string {
			if word == "" {
				return "I didn't get that."
			}
			return fmt.Sprintf("I didn't get “%s”.", word)
		},
		NoSuch: "I don't see that channel. Give me access to it, and try again.",
		NoRole: "The role that I was to notify is gone. /community role chooses another.",
		Missing: func(channel string, permissions []string, where string) string {
			return fmt.Sprintf("I can't do all of it in “%s”: I need %s. That is set in: %s.", channel, enList(permissions), where)
		},
		Live:    "Live means that shared answers show in the thread at once: people can read others before they answer.",
		AskTell: "May I write to you privately if something stops me here?",
		TellYes: func(channel string) string {
			return fmt.Sprintf("I'll write to you if something stops me in “%s”.", channel)
		},
		TellNo:    "All right. It waits here until you next give a command.",
		NoThreads: "There are no threads here. Shared answers open under Read others.",
		ThreadIs: [3]string{
			"No thread. Shared answers open under Read others.",
			"Shared answers show in the question's thread once it closes.",
			"Shared answers show in the question's thread at once.",
		},
		ThreadWhich: "Should shared answers show in the question's thread?",
		RoleSet:     "Each post will notify that role, and nobody else.",
		RoleGone:    "Posts notify nobody.",
		NamesOnly:   "Answers are shared with a name only, from now on. What was shared without one stays.",
		NamesFree:   "Answers can be shared with a name or without.",
		PackWhich:   "Which questions should I ask?",
		PackSet:     func(pack string) string { return fmt.Sprintf("From the next one on: %s.", pack) },
		DigestOn: func(day, clock string) string {
			return fmt.Sprintf("%ss at %s I post the week in numbers, if three people or more answered.", day, clock)
		},
		DigestOff: "No weekly numbers.",
	},
	Page:  enCommunityPage,
	Which: enCommunityWhich,
	Status: CommunityStatus{
		Fine:       "I have every permission that I need there.",
		Unknown:    "I couldn't check my permissions just now.",
		WorksNow:   func(channel string) string { return fmt.Sprintf("“%s” works now.", channel) },
		WorksAgain: func(channel string) string { return fmt.Sprintf("“%s” works again.", channel) },
		FoundAt: func(at string) string {
			return fmt.Sprintf("As I found it %s:", enOn(at))
		},
		LastArrived: func(at string) string { return fmt.Sprintf("The last one was posted %s.", enOn(at)) },
		LastPlanned: func(at string) string { return fmt.Sprintf("The last one was due %s and is on its way.", enOn(at)) },
		LastUncertain: func(at string) string {
			return fmt.Sprintf("The last one, due %s, was perhaps posted; I am finding out.", at)
		},
		LastDropped: func(at string) string {
			return fmt.Sprintf("The last one, due %s, couldn't be posted and was let go.", at)
		},
		LastNone: "None was posted yet.",
		Missed: func(days []string) string {
			on := make([]string, len(days))
			for i, day := range days {
				on[i] = enOn(day)
			}
			return fmt.Sprintf("No question could be posted %s.", enList(on))
		},
		Lacked: func(missing string) string { return fmt.Sprintf("I needed %s there.", missing) },
		Answered: func(n int) string {
			if n == 0 {
				return "Nobody has answered it yet."
			}
			return fmt.Sprintf("%d answered.", n)
		},
		Counted: func(n int) string {
			if n == 0 {
				return "The post doesn't say so yet."
			}
			return fmt.Sprintf("The post says %d so far, and catches up.", n)
		},
		NextHead: "The next five:",
		NextLine: func(local, utc string) string { return fmt.Sprintf("%s · %s UTC", local, utc) },
		NextNone: "None is scheduled.",
		Left: func(n int) string {
			return fmt.Sprintf("%s before the first repeat.", capital(enCount(n, "question", "questions")))
		},
		Own: func(n int) string {
			return fmt.Sprintf("%s of your own first.", capital(enCount(n, "question", "questions")))
		},
		Waiting: func(suggestions, reports, approvals int) string {
			var parts []string
			if suggestions > 0 {
				parts = append(parts, enCount(suggestions, "suggestion", "suggestions"))
			}
			if reports > 0 {
				parts = append(parts, enCount(reports, "report", "reports"))
			}
			if approvals > 0 {
				parts = append(parts, enCount(approvals, "answer", "answers")+" to approve")
			}
			if len(parts) == 0 {
				return "No suggestions and no reports are waiting."
			}
			return "Waiting for an admin: " + enList(parts) + "."
		},
	},
	Questions: CommunityQuestions{
		None: "This channel has no questions of its own. Those that you add are asked first, each once.",
		Head: func(from, to, of int) string {
			if from == to {
				return fmt.Sprintf("Your own questions, %d of %d.", from, of)
			}
			return fmt.Sprintf("Your own questions, %d to %d of %d.", from, to, of)
		},
		Asked:     "asked already",
		AddTitle:  "Questions of your own",
		AddField:  "One question a line",
		AddHint:   "What did you keep for too long?",
		EditTitle: "Change the question",
		EditField: "Question",
		AskAdd:    "Send me the questions, one a line. A link after one stands below it in the post; one to a picture shows it.",
		AskEdit:   "Send me the question as it should read.",
		Added: func(n int) string {
			return fmt.Sprintf("Added %s. Your own are asked before the others.", enCount(n, "question", "questions"))
		},
		NoneAdded: "None was added.",
		Line:      func(line int, text, why string) string { return enLine(line, text) + why + "." },
		MoreSuch:  func(n int) string { return fmt.Sprintf("And %s more like that.", enCount(n, "line", "lines")) },
		NotTaken:  func(why string) string { return fmt.Sprintf("I didn't take it: %s.", why) },
		TooShort:  "shorter than 10 characters",
		TooLong:   "longer than 300 characters",
		Twice:     "it is there already",
		Full:      "a channel holds 200 questions, and these would be more",
		BadFile:   "I couldn't read that file. It takes text, at most 256 KB: one question a line, or a table as CSV with a column “question”, and “date”, “author” and “link” if you like.",
		NoDate:    "I don't get its date, or it has passed; a date looks like 2026-12-24 or 24 Dec",
		NoLink:    "its link isn't one I can show: it begins with https:// and a name such as example.com",
		NoRow:     "there is no question in it, or it can't be read",
		First:     "It comes before your others.",
		Dateless:  "It has no date any more, and comes in its turn.",
		Dated:     func(day string) string { return "It comes " + enOn(day) + ", or on the next day that is asked." },
		OnDay:     func(day string) string { return "for " + day },
		ByName:    func(name string) string { return "by " + name },
		Edited:    "Changed.",
		Before:    "Before, it read:",
		Removed:   "Removed.",
		Restored:  "It is back.",
		Gone:      "That question isn't on the list any more: somebody took it off.",
		NoNumber: func(of int) string {
			if of == 0 {
				return "This channel has no questions of its own."
			}
			return fmt.Sprintf("Give its number from the list, 1 to %d.", of)
		},
	},
	Suggestions: CommunitySuggestions{
		AskText:    "Send me your question. The admins see it, and nobody else until it is asked.",
		Title:      "Suggest a question",
		Field:      "Your question",
		Thanks:     "Thank you. It waits for the admins. If it is asked, then without your name, unless you want it there.",
		Named:      "With your name, if it is asked.",
		Unnamed:    "Without your name, if it is asked.",
		WillTell:   "I'll write to you when it is decided.",
		Enough:     "Five of yours are waiting already. Let the admins catch up first.",
		QueueFull:  "The admins have a long list to read first. Try again in a few days.",
		NotFromYou: "The admins here take no suggestions from you.",
		NotNow:     "I can't take a question from you at the moment.",
		None:       "No suggestions are waiting.",
		Head: func(waiting int) string {
			return capital(enCount(waiting, "suggestion is", "suggestions are")) + " waiting."
		},
		By:       func(name string) string { return fmt.Sprintf("from %s, who would like to be named", name) },
		Approved: "Taken. It will be asked.",
		Declined: "Declined.",
		Settled:  "Somebody has dealt with that one already.",
		Waiting: func(channel string) string {
			return fmt.Sprintf("Somebody suggested a question for “%s”. “/community suggestions”, given there, shows it.", channel)
		},
		WasApproved: func(channel string) string {
			return fmt.Sprintf("Your question for “%s” was taken. It will be asked.", channel)
		},
		WasDeclined: func(channel string) string {
			return fmt.Sprintf("Your question for “%s” was not taken this time.", channel)
		},
		NotSetUp:     "I ask nothing here, so there is nothing to suggest for.",
		WhichChannel: "Give /suggest in the channel that the question is for.",
		Gone:         "That suggestion is settled.",
	},
	Reports: CommunityReports{
		None: "No reports are waiting.",
		Head: func(waiting int) string {
			return capital(enCount(waiting, "answer was", "answers were")) + " reported."
		},
		Hidden:        "Hidden. Its author is told, and keeps their words privately.",
		Left:          "Left as it is.",
		SureStopNamed: "Keep this author from sharing here? /community stopped takes it back.",
		SureStop:      "Keep this author from sharing here? I won't say who it is. /community stopped takes it back.",
		Stopped:       "This author can't share here any more.",
		Settled:       "That report is closed already.",
		Unshared:      "Nobody else reads that one now: its author took it back, or changed it and didn't share it again.",
		Changed:       "Its author has changed it since it was reported. It reads now:",
		WasHidden: func(channel string) string {
			return fmt.Sprintf("An admin hid an answer that you shared in “%s”. Your words are still yours, privately.", channel)
		},
		WasStopped: func(channel string) string {
			return fmt.Sprintf("An admin decided that you can't share in “%s” any more, nor elsewhere in its server or group. What you write stays private.", channel)
		},
		StoppedHead: func(n int) string {
			return capital(enCount(n, "author", "authors")) + " can't share here. I don't say who."
		},
		StoppedLine: func(number int, day, question string) string {
			if day == "" {
				return fmt.Sprintf("%d. Stopped some time ago.", number)
			}
			if question == "" {
				return fmt.Sprintf("%d. Stopped %s.", number, enOn(day))
			}
			return fmt.Sprintf("%d. Stopped %s, over an answer to “%s”", number, enOn(day), question)
		},
		NobodyStopped: "Everybody can share here.",
		SharesAgain:   "They can share here again, and are told.",
		CanShare: func(channel string) string {
			return fmt.Sprintf("An admin of “%s” decided that you can share there again.", channel)
		},
		StoppedOnes: "Stopped authors",
		LetShare:    func(number int) string { return fmt.Sprintf("Let %d share", number) },
	},
	Label: enCommunityLabel,
}
