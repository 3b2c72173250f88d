package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Seen is a message as a person sees it.
type Seen struct {
	ID   string
	From string // who it is of, by name
	Own  bool   // of the bot's
	At   time.Time
	// Text is all the words: the content, then what the embeds show, by lines.
	Text      string
	Content   string
	Embeds    []string
	Buttons   [][]Button // by rows
	Selects   []Select
	Files     []File
	ReplyTo   string   // id, or empty
	Reactions []string // the bot's
	Ephemeral bool     // nobody else sees it
	Thinking  bool     // the answer is still to come
	Edited    bool
	Deleted   bool
	Thread    string // id of the thread that was started from it, or empty
}

// Button is under a message.
type Button struct {
	Label, CustomID, URL string
	Style                int
	Disabled             bool
}

// Select is a list to choose from under a message.
type Select struct {
	CustomID, Placeholder string
	Options               []Choice
	Disabled              bool
}

// Choice is something to choose: an option of a Select, or what autocomplete
// offers.
type Choice struct{ Name, Value string }

// File hangs on a message.
type File struct {
	Name, Description, Type string
	Bytes                   []byte
}

// Labels returns the labels of all buttons.
func (m Seen) Labels() []string {
	var all []string
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Label)
		}
	}
	return all
}

// seen is a message as it looks. With the lock held.
func (s *Server) seen(m *message) Seen {
	v := Seen{
		ID: m.id.String(), From: m.author.name, Own: m.author == s.bot, At: m.at, Text: m.content, Content: m.content,
		Reactions: slices.Clone(m.reactions), Ephemeral: m.only != nil, Thinking: m.flags&flagLoading != 0,
		Edited: !m.edited.IsZero(), Deleted: m.deleted,
	}
	if m.reference {
		v.ReplyTo = m.replyTo.id.String()
	}
	if m.thread != nil {
		v.Thread = m.thread.id.String()
	}
	for _, a := range m.attachments {
		v.Files = append(v.Files, a.File)
	}
	for _, e := range m.embeds {
		text := embedText(e)
		v.Embeds = append(v.Embeds, text)
		v.Text = strings.TrimPrefix(v.Text+"\n"+text, "\n")
	}
	for _, row := range m.components {
		var buttons []Button
		for _, c := range listOf(objectOf(row)["components"]) {
			o := objectOf(c)
			if intOf(o["type"]) == typeButton {
				buttons = append(buttons, Button{
					Label: stringOf(o["label"]), CustomID: stringOf(o["custom_id"]), URL: stringOf(o["url"]),
					Style: intOf(o["style"]), Disabled: boolOf(o["disabled"]),
				})
				continue
			}
			list := Select{
				CustomID: stringOf(o["custom_id"]), Placeholder: stringOf(o["placeholder"]), Disabled: boolOf(o["disabled"]),
			}
			for _, of := range listOf(o["options"]) {
				list.Options = append(list.Options, Choice{stringOf(objectOf(of)["label"]), stringOf(objectOf(of)["value"])})
			}
			v.Selects = append(v.Selects, list)
		}
		if buttons != nil {
			v.Buttons = append(v.Buttons, buttons)
		}
	}
	return v
}

func (p *Person) view(which func(*message) bool) []Seen {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	var all []Seen
	for _, m := range p.place.messages {
		if (m.only == nil || m.only == p.account) && which(m) {
			all = append(all, p.s.seen(m))
		}
	}
	return all
}

// Sees returns the bot's messages that stand before the person now, oldest first.
func (p *Person) Sees() []Seen {
	return p.view(func(m *message) bool { return m.author == p.s.bot && !m.deleted })
}

// History returns all that was ever before the person, deleted messages and
// people's too, oldest first.
func (p *Person) History() []Seen { return p.view(func(*message) bool { return true }) }

// Last returns the newest message of the bot's; without one it ends the test.
func (p *Person) Last() Seen {
	p.s.tb.Helper()
	all := p.Sees()
	if len(all) == 0 {
		p.s.tb.Fatalf("discordtest: %s sees no message of the bot's", p.account.name)
	}
	return all[len(all)-1]
}

// Message returns one message; without it the test ends.
func (p *Person) Message(id string) Seen {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.seen(p.message(id))
}

// Transcript shows the place as text, a message a line, for tests to compare.
func (p *Person) Transcript() string {
	var b strings.Builder
	for _, m := range p.History() {
		if m.Deleted {
			continue
		}
		fmt.Fprintf(&b, "%s: %s", m.From, strings.ReplaceAll(m.Text, "\n", "\n  "))
		for _, f := range m.Files {
			fmt.Fprintf(&b, " (%s)", f.Name)
		}
		for _, row := range m.Buttons {
			b.WriteString("\n ")
			for _, button := range row {
				fmt.Fprintf(&b, " [%s]", button.Label)
			}
		}
		if len(m.Reactions) > 0 {
			b.WriteString(" " + strings.Join(m.Reactions, " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}
