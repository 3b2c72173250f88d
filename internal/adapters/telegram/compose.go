package telegram

import (
	"strings"

	"stillpoint/internal/chat"
)

// style is how a stretch of text looks.
type style int

const (
	plain style = iota
	bold
	italic
	quote
	code
)

// tags are the HTML tags of a style; plain has none.
var tags = [...]string{bold: "b", italic: "i", quote: "blockquote", code: "code"}

// styled is text with the look of its stretches, before it is cut into pieces.
type styled struct {
	text string
	runs []run
}

// run is a stretch of the text, in bytes, that has a look of its own.
type run struct {
	from, to int
	look     style
	// account is whose profile it leads to; empty for nobody's.
	account string
}

// tag is the HTML that a run stands in.
func (r run) tag() (opened, closed string) {
	if r.account != "" {
		return `<a href="tg://user?id=` + r.account + `">`, "</a>"
	}
	return "<" + tags[r.look] + ">", "</" + tags[r.look] + ">"
}

// compose puts blocks below each other: a paragraph after a paragraph with an
// empty line between them, everything else on the next line. Nothing in it that
// somebody may have written gives orders, or mentions anybody in a group: names,
// questions and titles are people's words as much as quotes are.
func compose(blocks []chat.Block, group bool) styled {
	var s styled
	var b strings.Builder
	last := chat.Heading
	for _, block := range blocks {
		text := clean(block.Text)
		if group || block.Kind == chat.Quote { // It may be another's.
			text = undirected(text)
		}
		var copied [][2]int
		switch {
		case lookOf(block.Kind) == plain && block.Account == "":
			text, copied = withCopied(text, block.Own, group)
		case !block.Own:
			text = inert(text, group)
		}
		if text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if block.Kind == chat.Paragraph && last != chat.Heading {
				b.WriteByte('\n')
			}
		}
		from := b.Len()
		b.WriteString(text)
		switch look := lookOf(block.Kind); {
		case !group && isNumber(block.Account):
			// In a group it would notify.
			s.runs = append(s.runs, run{from, b.Len(), look, block.Account})
		case look != plain:
			s.runs = append(s.runs, run{from, b.Len(), look, ""})
		}
		for _, c := range copied {
			s.runs = append(s.runs, run{from + c[0], from + c[1], code, ""})
		}
		last = block.Kind
	}
	s.text = b.String()
	return s
}

func lookOf(k chat.BlockKind) style {
	switch k {
	case chat.Heading:
		return bold
	case chat.Quote:
		return quote
	case chat.Source:
		return italic
	case chat.Paragraph, chat.Item, chat.Link, chat.LinkedPicture: // An address is one where it stands.
	}
	return plain
}

// isNumber reports whether a text is the number of an account.
func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// escape makes text that shows as it is between tags. Nothing but numbers is written
// into attributes, so quotation marks need nothing.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// html is the part of the text between two bytes, as Telegram's HTML. Every tag
// that it opens it closes.
func (s styled) html(from, to int) string {
	var b strings.Builder
	at := from
	for _, r := range s.runs {
		start, end := max(r.from, from), min(r.to, to)
		if start >= end {
			continue
		}
		_, _ = escape.WriteString(&b, s.text[at:start])
		opened, closed := r.tag()
		b.WriteString(opened)
		_, _ = escape.WriteString(&b, s.text[start:end])
		b.WriteString(closed)
		at = end
	}
	_, _ = escape.WriteString(&b, s.text[at:to])
	return b.String()
}

// pieces are the text as messages of at most limit UTF-16 units each.
func (s styled) pieces(limit int) []string {
	var all []string
	for _, p := range split(s.text, limit) {
		all = append(all, s.html(p.from, p.to))
	}
	return all
}
