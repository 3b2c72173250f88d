package chat

import "time"

// Event is something that happened on a platform. The set is closed: Text,
// Located, Edited, Deleted, Pressed, Submitted, Command, Joined, Left, Barred,
// Allowed, Renamed, Migrated. Joined, Left, Barred and Allowed concern one chat, or, where
// the space's ID is its Parent, all channels of the server or group.
type Event interface {
	// About returns what every event carries.
	About() Meta
	event()
}

// Meta is what every event carries.
type Meta struct {
	// ID is unique within the platform; an event seen again has the same one.
	ID    string
	Space Space
	Actor Actor
	// At is the platform's timestamp of the event, in UTC.
	At time.Time
	// Answer is the adapter's handle for answering this very event (a token of
	// an interaction, a callback's id); opaque, short-lived, may be empty.
	Answer string
}

// About implements Event.
func (m Meta) About() Meta { return m }

func (Meta) event() {}

// Medium says what a message consisted of.
type Medium int

// The media that adapters tell apart. Only words are kept.
const (
	Words Medium = iota
	Voice
	Image
	Sticker
	OtherMedium
)

// Text is a message that somebody wrote. A captioned picture is Text with the
// caption as its body and Words as its medium, because a caption is words.
type Text struct {
	Meta
	Message MessageID
	Medium  Medium
	Body    string
	// File is the text of a file that came with the message, in a private chat, where the
	// platform hands over files; nil for none, and empty for one that can't be read.
	File *string
	// ReplyTo is the message this one answers by the platform's own reply
	// function, or empty.
	ReplyTo MessageID
	// Elsewhere is the message in another chat that this one answers, such as a
	// community's post that somebody answers in private; zero for none.
	Elsewhere Reference
	// Mention reports that a message in a channel was addressed to the bot.
	Mention bool
}

// Reference is a message in a chat. Of a forum's topics, whose messages share
// their ids, the chat may be the group.
type Reference struct {
	Chat    Chat
	Message MessageID
}

// Located is a place that somebody shared as a point on the map, in degrees.
type Located struct {
	Meta
	Message             MessageID
	Latitude, Longitude float64
}

// Edited is a message whose text was changed after it was sent.
type Edited struct {
	Meta
	Message MessageID
	Body    string
	// Command is the command that the text is now, without its slash, and Args
	// what follows it; empty for words. Whether it is carried out depends on what
	// the message was before.
	Command, Args string
}

// Deleted is a message that its author took away.
type Deleted struct {
	Meta
	Message MessageID
}

// Pressed is a press of a button. What it asks for is authorised anew: whoever
// presses may be anyone, and Action may be forged. An Action that means nothing,
// as of a button from long ago, is the zero Ref.
type Pressed struct {
	Meta
	// Message is the message the button stands under, or empty where the
	// platform doesn't tell.
	Message MessageID
	Action  Ref
	// Link says that no button of a message was pressed: a link was followed, which
	// anybody may have sent to whoever followed it. It may show something and must
	// change nothing.
	Link bool
}

// Submitted is a form that somebody filled in. It is trusted as little as a press.
type Submitted struct {
	Meta
	Action Ref
	// Fields holds what was typed, by the field's id.
	Fields map[string]string
}

// Command is a command such as /schedule, without its slash, with what follows it.
type Command struct {
	Meta
	// Message is the message that held the command, or empty.
	Message MessageID
	Name    string
	// Args is what follows the name, as typed. Of a platform that has fields, it
	// is the names of the commands below it, with a space between, and then the
	// value of the only option, where the command offers one and it is words, a
	// place or a date.
	Args string
	// Options are the values of a command's fields by name, where it offers more
	// than one, or one of another kind; nil where commands are typed, but for the
	// file that came with one.
	Options map[string]string
}

// Joined says that the bot was added to a space. A connection that begins anew is
// none. Actor is whoever added it, where the platform tells.
type Joined struct {
	Meta
	// Welcome is where the bot may say so to all; zero for nowhere.
	Welcome Chat
}

// Left says that the bot was removed from a space, or blocked by a person.
type Left struct{ Meta }

// Barred says that the bot may no longer write in a space.
type Barred struct{ Meta }

// Allowed says that the bot may write in a space again, or was unblocked.
type Allowed struct{ Meta }

// Renamed says that a space is called otherwise now; its title is the new one. Not every
// platform tells.
type Renamed struct{ Meta }

// Migrated says that a group has another id from now on.
type Migrated struct {
	Meta
	To Chat
}
