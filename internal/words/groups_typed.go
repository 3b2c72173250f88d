package words

// Typed holds what is offered to people whose message alone means the bot, and not
// the question; see Words.Means.
type Typed struct {
	// Stop, Help and Skip offer what such a word alone means; Privacy, When and
	// Wrote what a question to the bot about itself does.
	Stop, Help, Skip, Privacy, When, Wrote string
	// KeepAnswer is the label beside every offer.
	KeepAnswer string
	// ShowHelp and its like are the labels of what is offered.
	ShowHelp, ShowPrivacy, ShowSchedule, ShowLast, PauseWeek string
	// LastWrote tells what somebody wrote last, and on which day it was.
	LastWrote func(day string) string
	// WroteNothing is said where there is nothing to show.
	WroteNothing string
	// Settled answers a second press on what was pressed before.
	Settled string
}
