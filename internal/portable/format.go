package portable

import (
	"time"

	"stillpoint/internal/schedule"
)

// Format and Version are what a file says of itself first. A version is raised when a
// reader of the one before would misunderstand a file; fields that are new are passed
// over by older readers.
const (
	Format  = "stillpoint"
	Version = 1
)

// Numbers, in ID fields and in what refers to them, hold within one file. One that is
// referred to and not listed is of something that is gone, or that is a channel's.

// Person is who the file is of, with their settings.
type Person struct {
	Locale    string    `json:"locale,omitempty"`
	Seed      uint64    `json:"seed,string"`
	Quiet     bool      `json:"quiet"`
	Dark      bool      `json:"dark"`
	Created   time.Time `json:"created,omitzero"`
	Wrote     time.Time `json:"wrote,omitzero"`
	Milestone int       `json:"milestone"`
	Told      time.Time `json:"told,omitzero"`
	Themes    []string  `json:"themes,omitempty"`
	Essays    []string  `json:"essays,omitempty"`
	Spared    bool      `json:"tender_spared"`
	OwnShare  string    `json:"own_share"`
	Compass   *Compass  `json:"compass,omitempty"`
	Returns   *Returns  `json:"returns,omitempty"`
	// Explained are what the person was told once, as bits, and KeepMonths is for how
	// long their words are kept; 0 is for good.
	Explained  int `json:"explained,omitempty"`
	KeepMonths int `json:"keep_months,omitempty"`
}

// Identity is an account on a platform.
type Identity struct {
	ID       int    `json:"id"`
	Platform string `json:"platform"`
	Account  string `json:"account"`
	Chat     string `json:"chat,omitempty"`
}

// Choice is the state of choosing prompts from a pack.
type Choice struct {
	Pack  string `json:"pack"`
	State []byte `json:"state"`
}

// Subscription is a chat of the person's that is asked.
type Subscription struct {
	ID          int                 `json:"id"`
	Platform    string              `json:"platform"`
	Chat        string              `json:"chat"`
	Hour        schedule.TimeOfDay  `json:"hour"`
	Days        schedule.Weekdays   `json:"days"`
	Zone        string              `json:"zone"`
	Pack        string              `json:"pack,omitempty"`
	State       string              `json:"state"`
	PausedUntil schedule.Date       `json:"paused_until,omitzero"`
	BackOff     bool                `json:"back_off,omitempty"`
	Unanswered  int                 `json:"unanswered"`
	LastPlanned schedule.Date       `json:"last_planned,omitzero"`
	Nudge       *schedule.TimeOfDay `json:"nudge,omitempty"`
	Series      int                 `json:"series,omitempty"`
	DaysOff     []schedule.DaysOff  `json:"days_off,omitempty"`
	Created     time.Time           `json:"created,omitzero"`
	Summaries   *Summaries          `json:"summaries,omitempty"`
}

// Summaries are how a subscription's summaries go out.
type Summaries struct {
	Week  Sending `json:"week"`
	Month Sending `json:"month"`
	Year  Sending `json:"year"`
}

// Sending is how those of one kind do. Settled is the latest period dealt with.
type Sending struct {
	Off     bool               `json:"off"`
	Days    schedule.Weekdays  `json:"days"`
	Hour    schedule.TimeOfDay `json:"hour"`
	Settled string             `json:"settled,omitempty"`
}

// OwnQuestion is a question that the person wrote: for themselves, where it has a
// subscription, or else for a channel.
type OwnQuestion struct {
	ID           int       `json:"id"`
	Subscription int       `json:"subscription,omitempty"`
	Channel      string    `json:"channel,omitempty"`
	Text         string    `json:"text"`
	Credit       string    `json:"credit,omitempty"`
	More         string    `json:"more,omitempty"`
	State        string    `json:"state"`
	Tell         bool      `json:"tell,omitempty"`
	Asked        int       `json:"asked,omitempty"`
	Created      time.Time `json:"created,omitzero"`
}

// Question is one prompt that the person was asked on one local date.
type Question struct {
	ID           int           `json:"id"`
	Subscription int           `json:"subscription"`
	Date         schedule.Date `json:"date"`
	Zone         string        `json:"zone"`
	Due          time.Time     `json:"due,omitzero"`
	Extra        bool          `json:"extra,omitempty"`
	Requested    bool          `json:"requested,omitempty"`
	BackOff      bool          `json:"back_off,omitempty"`
	Pack         string        `json:"pack,omitempty"`
	Prompt       string        `json:"prompt,omitempty"`
	Text         string        `json:"text"`
	FollowUp     string        `json:"follow_up,omitempty"`
	Source       string        `json:"source,omitempty"`
	Tender       bool          `json:"tender,omitempty"`
	Swaps        int           `json:"swaps,omitempty"`
	State        string        `json:"state"`
	Arrived      time.Time     `json:"arrived,omitzero"`
	Message      string        `json:"message,omitempty"`
	Answered     time.Time     `json:"answered,omitzero"`
}

