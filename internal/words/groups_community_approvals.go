package words

// CommunityApprovals holds what keeps answers from being shared without a name:
// an admin's approval, and a word list. Where an argument is called channel, it is
// the channel's title: its admins' words.
type CommunityApprovals struct {
	// AtSetup says that no filter of the platform's sees what the bot posts, and
	// what there is instead.
	AtSetup string
	// On and Off say whether an admin looks first; ListEmpty and List tell of the
	// word list.
	On, Off, ListEmpty string
	List               func(words int) string
	// ListTitle and ListField are a form's, at most 45 runes; ListAsk asks for the
	// words, and ListHint stands in the empty field, at most 64 runes.
	ListTitle, ListField, ListAsk, ListHint string
	ListTooLong                             string
	// ListNoWord and ListBeginning say why an entry isn't taken; ListKept says that none
	// was, so that the list is as before.
	ListNoWord, ListBeginning, ListKept string
	// ClearWord, sent alone, empties the list.
	ClearWord string

	None                        string
	Head                        func(waiting int) string
	Accepted, Rejected          string
	Settled, NamesOnly          string
	Waiting                     func(channel string) string
	WasAccepted                 func(channel string) string
	WasRejected                 func(channel string) string
	Show, SwitchOn              string // buttons, at most 40 runes
	SwitchOff, WordList, Checks string
}
