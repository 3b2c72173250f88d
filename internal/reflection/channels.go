package reflection

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// Channels holds community channels, and what their people do beside answering.
type Channels interface {
	// AddChannel adds what belongs to a subscription without a person.
	AddChannel(Channel) error
	Channel(SubscriptionID) (Channel, error)
	UpdateChannel(Channel) error
	// ChannelsIn returns a server's or group's channels, the oldest first.
	ChannelsIn(p chat.Platform, parent string) ([]Channel, error)
	// MoveChannels gives all channels of a server or group another parent.
	MoveChannels(p chat.Platform, from, to string) error

	// ChannelChoice is the stored state of choosing prompts, nil at first.
	ChannelChoice(s SubscriptionID, pack string) ([]byte, error)
	SetChannelChoice(s SubscriptionID, pack string, state []byte) error

	AddQuestion(*OwnQuestion) error
	Question(QuestionID) (OwnQuestion, error)
	UpdateQuestion(OwnQuestion) error
	// Questions returns a channel's own questions in a state, by their order.
	Questions(SubscriptionID, QuestionState) ([]OwnQuestion, error)
	// NextQuestion returns the approved one that was not asked yet and comes first on
	// a date: one of that date or of an earlier one, else the first without a date.
	NextQuestion(SubscriptionID, schedule.Date) (OwnQuestion, error)

	// AddReport reports whether the same member had reported it before; then it
	// adds nothing.
	AddReport(*Report) (again bool, err error)
	Report(ReportID) (Report, error)
	UpdateReport(Report) error
	// Reports returns the open ones about answers in a server or group, oldest first.
	Reports(p chat.Platform, parent string) ([]Report, error)

	// AddSubmission takes the place of an earlier one of the same reply.
	AddSubmission(*Submission) error
	Submission(SubmissionID) (Submission, error)
	SubmissionOf(ReplyID) (Submission, error)
	// DeleteSubmission succeeds where there is none.
	DeleteSubmission(ReplyID) error
	// Submissions returns those of answers in a channel, in an order that says nothing
	// of when they were sent in.
	Submissions(SubscriptionID) ([]Submission, error)

	// Stop keeps a person from sharing in a server or group; Stopped tells, and Stops
	// lists all there. Unstop lets somebody share again by what Stops calls them, and
	// returns who it was; it is ErrNotFound where there is no such.
	Stop(p chat.Platform, parent string, person PersonID, s Stop) error
	Stops(p chat.Platform, parent string) ([]Stop, error)
	Unstop(p chat.Platform, parent string, name int64) (PersonID, error)
	Stopped(p chat.Platform, parent string, person PersonID) (bool, error)

	// SetBoard puts a member on the channel's board; RemoveBoard takes them off,
	// also when they weren't on it.
	SetBoard(BoardEntry) error
	RemoveBoard(SubscriptionID, PersonID) error
	OnBoard(SubscriptionID, PersonID) (bool, error)
	// Board counts what each member on the board answered of what the channel
	// was asked from one date to another, both included, the most first; those
	// with nothing are left out.
	Board(s SubscriptionID, from, to schedule.Date) ([]BoardLine, error)
	// People counts who answered, and how often, what the channel was asked from
	// one date to another, both included.
	People(s SubscriptionID, from, to schedule.Date) (people, replies int, err error)

	// CameBack counts who answered what the channel was asked from one date to another
	// and had answered what it was asked before that, since a third.
	CameBack(s SubscriptionID, since, from, to schedule.Date) (int, error)
	// Figures returns what weeks came to, of those that begin from one date to another,
	// both included, in their order; AddFigures keeps the first that is added of a week.
	Figures(s SubscriptionID, from, to schedule.Date) ([]Figures, error)
	AddFigures(Figures) error

	AddNotice(*Notice) error
	// Notices returns what waits for a person's next doing in a server or group.
	Notices(p chat.Platform, parent string, person PersonID) ([]Notice, error)
	// PrivateNotices returns those to be told privately, oldest first.
	PrivateNotices(limit int) ([]Notice, error)
	DeleteNotice(NoticeID) error
}
