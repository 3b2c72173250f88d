package words

import "time"

// Button holds the labels of buttons: verbs or plain words, at most 40 runes,
// the same everywhere.
type Button struct {
	Another, NotToday, Later, GoDeeper, Undo, ForTheLast string
	NeverAgain                                           string
	InAnHour, InThreeHours, ThisEvening                  string
	KeepIt, LetItGo                                      string
	KeepDaily, OnceAWeek, Pause, Resume                  string
	SomewhereElse, AnotherTime                           string
	ChangeHour, ChangeDays, ChangeZone, ChangePack       string
	NudgeOn, NudgeOff, CountsOn, CountsOff               string
	EveryDay, Weekdays, Weekends                         string
	Today                                                string
}

// Start holds first contact.
type Start struct {
	// Profile says what the bot is in one line, at most 120 runes.
	Profile     string
	Hello       string
	AskZone     string
	TypeZone    string
	ZoneUnclear string
	// ZoneAgain asks again after a greeting and its like.
	ZoneAgain string
	// ZoneNoClock answers a time that no clock shows.
	ZoneNoClock string
	// ZoneChoice introduces several places that fit what was typed.
	ZoneChoice string
	// ZoneGuess introduces the one place that is like what was typed.
	ZoneGuess string
	// ZoneMove offers to go by the clock of a place that was shared unasked.
	ZoneMove    string
	AskHour     string
	TypeHour    string
	HourUnclear string
	// HourOrPlace is said to a place where an hour was asked for, HourOn to days alone.
	HourOrPlace string
	HourOn      func(days string) string
	// NotBegun is said to somebody who wants to be left alone before they have begun.
	NotBegun string
	// Begun confirms the schedule; days is from When.Days, next when the question
	// after the first one comes.
	Begun   func(days, clock, next string) string
	Already func(days, clock string) string
}

// Daily holds the daily question and what follows it.
type Daily struct {
	From func(title, author string) string
	// FromWhole credits an essay by its whole reference.
	FromWhole func(reference string) string
	// OnlyYou acknowledges one of the first replies; Kept any other.
	OnlyYou, Kept string
	// DayIsFull says that no more is kept today, and that all before it is.
	DayIsFull string
	// KeptWith names the question that a reply was filed under.
	KeptWith func(question string) string
	// KeptRun adds the run and the recent count; either may be 0 for unsaid.
	KeptRun   func(run, kept, of int) string
	BackAgain func(total int) string
	Milestone func(total int) string
	// RestedDays says on which days rest days were spent by themselves, and, if it is
	// not negative, how many are left; RestEarned that
	// a reply brought one; GaveBack that a reply freed the one that Not today took.
	RestedDays func(days []string, left int) string
	RestEarned func(held int) string
	GaveBack   string
	// RestIs explains a rest day when the first one is earned, RestComes where they
	// come from when the first one is spent.
	RestIs, RestComes string
	// Mendable says, after a miss, that the question before can still be answered;
	// Mended that a late answer made its day count, MendedRest that it gave back the
	// rest day too.
	Mendable, Mended, MendedRest string
	// Undone takes back words of an answer, UndoneWriting any other.
	Undone, UndoneWriting string
	UndoneGone            string

	OnlyWords, NoWords string
	Moved              func(question string) string
	NothingToMove      string

	NoMoreSwaps, SwapTooLate, NoneLeft string
	NeverAgainDone                     string

	NotTodaySpent func(left int) string
	NotTodayNone  func(at string) string
	// NotTodayOpen is NotTodayNone without the count.
	NotTodayOpen   func(at string) string
	NotTodayFree   string
	NotTodayKept   string
	NotTodayAgain  string
	LaterWhen      string
	LaterSet       func(at string) string
	LaterTooClose  func(at string) string
	LaterAnswered  string
	HereAgain      string
	NudgeLine      string
	NothingOpen    string
	QuestionClosed string
	NoDeeper       string

	KeepNote, NoteKept, NoteGone, NoteNone string
	WriteNow, Written                      string
	// WriteHint stands in the empty input field, at most 64 runes.
	WriteHint string

	TodayDone   func(next string) string
	TodayPaused string
	// OnItsWay is said of a question that was asked for and is being sent.
	OnItsWay string

	// Silence is said once after seven unanswered questions.
	Silence    string
	BackToDays func(days, clock string) string
	Weekly     func(next string) string
	// ForNow says that questions come weekly because some went unanswered.
	ForNow func(next string) string

	// WasDown names an outage; the days in it don't count.
	WasDown func(from, to string) string
	// WasDownLong is one that outlasted what the platform keeps.
	WasDownLong func(from, to string) string
}

