package words

// Community holds what the admins of a server or group are told, and what
// members are told of the questions that they suggest. Where an argument is
// called channel, it is the channel's title: its admins' words.
type Community struct {
	Rights      CommunityRights
	Setup       CommunitySetup
	Fit         CommunityFit
	Kinds       CommunityKinds
	Pins        CommunityPins
	Greeting    CommunityGreeting
	Figures     CommunityFigures
	Next        CommunityNext
	DaysOff     CommunityDaysOff
	Hints       CommunityHints
	Page        CommunityPage
	Which       CommunityWhich
	Status      CommunityStatus
	Questions   CommunityQuestions
	Suggestions CommunitySuggestions
	Reports     CommunityReports
	Approvals   CommunityApprovals
	Label       CommunityLabel
}

// CommunityRights holds refusals.
type CommunityRights struct {
	AdminsOnly string
	// NotHere says that a button or command is about something elsewhere, or
	// nothing at all, without telling which.
	NotHere string
	// AdminsThere says in a private chat that only those who look after the server or
	// group that something is about may do that.
	AdminsThere string
	// InChannel and SuggestInChannel answer a command given in a private chat.
	InChannel, SuggestInChannel string
	// CantCheck says that the platform didn't tell whether somebody is an admin.
	CantCheck string
	// NotMember says that somebody doesn't belong to the channel.
	NotMember string
}

// CommunitySetup holds setting a channel up.
type CommunitySetup struct {
	// Nothing is said where no channel is set up.
	Nothing string
	// AskZone asks for a zone; clock is the hour at which the channel would be asked.
	AskZone func(channel, clock string) string
	// ZoneOf names several zones that fit what was given in a field.
	ZoneOf func(zones []string) string
	// ReplyHere asks for an answer by the platform's reply function.
	ReplyHere string
	// ZoneTitle, ZoneField, HourTitle and HourField are a form's, at most 45 runes.
	ZoneTitle, ZoneField, HourTitle, HourField string
	// ZoneHint and HourHint stand in an empty field, at most 64 runes.
	ZoneHint, HourHint string
	// AskHour stands above hours to pick, TypeHour asks for one to be written.
	AskHour, TypeHour string
	// Wrong quotes the word of an order that was not understood, or none.
	Wrong  func(word string) string
	NoSuch string // the chosen channel can't be seen by the bot
	// NoRole says that the role to notify isn't there any more.
	NoRole string
	// Missing says what the bot lacks in a channel, and where that is granted,
	// both in the platform's words.
	Missing     func(channel string, permissions []string, where string) string
	Live        string
	AskTell     string
	TellYes     func(channel string) string
	TellNo      string
	NoThreads   string
	ThreadIs    [3]string // off, when closed, live
	ThreadWhich string
	RoleSet     string
	RoleGone    string
	NamesOnly   string
	NamesFree   string
	PackWhich   string
	PackSet     func(pack string) string
	DigestOn    func(day, clock string) string
	DigestOff   string
}

// CommunityPage holds how a channel stands.
type CommunityPage struct {
	// Untitled stands for the title of a channel that has none.
	Untitled string
	// In stands before what is said of a channel elsewhere, and Quoted is its name as it
	// stands in a sentence.
	In, Quoted func(channel string) string
	Asks       func(channel, days, clock, zone string) string
	// AsksAgain is Asks where something is in the way.
	AsksAgain func(channel, days, clock, zone string) string
	Next      func(at string) string
	// DaysAsk offers days to ask on, and OtherDays others, with an hour or without.
	DaysAsk, OtherDays string
	Draft              func(channel string) string
	Paused             string
	// PausedUntil takes a day, such as "Tuesday".
	PausedUntil func(day string) string
	Resumed     func(at string) string
	NotPaused   func(at string) string
	Off         func(channel string) string
	SureOff     func(channel string) string
	StaysOn     string
	Barred      string
	Gone        string
	Weekly      string
	More        string
	// Listed is one line of the list of a server's channels.
	Listed     func(channel, state string) string
	ListedAsks func(days, clock string) string
	// Off, paused and stopped, to follow a channel's name.
	ListedOff, ListedPaused, ListedStopped string
	// Preview introduces the next post; PreviewRole says that it notifies a role.
	Preview, PreviewRole string
	PreviewNone          string
	PreviewButton        string
	// Alone says that something is shown in private only.
	Alone string
}

