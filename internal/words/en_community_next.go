package words

import "fmt"

var enCommunityNext = CommunityNext{
	Only:  "There is nothing else to ask instead.",
	Never: "It isn't asked here again.",
	Back:  "It can be asked here again, later on.",
	NeversHead: func(from, to, of int) string {
		if of == 1 {
			return "One question is off the list."
		}
		if to-from+1 == of {
			return capital(enCount(of, "question is", "questions are")) + " off the list."
		}
		return fmt.Sprintf("Taken off the list, %d to %d of %d.", from, to, of)
	},
	NeversNone: "No question is off the list now.",
	AheadHead:  "What comes next, if nothing is changed:",
	AheadLine:  func(at, question string) string { return at + ": " + question },
	SurePost:   "Post the next question now? No other comes today then.",
	Posting: func(next string) string {
		if next == "" {
			return "It is on its way."
		}
		return fmt.Sprintf("It is on its way. The next one comes %s.", enOn(next))
	},
	PostedOnce: "Today's question is posted already, or on its way. There is one a day.",
	CantPost:   "I can't post there now: the channel is off, or something is in the way. Status says more.",

	AskedHead: func(channel string) string {
		return fmt.Sprintf("What was asked in “%s”, the latest first:", channel)
	},
	AskedLine: func(number int, day string, answered int, question string) string {
		return fmt.Sprintf("%d. %s, %s: %s", number, day, enAnswered(answered), question)
	},
	AskedNone: "Nothing was asked here yet.",

	Instead: "Another instead", NeverHere: "Never in this channel", AfterAll: "Ask it after all", Ahead: "The next five",
	PostNow: "Post now", ReallyPost: "Post it", Asked: "Asked before", Earlier: "Earlier ones",
	Nevers:  "Taken off the list",
	PutBack: func(number int) string { return fmt.Sprintf("Put %d back", number) },
	Read:    func(number int) string { return fmt.Sprintf("Read %d", number) },
}
