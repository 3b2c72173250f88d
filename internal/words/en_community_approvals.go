package words

import "fmt"

var enCommunityApprovals = CommunityApprovals{
	AtSetup:   "No filter of the server's or group's looks at what I post. For answers shared without a name, /community approvals has two: an admin's approval, and a word list.",
	On:        "Answers are shared without a name once an admin has approved them. Nobody is told whose they are.",
	Off:       "Answers are shared without a name at once.",
	ListEmpty: "There is no word list.",
	List: func(n int) string {
		return fmt.Sprintf("The word list has %s; an answer with one of them isn't shared without a name.", enCount(n, "entry", "entries"))
	},
	ListTitle:     "Word list",
	ListField:     "One word or phrase a line",
	ListHint:      "a word, or several in a row; “boss*” has any ending",
	ListAsk:       "Send me the words, one a line; they take the place of those that are there. A * after a word means any ending: “boss*” finds “bosses”. “none” empties the list.",
	ListTooLong:   "That is too long for a word list: it takes 200 lines of at most 60 letters.",
	ListNoWord:    "there is no word in it, and only words can be found",
	ListBeginning: "a * goes after a word, for any ending, not before it",
	ListKept:      "Nothing of that is taken; the list stays as it was.",
	ClearWord:     "none",

	None: "No answers are waiting.",
	Head: func(n int) string {
		return capital(enCount(n, "answer waits", "answers wait")) + " to be shared without a name."
	},
	Accepted:  "Shared. Its author is told.",
	Rejected:  "Not shared. Its author is told, and keeps their words.",
	Settled:   "Somebody has dealt with that one, or its author has changed it.",
	NamesOnly: "Answers are shared with a name only here, so this one can't be.",
	Waiting: func(channel string) string {
		return fmt.Sprintf("An answer in “%s” waits to be shared without a name. “/community approvals”, given there, shows it.", channel)
	},
	WasAccepted: func(channel string) string {
		return fmt.Sprintf("Your answer in “%s” is shared now, without your name.", channel)
	},
	WasRejected: func(channel string) string {
		return fmt.Sprintf("An admin of “%s” didn't share your answer. Your words are still yours, privately.", channel)
	},
	Show:      "Answers waiting",
	SwitchOn:  "Approve each first",
	SwitchOff: "Share at once",
	WordList:  "Word list",
	Checks:    "Approvals",
}
