package reflection

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// OwnPack is the pack, in a delivery's prompt, of a question that a channel's
// people, or whoever is asked, wrote themselves; the prompt's id is then the
// question's.
const OwnPack = "own"

// Channel is a community channel that is asked: what its admins chose, beside
// its Subscription, which has no person.
type Channel struct {
	Subscription SubscriptionID
	// Parent is the server or group that it belongs to, as chat.Space has it.
	Parent string
	// Title is the channel's name as people know it.
	Title string
	// Locale is a BCP 47 tag, or empty for the default.
	Locale string
	// Seed shuffles the channel's order of prompts; it never changes.
	Seed uint64
	// Role is notified by each post; empty for none.
	Role   string
	Thread ThreadMode
	// NamedOnly switches sharing without a name off.
	NamedOnly bool
	// Approval has an admin look at each answer before it is shared without a name.
	Approval bool
	// WordList are words, one a line, that keep an answer from being shared without
	// a name. Sealed at rest.
	WordList string
	// Installer is the account that set it up; 0 where the platform hides it.
	Installer IdentityID
	// Tell says that the installer may be written to privately about trouble.
	Tell bool
	// Off says that it was switched off; its subscription is then paused, or gone where
	// it was taken off the list of its server's or group's channels as well.
	Off   bool
	Taste Taste
	// Announce has each post published to those who follow the channel, where its
	// kind allows that; Announced is the latest that was, or was given up.
	Announce  bool
	Announced DeliveryID
	// Pin has each post pinned, and the one before it unpinned. Pinned is the latest that
	// the bot pinned, 0 for none; PinTried is the latest for which that was done or given
	// up.
	Pin              bool
	Pinned, PinTried DeliveryID
	// Heading stands above its questions; empty for the usual one. Sealed at rest.
	Heading string
	// Tag is the tag of its posts in a forum, as chat.Tag has it; empty for none.
	Tag string
}

// ThreadMode says whether shared answers are posted in a thread under the post.
type ThreadMode int

// The modes of a channel's threads.
const (
	NoThread     ThreadMode = iota
	ThreadClosed            // filled when the question closes
	ThreadLive              // filled at once, which gives up answering first
)

// QuestionID identifies a channel's own question.
type QuestionID int64

// OwnQuestion is a question that somebody wrote for a channel, or for themselves:
// then the subscription is their own.
type OwnQuestion struct {
	ID           QuestionID
	Subscription SubscriptionID
	// Author is who wrote it; 0 for an admin whom the platform hides.
	Author PersonID
	Text   string // sealed at rest
	// Credit is the name to show with it; empty for none. Sealed at rest.
	Credit string
	// Named says that Credit is what the author's account called itself; else an admin
	// typed it.
	Named bool
	// More is an https address to follow for more; empty for none. Sealed at rest.
	More  string
	State QuestionState
	// Tell says that the author may be written to privately about what became of it.
	Tell bool
	// Asked is the delivery that asked it last; 0 until then.
	Asked DeliveryID
	// Position orders those of a channel: the lower first, of equals the older.
	Position int64
	// On is the date on which it is asked, or else the next that is asked after it;
	// zero for none, in its turn.
	On      schedule.Date
	Created time.Time
}

// QuestionState is where an own question stands.
type QuestionState int

// The states of an own question. Only approved ones are asked: in a channel each
// once, before the pack's, the oldest first.
const (
	Suggested QuestionState = iota
	Approved
	Declined
	Removed
)

// ReportID identifies a report.
type ReportID int64

// Report is a member's report of a shared answer.
type Report struct {
	ID    ReportID
	Reply ReplyID
	By    PersonID
	At    time.Time
	State ReportState
}

// ReportState is where a report stands.
type ReportState int

// The states of a report.
const (
	ReportOpen ReportState = iota
	ReportLeft             // an admin saw it and left the answer as it is
	ReportHid              // the answer was hidden
)

// SubmissionID identifies a submission.
type SubmissionID int64

// Submission is an answer whose author asked to share it without a name, which
// waits for an admin. Until then it is its author's alone. A change of its words
// makes another submission of it, so that what is approved is what was read.
type Submission struct {
	ID    SubmissionID
	Reply ReplyID
	At    time.Time
}

// BoardEntry is a member who chose to stand on a channel's board.
type BoardEntry struct {
	Subscription SubscriptionID
	Person       PersonID
	Name         string // sealed at rest
}

// Figures are what a week of a channel came to, as it was first told.
type Figures struct {
	Subscription SubscriptionID
	// Week is its first day.
	Week schedule.Date
	// Asked is how many questions arrived, Answers how often one was answered, People
	// by how many, and CameBack how many of those had answered in the weeks before.
	Asked, Answers, People, CameBack int
}

// BoardLine is what a member on the board has answered.
type BoardLine struct {
	Person   PersonID
	Name     string
	Answered int
}

// Stop is that somebody was kept from sharing, without who it is.
type Stop struct {
	// Name tells it from others, and says nothing; the store chooses it.
	Name int64
	At   time.Time
	// Delivery is the question of the answer over which it was; 0 if that isn't known.
	Delivery DeliveryID
}

// AskedDay is a question that arrived in a channel.
type AskedDay struct {
	Delivery Delivery
	// Answered is how many people answered it.
	Answered int
}

// NoticeID identifies a notice.
type NoticeID int64

// Notice is a line for somebody about a server or group: trouble in a channel
// that they set up, or what became of something that they wrote. It is told once:
// privately if Private, else at their next doing there.
type Notice struct {
	ID       NoticeID
	Person   PersonID
	Platform chat.Platform
	Parent   string
	Text     string // sealed at rest
	// Check is the subscription that "Check again" is offered for; 0 for none. Quiet
	// offers, in its place, another hour, lighter questions and a pause.
	Check   SubscriptionID
	Quiet   bool
	Private bool
	At      time.Time
}
