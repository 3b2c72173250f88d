package terminal

import (
	"strings"

	"stillpoint/internal/chat"
)

const (
	// defaultName is who is at the keyboard at first; in the channel they are
	// its admin.
	defaultName = "you"
	// channelID is the one community channel.
	channelID = "#reflections"
	// maxName is the longest name for :as, in bytes.
	maxName = 32
)

// channelChat is the channel's chat, and channelSpace what is known of it.
var (
	channelChat  = chat.Chat{Platform: Platform, ID: channelID}
	channelSpace = chat.Space{Chat: channelChat, Title: strings.TrimPrefix(channelID, "#"), Parent: "terminal"}
)

// validName reports whether a name can be spoken as: letters, digits, - and _.
func validName(s string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	return s != "" && len(s) <= maxName && strings.Trim(s, allowed) == ""
}

// exists reports whether there is such a chat. Every name has one, whether
// somebody has spoken as it or not, because a trial goes on after a restart.
func exists(c chat.Chat) bool {
	return c.Platform == Platform && (c.ID == channelID || validName(c.ID))
}

// here is the chat that the person at the keyboard is in.
func (t *Terminal) here() chat.Chat {
	if t.channel {
		return channelChat
	}
	return chat.Chat{Platform: Platform, ID: t.who}
}

func (t *Terminal) space() chat.Space {
	if t.channel {
		return channelSpace
	}
	return chat.Space{Chat: t.here(), Private: true}
}

// speaker is what stands before the prompt.
func (t *Terminal) speaker() speaker {
	s := speaker{chat: t.here().ID}
	if t.who != defaultName {
		s.label = t.who
	}
	if t.channel {
		s.label = strings.TrimSpace(s.label + " " + channelID)
	}
	return s
}

// room is what the terminal remembers of a chat.
type room struct {
	texts     map[chat.MessageID]*shown
	questions []chat.MessageID          // those that :reply can name, by their number
	row       row                       // the buttons shown last
	buttons   []row                     // every message that has buttons, the newest last
	written   []chat.MessageID          // what people wrote, the latest last, for :edit and :delete
	authors   map[chat.MessageID]string // of what is written
	forms     map[string]*filling       // the forms that people have open here, by their names
}

// post is the message that a text in the channel answers: the newest question,
// or else the newest that all see buttons under.
func (r *room) post() chat.MessageID {
	if n := len(r.questions); n > 0 {
		return r.questions[n-1]
	}
	for i := len(r.buttons) - 1; i >= 0; i-- {
		if b := r.buttons[i]; b.readers == "" {
			return b.message
		}
	}
	return ""
}

// shown is a message of the bot's.
type shown struct {
	text     string
	actions  []chat.Action
	readers  string // the one person who sees it; empty for all
	question int    // its number for :reply; 0 for none
	saved    string // where its file is; empty for none
}

// row is a message's buttons.
type row struct {
	message chat.MessageID
	actions []chat.Action
	readers string
}

// remembered bounds how many rows of buttons, and how many messages of
// people's, a chat can be asked for.
const remembered = 200

// room returns the chat's room. The caller holds t.mu.
func (t *Terminal) room(c chat.Chat) *room {
	r := t.rooms[c.ID]
	if r == nil {
		r = &room{
			texts: map[chat.MessageID]*shown{}, authors: map[chat.MessageID]string{}, forms: map[string]*filling{},
		}
		t.rooms[c.ID] = r
	}
	return r
}

// setButtons replaces the buttons of a message; with none it loses them.
func (r *room) setButtons(id chat.MessageID, s *shown) {
	for i, b := range r.buttons {
		if b.message == id {
			r.buttons = append(r.buttons[:i], r.buttons[i+1:]...)
			break
		}
	}
	if len(s.actions) == 0 {
		if r.row.message == id {
			r.row = row{}
		}
		return
	}
	latest := row{message: id, actions: s.actions, readers: s.readers}
	r.row = latest
	r.buttons = append(r.buttons, latest)
	if len(r.buttons) > remembered {
		r.buttons = r.buttons[1:]
	}
}

// wrote remembers a message of a person's as their latest.
func (r *room) wrote(id chat.MessageID, author string) {
	r.written = append(r.written, id)
	r.authors[id] = author
	if len(r.written) > remembered {
		delete(r.authors, r.written[0])
		r.written = r.written[1:]
	}
}

// latestBy returns the latest message that somebody wrote here, if there is one.
func (r *room) latestBy(author string) (chat.MessageID, bool) {
	for i := len(r.written) - 1; i >= 0; i-- {
		if id := r.written[i]; r.authors[id] == author {
			return id, true
		}
	}
	return "", false
}

// forget takes a message out of what people wrote.
func (r *room) forget(id chat.MessageID) {
	for i, w := range r.written {
		if w == id {
			r.written = append(r.written[:i], r.written[i+1:]...)
			break
		}
	}
	delete(r.authors, id)
}
