package words

// Series holds the four evenings on one theme.
type Series struct {
	// Intro and Back say what a series is; Which asks for a theme.
	Intro, Back, Which string
	// None is said where the pack has no series.
	None string
	// First says when the first evening comes.
	First func(at string) string
	Begun func(theme, at string) string
	// Running and RunningBack say where somebody stands, with when it goes on; at is
	// empty while there is no next time.
	Running     func(theme string, evening int, at string) string
	RunningBack func(theme, at string) string
	Left        func(theme string) string
	NothingLeft string
	NoSwap      string
	// Given introduces what was written; Evening says on which evening.
	Given   string
	Evening [4]string
	// Changed is the question after it.
	Changed string
	// Begin, Others and Leave are buttons.
	Begin, Others, Leave string
}

// Own holds a person's own questions.
type Own struct {
	// Yours stands under one when it is asked.
	Yours string
	None  string
	Head  func(from, to, of int) string
	// ShareIs says how many are mixed in; ShareAsk asks for it.
	ShareIs  [3]string
	ShareAsk string
	AskAdd   string
	Added    func(n int) string
	// Line says why a line was not added, text being how it begins; MoreSuch counts those
	// not named.
	Line                           func(number int, text, why string) string
	MoreSuch                       func(n int) string
	TooShort, TooLong, Twice, Full string
	Removed, IsBack                string
	// NoSuch is said of a number that no question has.
	NoSuch string
	// Share, Add, Show, PutBack and Remove are buttons.
	Share              [3]string
	Add, Show, PutBack string
	Remove             func(n int) string
}

// Themes holds choosing among themes and essays, and how deep and tender it goes.
type Themes struct {
	Ask string
	All string
	// Chosen names what was chosen.
	Chosen func(names []string) string
	// Take and Drop are buttons that choose one, and let it go.
	Take, Drop       func(name string) string
	Everything, Open string
	Back, More       string

	LightIs, DeepIs string
	Light, Deep     string

	TenderIs, SparedIs string
	Tender, Spared     string
	// NotThisKind stands under a tender question.
	NotThisKind, NotThisKindDone string

	// Drawn introduces the essays' references in help.
	Drawn string
}
