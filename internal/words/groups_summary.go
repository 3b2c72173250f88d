package words

import "time"

// Summary holds the summaries of a week, a month or a year, and the picture.
// Dates come as the instant at which they begin in UTC.
type Summary struct {
	// Months and Weekdays are short names for the picture, from January and from
	// Sunday on: at most four letters wide.
	Months   [12]string
	Weekdays [7]string
	// Kept to NotAsked name the marks of the picture; Answered is what Kept is
	// called for a channel.
	Kept, Rested, Missed, Open, NotAsked, Answered string
	// Stay and Go are the ends of the compass.
	Stay, Go string
	// Places are the compass's five places from stay to go, to follow "at".
	Places [5]string

	// Span names whole months from one to another, both included.
	Span func(first, last time.Time) string
	// Count says a number of reflections, without a sentence around it.
	Count func(n int) string
	// CardNumber and CardNoun are Count in two lines; Since says from when on.
	CardNumber, CardNoun func(n int) string
	Since                func(first time.Time) string

	// The titles. FirstWeek is the title of the week in which it all began.
	WeekTitle  func(first, last time.Time) string
	FirstWeek  string
	MonthTitle func(month time.Time) string
	YearTitle  func(year time.Time) string

	// ThisWeek to InYear name the period at the head of a line.
	ThisWeek, ThatWeek string
	InMonth            func(month time.Time) string
	InYear             func(year time.Time) string
	// Of says how many were kept of how many; Only says how many were answered
	// where the other number would be a reproach.
	Of   func(period string, kept, of int) string
	Only func(period string, answered int) string
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

	// Wrote counts words. On and MostlyOn add the section that all, or most, of
	// them were about; MainlyOn names the largest where it is less than half.
	Wrote                  func(words int) string
	On, MostlyOn, MainlyOn func(words int, section string) string
	// QuietOn names the section without a number.
	QuietOn func(section string) string

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
	// Here is said where there is nothing to say without numbers.
	Here string

	// Channel is a channel's counts; ChannelRun its run.
	Channel       func(period string, people, replies int) string
	ChannelRun    func(run int) string
	ChannelTooFew string
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
	OnDay        func(kind, day, clock string) string
	FromLast     func(kind, day, clock string) string
	OnLast       func(kind, clock string) string
	WeekdayNames [7]string // from Sunday on
	// The labels of a kind's own buttons.
	SwitchOn, SwitchOff, OtherDay, OtherHour, LastDay string
	DayAsk, HourAsk                                   func(kind string) string

	// OnDark and OnLight choose the ground that pictures are drawn for.
	OnDark, OnLight string

	Alt SummaryAlt
}

// SummaryAlt says what the pictures show, to people who don't see them.
type SummaryAlt struct {
	// Grid introduces the days of the months of a Span.
	Grid func(span string) string
	// Days counts the marks; a number that is 0 is not said.
	Days func(kept, rested, missed int) string
	// Open says that the last question is still open.
	Open string
	// Quiet says what is marked where counts are hidden; Empty that nothing is.
	Quiet, Empty string
	// Answered counts a channel's days.
	Answered func(days int) string
	// Card describes a milestone's card.
	Card func(total int) string
}
