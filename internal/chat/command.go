package chat

// Offer is a command as it is registered with a platform: where it is offered,
// and what may follow it. A platform that takes typed commands shows the name
// and what it is about; one that has fields for them shows the options too.
type Offer struct {
	Name  string // lower-case letters, at most 32
	About string // one line, at most 100 runes
	// Private, Channels and Admins say where it is offered: in private chats, to
	// everyone in community channels, and there to those who may manage them.
	Private, Channels, Admins bool
	// Hosts says that it is for whoever hosts the bot: where commands must be known to be
	// sent, it is offered in private chats alone, and elsewhere nowhere.
	Hosts bool
	// Options are what may follow the name, required ones first; Sub are
	// commands below this one, in place of options, at most two levels deep.
	Options []Option
	Sub     []Offer
}

// Option is one field of a command.
type Option struct {
	Name     string // lower-case letters, at most 32
	About    string // one line, at most 100 runes
	Kind     OptionKind
	Required bool
	// Long says that a file may be a long one.
	Long bool
	// Choices are all there are, of an OptionChoice; at most 25.
	Choices []Choice
}

// OptionKind says what an option takes, so that a platform can help with it.
type OptionKind int

// The kinds of options. What comes of each is a string in Command.Options.
const (
	OptionWords   OptionKind = iota // anything
	OptionPlace                     // a city, a zone or an offset; completed while it is typed
	OptionDate                      // a date or a span; completed while it is typed
	OptionChoice                    // one of Choices: its Value
	OptionChannel                   // a community channel: its Chat.ID
	OptionRole                      // a role: what Message.PingRole takes
	OptionFile                      // a text file: its text, at most MaxBytes of it
)

// How much of a file is taken, in bytes; a longer one is handed over as if it were
// empty.
const (
	MaxFile     = 256 << 10
	MaxLongFile = 16 << 20 // of an option that says Long
)

// MaxBytes is how much of a file an option takes.
func (o Option) MaxBytes() int {
	if o.Long {
		return MaxLongFile
	}
	return MaxFile
}

// Choice is one value that an option takes, with its label.
type Choice struct{ Value, Label string }
