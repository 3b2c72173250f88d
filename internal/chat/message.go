package chat

// Message is what the core says, before a platform gives it a shape.
type Message struct {
	To     Chat
	Blocks []Block
	// Actions are buttons in reading order; the adapter places them.
	Actions []Action
	// Picture is shown with the message, where there is one.
	Picture *Picture
	// File goes with the message, where there is one and no picture. It is at most
	// Limits.MaxFile bytes.
	File *File
	// Form asks for typed words in a form, where Limits.Forms allows it. It
	// answers a press; Blocks are then ignored.
	Form *Form
	// Placeholder says that typed words are asked for, where the message has no
	// actions: a hint of at most 64 runes that a platform without forms shows in
	// the input field. Empty asks for nothing.
	Placeholder string
	// ReplyTo is the message this one answers, or empty.
	ReplyTo MessageID
	// Seen says who sees it.
	Seen Seen
	// PingRole is the one role that this message may notify; everything else in
	// it notifies nobody.
	PingRole string
	// Title names what the message opens where each has a name of its own, as in a
	// channel of KindForum; without one the first words do. Tag is one of
	// Standing.Tags, for there; empty, or one that is gone, is left to the platform.
	Title, Tag string
	// Nonce is the same for every attempt at the same message, at most 25
	// bytes. A platform that enforces it shows the message once.
	Nonce string
	// Answer is the handle of the event this message answers, or empty.
	Answer string
	// Lane says what may overtake what on the way out.
	Lane Lane
}

// Seen says who sees a message.
type Seen int

// The readers of a message.
const (
	ByAll   Seen = iota // everyone in the chat
	ByActor             // only the account that caused it, where Limits.Ephemeral allows it
	AsAlert             // a brief notice to the account that pressed
)

// Lane orders what is sent: a lower lane overtakes a higher one.
type Lane int

// The lanes, the most urgent first.
const (
	LaneAnswer Lane = iota
	LaneQuestion
	LaneSummary
	LaneEdit
)

// Block is one piece of a message.
type Block struct {
	Kind BlockKind
	Text string
	// Own says that the text is the bot's alone: nothing that anybody wrote, named
	// or titled stands in it. Only then may a platform offer the commands in it to
	// be sent by a touch.
	Own bool
	// Account is the account on this platform whose name the text is; empty for none. A
	// platform that can ties the text to it, and notifies nobody: names can be taken,
	// accounts can't.
	Account string `json:",omitempty"`
}

// BlockKind says what a block is, so that a platform can style it. Its numbers are stored
// with answers that wait to be sent: a new kind comes last.
type BlockKind int

// The kinds of blocks.
const (
	Heading BlockKind = iota
	Paragraph
	Quote  // somebody's own words
	Source // where a question is drawn from
	// Drawing is a picture of characters, to be shown line by line as it stands,
	// in letters of one width; only where Limits.Pictures is false.
	Drawing
	Item // a line of a list, directly below what comes before it
	// Link ends in an address that Address takes, after a space: it is shown whole, so
	// that all see where it leads, can be followed, and is previewed nowhere.
	Link
	// LinkedPicture is a Link to a picture, which a platform that can shows with it.
	LinkedPicture
)

// P returns a paragraph.
func P(text string) Block { return Block{Kind: Paragraph, Text: text} }

// Text returns the message's blocks as plain text, one block a line.
func (m Message) Text() string {
	var out []byte
	for i, b := range m.Blocks {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, b.Text...)
	}
	return string(out)
}

// Picture is an image with a description for people who don't see it.
type Picture struct {
	Name string // file name, with its ending
	PNG  []byte
	Alt  string
}

// File is something to be saved.
type File struct {
	Name string // with its ending
	Type string // its media type
	Data []byte
}

// Form asks for typed words in a window of its own.
type Form struct {
	Title  string // at most 45 runes
	Action Ref    // what its submission carries
	Fields []Field
}

// Field is one line or box of a form.
type Field struct {
	ID          string
	Label       string // at most 45 runes
	Placeholder string // at most 64 runes
	Value       string
	Long        bool
	Required    bool
}

// Reaction is a small sign set on a message.
type Reaction int

// The reactions. Kept says that the words were kept; None takes it away.
const (
	NoReaction Reaction = iota
	Kept
)
