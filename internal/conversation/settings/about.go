package settings

import (
	"fmt"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
)

// Help says what the bot does, lists the commands, and where to turn in need.
func (f *Flow) Help(t *turn.Turn) error {
	w := t.Words
	lines := make([]string, len(w.Commands))
	for i, c := range w.Commands {
		lines[i] = fmt.Sprintf("/%s · %s", c.Name, c.About)
		if c.Usage != "" {
			lines[i] = fmt.Sprintf("/%s %s · %s", c.Name, c.Usage, c.About)
		}
	}
	m := chat.Message{Blocks: []chat.Block{
		chat.P(w.HelpIntro), chat.P(strings.Join(lines, "\n")), chat.P(w.HelpCare),
	}}
	if f.Contact != "" {
		m.Blocks = append(m.Blocks, chat.P(w.HelpContact(f.Contact)))
	}
	t.Show(m, 0)
	return nil
}

// Privacy says in plain words who can read what.
func (f *Flow) Privacy(t *turn.Turn) error {
	var m chat.Message
	for _, p := range t.Words.Privacy {
		m.Blocks = append(m.Blocks, chat.P(p))
	}
	contact := t.Words.PrivacyNoContact
	if f.Contact != "" {
		contact = t.Words.PrivacyContact(f.Contact)
	}
	m.Blocks = append(m.Blocks, chat.P(contact))
	t.Show(m, 0)
	return nil
}
