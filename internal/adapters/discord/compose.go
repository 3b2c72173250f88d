package discord

import (
	"strings"

	"stillpoint/internal/chat"
)

// line is one line of a message, before it is cut to pieces: plain text, with
// the marks that go before and after it.
type line struct {
	before, text, after string
	raw                 bool // the text is Discord's own markup
}

// looks are the marks of each kind of block.
var looks = map[chat.BlockKind]line{
	chat.Heading:   {before: "**", after: "**"},
	chat.Paragraph: {},
	chat.Item:      {},
	chat.Quote:     {before: "> "},
	chat.Source:    {before: "-# *", after: "*"},
}

// compose puts blocks below each other: a paragraph after a paragraph with an
// empty line between them, everything else on the next line.
func compose(blocks []chat.Block) []line {
	var all []line
	last := chat.Heading
	for _, b := range blocks {
		text := harmless(b.Text)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if len(all) > 0 && b.Kind == chat.Paragraph && last != chat.Heading {
			all = append(all, line{})
		}
		look := looks[b.Kind]
		if said, address, ok := b.Link(); ok {
			if text, look.after = said, " <"+address+">"; b.Kind == chat.LinkedPicture {
				look.after = " " + address // Without the brackets Discord shows what is there.
			}
		}
		if isNumber(b.Account) {
			look.after += " (<@" + b.Account + ">)" // It notifies nobody: no message's allowed_mentions has it.
		}
		for _, t := range strings.Split(text, "\n") {
			l := look
			// Marks hold only around something, and not beside white space.
			if look.after != "" {
				t = strings.TrimSpace(t)
			}
			if l.text = t; t == "" && look.after != "" {
				l = line{}
			}
			all = append(all, l)
		}
		last = b.Kind
	}
	return all
}

// isNumber reports whether a text is the number of something on Discord.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// ping is the line that notifies a role.
func ping(role string) line { return line{text: "<@&" + role + ">", raw: true} }

// shown is the line as Discord's Markdown.
func (l line) shown() string {
	if l.raw {
		return l.text
	}
	return l.before + escape(l.text) + l.after
}