// Series is one time that the person goes through the evenings of a theme.
type Series struct {
	ID           int       `json:"id"`
	Subscription int       `json:"subscription"`
	Pack         string    `json:"pack"`
	Theme        string    `json:"theme"`
	Begun        time.Time `json:"begun,omitzero"`
	Evenings     []Evening `json:"evenings,omitempty"`
}

// Evening is one evening of a series; five is the message that gives them back.
type Evening struct {
	Number   int `json:"number"`
	Question int `json:"question"`
}

// Reply is what the person wrote: an answer, free writing or a note.
type Reply struct {
	ID       int       `json:"id"`
	Kind     string    `json:"kind"`
	Question int       `json:"question,omitempty"`
	Asked    string    `json:"asked,omitempty"`
	Channel  string    `json:"channel,omitempty"`
	Audience string    `json:"audience"`
	Name     string    `json:"name,omitempty"`
	Shared   time.Time `json:"shared,omitzero"`
	Hidden   bool      `json:"hidden,omitempty"`
	Identity int       `json:"identity"`
	Created  time.Time `json:"created"`
	Parts    []Part    `json:"parts"`
	Back     *Back     `json:"back,omitempty"`

	// What the question says besides, for those who write a journal to be read.
	zone, source, followUp string
	earlier                string // what came back with it
	earlierAt              time.Time
}

// Part is one message of a reply.
type Part struct {
	ID       int       `json:"id"`
	Platform string    `json:"platform,omitempty"`
	Chat     string    `json:"chat,omitempty"`
	Message  string    `json:"message,omitempty"`
	At       time.Time `json:"at"`
	Edited   time.Time `json:"edited,omitzero"`
	Deleted  time.Time `json:"deleted,omitzero"`
	Deeper   bool      `json:"deeper,omitempty"`
	Text     string    `json:"text,omitempty"`
}

// Fact is one thing that happened, from which streaks are counted.
type Fact struct {
	Kind         string        `json:"kind"`
	Subscription int           `json:"subscription,omitempty"`
	Question     int           `json:"question,omitempty"`
	Part         int           `json:"part,omitempty"`
	Platform     string        `json:"platform,omitempty"`
	Chat         string        `json:"chat,omitempty"`
	Message      string        `json:"message,omitempty"`
	At           time.Time     `json:"at,omitzero"`
	Known        time.Time     `json:"known,omitzero"`
	Date         schedule.Date `json:"date,omitzero"`
	Zone         string        `json:"zone,omitempty"`
	Extra        bool          `json:"extra,omitempty"`
	BackOff      bool          `json:"back_off,omitempty"`
	Shown        bool          `json:"shown,omitempty"`
}

// Outage is a time in which the bot took nothing in from a platform.
type Outage struct {
	Platform string    `json:"platform"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
}

// Membership is what else is held: of what the person did in channels, and the host. It is there to
// be read; nothing of it is taken in again.
type Membership struct {
	Boards  []Board  `json:"boards,omitempty"`
	Stops   []Stop   `json:"stops,omitempty"`
	Reports []Report `json:"reports,omitempty"`
	// Acts are what they did as an admin, or with the role of the managers.
	Acts    []Act    `json:"acts,omitempty"`
	Notices []Notice `json:"notices,omitempty"`
	// Host is what the host did with what is held on them, by a command.
	Host []HostAct `json:"host,omitempty"`
}

// HostAct is one such doing.
type HostAct struct {
	Act string    `json:"act"`
	At  time.Time `json:"at"`
}

// Board is a channel's board that they stand on, by a name.
type Board struct {
	Channel string `json:"channel"`
	Name    string `json:"name"`
}

// Stop is a server or group in which they may not share.
type Stop struct {
	Platform string `json:"platform"`
	Place    string `json:"place"`
}

// Act is something that they did so, by the day.
type Act struct {
	On      string `json:"on"`
	What    string `json:"what"`
	Detail  string `json:"detail,omitempty"`
	Name    string `json:"name,omitempty"`
	Manager bool   `json:"manager,omitempty"`
}

// Report is an answer of somebody's that they reported.
type Report struct {
	At    time.Time `json:"at,omitzero"`
	State string    `json:"state"`
}

// Notice is something that they are yet to be told.
type Notice struct {
	At   time.Time `json:"at,omitzero"`
	Text string    `json:"text"`
}

// Document is a whole file.
type Document struct {
	Format        string         `json:"format"`
	Version       int            `json:"version"`
	Instance      string         `json:"instance,omitempty"`
	Person        Person         `json:"person"`
	Identities    []Identity     `json:"identities"`
	Choices       []Choice       `json:"choices"`
	Subscriptions []Subscription `json:"subscriptions"`
	OwnQuestions  []OwnQuestion  `json:"own_questions"`
	Questions     []Question     `json:"questions"`
	Series        []Series       `json:"series"`
	Replies       []Reply        `json:"replies"`
	Facts         []Fact         `json:"facts"`
	Outages       []Outage       `json:"outages"`
	Channels      Membership     `json:"channels"`
}
