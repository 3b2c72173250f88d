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
)

// tags are the HTML tags of a style; plain has none.
var tags = [...]string{bold: "b", italic: "i", quote: "blockquote"}

// styled is text with the look of its stretches, before it is cut into pieces.
type styled struct {
	text string
	runs []run
}

// run is a stretch of the text, in bytes, that has a look of its own.
type run struct {
	from, to int
	look     style
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
		if !block.Own {
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
		if look := lookOf(block.Kind); look != plain {
			s.runs = append(s.runs, run{from, b.Len(), look})
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
	case chat.Paragraph:
	}
	return plain
}

// escape makes text that shows as it is between tags. Attributes are never
// written, so quotation marks need nothing.
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
		b.WriteString("<" + tags[r.look] + ">")
		_, _ = escape.WriteString(&b, s.text[start:end])
		b.WriteString("</" + tags[r.look] + ">")
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
