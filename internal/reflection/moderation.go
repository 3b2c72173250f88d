package reflection

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// Community is a server or group: what its admins chose for all its channels.
type Community struct {
	Platform chat.Platform
	Parent   string // as chat.Space has it
	// Manager is the role whose bearers may do what admins may, as Actor.Roles has it;
	// empty for none.
	Manager string
	// Moderators is the chat in which what waits for them is shown; zero for none. It
	// may be another group's. Title is its name; sealed at rest.
	Moderators chat.Chat
	Title      string
	// Stuck says that it can't be written to, and that whoever set a channel up was told.
	Stuck bool
	// Seal binds the row to what stands in it; the layer that seals uses it alone.
	Seal []byte
}

// ShowsMatters reports whether what waits for moderators is shown in their channel.
func (c Community) ShowsMatters() bool { return !c.Moderators.IsZero() && !c.Stuck }

// MatterID identifies a matter. It is random: it says nothing of when that began.
type MatterID int64

// Matter is something that waits for moderators, and the message that shows it in
// their channel.
type Matter struct {
	ID           MatterID
	Subscription SubscriptionID // the channel that it is about
	Kind         MatterKind
	// About is what waits: the id of an own question, a report or a submission. It may
	// be gone.
	About int64
	State MatterState
	// By is the name of whoever decided, until the message says it; empty where nobody
	// did, or the platform hides them. Sealed at rest.
	By string
	// Stopped says that the author of what is reported was kept from sharing from here.
	Stopped bool
	// Chat is where it is shown, and Message the message; empty until it is known.
	Chat    chat.Chat
	Message chat.MessageID
	// Shown is a digest of what the message says, so that it is edited only where that
	// changed. Sealed at rest.
	Shown string
	// At is when it began, no finer than it is shown.
	At time.Time
}

// MatterKind says what waits.
type MatterKind int

// The kinds of matters.
const (
	MatterSuggestion MatterKind = iota
	MatterReport
	MatterSubmission
)

// MatterState is where a matter stands.
type MatterState int

// The states of a matter. A settled one shows nobody's words.
const (
	MatterOpen      MatterState = iota
	MatterApproved              // the question was taken, or the answer shared
	MatterDeclined              // it wasn't
	MatterHidden                // the reported answer was
	MatterLeft                  // as it is
	MatterWithdrawn             // its author took it back or changed it, or it is gone
	MatterElsewhere             // it waits in the list alone
)

// ActID identifies an act.
type ActID int64

// Act is something that an admin or a manager did, for the log that admins read. It
// holds nothing that members wrote, and nothing of who they are.
type Act struct {
	ID       ActID
	Platform chat.Platform
	Parent   string
	// Subscription is the channel that it is about; 0 for the server or group, or one
	// that is gone.
	Subscription SubscriptionID
	// Person did it; 0 where the platform hides them, or they were forgotten since.
	// Name is what they called themselves, and goes with them; sealed at rest.
	Person PersonID
	Name   string
	// Manager says that they bore the role of the managers, and were no admin.
	Manager bool
	What    string // a code of the core's
	Detail  string // a setting, or a number; sealed at rest
	// On is the day. No finer instant is kept.
	On schedule.Date
}

// Moderation holds who looks after the channels of a server or group, what waits for
// them, and what they did.
type Moderation interface {
	// Community returns what was chosen for a server or group; nothing where nothing was.
	Community(p chat.Platform, parent string) (Community, error)
	SetCommunity(Community) error
	// CommunitiesShownIn returns those whose moderators' channel is a chat.
	CommunitiesShownIn(chat.Chat) ([]Community, error)

	AddMatter(*Matter) error
	Matter(MatterID) (Matter, error)
	UpdateMatter(Matter) error
	// MatterAbout returns the latest matter of a kind about something.
	MatterAbout(k MatterKind, about int64) (Matter, error)
	// OpenMatters returns those of a server's or group's channels that are open, or whose
	// message couldn't be made to say what became of them, in no order that says anything.
	OpenMatters(p chat.Platform, parent string) ([]Matter, error)
	// DispatchOfMatter returns the one dispatch that shows a matter.
	DispatchOfMatter(MatterID) (Dispatch, error)

	AddAct(*Act) error
	// Acts returns those of a server or group, the latest first, skipping the first
	// skip.
	Acts(p chat.Platform, parent string, skip, limit int) ([]Act, error)
	// ActsBy returns what a person did, the oldest first.
	ActsBy(PersonID) ([]Act, error)
	// PruneModeration forgets acts of days before the instant's, and settled matters
	// that began before it, at most limit of them. More says that others may be left.
	PruneModeration(before time.Time, limit int) (more bool, err error)
}
