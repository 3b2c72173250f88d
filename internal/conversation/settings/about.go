package settings

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Help says what the bot does, lists the commands, says where to turn in need, and
// credits the essays. In a channel it lists those for channels, and says whether it
// is asked.
func (f *Flow) Help(tx reflection.Tx, t *turn.Turn) error {
	w := t.Words
	intro, commands := w.HelpIntro, w.Commands
	if !t.Meta.Space.Private {
		intro, commands = w.HelpChannel, w.ChannelCommands
		_, err := tx.SubscriptionIn(t.Meta.Space.Chat)
		if errors.Is(err, reflection.ErrNotFound) {
			intro = w.HelpNoChannel
		} else if err != nil {
			return err
		}
	}
	var lines []string
	for _, c := range commands {
		switch {
		case strings.Contains(c.Name, " "): // The command above it says what there is.
		case c.Usage != "":
			lines = append(lines, fmt.Sprintf("/%s %s · %s", c.Name, c.Usage, c.About))
		default:
			lines = append(lines, fmt.Sprintf("/%s · %s", c.Name, c.About))
		}
	}
	m := chat.Message{Blocks: []chat.Block{
		chat.P(intro), chat.P(strings.Join(lines, "\n")), chat.P(w.HelpCare),
	}}
	drawn, err := f.drawn(tx, t)
	if err != nil {
		return err
	}
	m.Blocks = append(m.Blocks, drawn...)
	if f.Contact != "" {
		m.Blocks = append(m.Blocks, chat.P(w.HelpContact(f.Contact)))
	}
	t.Show(m, 0)
	return nil
}

// drawn credits the essays that the questions are drawn from, in full: those of the
// pack that is asked here, or, before any is, of the default one.
func (f *Flow) drawn(tx reflection.Tx, t *turn.Turn) ([]chat.Block, error) {
	in := t.Home
	if !t.Meta.Space.Private {
		in = t.Meta.Space.Chat
	}
	sub, err := tx.SubscriptionIn(in)
	if ignoreMissing(err) != nil {
		return nil, err
	}
	var lines []string
	for _, e := range f.Packs.Pack(sub.Pack).Essays {
		lines = append(lines, e.Reference())
	}
	if len(lines) == 0 {
		return nil, nil
	}
	return []chat.Block{chat.P(t.Words.Themes.Drawn + "\n" + strings.Join(lines, "\n"))}, nil
}

// Privacy says in plain words who can read what, as it is true of this instance.
func (f *Flow) Privacy(t *turn.Turn) error {
	w, h := t.Words, f.Hosting
	lines := slices.Clone(w.Privacy)
	if !t.Meta.Space.Private {
		lines[0] = w.PrivacyPrivately
	}
	lines = append(lines, w.PrivacyGone(h.OnServer), w.PrivacyNoAI)
	if len(h.Platforms) > 0 {
		lines = append(lines, w.PrivacyRuns(h.Platforms))
	}
	if t.Meta.Space.Private && t.Person.ID != 0 {
		lines = append(lines, w.PrivacyYours(t.Person.KeepMonths))
	}
	if h.KeepMonths > 0 {
		lines = append(lines, w.PrivacyAge(h.KeepMonths))
	}
	if h.Watched {
		lines = append(lines, w.PrivacyWatched)
	}
	contact := w.PrivacyNoContact
	if f.Contact != "" {
		contact = w.PrivacyContact(f.Contact)
	}
	var m chat.Message
	for _, line := range append(lines, w.PrivacyRights, contact) {
		m.Blocks = append(m.Blocks, chat.P(line))
	}
	t.Show(m, 0)
	return nil
}
