package chattest

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"stillpoint/internal/chat"
)

// Shown is a message as its chat shows it.
type Shown struct {
	ID chat.MessageID
	// Author is the account that wrote it; empty for the bot.
	Author string
	At     time.Time
	// Text is what it reads now; Edits are its earlier texts, oldest first.
	Text  string
	Edits []string
	// Blocks are what the bot said; of a message that was split, the last piece
	// has them all.
	Blocks []chat.Block
	Labels []string // of the actions, in their order
	// Refs are what the actions carry: people don't see that, their clients do.
	Refs    []chat.Ref
	Picture *chat.Picture
	File    *chat.File
	Form    *chat.Form
	Seen    chat.Seen
	ReplyTo chat.MessageID
	// PingRole is the role that was notified.
	PingRole string
	Nonce    string
	Lane     chat.Lane // what it was sent as
	Medium   chat.Medium
	Reaction chat.Reaction
	Deleted  bool
	// Tag is what its post in a forum is tagged with.
	Tag string
	// Announced says that it was published to those who follow the channel.
	Announced bool
	// Pinned says that it is pinned in its channel.
	Pinned bool
}

// Alert reports whether it was a brief notice.
func (s Shown) Alert() bool { return s.Seen == chat.AsAlert }

type message struct {
	Shown
	actions []chat.Action
	everHad []chat.Action // the latest first, also those that an edit took away
	readers string        // the one account that sees it; empty for all
	told    bool          // of a person's: the bot was told of it
}

func (m *message) setActions(actions []chat.Action) {
	m.actions = slices.Clone(actions)
	m.everHad = slices.Concat(actions, m.everHad)
	m.Labels, m.Refs = nil, nil
	for _, a := range actions {
		m.Labels, m.Refs = append(m.Labels, a.Label), append(m.Refs, a.Ref)
	}
}

// view copies what is shown, so that a test may keep it.
func (m *message) view() Shown {
	s := m.Shown
	s.Edits, s.Blocks, s.Labels = slices.Clone(s.Edits), slices.Clone(s.Blocks), slices.Clone(s.Labels)
	s.Refs = slices.Clone(s.Refs)
	return s
}

func (m *message) visibleTo(account string) bool {
	return !m.Deleted && (m.readers == "" || m.readers == account)
}

func sameActions(a, b []chat.Action) bool { return slices.Equal(a, b) }

// History returns all that was ever in the chat, people's messages, notices,
// forms and deleted ones too, oldest first.
func (p *Platform) History(c chat.Chat) []Shown {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.room(c)
	if r == nil {
		return nil
	}
	var all []Shown
	for _, m := range r.messages {
		all = append(all, m.view())
	}
	return all
}

// Shown returns what the bot ever showed in the chat, oldest first.
func (p *Platform) Shown(c chat.Chat) []Shown {
	return slices.DeleteFunc(p.History(c), func(s Shown) bool { return s.Author != "" })
}

// Sees returns what of the bot's the person sees in the chat now, oldest first:
// no notices, no forms, nothing deleted.
func (q *Person) Sees() []Shown {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	var all []Shown
	for _, m := range q.room().messages {
		if m.Author == "" && m.visibleTo(q.account) && !m.Alert() && m.Form == nil {
			all = append(all, m.view())
		}
	}
	return all
}

// Last returns the newest of what the person sees; nothing shown is the zero
// Shown.
func (q *Person) Last() Shown {
	if all := q.Sees(); len(all) > 0 {
		return all[len(all)-1]
	}
	return Shown{}
}

// LastAlert returns the newest brief notice to the person; none is empty.
func (q *Person) LastAlert() string {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	for _, m := range slices.Backward(q.room().messages) {
		if m.Alert() && m.readers == q.account {
			return m.Text
		}
	}
	return ""
}

// Message returns one message of the chat as it is now.
func (q *Person) Message(id chat.MessageID) Shown {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	return q.message(id).view()
}

// Transcript returns the chat as the person sees it, a message a line:
//
//	ada: hello ✓
//	bot: Kept. Only you can read it. [Go deeper] [Undo]
//
// with the reaction as a tick and what follows a line break indented.
func (q *Person) Transcript() string {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	var b strings.Builder
	for _, m := range q.room().messages {
		if m.visibleTo(q.account) {
			b.WriteString(m.line())
		}
	}
	return b.String()
}

func (m *message) line() string {
	author := m.Author
	switch {
	case author == "" && m.Alert():
		author = "notice"
	case author == "" && m.Form != nil:
		author = "form"
	case author == "":
		author = "bot"
	}
	text := m.Text
	if m.Form != nil {
		text = m.Form.Title
	}
	if m.Picture != nil {
		text += " <" + m.Picture.Alt + ">"
	}
	if m.File != nil {
		text += " <" + m.File.Name + ">"
	}
	for _, l := range m.Labels {
		text += " [" + l + "]"
	}
	if m.Reaction == chat.Kept {
		text += " ✓"
	}
	return author + ": " + strings.ReplaceAll(text, "\n", "\n  ") + "\n"
}

// splitText cuts a text into pieces of at most most runes, at white space where
// there is any in the second half of a piece.
func splitText(text string, most int) []string {
	var pieces []string
	for utf8.RuneCountInString(text) > most {
		runes := []rune(text)
		cut := most
		for i := most; i > most/2; i-- {
			if runes[i] == ' ' || runes[i] == '\n' {
				cut = i
				break
			}
		}
		pieces = append(pieces, strings.TrimSpace(string(runes[:cut])))
		text = strings.TrimSpace(string(runes[cut:]))
	}
	return append(pieces, text)
}