// Streak holds the counts.
type Streak struct {
	None     string
	Total    func(total int) string
	Run      func(run, best int) string
	Recent   func(kept, of int) string
	RestDays func(n int) string
	Open     func(at string) string
	Hidden   string
}

// Settings holds what a person can change.
type Settings struct {
	Schedule      func(days, clock, zone string) string
	ScheduleAsk   string
	DaysAsk       string
	ScheduleSet   func(days, clock string) string
	ScheduleWrong func(word string) string
	// OneHour answers a second hour.
	OneHour string
	// DaysAlternate answers "every other day", which is no set of weekdays.
	DaysAlternate string
	ScheduleGaps  func(next string) string
	NextAt        func(at string) string
	ZoneNow       func(zone, clock string) string
	ZoneSet       func(zone, clock string) string
	PausedUntil   func(day string) string
	PausedOpen    string
	PauseWrong    string
	PausePast     string
	// Spans are pauses that people usually want, as they would type them.
	Spans    []string
	PauseFar string
	// OnPause reminds somebody who changes something while on a pause; OnPauseUntil
	// says when it ends.
	OnPause      string
	OnPauseUntil func(day string) string
	Resumed      func(next string) string
	NotPaused    func(next string) string
	IsNudged     func(clock string) string
	NotNudged    string
	CountsShown  string
	CountsHidden string
	PackIs       func(name string) string
	PackAsk      string
	PackSet      func(name string) string
	StartFirst   string

	HelpIntro, HelpCare string
	// HelpChannel is HelpIntro in a channel, HelpNoChannel in one that isn't asked.
	HelpChannel   string
	HelpNoChannel string
	HelpContact   func(contact string) string
	Privacy       []string
	// PrivacyPrivately stands for its first line where others read along.
	PrivacyPrivately string
	// PrivacyGone says when what is deleted is gone, from a database in a file or on a
	// server. PrivacyRuns names the platforms that are served; PrivacyAge says after how many
	// months all of somebody who never comes back is deleted, PrivacyYours for how long
	// the reader's own words are kept, PrivacyWatched what is seen of the bot from
	// outside, PrivacyRights what can be done, PrivacyNoAI the promise.
	PrivacyGone      func(onServer bool) string
	PrivacyRuns      func(platforms []string) string
	PrivacyAge       func(months int) string
	PrivacyYours     func(months int) string
	PrivacyWatched   string
	PrivacyRights    string
	PrivacyNoAI      string
	PrivacyContact   func(contact string) string
	PrivacyNoContact string
}

// Trouble holds what is said when something is not as a person expects.
type Trouble struct {
	UnknownCommand func(name string) string
	HelpLists      string // follows it
	// EditedCommand answers an edit that isn't carried out.
	EditedCommand string
	Stale         string
	// Unavailable tells whoever pressed that nothing can be stored right now.
	Unavailable string
	NotYours    string
	// WroteYou says in a channel that the conversation goes on privately.
	WroteYou string
	// CantWrite says that the person's private chat is closed to the bot.
	CantWrite string
	// TooSlow is said where a form should have opened and didn't in time.
	TooSlow string
	// NotForYou answers who isn't let in, and NotHere a server or group that isn't,
	// before it is left. WhoHosts says whom to ask.
	NotForYou, NotHere string
	// StillYours follows NotForYou where something of theirs is kept.
	StillYours string
	// TooMuch answers who gives more commands and presses than can be given by hand.
	TooMuch  string
	WhoHosts func(contact string) string
	// Privately answers, in a group where all would see it, what is between two;
	// its button is WritePrivately.
	Privately, WritePrivately string
}

// daysFrom is how many dates t lies after now, both in t's zone.
func daysFrom(t, now time.Time) int {
	now = now.In(t.Location())
	a := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	b := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	return int(a.Sub(b).Hours() / 24)
}
