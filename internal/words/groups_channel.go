package words

// Channel holds what the members of a community channel are told. Nobody but the
// one member reads it.
type Channel struct {
	// FormLabel stands above the field of the form for an answer, at most 45 runes.
	FormLabel string
	// AskAnswer asks for an answer in the private chat, ReplyAnswer for one by the
	// reply function; AskAnew for one in the place of what ReadsNow shows.
	AskAnswer, ReplyAnswer, ReadsNow, AskAnew string
	// IsAnswer asks whether what somebody wrote answers a question that a link showed
	// them; KeepFor and NotFor are the labels below it.
	IsAnswer        func(question, channel string) string
	KeepFor, NotFor string
	// TooLong refuses what is more than can be kept as one answer.
	TooLong string

	// Saved begins a receipt. ByYou, ByAll and ByAllUnnamed say who can read the
	// answer; Hidden says it of one that an admin hid.
	Saved                      string
	ByYou, ByAll, ByAllUnnamed string
	Hidden                     string
	// UnderOthers, InThread and InThreadLater say where what was shared is read.
	UnderOthers, InThread, InThreadLater string
	Stopped                              string
	// OwnMessage is about what stands in the channel as its author's own message;
	// OwnStays where the platform doesn't tell when that is deleted.
	OwnMessage, OwnStays       string
	Share, ShareUnnamed        string
	TakeBack, Edit, Delete     string
	DeleteAsk, DeleteYes, Keep string
	Deleted                    string
	// Waits says that an answer waits for an admin; HasListed says that words that an
	// admin listed aren't shared.
	Waits, HasListed string
	// NamedOnly and ShareStopped answer a press of a button that is not offered any
	// more.
	NamedOnly, ShareStopped string
	// OwnWordsOnly refuses to share without a name what stands in the channel with
	// it; at most 200 runes, as all that answers a press alone.
	OwnWordsOnly string
	// WasNamed asks whether to share without a name what others may have read with it.
	WasNamed string

	// AsideUnnamed and AsideStopped tell the author of a message in the channel that
	// it is kept for them alone, and no part of what others read here.
	AsideUnnamed, AsideStopped string

	// AnswerFirst stands before others' answers; Nobody in their place.
	AnswerFirst, Nobody string
	// Numbered puts a number before the line that heads somebody's answer; the
	// line holds a name that somebody chose. Yours marks one's own.
	Numbered func(n int, line string) string
	Yours    func(line string) string
	// YoursHidden introduces one's own that an admin hid.
	YoursHidden string
	// GoesOn follows a piece of an answer that is too long to be shown at once.
	GoesOn         string
	Earlier, Later string

	// Report is the button for the n-th answer.
	Report                  func(n int) string
	ReportAsk               string
	ReportYes, NeverMind    string
	Reported, ReportedTwice string
	ReportDropped           string
	ReportOwn               string
	// ReportNotice tells whoever set a channel up; channel is its name, as people
	// chose it.
	ReportNotice func(channel string) string

	// OnBoard takes the name that stands there, as the member chose it.
	OnBoard               func(name string) string
	OffBoard, NoName      string
	JoinBoard, LeaveBoard string

	// The refusals. NotHere is about anything that isn't the member's to reach, and
	// says the same whether it exists or not.
	NotHere, ChannelGone, CantCheck string
	// NoFace answers an admin whom the platform shows as the group itself.
	NoFace string
}
