package words

import "fmt"

var enLink = Link{
	Code: func(code string) string {
		return fmt.Sprintf("Type this to me in the other app, within ten minutes: “/link %s”", code)
	},
	Beware:  "It works once. Whoever types it shares your journal from then on, so give it to nobody.",
	Private: "That is between the two of us: write /link to me privately.",
	Burnt:   "A code that others can read is worth nothing. It is gone; /link in private gives another.",
	Wrong:   "That code isn't valid, or no longer. In the other app /link gives a fresh one.",
	TooMany: "Too many codes that weren't valid. Try again in an hour.",
	SameApp: "Both accounts are in the same app. I can only join accounts of different ones.",
	Same:    "That is the code of this very account. Type it in the other app.",
	Several: "Others are joined to this account already. /unlink parts them first.",
	Sure: func(app string) string {
		return fmt.Sprintf("This code was given in %s. Whoever has that account will read everything you wrote here, and can delete it. Is that account yours?", app)
	},
	Join: "Join them", DontJoin: "Don't join", NotJoined: "Nothing is joined, and the code is gone.",
	Joined: "Joined. You have one journal and one count now, from what both apps have recorded, and one question a day. /unlink parts them.",
	JoinedTo: func(app string) string {
		return fmt.Sprintf("Your account in %s is joined to this one now: one journal, one count, one question a day. /unlink parts them, if that wasn't you.", app)
	},
	Where: "Where should I ask?",
	Here:  "Here", There: "In the other app", Both: "In both",
	IsHere:     "I'll ask here. You can answer in either app.",
	IsThere:    "I'll ask in the other app. You can answer in either.",
	IsBoth:     "I'll ask the same question in both. Answered in one, it is answered in the other.",
	Elsewhere:  "It is on its way, in your other app. You can answer it here.",
	Alone:      "No other account is joined to this one. /link joins one.",
	Part:       "Part the accounts? Each keeps what was written in its app and the days of its own questions. Words stay where they are.",
	Parted:     "Parted. Each app has its own journal, count and question again.",
	PartedFrom: "The accounts have parted. This app has its own journal, count and question again.",
	PartYes:    "Part them",
	App: func(platform string) string {
		switch platform {
		case "discord":
			return "Discord"
		case "telegram":
			return "Telegram"
		}
		return "another app"
	},
}
