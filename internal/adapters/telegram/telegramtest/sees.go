package telegramtest

import (
	"fmt"
	"slices"
	"strings"
)

// sees reports whether the person has a message before their eyes; in a topic
// only the topic's.
func (u *User) sees(m *message) bool {
	return u.topic == nil || (m.inTopic && m.thread == u.topic.id)
}

// Sees returns the bot's messages that stand in the chat now, oldest first.
func (u *User) Sees() []Seen {
	return u.view(func(m *message) bool { return m.own() && !m.deleted && m.extra["pinned_message"] == nil })
}

// History returns all that was ever in the chat, people's messages and deleted
// ones too, oldest first.
func (u *User) History() []Seen { return u.view(func(*message) bool { return true }) }

func (u *User) view(which func(*message) bool) []Seen {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	var all []Seen
	for _, m := range u.room.messages {
		if u.sees(m) && which(m) {
			all = append(all, m.seen())
		}
	}
	return all
}

// Last returns the newest message of the bot's; without one it ends the test.
func (u *User) Last() Seen {
	u.s.tb.Helper()
	all := u.Sees()
	if len(all) == 0 {
		u.s.tb.Fatalf("telegramtest: %s sees no message of the bot's", u.account.first)
	}
	return all[len(all)-1]
}

// Reaction returns the bot's reaction to a message, or "".
func (u *User) Reaction(id int) string {
	u.s.tb.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.message(id).reaction
}

// Keyboard returns the rows of the reply keyboard that the chat shows, or nil.
func (u *User) Keyboard() [][]string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	var rows [][]string
	for _, row := range u.room.keyboard {
		rows = append(rows, slices.Clone(row))
	}
	return rows
}

// Presses returns the person's presses so far with what became of them.
func (u *User) Presses() []Press {
	return u.s.presses(func(q *query) bool { return q.from == u.account })
}

// Spinning returns how many of their presses show a spinner.
func (u *User) Spinning() int { return spinning(u.Presses()) }

// Transcript shows the chat as text, a message a line, with its buttons,
// reaction and picture, for tests to compare.
func (u *User) Transcript() string {
	var b strings.Builder
	for _, m := range u.History() {
		if m.Deleted {
			continue
		}
		fmt.Fprintf(&b, "%s: %s", m.From, strings.ReplaceAll(m.Text, "\n", "\n  "))
		if m.Photo != nil {
			b.WriteString(" (photo)")
		}
		if m.Document != nil {
			b.WriteString(" (document)")
		}
		for _, row := range m.Buttons {
			b.WriteString("\n ")
			for _, button := range row {
				fmt.Fprintf(&b, " [%s]", button.Label)
			}
		}
		if m.Reaction != "" {
			b.WriteString(" " + m.Reaction)
		}
		b.WriteString("\n")
	}
	return b.String()
}