// CommunityStatus holds the doctor's lines.
type CommunityStatus struct {
	Fine    string
	Unknown string // the platform didn't answer
	// WorksAgain says that nothing is in the way any more where questions were posted
	// before, WorksNow where none was, or the last one couldn't be.
	WorksNow, WorksAgain func(channel string) string
	// Last tells of the last question, by how it went; at is a day and an hour.
	LastArrived func(at string) string
	// FoundAt goes before trouble that is told a while after it was found.
	FoundAt       func(at string) string
	LastPlanned   func(at string) string
	LastUncertain func(at string) string
	LastDropped   func(at string) string
	LastNone      string
	// Missed says on which days no question could be posted, and Lacked for want of which
	// permission a question couldn't be, as the platform names it.
	Missed   func(days []string) string
	Lacked   func(missing string) string
	Answered func(n int) string
	// Counted says how many the post still says there are.
	Counted func(n int) string
	// NextHead introduces the next occurrences, NextLine is one of them.
	NextHead string
	NextLine func(local, utc string) string
	NextNone string
	Left     func(n int) string
	Own      func(n int) string
	Waiting  func(suggestions, reports, approvals int) string
}

// CommunityQuestions holds a channel's own questions.
type CommunityQuestions struct {
	None  string
	Head  func(from, to, of int) string
	Asked string
	// AddTitle, AddField, EditTitle and EditField are a form's, at most 45 runes;
	// AddHint stands in the empty field, at most 64 runes.
	AddTitle, AddField, EditTitle, EditField, AddHint string
	AskAdd, AskEdit                                   string
	Added                                             func(n int) string
	NoneAdded                                         string
	// Line names a line that was not taken, with why; text is how it begins, or empty.
	Line     func(line int, text, why string) string
	MoreSuch func(n int) string
	// NotTaken says why a single question is not.
	NotTaken func(why string) string
	// Why a question isn't taken.
	TooShort, TooLong, Twice, Full, BadFile string
	NoDate, NoRow, NoLink                   string
	// First says that a question comes before the others, Dated that it comes on a
	// day, Dateless that it has none any more; OnDay and ByName stand beside it.
	First, Dateless           string
	Dated, OnDay, ByName      func(what string) string
	Edited, Removed, Restored string
	// Before stands above a question as it read before it was edited.
	Before string
	// Gone says that another admin took a question off the list.
	Gone     string
	NoNumber func(of int) string
}

// CommunitySuggestions holds members' suggestions.
type CommunitySuggestions struct {
	AskText string
	// Title and Field are a form's, at most 45 runes.
	Title, Field                  string
	Thanks                        string
	Named, Unnamed, WillTell      string
	Enough, QueueFull, NotFromYou string
	// NotNow stands for each of them where others read along.
	NotNow                       string
	None                         string
	Head                         func(waiting int) string
	By                           func(name string) string // name is the suggester's
	Approved, Declined           string
	Settled                      string
	Waiting                      func(channel string) string
	WasApproved, WasDeclined     func(channel string) string
	NotSetUp, WhichChannel, Gone string
}

// CommunityReports holds what members reported.
type CommunityReports struct {
	None     string
	Head     func(waiting int) string
	Hidden   string
	Left     string
	SureStop string
	// SureStopNamed is SureStop for an answer that its author's name stands under.
	SureStopNamed string
	Stopped       string
	Settled       string
	// Unshared says that its author reads it alone now; Changed that it isn't what was
	// reported any more.
	Unshared, Changed string
	WasHidden         func(channel string) string
	WasStopped        func(channel string) string

	// StoppedHead stands above those who were stopped, StoppedLine is one of them: the
	// day, and the question of the answer over which it was, either perhaps empty.
	StoppedHead   func(n int) string
	StoppedLine   func(number int, day, question string) string
	NobodyStopped string
	SharesAgain   string
	CanShare      func(channel string) string // to whom it is about
	// Labels of buttons, at most 40 runes.
	StoppedOnes string
	LetShare    func(number int) string
}

// CommunityLabel holds the labels of buttons, at most 40 runes.
type CommunityLabel struct {
	SetUp, SetUpAgain, Status, Preview, CheckAgain    string
	CheckOneAgain                                     func(channel string) string // one of several
	More, Back                                        string
	SwitchOff, KeepOn                                 string
	Thread, ThreadOff, ThreadClosed, ThreadLive       string
	NamesOnly, NamesFree, DigestOn, DigestOff         string
	Questions, Suggestions, Reports                   string
	Add, Older, Newer                                 string
	Edit, Remove                                      func(n int) string
	Yes, No                                           string
	ShowMe, WriteIt                                   string
	WithName, WithoutName, TellMe                     string
	Approve, Decline                                  string
	HideIt, LeaveIt, StopAuthor, ReallyStop, NameOnly string
	StopHidden                                        string // the author of what was hidden just before
}
