package words

// Returns holds what comes back: an earlier reply, and what its writer wants of that.
type Returns struct {
	// OnDay says when it was written, and to which question.
	OnDay   func(day, question string) string
	Changed string
	// Heavy reports whether a text reads as grief or harm, or is in a language in
	// which that can't be told. It is wrong often, and only in that direction: what it
	// takes for heavy isn't brought back by itself.
	Heavy func(text string) bool

	// Booked says when a reply comes back that its writer asked for.
	Booked func(day string) string
	// BookedOff says so to somebody who has nothing come back: how that is changed.
	BookedOff func(day string) string
	// Away says that it never does.
	Away string

	// Page, IsOn and IsOff are on the page about what comes back; Never and NoneNever
	// say what doesn't.
	Page, IsOn, IsOff string
	Never             string
	NoneNever         string
	// EachYear is a day that never comes back.
	EachYear func(day string) string
	AskNever string
	Full     string
	// TooLong is said of what is longer than a name or a day.
	TooLong string

	// NotAgain, InAYear, Open, Off, On, AddNever and Remove are buttons.
	NotAgain, InAYear, Open, Off, On, AddNever string
	Remove                                     func(what string) string
}
