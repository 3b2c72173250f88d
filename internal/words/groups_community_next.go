package words

// CommunityNext holds what an admin can do about the next questions, and what was
// asked before.
type CommunityNext struct {
	// Only says that there is nothing else to ask instead.
	Only string
	// Never says that a question isn't asked there again, Back that it is after all.
	Never, Back string
	// NeversHead stands above the questions that aren't asked there, built-in ones and those
	// that were removed from the channel's own; NeversNone in the place of them.
	NeversHead func(from, to, of int) string
	NeversNone string
	// AheadHead stands above the questions that follow; AheadLine is one of them, with
	// the day on which it comes, if nothing is changed.
	AheadHead string
	AheadLine func(at, question string) string
	// SurePost asks whether to post at once; SurePosted says what follows.
	SurePost   string
	Posting    func(next string) string
	PostedOnce string // today's is there already, or on its way
	CantPost   string // the channel is off, or can't be written to

	// AskedHead stands above what was asked, the latest first; AskedLine is one of
	// them, with how many answered. AskedNone says that nothing was.
	AskedHead func(channel string) string
	AskedLine func(number int, day string, answered int, question string) string
	AskedNone string

	// Labels of buttons, at most 40 runes.
	Instead, NeverHere, AfterAll, Ahead, PostNow, ReallyPost, Asked, Earlier string
	Nevers                                                                   string
	PutBack                                                                  func(number int) string
	Read                                                                     func(number int) string
}
