package words

import "time"

// Summary holds the summaries of a week, a month or a year, and the picture.
// Dates come as the instant at which they begin in UTC.
type Summary struct {
	// Months and Weekdays are short names for the picture, from January and from
	// Sunday on: at most four letters wide.
	Months   [12]string
	Weekdays [7]string
	// Kept to NotAsked name the marks of a picture. Extra is a kept one that was
	// asked for outside the schedule, Free an unanswered one that counts as
	// nothing; Others are all days that aren't told apart. KeptMore explains
	// squares of several sizes. Answered is what Kept is called for a channel.
	Kept, KeptMore, Extra, Rested, Missed, Open, Free, NotAsked, Others string
	Answered, AnsweredMore                                              string
	// Stay and Go are the ends of the compass; CompassMark is what its line is.
	Stay, Go, CompassMark string
	// Places are the compass's five places from stay to go, to follow "at".
	Places [5]string

	// Dates names days from one to another, both included; Month a month.
	Dates func(first, last time.Time) string
	Month func(month time.Time) string
	// Day names one day.
	Day func(day time.Time) string
	// MostAboutCard stands over the theme of a year's card; FactTheme says how many
	// of how many words were about it.
	MostAboutCard string
	FactTheme     func(about, words int) string
	// Sign is the name of the bot on a card.
	Sign string
	// FactOf to FactRun stand by themselves in a picture: how many were kept of
	// how many, or answered; a channel's replies, people and run.
	FactOf                                         func(kept, of int) string
	FactAnswered, FactReplies, FactPeople, FactRun func(n int) string
	// CardNumber and CardNoun say a number of reflections in two pieces;
	// DotForEach explains the dots, and says from when on.
	CardNumber, CardNoun func(n int) string
	DotForEach           func(n int, first time.Time) string

	// The titles. FirstWeek is the title of the week in which it all began.
	WeekTitle  func(first, last time.Time) string
	FirstWeek  string
	MonthTitle func(month time.Time) string
	YearTitle  func(year time.Time) string

	// ThisWeek to InYear name the period at the head of a line.
	ThisWeek, LastWeek, ThatWeek string
	InMonth                      func(month time.Time) string
	InYear                       func(year time.Time) string
	// Of says how many were kept of how many; Only says how many were answered
	// where the other number would be a reproach.
	Of   func(period string, kept, of int) string
	Only func(period string, answered int) string
	// StillOpen names the date of a period that is over whose question is open.
	StillOpen func(date time.Time) string
	// RestUsed says how many rest days went, and how many are left; left is 0
	// where it is not to be said. RestHeld says how many there are.
	RestUsed func(used, left int) string
	RestHeld func(held int) string
	Run      func(run int) string
	Longest  func(run int) string
	// Milestone says that the n-th reflection lies in the period.
	Milestone func(n int) string
	BackAgain string
	Begun     string

	// Theme is a plain noun for a theme that packs tag their questions with, to
	// follow "about"; empty for one that is not to be said.
	Theme func(tag string) string
	// Wrote counts words. MostAbout adds the theme that most of them were about;
	// MainlyAbout names the largest where it is less than half. QuietAbout names
	// the theme without a number.
	Wrote                  func(words int) string
	MostAbout, MainlyAbout func(words int, theme string) string
	QuietAbout             func(theme string) string

	// Month is one month with its number; Months joins them, in order.
	MonthCount   func(month time.Time, kept int) string
	MonthByMonth func(counts []string) string
	// Fullest names the month that had the most.
	Fullest func(month time.Time) string

	// CompassOnce, CompassSame and CompassMoved tell where it stood; places are
	// from Places.
	CompassOnce, CompassSame func(place string) string
	CompassMoved             func(from, to string) string

	// Own quotes a sentence of the person's own.
	Own func(line string) string
	// Nothing is said of a period without a reply; total is 0 where it is not to
	// be said. NoneYet is said before the first reply.
	Nothing func(total int) string
	NoneYet string
	// Something is said of a few words that answer nothing.
	Something string
	// Here is said where there is nothing to say without numbers.
	Here string

	// Channel is a channel's counts; ChannelRun its run.
	Channel       func(period string, people, replies int) string
	ChannelRun    func(run int) string
	ChannelTooFew string
	// ChannelCameBack says how many of the people of a week had answered before.
	ChannelCameBack func(n, of int) string
	// OnTheBoard introduces a channel's board; each of its lines is a BoardLine,
	// whose name is what a member calls themselves; BoardMore counts the others.
	OnTheBoard string
	BoardLine  func(name string, answered int) string
	BoardMore  func(n int) string
	// BoardButton stands under a channel's summary, for all alike.
	BoardButton string

	// ToCome answers a question for a period that hasn't begun; Unclear one for
	// a period that wasn't understood.
	ToCome, Unclear string
	// InChannel is how many of a channel's questions in a row a person answered;
	// the title is the channel's.
	InChannel func(title string, run int) string

	// The labels of the buttons under a summary that was asked for.
	Before, After, ShowWeek, ShowMonth, ShowYear string

	// Page is the button to the page on summaries, which has one line for each
	// kind: TheWeek to TheYear head them and are their buttons' labels too.
	Page                       string
	TheWeek, TheMonth, TheYear string
	IsOff                      func(kind string) string
	// OnDay is a week's, or another kind's that was given a weekday; OnLast one
	// that comes on the period's last day. The day is from WeekdayNames.
	OnDay    func(kind, day, clock string) string
	FromLast func(kind, day, clock string) string
	OnLast   func(kind, clock string) string
	// AfterLast is one on the day after the last, where the last one's question is to
	// be counted.
	AfterLast    func(kind, clock string) string
	WeekdayNames [7]string // from Sunday on
	// The labels of a kind's own buttons.
	SwitchOn, SwitchOff, OtherDay, OtherHour, LastDay string
	DayAsk, HourAsk                                   func(kind string) string

	// OnDark and OnLight choose the ground that pictures are drawn for.
	OnDark, OnLight string

	Alt SummaryAlt
}

// SummaryAlt says what the pictures show, to people who don't see them: each a
// sentence that one would say aloud.
type SummaryAlt struct {
	// Week is seven marks, under a line of the person's own or not; kept is 0
	// where it is not to be said, here and below.
	Week func(kept int, line bool) string
	// Month and Year are calendars; moved is a Compass, or empty.
	Month, Year func(begins time.Time, kept int, moved string) string
	Compass     func(from, to string) string
	// Channel is a channel's days: a week's marks or a calendar of some dates.
	Channel func(week bool, dates string) string
	// Card describes a milestone's card, Own one that a person made.
	Card func(total int) string
	Own  string
	// Lines, Theme, Pair and CompassCard describe a year's other cards; moved is a
	// Compass. PairAbout is Pair where two questions about one theme were answered.
	Lines       func(n int) string
	Theme       func(year time.Time, theme string) string
	Pair        string
	PairAbout   func(theme string) string
	CompassCard func(moved string) string
}
